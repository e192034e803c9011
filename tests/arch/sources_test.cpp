// SPDX-License-Identifier: Apache-2.0
//
// Every number that is shipped says where it comes from: a rule has a source of its own, above it
// or of its rulebook; a table has a column `source` that is filled, or a README that names it.
#include "base/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "io/csv/text_table.h"
#include "io/yaml/yaml_reader.h"
#include "rulebook/kinds/kinds.h"

namespace parindex {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PARINDEX_ROOT;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_below(const char* folder, const char* extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    if (entry.path().extension() == extension) {
      files.push_back(entry.path());
    }
  }
  return files;
}

bool states_source(const ConfigNode& node) {
  const ConfigEntry* const source = node.find("source");
  return source != nullptr && (!source->value.text.empty() || !source->value.entries.empty());
}

bool has_rule(const ConfigNode& node) {
  return std::any_of(kRuleKinds.begin(), kRuleKinds.end(),
                     [&](const RuleKind& kind) { return node.find(kind.name) != nullptr; });
}

// Ids of rules below a node that neither they nor what stands above gives a source.
void find_unsourced(const ConfigNode& node, bool above, std::vector<std::string>& found) {
  const bool sourced = above || states_source(node);
  if (!sourced && has_rule(node) && node.find("id") != nullptr) {
    found.push_back(node.find("id")->value.text);
  }
  for (const ConfigEntry& entry : node.entries) {
    find_unsourced(entry.value, sourced, found);
  }
  for (const ConfigNode& item : node.items) {
    find_unsourced(item, sourced, found);
  }
}

// The README of the folder of a table, or of the one above it.
std::string readme_of(const fs::path& table) {
  const fs::path own = table.parent_path() / "README.md";
  return read_file(fs::exists(own) ? own : table.parent_path().parent_path() / "README.md");
}

// Rows of a table without anything in its column `source`; all rows where it has none.
std::size_t rows_without_source(const fs::path& table) {
  std::ifstream text(table);
  std::string heading;
  while (std::getline(text, heading) && heading.starts_with('#')) {
  }
  std::vector<std::string> columns;
  for (std::size_t begin = 0; begin <= heading.size();) {
    const std::size_t end = std::min(heading.find(',', begin), heading.size());
    columns.push_back(heading.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto source = std::find(columns.begin(), columns.end(), "source");
  const auto position = static_cast<std::size_t>(source - columns.begin());
  std::size_t rows = 0;
  Sources sources;
  Diagnostics diagnostics;
  const bool read = read_text_table(
      table.string(), {"a shipped table", columns}, sources,
      [&](std::span<TextCell> cells) {
        rows += source == columns.end() || cells[position].text.empty() ? 1U : 0U;
      },
      diagnostics);
  INFO(table.string());
  CHECK(read);
  return rows;
}

TEST_CASE("every rule that is shipped has a source") {
  const std::vector<fs::path> rulebooks = files_below("rules", ".yaml");
  REQUIRE(rulebooks.size() >= 10);
  for (const fs::path& path : rulebooks) {
    INFO(path.string());
    Sources sources;
    Diagnostics diagnostics;
    const std::uint32_t source = sources.add_text(path.string(), read_file(path));
    const std::optional<ConfigNode> tree = read_yaml(source, sources, diagnostics);
    REQUIRE(tree);
    std::vector<std::string> unsourced;
    find_unsourced(*tree, false, unsourced);
    CHECK(unsourced.empty());
    CHECK(!readme_of(path).empty());
  }
}

TEST_CASE("every table that is shipped has a source") {
  const std::vector<fs::path> tables = files_below("data", ".csv");
  REQUIRE(tables.size() >= 10);
  for (const fs::path& path : tables) {
    INFO(path.string());
    const bool named =
        readme_of(path).find('`' + path.filename().string() + '`') != std::string::npos;
    CHECK((named || rows_without_source(path) == 0));
  }
}

TEST_CASE("a rule without a source is found") {
  Sources sources;
  Diagnostics diagnostics;
  const std::uint32_t source = sources.add_text(
      "rules.yaml",
      "criteria:\n- {id: a, source: letter 12, yes_no: x}\n- id: b\n  criteria:\n"
      "  - {id: c, source: '', yes_no: x}\n- {id: d, source: {document: e}, criteria: [{id: f, "
      "yes_no: x}]}\n");
  const std::optional<ConfigNode> tree = read_yaml(source, sources, diagnostics);
  REQUIRE(tree);
  std::vector<std::string> unsourced;
  find_unsourced(*tree, false, unsourced);
  CHECK(unsourced == std::vector<std::string>{"c"});
}

}  // namespace
}  // namespace parindex
