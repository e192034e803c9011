// SPDX-License-Identifier: Apache-2.0
#include "rulebook/describe/schema.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/text.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/keys.h"

namespace parindex {
namespace {

// Scalars as YAML gives them to an editor: `1.10` is a number there, `2024-01-01` a text.
constexpr std::string_view kScalar = R"({"type":["string","number","boolean"]})";
constexpr std::string_view kNumber =
    R"({"anyOf":[{"type":"number"},{"$ref":"#/definitions/dated"},{"$ref":"#/definitions/open"}]})";
constexpr std::string_view kPoints =
    R"({"anyOf":[{"type":"number"},{"type":"string","pattern":"^([0-9.]+%|unknown)$"},)"
    R"({"type":"object","properties":{"linear":{"type":"array","minItems":2,"maxItems":2}},)"
    R"("required":["linear"],"additionalProperties":false},{"$ref":"#/definitions/dated"},{"$ref":"#/definitions/open"}]})";
constexpr std::string_view kFormula =
    R"({"anyOf":[{"type":["string","number","boolean"]},{"$ref":"#/definitions/dated"},{"$ref":"#/definitions/open"}]})";
constexpr std::string_view kWhole = R"({"type":"integer","minimum":0})";

// What a type in a table is in JSON Schema.
struct ValueSchema {
  std::string_view type, schema;
};
constexpr std::array kValueSchemas = {
    ValueSchema{"text", kScalar},
    ValueSchema{"cell", R"({"type":["string","number","boolean","null"]})"},
    ValueSchema{"expression", kScalar},
    ValueSchema{"formula", kFormula},
    ValueSchema{"figure", kScalar},
    ValueSchema{"value", kScalar},
    ValueSchema{"word", kScalar},
    ValueSchema{"date", kScalar},
    ValueSchema{"rounds", R"({"type":"array","items":{"anyOf":[{"type":["string","number"]},)"
                          R"({"type":"object","properties":{"id":{},"title":{}},)"
                          R"("required":["id"],"additionalProperties":false}]}})"},
    ValueSchema{"numbers", R"({"type":"object","additionalProperties":{"anyOf":[)"
                           R"({"type":["number","string"]},{"$ref":"#/definitions/dated"},)"
                           R"({"$ref":"#/definitions/open"}]}})"},
    ValueSchema{"number", kNumber},
    ValueSchema{
        "number or none",
        R"({"anyOf":[{"const":"none"},{"type":"number"},{"$ref":"#/definitions/dated"},{"$ref":"#/definitions/open"}]})"},
    ValueSchema{"whole", kWhole},
    ValueSchema{"percent", R"({"type":"string","pattern":"^[0-9.]+%$"})"},
    ValueSchema{"points", kPoints},
    ValueSchema{"true", R"({"type":"boolean"})"},
    ValueSchema{"true or false", R"({"type":"boolean"})"},
    ValueSchema{"targets", R"({"anyOf":[{"$ref":"#/definitions/target"},)"
                           R"({"type":"array","items":{"$ref":"#/definitions/target"}}]})"},
    ValueSchema{"number or percent", R"({"type":["number","string"]})"},
    ValueSchema{"required", R"({"const":"required"})"},
    ValueSchema{"version", R"({"const":1})"},
    ValueSchema{
        "example_points",
        R"({"anyOf":[{"const":"not_applicable"},{"type":"number"},{"$ref":"#/definitions/dated"},{"$ref":"#/definitions/open"}]})"},
    ValueSchema{"aggregation",
                R"({"enum":["sum","weighted_mean","mean","geometric","harmonic","min","max"]})"},
    ValueSchema{"index_form", R"({"anyOf":[{"$ref":"#/definitions/index_word"},)"
                              R"({"type":"array","items":{"$ref":"#/definitions/index_word"}}]})"},
    ValueSchema{"list", R"({"type":"array"})"},
    ValueSchema{"bands",
                R"({"type":"object","additionalProperties":{"$ref":"#/definitions/points"}})"},
};

// Definitions that have no table of keys.
constexpr std::string_view kDefinitions =
    R"("open":{"title":"a number with its source, assumed, or unknown","type":"object",)"
    R"("properties":{"value":{"type":["number","string"]},"assumed":{"type":["number","string"]},)"
    R"("unknown":{"const":true},"range":{"type":"array","minItems":2,"maxItems":2},)"
    R"("why":{"type":"string"},"source":{"type":["string","number"]}},)"
    R"("anyOf":[{"required":["value"]},{"required":["assumed"]},{"required":["unknown"]}],)"
    R"("additionalProperties":false},)"
    R"("dated":{"title":"values by date","type":"object","minProperties":1,)"
    R"("patternProperties":{"^[0-9]{4}-[0-9]{2}-[0-9]{2}$":{}},"additionalProperties":false},)"
    R"("index_word":{"enum":["rounded","unrounded","before_bonus","after_bonus"]},)"
    R"("points":)";

// A criterion of a rulebook that extends another may leave out what the base says.
enum class Form : bool { Whole, OnTop };

class SchemaWriter {
 public:
  std::string write() {
    std::string definitions = fmt::format("{}{}", kDefinitions, kPoints);
    for (const MappingSpec& mapping : kMappings) {
      for (const Form form : {Form::Whole, Form::OnTop}) {
        if (form == Form::Whole || has_forms(mapping.name)) {
          definitions +=
              fmt::format(",{}:{}", json_quote(form_name(mapping.name, form)),
                          mapping.name == "criterion" ? criterion_schema(form)
                                                      : mapping_schema(mapping.keys, "", form));
        }
      }
    }
    definitions += fmt::format(",\"rule\":{}", rule_schema());
    return fmt::format(
        "{{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"parindex rulebook\","
        "\"definitions\":{{{}}},\"if\":{{\"required\":[\"extends\"]}},"
        "\"then\":{{\"$ref\":\"#/definitions/rulebook_on_top\"}},"
        "\"else\":{{\"$ref\":\"#/definitions/rulebook\"}}}}\n",
        definitions);
  }

 private:
  // Things that are merged by name when a rulebook extends another, and what holds them.
  static bool has_forms(std::string_view name) {
    constexpr std::array<std::string_view, 5> kMerged = {"rulebook", "criterion", "tree",
                                                         "indicator", "grade"};
    return std::find(kMerged.begin(), kMerged.end(), name) != kMerged.end();
  }

  static std::string form_name(std::string_view name, Form form) {
    return fmt::format("{}{}", name, has_forms(name) && form == Form::OnTop ? "_on_top" : "");
  }

  // `count or number or …`, `best, mean or rank`.
  static std::string enum_schema(std::string_view words) {
    std::string list;
    while (!words.empty()) {
      const std::size_t end = std::min({words.find(" or "), words.find(", "), words.size()});
      list += (list.empty() ? "" : ",") + json_quote(words.substr(0, end));
      words.remove_prefix(end);
      words.remove_prefix(words.starts_with(" or ") ? 4 : words.empty() ? 0 : 2);
    }
    return fmt::format("{{\"enum\":[{}]}}", list);
  }

  static bool is_mapping(std::string_view type) {
    return std::any_of(kMappings.begin(), kMappings.end(),
                       [&](const MappingSpec& mapping) { return mapping.name == type; }) ||
           type == "rule";
  }

  static std::string value_schema(std::string_view type, Form form) {
    const auto* const known =
        std::find_if(kValueSchemas.begin(), kValueSchemas.end(),
                     [&](const ValueSchema& row) { return row.type == type; });
    if (known != kValueSchemas.end()) {
      return std::string(known->schema);
    }
    constexpr std::string_view kList = "list of ", kNamed = "named ";
    if (type.starts_with(kList)) {
      return fmt::format("{{\"type\":\"array\",\"items\":{}}}",
                         item_schema(type.substr(kList.size()), form));
    }
    if (type.starts_with(kNamed)) {
      const std::string_view item = type.substr(kNamed.size());
      return fmt::format("{{\"type\":[\"object\",\"null\"],\"additionalProperties\":{}}}",
                         item == "group" ? fmt::format("{{\"anyOf\":[{{\"type\":\"null\"}},{}]}}",
                                                       value_schema(item, form))
                                         : value_schema(item, form));
    }
    if (is_mapping(type)) {
      return fmt::format("{{\"$ref\":\"#/definitions/{}\"}}", form_name(type, form));
    }
    // Words, the last of which may be a mapping: `next or ungraded or grade_else`.
    const std::size_t last = type.rfind(" or ");
    if (last != std::string_view::npos && is_mapping(type.substr(last + 4))) {
      const std::string_view words = type.substr(0, last);
      return fmt::format("{{\"anyOf\":[{},{}]}}",
                         words == "text" ? std::string(kScalar) : enum_schema(words),
                         value_schema(type.substr(last + 4), form));
    }
    return enum_schema(type);
  }

  // What stands in a list; a grade may be the word `ungraded`, a need a condition.
  static std::string item_schema(std::string_view type, Form form) {
    std::string schema = value_schema(type, form);
    if (type == "grade" || type == "grade_need") {
      return fmt::format(
          "{{\"anyOf\":[{},{}]}}",
          type == "grade" ? std::string(R"({"const":"ungraded"})") : std::string(kScalar), schema);
    }
    return schema;
  }

  // On top of another rulebook a key without a value takes the key away.
  static std::string property(const KeySpec& key, Form form) {
    const std::string value = value_schema(key.type, form);
    return fmt::format("{}:{{\"description\":{},{}}}", json_quote(key.key), json_quote(key.meaning),
                       form == Form::Whole
                           ? fmt::format("\"allOf\":[{}]", value)
                           : fmt::format("\"anyOf\":[{},{{\"type\":\"null\"}}]", value));
  }

  // `more`: further properties, with a comma before each.
  static std::string mapping_schema(std::span<const KeySpec> keys, std::string_view more,
                                    Form form) {
    std::string properties, required;
    for (const KeySpec& key : keys) {
      properties += (properties.empty() ? "" : ",") + property(key, form);
      if (key.required && form == Form::Whole) {
        required += (required.empty() ? "" : ",") + json_quote(key.key);
      }
    }
    return fmt::format(
        "{{\"type\":\"object\",\"properties\":{{{}{}}}{},"
        "\"additionalProperties\":false}}",
        properties, more, required.empty() ? "" : fmt::format(",\"required\":[{}]", required));
  }

  static std::string kind_schema(const RuleKind& kind) {
    std::string ways = kind.operand == Operand::None ? "" : fmt::format("{},", kScalar);
    if (!kind.body.empty()) {
      ways += fmt::format("{},", value_schema(kind.body, Form::Whole));
    }
    if (kind.body.empty() || !kind.options.empty()) {
      ways += fmt::format("{},", options_schema(kind));
    }
    ways.pop_back();
    return fmt::format(",{}:{{\"description\":{},\"anyOf\":[{}]}}", json_quote(kind.name),
                       json_quote(kind.summary), ways);
  }

  static std::string options_schema(const RuleKind& kind) {
    std::vector<KeySpec> keys;
    keys.reserve(kind.options.size());
    for (const RuleOption& option : kind.options) {
      keys.push_back({option.key, option.type, option.meaning});
    }
    return mapping_schema(keys, "", Form::Whole);
  }

  static std::string kind_properties() {
    std::string properties;
    for (const RuleKind& kind : kRuleKinds) {
      properties += kind_schema(kind);
    }
    return properties;
  }

  // A leaf has one rule and a maximum, a node has parts.
  static std::string one_of_kinds(std::string_view beside, std::string_view leaf_needs) {
    std::string ways(beside);
    for (const RuleKind& kind : kRuleKinds) {
      ways += fmt::format("{}{{\"required\":[{}{}]}}", ways.empty() ? "" : ",",
                          json_quote(kind.name), leaf_needs);
    }
    return fmt::format("\"oneOf\":[{}]", ways);
  }

  static std::string criterion_schema(Form form) {
    std::string schema = mapping_schema(kCriterionKeys, kind_properties(), form);
    if (form == Form::Whole) {
      schema.back() = ',';
      schema += one_of_kinds("{\"required\":[\"criteria\"]}", ",\"max\"") + "}";
    }
    return schema;
  }

  // A rule inside of a rule: one of the cases, or of the alternatives of `best_of`.
  static std::string rule_schema() {
    constexpr std::array kKeys = {
        KeySpec{"title", "text", "best_of: what it is"},
        KeySpec{"when", "expression", "the condition under which it counts"},
        KeySpec{"points", "formula", "cases: the points, instead of a rule"},
        KeySpec{"of", "expression", "the value that the rule looks at"},
    };
    std::string schema = mapping_schema(kKeys, kind_properties(), Form::Whole);
    schema.back() = ',';
    return schema + one_of_kinds("{\"required\":[\"points\"]}", "") + "}";
  }
};

}  // namespace

std::string rulebook_schema() {
  return SchemaWriter().write();
}

}  // namespace parindex
