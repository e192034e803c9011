// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_indicators.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostIndicators = 2000;
constexpr std::size_t kMostNames = 100;

constexpr std::array<std::pair<std::string_view, ValueType>, 7> kValueTypes = {{
    {"count", ValueType::Count},
    {"number", ValueType::Number},
    {"percent", ValueType::Percent},
    {"bool", ValueType::Bool},
    {"points", ValueType::Points},
    {"date", ValueType::Date},
    {"level", ValueType::Level},
}};
constexpr std::array<std::pair<std::string_view, PlanTarget::Sense>, 4> kSenses = {{
    {"at_least", PlanTarget::Sense::AtLeast},
    {"above", PlanTarget::Sense::Above},
    {"at_most", PlanTarget::Sense::AtMost},
    {"below", PlanTarget::Sense::Below},
}};
// Headings of data files and words of the expression language.
constexpr std::array<std::string_view, 12> kTaken = {
    "unit", "name", "group", "and", "or", "not", "min", "max", "abs", "round", "clamp", "if"};

class IndicatorsLoader {
 public:
  IndicatorsLoader(const ConfigNode& mapping, Rulebook& rulebook, Diagnostics& diagnostics)
      : mapping_(mapping),
        rulebook_(rulebook),
        diagnostics_(diagnostics) {}

  void load() {
    if (mapping_.kind != ConfigNode::Kind::Mapping || mapping_.entries.size() > kMostIndicators) {
      report_error(diagnostics_, codes::kWrongType,
                   "`indicators` must be a mapping of at most 2,000 indicators", mapping_.span,
                   "indicators: {ho_so: {title: Hồ sơ, type: count}}");
      return;
    }
    for (const ConfigEntry& entry : mapping_.entries) {
      read_indicator(entry);
    }
    for (const ConfigEntry& entry : mapping_.entries) {
      link_whole(entry, mapping_.entries);
    }
  }

 private:
  void read_indicator(const ConfigEntry& entry) {
    Indicator indicator;
    indicator.id = entry.key;
    indicator.span = entry.key_span;
    if (!is_identifier(entry.key, "_") || (entry.key[0] >= '0' && entry.key[0] <= '9') ||
        std::find(kTaken.begin(), kTaken.end(), entry.key) != kTaken.end()) {
      report_error(diagnostics_, codes::kWrongType,
                   fmt::format("`{}` cannot name an indicator", entry.key), entry.key_span,
                   "a letter, then letters, digits and _, and none of the words of the language");
    }
    KeyReader keys(entry.value, fmt::format("indicator `{}`", entry.key), diagnostics_);
    indicator.title = keys.text("title");
    keys.required("type");
    indicator.type = keys.choice<ValueType>("type", kValueTypes, ValueType::Number);
    const bool decimal = indicator.is_amount() && indicator.type != ValueType::Count;
    indicator.decimals = decimal ? 6 : 0;
    if (decimal) {
      indicator.decimals = keys.whole("decimals", 0, 9).value_or(indicator.decimals);
    }
    if (indicator.type == ValueType::Level) {
      indicator.levels = read_levels(keys);
    }
    if (indicator.is_amount()) {
      indicator.minimum = keys.decimal("min");
      indicator.maximum = keys.decimal("max");
    }
    if (indicator.type == ValueType::Count) {
      keys.find("at_most");
    }
    if (const ConfigEntry* target = keys.find("target")) {
      read_targets(target->value, indicator);
    }
    keys.finish();
    rulebook_.indicators.push_back(std::move(indicator));
  }

  // One target, or a list of them: milestones of a year.
  void read_targets(const ConfigNode& node, Indicator& indicator) {
    if (!indicator.is_amount()) {
      report_error(diagnostics_, codes::kTypeMismatch,
                   fmt::format("`{}` is no amount and can have no target", indicator.id),
                   node.span);
      return;
    }
    if (node.kind != ConfigNode::Kind::Sequence) {
      read_target(node, indicator);
      return;
    }
    for (const ConfigNode& item : node.items) {
      read_target(item, indicator);
    }
  }

  void read_target(const ConfigNode& node, Indicator& indicator) {
    KeyReader keys(node, fmt::format("the target of `{}`", indicator.id), diagnostics_);
    PlanTarget target;
    if (const ConfigEntry* value = keys.required("value")) {
      ConfigNode number = value->value;
      if (indicator.type == ValueType::Percent && number.text.ends_with('%')) {
        number.text.pop_back();
      }
      target.value = read_decimal(number, "`value`", diagnostics_).value_or(Decimal{});
    }
    target.sense = keys.choice<PlanTarget::Sense>("reach", kSenses, PlanTarget::Sense::AtLeast);
    target.year = keys.required_text("year");
    target.by = keys.text("by");
    target.document = keys.required_text("document");
    keys.finish();
    indicator.targets.push_back(std::move(target));
  }

  void link_whole(const ConfigEntry& entry, const std::vector<ConfigEntry>& all) {
    const ConfigEntry* at_most = entry.value.find("at_most");
    if (at_most == nullptr) {
      return;
    }
    std::vector<std::string> counts;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (rulebook_.indicators[i].type != ValueType::Count || &all[i] == &entry) {
        continue;
      }
      if (all[i].key == at_most->value.text) {
        rulebook_.indicators[static_cast<std::size_t>(&entry - all.data())].at_most =
            static_cast<IndicatorIndex>(i);
        return;
      }
      counts.push_back(all[i].key);
    }
    report_error(diagnostics_, codes::kUnknownName,
                 fmt::format("`at_most`: no other count is called `{}`", at_most->value.text),
                 at_most->value.span, suggest(at_most->value.text, counts));
  }

  // The names that a cell may hold; told apart as cells are, without regard to case.
  std::vector<std::string> read_levels(KeyReader& keys) {
    const ConfigEntry* entry = keys.required("levels");
    if (entry == nullptr) {
      return {};
    }
    if (entry->value.kind != ConfigNode::Kind::Sequence || entry->value.items.empty() ||
        entry->value.items.size() > kMostNames) {
      report_error(diagnostics_, codes::kWrongType, "`levels` must be a list of 1 to 100 names",
                   entry->value.span, "levels: [tốt, khá, đạt]");
      return {};
    }
    std::vector<std::string> levels;
    std::vector<std::string> folded;
    for (const ConfigNode& item : entry->value.items) {
      if (item.kind != ConfigNode::Kind::Scalar || item.text.find('"') != std::string::npos) {
        report_error(diagnostics_, codes::kWrongType,
                     "a level must be one word or text without quotation marks", item.span);
        continue;
      }
      const std::string name = fold_case(item.text);
      if (std::find(folded.begin(), folded.end(), name) != folded.end()) {
        report_error(diagnostics_, codes::kDuplicateId,
                     fmt::format("the level `{}` stands twice", item.text), item.span);
      }
      folded.push_back(name);
      levels.push_back(to_nfc(item.text));
    }
    return levels;
  }

  const ConfigNode& mapping_;
  Rulebook& rulebook_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool is_identifier(std::string_view text, std::string_view extra) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || extra.find(c) != std::string_view::npos;
  });
}

void load_indicators(const ConfigNode& mapping, Rulebook& rulebook, Diagnostics& diagnostics) {
  IndicatorsLoader(mapping, rulebook, diagnostics).load();
}

}  // namespace parindex
