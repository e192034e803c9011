// SPDX-License-Identifier: Apache-2.0
//
// Every row of the tables of codes, formats, commands and rule kinds has a golden test and a
// heading in the documents; what the documents say of kinds, keys and operations is what their
// tables say. With PARINDEX_UPDATE set in the environment, the parts on kinds and operations are
// written instead of compared.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "base/codes.h"
#include "cli/commands.h"
#include "engine/program/operations.h"
#include "report/write/writers.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/keys.h"

namespace parindex {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PARINDEX_ROOT;

struct NamedRows {
  std::vector<std::string> names;
  std::string before, after;  // what stands around a name in a golden test
  std::string page;           // has a heading for each name
};

template <typename Rows, typename Row>
std::vector<std::string> names_of(const Rows& rows, std::string_view Row::*name) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const Row& row : rows) {
    names.emplace_back(row.*name);
  }
  return names;
}

std::vector<NamedRows> tables() {
  return {
      {names_of(kDiagnosticCodes, &DiagnosticCode::code), "", "", "docs/diagnostics.md"},
      {names_of(kOutputFormats, &OutputFormat::name), "--format ", "", "docs/output.md"},
      {names_of(kCommands, &Command::name), "parindex ", "", "docs/output.md"},
      {names_of(kRuleKinds, &RuleKind::name), "", ":", "docs/rulebook.md"},
  };
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string golden_tests() {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests/golden")) {
    if (entry.path().extension() == ".test") {
      all += read_file(entry.path());
    }
  }
  return all;
}

std::string headings_of(const std::string& page) {
  std::istringstream text(read_file(kRoot / page));
  std::string headings;
  for (std::string line; std::getline(text, line);) {
    headings += line.starts_with('#') ? line + '\n' : "";
  }
  return headings;
}

// True where `words` stands in the text as whole words.
bool has_words(const std::string& text, const std::string& words) {
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) {
      return true;
    }
  }
  return false;
}

std::vector<std::string> missing(const std::vector<std::string>& names, const std::string& text,
                                 const std::string& before, const std::string& after) {
  std::vector<std::string> absent;
  std::copy_if(names.begin(), names.end(), std::back_inserter(absent),
               [&](const std::string& name) { return !has_words(text, before + name + after); });
  return absent;
}

const std::vector<std::string> kNone;

std::string_view words_for(Operand operand) {
  switch (operand) {
    case Operand::None:
      return "its own keys";
    case Operand::Amount:
      return "a number or ratio";
    case Operand::Number:
      return "a number";
    case Operand::Ratio:
      return "a ratio or percent";
    case Operand::Condition:
      return "a condition";
    case Operand::Date:
      return "a date";
    case Operand::Level:
      return "a level";
  }
  return "";
}

// The part of the page that the table of kinds makes.
std::string kinds_in_short() {
  std::string text = "| kind | gives | looks at |\n|---|---|---|\n";
  std::string options = "\n| kind | key | value | meaning |\n|---|---|---|---|\n";
  for (const RuleKind& kind : kRuleKinds) {
    text += "| [`" + std::string(kind.name) + "`](#" + std::string(kind.name) + ") | ";
    text += std::string(kind.summary) + " | " + std::string(words_for(kind.operand)) + " |\n";
    for (const RuleOption& option : kind.options) {
      options += "| `" + std::string(kind.name) + "` | `" + std::string(option.key) + "` | ";
      options += std::string(option.type) + " | " + std::string(option.meaning) + " |\n";
    }
  }
  return text + options;
}

std::string inputs_in_words(const Operation& operation) {
  const std::string least = std::to_string(operation.least_inputs);
  if (operation.most_inputs == Operation::kAny) {
    return least + " or more";
  }
  return least == std::to_string(operation.most_inputs)
             ? least
             : least + " to " + std::to_string(operation.most_inputs);
}

std::string_view words_for(Exactness exactness) {
  switch (exactness) {
    case Exactness::Carried:
      return "carried";
    case Exactness::Added:
      return "added";
    case Exactness::Decided:
      return "decided";
    case Exactness::Deferred:
      return "deferred";
  }
  return "";
}

// The part of the page that the table of operations makes.
std::string operations_in_short() {
  std::string text = "There are " + std::to_string(kOperations.size()) + " operations:\n\n";
  text += "| operation | inputs | result | error |\n|---|---|---|---|\n";
  for (const Operation& operation : kOperations) {
    text += "| `" + std::string(operation.name) + "` | " + inputs_in_words(operation) + " | ";
    text += std::string(operation.result) + " | " + std::string(words_for(operation.exactness));
    text += " |\n";
  }
  return text;
}

// Compares the part of a page between `begin` and the next end mark; writes it if asked to.
void check_part(const std::string& file, const std::string& begin, const std::string& wanted) {
  const std::string end = "<!-- end -->\n";
  const fs::path path = kRoot / file;
  std::string page = read_file(path);
  const std::size_t from = page.find(begin), to = page.find(end, from);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  const std::size_t first = from + begin.size();
  if (std::getenv("PARINDEX_UPDATE") != nullptr) {  // NOLINT(concurrency-mt-unsafe)
    page.replace(first, to - first, wanted);
    std::ofstream(path, std::ios::binary) << page;
    return;
  }
  CHECK(page.substr(first, to - first) == wanted);
}

}  // namespace

TEST_CASE("every row of every table has a golden test") {
  // Nothing that can be written in a test leads to an internal fault.
  const std::string tests = golden_tests() + std::string(codes::kInternal);
  for (const NamedRows& table : tables()) {
    CHECK_THAT(missing(table.names, tests, table.before, table.after), Catch::Equals(kNone));
  }
}

TEST_CASE("every row of every table has a heading") {
  for (const NamedRows& table : tables()) {
    INFO(table.page);
    CHECK_THAT(missing(table.names, headings_of(table.page), "", ""), Catch::Equals(kNone));
  }
}

TEST_CASE("the page says of rule kinds what their table says") {
  check_part("docs/rulebook.md", "<!-- from the table of kinds -->\n", kinds_in_short());
}

TEST_CASE("the page says of operations what their table says") {
  check_part("docs/architecture.md", "<!-- from the table of operations -->\n",
             operations_in_short());
}

TEST_CASE("the page has every key of the language") {
  const std::string page = read_file(kRoot / "docs/rulebook.md");
  for (const MappingSpec& mapping : kMappings) {
    INFO(mapping.name);
    CHECK_THAT(missing(names_of(mapping.keys, &KeySpec::key), page, "", ""), Catch::Equals(kNone));
  }
}

}  // namespace parindex
