// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/load/key_reader.h"
#include "rulebook/load/load_calendar.h"
#include "rulebook/load/load_criteria.h"
#include "rulebook/load/load_grades.h"
#include "rulebook/load/load_indicators.h"
#include "rulebook/load/load_ranking.h"
#include "rulebook/load/load_rounds.h"
#include "rulebook/load/open_numbers.h"
#include "rulebook/load/resolve_numbers.h"

namespace parindex {
namespace {

constexpr std::size_t kMostGroups = 1000;
constexpr std::size_t kMostNumbers = 1000;

constexpr std::array<std::pair<std::string_view, int>, 2> kLanguages = {{{"vi", 0}, {"en", 1}}};

class RulebookLoader {
 public:
  RulebookLoader(const ConfigNode& file, Diagnostics& diagnostics)
      : keys_(file, "the rulebook", diagnostics),
        diagnostics_(diagnostics) {
    rulebook_.span = file.span;
  }

  Rulebook load() {
    read_version();
    read_heading();
    read_groups();
    load_rounds(keys_, rulebook_, diagnostics_);
    load_calendar(keys_, rulebook_, diagnostics_);
    read_rounding_rules();
    if (const ConfigEntry* indicators = keys_.required("indicators")) {
      load_indicators(indicators->value, rulebook_, diagnostics_);
    }
    read_numbers();
    Criterion root;
    root.aggregation = read_aggregation(keys_);
    root.span = rulebook_.span;
    rulebook_.criteria.push_back(std::move(root));
    if (const ConfigEntry* criteria = keys_.required("criteria")) {
      rulebook_.criteria.front().span = criteria->key_span;
      load_criteria(criteria->value, 0, rulebook_, diagnostics_);
    }
    rulebook_.bonus = read_extra("bonus");
    rulebook_.penalty = read_extra("penalty");
    read_index();
    load_grades(keys_, rulebook_, diagnostics_);
    load_ranking(keys_, rulebook_, diagnostics_);
    keys_.finish();
    return std::move(rulebook_);
  }

 private:
  void read_version() {
    const ConfigEntry* version = keys_.required("parindex");
    if (version != nullptr && version->value.text != "1") {
      report_error(diagnostics_, codes::kLanguageVersion,
                   fmt::format("this rulebook is written for version `{}` of the language",
                               version->value.text),
                   version->value.span, "this parindex reads version 1");
    }
  }

  void read_heading() {
    rulebook_.id = keys_.required_text("id");
    if (const ConfigEntry* id = keys_.find("id");
        id != nullptr && !is_identifier(rulebook_.id, "._-")) {
      report_error(diagnostics_, codes::kWrongType,
                   fmt::format("`{}` cannot be an id", rulebook_.id), id->value.span,
                   "letters, digits and . _ - without blanks");
    }
    rulebook_.title = keys_.text("title");
    rulebook_.period = keys_.text("period");
    const int language = keys_.choice<int>("lang", kLanguages, 0);
    rulebook_.lang = language == 0 ? "vi" : "en";
    read_source();
  }

  void read_source() {
    const ConfigEntry* source = keys_.find("source");
    if (source == nullptr || source->value.kind == ConfigNode::Kind::Scalar) {
      rulebook_.source = keys_.text("source");
      return;
    }
    KeyReader keys(source->value, "`source`", diagnostics_);
    for (const std::string_view part : {"document", "date", "annex", "address", "note"}) {
      const std::string text = keys.text(part);
      if (!text.empty()) {
        rulebook_.source += (rulebook_.source.empty() ? "" : ", ") + text;
      }
    }
    keys.finish();
  }

  void read_groups() {
    const ConfigEntry* groups = keys_.find("groups");
    if (groups == nullptr) {
      rulebook_.groups.push_back({"all", "", std::nullopt, rulebook_.span});
      return;
    }
    if (groups->value.kind != ConfigNode::Kind::Mapping || groups->value.entries.empty() ||
        groups->value.entries.size() > kMostGroups) {
      report_error(diagnostics_, codes::kWrongType,
                   "`groups` must be a mapping of 1 to 1,000 groups", groups->value.span,
                   "groups: {so: {units: 21}}");
      return;
    }
    for (const ConfigEntry& entry : groups->value.entries) {
      Group group{to_nfc(entry.key), "", std::nullopt, entry.key_span};
      if (entry.value.kind != ConfigNode::Kind::Null) {
        KeyReader keys(entry.value, fmt::format("group `{}`", entry.key), diagnostics_);
        group.title = keys.text("title");
        if (const std::optional<int> units = keys.whole("units", 1, 100'000'000)) {
          group.declared_units = static_cast<std::uint32_t>(*units);
        }
        keys.finish();
      }
      rulebook_.groups.push_back(std::move(group));
    }
  }

