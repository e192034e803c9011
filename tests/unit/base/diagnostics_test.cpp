// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.h"

#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "base/codes.h"

namespace parindex {
namespace {

Diagnostic fault(std::string_view code, const std::string& message, const std::string& topic = {},
                 Severity severity = Severity::Error) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.message = message;
  diagnostic.topic = topic;
  return diagnostic;
}

Diagnostics bad_cells(int first, int last) {
  Diagnostics diagnostics;
  for (int i = first; i <= last; ++i) {
    diagnostics.add(fault(codes::kBadCell, "cell " + std::to_string(i), "column `gdp`"));
  }
  return diagnostics;
}

TEST_CASE("twenty of a topic are kept, the others counted") {
  Diagnostics diagnostics = bad_cells(1, 25);
  diagnostics.add(fault(codes::kBadCell, "cell", "column `ho_so`"));
  diagnostics.add(fault(codes::kAmbiguousDash, "dash", "column `gdp`", Severity::Warning));
  CHECK(diagnostics.kept().size() == 22);
  CHECK(diagnostics.errors() == 26);
  CHECK(diagnostics.warnings() == 1);
  REQUIRE(diagnostics.more().size() == 1);
  CHECK(diagnostics.more()[0].code == codes::kBadCell);
  CHECK(diagnostics.more()[0].topic == "column `gdp`");
  CHECK(diagnostics.more()[0].count == 5);
}

Diagnostics sixty_warnings() {
  Diagnostics diagnostics;
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(i);
    diagnostics.add(fault(codes::kUnusedIndicator, number, number, Severity::Warning));
  }
  return diagnostics;
}

TEST_CASE("fifty are kept in all") {
  const Diagnostics diagnostics = sixty_warnings();
  CHECK(diagnostics.kept().size() == 50);
  CHECK(diagnostics.more().size() == 10);
  CHECK(diagnostics.warnings() == 60);
}

TEST_CASE("an error takes the place of a warning") {
  Diagnostics diagnostics = sixty_warnings();
  diagnostics.add(fault(codes::kUnknownKey, "key"));
  CHECK(diagnostics.kept().size() == 50);
  CHECK(diagnostics.kept().back().code == codes::kUnknownKey);
  CHECK(diagnostics.kept().front().message == "0");
  CHECK(diagnostics.more().size() == 11);
  CHECK(diagnostics.errors() == 1);
  CHECK(diagnostics.warnings() == 60);
}

TEST_CASE("the same fault counts once") {
  Diagnostics diagnostics;
  Diagnostic first = fault(codes::kDuplicateUnit, "twice");
  first.primary.span = {0, 3, 10};
  Diagnostic elsewhere = first;
  elsewhere.primary.span.begin = 20;
  Diagnostic other_code = first;
  other_code.code = codes::kUnknownUnit;
  for (const Diagnostic& diagnostic : {first, elsewhere, first, other_code, elsewhere}) {
    diagnostics.add(diagnostic);
  }
  CHECK(diagnostics.kept().size() == 3);
  CHECK(diagnostics.errors() == 3);
}

TEST_CASE("merging is adding in order") {
  Diagnostics diagnostics = bad_cells(1, 15);
  diagnostics.merge(bad_cells(16, 45));
  CHECK(diagnostics.kept().size() == 20);
  CHECK(diagnostics.kept()[19].message == "cell 20");
  CHECK(diagnostics.errors() == 45);
  REQUIRE(diagnostics.more().size() == 1);
  CHECK(diagnostics.more()[0].count == 25);

  SECTION("what was seen, kept or counted, is not counted again") {
    diagnostics.merge(bad_cells(10, 45));
    CHECK(diagnostics.errors() == 45);
    CHECK(diagnostics.more()[0].count == 25);
    diagnostics.merge(bad_cells(20, 60));
    CHECK(diagnostics.errors() == 60);
    CHECK(diagnostics.more()[0].count == 40);
    diagnostics.merge(bad_cells(46, 60));
    CHECK(diagnostics.errors() == 60);
  }
}

}  // namespace
}  // namespace parindex
