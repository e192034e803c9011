// SPDX-License-Identifier: Apache-2.0
//
// The schema that `parindex schema` prints says of rulebooks what the loader says: it accepts all
// that are shipped, in the documents and in the golden tests, and rejects those with faults of
// structure.
#include "rulebook/describe/schema.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <yaml-cpp/yaml.h>

#include "base/codes.h"
#include "cli/input/input_files.h"
#include "golden_file.h"

namespace parindex {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

const fs::path kRoot = PARINDEX_ROOT;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A plain scalar has the type that YAML 1.2 gives it, as in editors.
Json scalar(const YAML::Node& node) {
  static const std::regex number("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");
  static const std::set<std::string> null = {"", "~", "null", "Null", "NULL"};
  const std::string& text = node.Scalar();
  if (node.Tag() != "?") {
    return text;
  }
  if (text == "true" || text == "false") {
    return text == "true";
  }
  if (null.contains(text)) {
    return nullptr;
  }
  if (!std::regex_match(text, number)) {
    return text;
  }
  return text.find('.') == std::string::npos ? Json(std::stoll(text)) : Json(std::stod(text));
}

Json to_json(const YAML::Node& node) {
  if (node.IsScalar()) {
    return scalar(node);
  }
  Json json = node.IsMap() ? Json::object() : node.IsSequence() ? Json::array() : Json();
  if (node.IsMap()) {
    for (const auto& entry : node) {
      json[entry.first.Scalar()] = to_json(entry.second);
    }
  } else if (node.IsSequence()) {
    for (const YAML::Node& item : node) {
      json.push_back(to_json(item));
    }
  }
  return json;
}

class SchemaValidator {
 public:
  SchemaValidator() {
    const Json json = Json::parse(rulebook_schema());
    valijson::SchemaParser().populateSchema(Adapter(json), schema_);
  }

  // Empty: accepted; else why not.
  std::string refuse(const std::string& yaml) {
    const Json json = to_json(YAML::Load(yaml));
    valijson::ValidationResults results;
    if (valijson::Validator().validate(schema_, Adapter(json), &results)) {
      return "";
    }
    std::string why = "refused";
    for (valijson::ValidationResults::Error error; results.popError(error);) {
      why += "\n  ";
      for (const std::string& step : error.context) {
        why += step;
      }
      why += ": " + error.description;
    }
    return why;
  }

 private:
  valijson::Schema schema_;
};

// The codes of the errors that loading the file gives.
std::set<std::string_view> faults_of(const std::string& file) {
  Invocation invocation;
  RulesArguments arguments;
  arguments.rules = {file};
  load_rulebooks(invocation, arguments);
  std::set<std::string_view> codes;
  for (const Diagnostic& fault : invocation.diagnostics.kept()) {
    if (fault.severity == Severity::Error) {
      codes.insert(fault.code);
    }
  }
  return codes;
}

bool is_rulebook(const std::string& text) {
  return text.starts_with("parindex:") || text.starts_with("extends:");
}

bool is_structural(const std::set<std::string_view>& faults) {
  constexpr std::array kStructural = {codes::kUnknownKey, codes::kNoRule};
  return std::any_of(kStructural.begin(), kStructural.end(),
                     [&](std::string_view code) { return faults.contains(code); });
}

// A folder of our own to write the files of tests to, for the time of a test.
class Workplace {
 public:
  Workplace() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "parindex-schema-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    fs::current_path(folder_);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