  // Names for numbers, which are plain by now.
  void read_numbers() {
    const ConfigEntry* numbers = keys_.find("numbers");
    if (numbers == nullptr) {
      return;
    }
    if (numbers->value.kind != ConfigNode::Kind::Mapping ||
        numbers->value.entries.size() > kMostNumbers) {
      report_error(diagnostics_, codes::kWrongType,
                   "`numbers` must be a mapping of at most 1,000 names", numbers->value.span,
                   "numbers: {tot: 95%}");
      return;
    }
    for (const ConfigEntry& entry : numbers->value.entries) {
      NamedNumber number{entry.key, {}, false, entry.key_span};
      for (const Indicator& indicator : rulebook_.indicators) {
        if (indicator.id == number.name) {
          report_error(diagnostics_, codes::kDuplicateId,
                       fmt::format("an indicator is called `{}`, too", number.name), number.span,
                       "give the number another name", {{indicator.span, "the indicator"}});
        }
      }
      if (!is_identifier(number.name, "_") || number.name == "and" || number.name == "or" ||
          number.name == "not") {
        report_error(diagnostics_, codes::kWrongType,
                     fmt::format("`{}` cannot be the name of a number", number.name), number.span,
                     "letters, digits and _, and not a word of the language");
      }
      ConfigNode digits = entry.value;
      number.ratio = digits.text.ends_with('%');
      digits.text = digits.text.substr(0, digits.text.size() - (number.ratio ? 1 : 0));
      if (const auto value = read_decimal(digits, fmt::format("`{}`", number.name), diagnostics_)) {
        number.value = number_at(entry.value,
                                 number.ratio ? multiply(*value, {1, 2}).value_or(*value) : *value,
                                 number.ratio);
        rulebook_.numbers.push_back(std::move(number));
      }
    }
  }

  void read_rounding_rules() {
    if (const ConfigEntry* rounding = keys_.find("rounding")) {
      KeyReader keys(rounding->value, "`rounding`", diagnostics_);
      if (const ConfigEntry* index = keys.required("index")) {
        rulebook_.index_rounding = read_rounding(index->value, diagnostics_);
      }
      keys.finish();
    }
  }

  // `bonus` and `penalty`: trees of their own behind the criteria.
  std::optional<CriterionIndex> read_extra(std::string_view key) {
    const ConfigEntry* entry = keys_.find(key);
    if (entry == nullptr) {
      return std::nullopt;
    }
    KeyReader keys(entry->value, fmt::format("`{}`", key), diagnostics_);
    Criterion root;
    root.id = key;
    root.title = keys.text("title");
    root.span = entry->key_span;
    root.cap = read_cap(keys);
    const auto index = static_cast<CriterionIndex>(rulebook_.criteria.size());
    rulebook_.criteria.push_back(std::move(root));
    if (const ConfigEntry* criteria = keys.required("criteria")) {
      load_criteria(criteria->value, index, rulebook_, diagnostics_);
    }
    keys.finish();
    for (const Criterion& criterion : rulebook_.criteria) {
      if (criterion.parent && criterion.id == key) {
        report_error(diagnostics_, codes::kDuplicateId,
                     fmt::format("a criterion is called `{}`, like the tree beside it", key),
                     criterion.span, "choose another id for the criterion",
                     {{entry->key_span, "this tree"}});
      }
    }
    return index;
  }

  void read_index() {
    if (const ConfigEntry* index = keys_.find("index")) {
      KeyReader keys(index->value, "`index`", diagnostics_);
      if (keys.required("clamp") != nullptr) {
        rulebook_.clamp = keys.flag("clamp");
      }
      keys.finish();
    }
  }

  KeyReader keys_;
  Diagnostics& diagnostics_;
  Rulebook rulebook_;
};

}  // namespace

std::optional<Rulebook> load_rulebook(const ConfigNode& file, Diagnostics& diagnostics,
                                      const Assumption& assumption,
                                      const std::vector<NumberInput>& inputs) {
  const std::size_t faults = diagnostics.errors();
  if (file.kind != ConfigNode::Kind::Mapping) {
    report_error(diagnostics, codes::kWrongType, "a rulebook is a mapping", file.span,
                 "begin with `parindex: 1`");
    return std::nullopt;
  }
  ResolvedRulebook resolved = resolve_numbers(file, assumption, inputs, diagnostics);
  Rulebook rulebook = RulebookLoader(resolved.tree, diagnostics).load();
  if (diagnostics.errors() > faults) {
    return std::nullopt;
  }
  take_open_numbers(std::move(resolved), file, rulebook);
  std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(rulebook.inputs),
               [](const NumberInput& input) { return input.varies; });
  return rulebook;
}

}  // namespace parindex
