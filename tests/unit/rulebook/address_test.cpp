// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/address.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/sources.h"
#include "io/yaml/yaml_reader.h"

namespace parindex {
namespace {

ConfigNode tree_of(Sources& sources, Diagnostics& diagnostics) {
  const std::uint32_t source = sources.add_text("rules.yaml",
                                                "criteria:\n"
                                                "- id: III\n"
                                                "  criteria:\n"
                                                "  - id: III.1\n"
                                                "    max: 3\n"
                                                "    bands: {'[95%..100%)': 2.5, '<95%': 0}\n"
                                                "  - id: III.2\n"
                                                "    cases: [{when: a, points: 1}]\n"
                                                "grades: [{name: A, from: 90}]\n"
                                                "bonus: {cap: 2, criteria: [{id: T, max: 1}]}\n");
  return *read_yaml(source, sources, diagnostics);
}

TEST_CASE("Addresses name numbers by criterion and key") {
  Sources sources;
  Diagnostics diagnostics;
  ConfigNode tree = tree_of(sources, diagnostics);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"III.1.max", "3"},
      {"III.1.bands.[95%..100%)", "2.5"},
      {"III.2.cases.1.points", "1"},
      {"grades.A.from", "90"},
      {"bonus.cap", "2"},
      {"T.max", "1"}};
  for (const auto& [address, text] : expected) {
    const ConfigNode* const node = find_value(tree, address);
    REQUIRE(node != nullptr);
    CHECK(node->text == text);
  }
  CHECK(find_value(tree, "III.1.cap") == nullptr);
}

TEST_CASE("A number is replaced where it stands") {
  Sources sources;
  Diagnostics diagnostics;
  ConfigNode tree = tree_of(sources, diagnostics);
  CHECK(set_value(tree, "III.1.max", "4", {}, diagnostics));
  CHECK(find_value(tree, "III.1.max")->text == "4");
  CHECK(diagnostics.errors() == 0);
}

TEST_CASE("An address that nothing has is an error with a suggestion") {
  Sources sources;
  Diagnostics diagnostics;
  ConfigNode tree = tree_of(sources, diagnostics);
  CHECK_FALSE(set_value(tree, "III.1.maks", "4", {}, diagnostics));
  REQUIRE(diagnostics.kept().size() == 1);
  CHECK(diagnostics.kept().front().help.find("III.1.max") != std::string::npos);
}

}  // namespace
}  // namespace parindex