 private:
  fs::path before_, folder_;
};

struct Counts {
  int accepted = 0, rejected = 0;
};

void check_file(const std::string& name, const std::string& text, SchemaValidator& validator,
                Counts& counts) {
  const std::set<std::string_view> faults = faults_of(name);
  if (faults.contains(codes::kYamlSyntax) || (!faults.empty() && !is_structural(faults))) {
    return;  // not YAML, or wrong in a way that only the loader sees
  }
  const std::string refusal = validator.refuse(text);
  if (faults.empty()) {
    INFO(text);
    CHECK(refusal.empty());
    ++counts.accepted;
  } else {
    INFO(text);
    CHECK_FALSE(refusal.empty());
    ++counts.rejected;
  }
}

void check_page(const fs::path& page, SchemaValidator& validator, Counts& counts) {
  const std::string text = read_file(page);
  const auto parsed =
      page.extension() == ".md" ? golden::parse_page(text) : golden::parse_test(text);
  const auto* file = std::get_if<golden::GoldenFile>(&parsed);
  REQUIRE(file != nullptr);
  INFO(page);
  const Workplace workplace;
  for (const golden::Step& step : file->steps) {
    const auto* written = std::get_if<golden::WriteFile>(&step.what);
    if (written == nullptr) {
      continue;
    }
    const fs::path name = written->name;
    if (name.has_parent_path()) {
      fs::create_directories(name.parent_path());
    }
    std::ofstream(name, std::ios::binary) << written->bytes;
    if (name.extension() == ".yaml" && is_rulebook(written->bytes)) {
      check_file(written->name, written->bytes, validator, counts);
    }
  }
}

}  // namespace

TEST_CASE("the schema accepts the shipped rulebooks") {
  SchemaValidator validator;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "rules")) {
    if (entry.path().extension() == ".yaml" && is_rulebook(read_file(entry.path()))) {
      INFO(entry.path());
      CHECK(validator.refuse(read_file(entry.path())).empty());
    }
  }
}

TEST_CASE("the schema and the loader agree on the rulebooks of documents and golden tests") {
  SchemaValidator validator;
  Counts counts;
  for (const char* folder : {"tests/golden", "docs"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      if (entry.path().extension() == ".test" || entry.path().extension() == ".md") {
        check_page(entry.path(), validator, counts);
      }
    }
  }
  CHECK(counts.accepted > 100);
  CHECK(counts.rejected > 3);
}

TEST_CASE("the schema rejects faults of structure") {
  const std::string begin = "parindex: 1\nid: x\nindicators: {a: {type: bool}, d: {type: date}}\n";
  constexpr std::array kFaults = {
      "criteria: {id: A}",                                     // no list
      "criteria: [{max: 1, yes_no: a}]",                       // no id
      "criteria: [{id: A, yes_no: a}]",                        // no maximum
      "criteria: [{id: A, max: 1}]",                           // no rule
      "criteria: [{id: A, max: 1, yes_no: a, given: a}]",      // two rules
      "criteria: [{id: A, max: 1, yes_no: {point: 1}}]",       // unknown option
      "criteria: [{id: A, max: many, yes_no: a}]",             // no number
      "criteria: [{id: A, max: {2024: 1}, yes_no: a}]",        // no date
      "criteria: [{id: A, max: 1, missing: one, yes_no: a}]",  // no such word
      "criteria: [{id: A, max: 1, of: d, lateness: {by: 2024-01-01, bands: [1]}}]",
      "criteria: [{id: A, max: 1, cases: [{when: a}]}]",
      "criteria: [{id: A, max: 1, yes_no: a, round: {mode: up}}]",
      "criteria: [{id: A, criteria: [{id: B, max: 1, yes: a}]}]",
      "criteria: [{id: A, max: 1, yes_no: a}]\ngrades: [{from: 9}]",
      "criteria: [{id: A, max: 1, yes_no: a}]\nranking: {ties: none}",
      "criteria: [{id: A, max: 1, yes_no: a}]\nperiode: 2024",
  };
  SchemaValidator validator;
  CHECK(validator.refuse(begin + "criteria: [{id: A, max: 1, yes_no: a}]").empty());
  for (const char* fault : kFaults) {
    INFO(fault);
    CHECK_FALSE(validator.refuse(begin + fault).empty());
  }
}

}  // namespace parindex
