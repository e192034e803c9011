// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_scenario.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostChanges = 1000;
constexpr std::size_t kMostValues = 1000;

constexpr std::array<std::pair<std::string_view, Distribution::Kind>, 9> kLaws = {{
    {"to", Distribution::Kind::Fixed},
    {"choice", Distribution::Kind::Choice},
    {"uniform", Distribution::Kind::Uniform},
    {"triangular", Distribution::Kind::Triangular},
    {"normal", Distribution::Kind::Normal},
    {"beta", Distribution::Kind::Beta},
    {"bernoulli", Distribution::Kind::Bernoulli},
    {"binomial", Distribution::Kind::Binomial},
    {"empirical", Distribution::Kind::Empirical},
}};

void report_law(const ChangeContext& context, SourceSpan place, std::string message,
                std::string help) {
  report_error(context.diagnostics, codes::kBadLaw, std::move(message), place, std::move(help));
}

// The values of a number of the rulebook from their texts, with as many places as the longest.
void read_written_numbers(Change& change, const ChangeContext& context) {
  std::vector<Decimal> numbers;
  for (const ScenarioValue& value : change.distribution.values) {
    std::string_view text = trim(value.text);
    const bool percent = text.ends_with('%');
    text = percent ? trim(text.substr(0, text.size() - 1)) : text;
    const std::optional<Decimal> number = parse_decimal(text);
    if (!number || (!numbers.empty() && percent != change.percent)) {
      report_law(context, change.span,
                 fmt::format("`{}` cannot be `{}` here", change.text, value.text),
                 "numbers, or percentages, as the rulebook writes them");
      return;
    }
    change.percent = percent;
    change.scale = std::max(change.scale, number->scale);
    numbers.push_back(*number);
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    change.distribution.values[i].ticks = ticks_at(numbers[i], change.scale).value_or(0);
  }
}

// One item of `changes`.
class ChangeLoader {
 public:
  ChangeLoader(const ConfigNode& node, const ChangeContext& context)
      : keys_(node, "a change", context.diagnostics),
        context_(context) {}

  std::optional<Change> load() {
    const std::size_t faults = context_.diagnostics.errors();
    const ConfigEntry* const set = keys_.find("set");
    const ConfigEntry* const add = keys_.find("add");
    if (keys_.is_mapping() && (set == nullptr) == (add == nullptr)) {
      report_error(context_.diagnostics, codes::kMissingKey, "a change has either `set` or `add`",
                   keys_.place(), "set: UNIT.indicator, or add: UNIT.indicator");
    }
    const ConfigEntry* const target = set != nullptr ? set : add;
    if (target == nullptr || target->value.kind != ConfigNode::Kind::Scalar) {
      return std::nullopt;
    }
    std::optional<Change> change =
        read_change_target(to_nfc(target->value.text), target->value.span, context_);
    if (!change) {
      return std::nullopt;
    }
    change_ = std::move(*change);
    change_.adds = add != nullptr;
    change_.shared = keys_.flag("shared");
    if (const std::string name = keys_.text("name"); !name.empty()) {
      change_.name = name;
    }
    if (change_.adds && !change_.indicator) {
      bad(target->value.span, fmt::format("`{}` is no figure of units", change_.text),
          "`add` changes figures; say with `set` what a number of the rulebook is");
    }
    read_law();
    if (!change_.indicator && needs_numbers()) {
      read_written_numbers(change_, context_);
    }
    keys_.finish();
    return context_.diagnostics.errors() > faults ? std::nullopt
                                                  : std::optional(std::move(change_));
  }

 private:
  void read_law() {
    const ConfigEntry* distribution = nullptr;
    for (const auto& [name, kind] : kLaws) {
      const ConfigEntry* const entry = keys_.find(name);
      if (entry != nullptr && distribution != nullptr) {
        bad(entry->key_span, fmt::format("`{}` has two laws", change_.text), "leave one of them");
      }
      if (entry != nullptr) {
        distribution = entry;
        change_.distribution.kind = kind;
      }
    }
    if (distribution == nullptr) {
      bad(keys_.place(), fmt::format("nothing says what `{}` is to be", change_.text),
          "one of: to, choice, uniform, triangular, normal, beta, bernoulli, binomial, empirical");
      return;
    }
    read_law(distribution->value);
  }

  void read_law(const ConfigNode& node) {
    switch (change_.distribution.kind) {
      case Distribution::Kind::Fixed:
        change_.written = change_.text + "=" + node.text;
        read_value(node);
        break;
      case Distribution::Kind::Choice:
        read_choice(node);
        break;
      case Distribution::Kind::Uniform:
        read_values(node, 2, 2);
        break;
      case Distribution::Kind::Triangular:
        read_values(node, 3, 3);
        break;
      case Distribution::Kind::Empirical:
        read_values(node, 1, kMostValues);
        break;
      case Distribution::Kind::Normal:
        read_shaped(node, "mean", "deviation");
        break;
      case Distribution::Kind::Beta:
        read_shaped(node, "a", "b");
        break;
      case Distribution::Kind::Bernoulli:
        read_probability(node);
        break;
      case Distribution::Kind::Binomial:
        read_binomial(node);
        break;
    }
  }

  void read_value(const ConfigNode& node) {
    if (node.kind != ConfigNode::Kind::Scalar) {
      bad(node.span, "a value must be one word or number", "as it stands in a cell of the data");
      return;
    }
    if (std::optional<ScenarioValue> value =
            change_.adds && change_.indicator
                ? read_added(node)
                : read_change_value(node.text, node.span, change_, context_)) {
      change_.distribution.values.push_back(std::move(*value));
    }
  }

  // What is added may be negative, and `1%` of a figure is a share of it.
  std::optional<ScenarioValue> read_added(const ConfigNode& node) {
    const Indicator& indicator = context_.rulebook.indicators[*change_.indicator];
    std::string_view text = trim(node.text);
    const bool percent = text.ends_with('%');
    text = percent ? trim(text.substr(0, text.size() - 1)) : text;
    const std::optional<Decimal> number =
        indicator.is_amount() ? parse_decimal(text) : std::nullopt;
    if (number && percent && indicator.type != ValueType::Percent) {
      return ScenarioValue{0, CellState::Present, multiply(*number, {1, 2}), ""};
    }
    const int places = indicator.scale() - (indicator.type == ValueType::Percent ? 2 : 0);
    const std::optional<std::int64_t> ticks = number ? ticks_at(*number, places) : std::nullopt;
    if (!ticks) {
      report_error(context_.diagnostics, codes::kValueOutOfBounds,
                   fmt::format("`{}` cannot be added to `{}`", node.text, indicator.id), node.span,
                   fmt::format("a number with at most {} places", places));
      return std::nullopt;
    }
    return ScenarioValue{*ticks, CellState::Present, std::nullopt, ""};
  }

  void read_values(const ConfigNode& node, std::size_t least, std::size_t most) {
    if (node.kind != ConfigNode::Kind::Sequence || node.items.size() < least ||
        node.items.size() > most) {
      bad(node.span,
          least == most ? fmt::format("a list of {} values is needed", least)
                        : fmt::format("a list of {} to {} values is needed", least, most),
          "[80%, 95%]");
      return;
    }
    for (const ConfigNode& item : node.items) {
      read_value(item);
    }
  }

  void read_choice(const ConfigNode& node) {
    if (node.kind != ConfigNode::Kind::Mapping || node.entries.empty() ||
        node.entries.size() > kMostValues) {
      bad(node.span, "`choice` is a mapping of values to their weights", "{100: 0.7, 90: 0.3}");
      return;
    }
    bool any = false;
    for (const ConfigEntry& entry : node.entries) {
      ConfigNode value;
      value.kind = ConfigNode::Kind::Scalar;
      value.text = entry.key;
      value.span = entry.key_span;
      read_value(value);
      const std::optional<Decimal> weight =
          read_decimal(entry.value, "a weight", context_.diagnostics);
      if (weight && (weight->is_negative() || Decimal{1'000'000, 0} < *weight)) {
        bad(entry.value.span, "a weight must not be negative, or above 1,000,000", "0.3");
      }
      any = any || (weight && !weight->is_zero());
      change_.distribution.weights.push_back(weight.value_or(Decimal{}));
    }
    if (!any) {
      bad(node.span, "no value has a weight above 0", "give one a weight");
    }
  }

  [[nodiscard]] bool needs_numbers() const {
    const Distribution::Kind kind = change_.distribution.kind;
    return kind != Distribution::Kind::Fixed && kind != Distribution::Kind::Choice &&
           kind != Distribution::Kind::Empirical;
  }

  // Two numbers and a range of values.
  void read_shaped(const ConfigNode& node, std::string_view first, std::string_view second) {
    KeyReader keys(node, "a law", context_.diagnostics);
    for (const std::string_view key : {first, second}) {
      const ConfigEntry* const entry = keys.required(key);
      const std::optional<Decimal> number =
          entry == nullptr ? std::nullopt : read_parameter(entry->value, key);
      if (number && key != "mean" && (number->is_negative() || number->is_zero())) {
        bad(entry->value.span, fmt::format("`{}` must be above 0", key), "0.5");
      }
      change_.distribution.parameters.push_back(number.value_or(Decimal{1, 0}));
    }
    if (const ConfigEntry* const range = keys.required("range")) {
      read_values(range->value, 2, 2);
    }
    keys.finish();
  }

  // In the measure of the figure: 85% or 85 is 0.85 of a percent.
  std::optional<Decimal> read_parameter(const ConfigNode& node, std::string_view key) {
    const bool of_percent =
        (key == "mean" || key == "deviation") && change_.indicator &&
        context_.rulebook.indicators[*change_.indicator].type == ValueType::Percent;
    ConfigNode bare = node;
    if ((of_percent || !change_.indicator) && bare.text.ends_with('%')) {
      bare.text.pop_back();
    }
    const std::optional<Decimal> number =
        read_decimal(bare, fmt::format("`{}`", key), context_.diagnostics);
    return number && of_percent ? multiply(*number, {1, 2}) : number;
  }

  void read_probability(const ConfigNode& node) {
    ConfigNode bare = node;
    const bool percent = bare.text.ends_with('%');
    if (percent) {
      bare.text.pop_back();
    }
    std::optional<Decimal> number = read_decimal(bare, "a probability", context_.diagnostics);
    if (number && percent) {
      number = multiply(*number, {1, 2});
    }
    if (number && (number->is_negative() || Decimal{1, 0} < *number)) {
      bad(node.span, "a probability lies between 0 and 1", "0.95 or 95%");
    }
    change_.distribution.parameters.push_back(number.value_or(Decimal{}));
  }

  void read_binomial(const ConfigNode& node) {
    KeyReader keys(node, "`binomial`", context_.diagnostics);
    if (const ConfigEntry* const probability = keys.required("probability")) {
      read_probability(probability->value);
    }
    const std::string of = keys.text("of");
    const std::vector<Indicator>& all = context_.rulebook.indicators;
    if (!change_.indicator) {
      bad(node.span, "`binomial` counts figures", "set a count");
      return;
    }
    std::optional<IndicatorIndex> whole = all[*change_.indicator].at_most;
    if (!of.empty()) {
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const auto& known) { return known.id == of; });
      whole = found == all.end() ? std::nullopt
                                 : std::optional(static_cast<IndicatorIndex>(found - all.begin()));
    }
    if (!whole || all[*whole].type != ValueType::Count ||
        all[*change_.indicator].type != ValueType::Count) {
      bad(node.span, "`binomial` counts how many of a count", "add `of:` with the id of a count");
    }
    change_.distribution.whole = whole.value_or(0);
    keys.finish();
  }

  void bad(SourceSpan place, std::string message, std::string help) {
    report_law(context_, place, std::move(message), std::move(help));
  }

  KeyReader keys_;
  const ChangeContext& context_;
  Change change_;
};

void read_changes(const ConfigNode& list, const ChangeContext& context, Scenario& scenario) {
  if (list.kind != ConfigNode::Kind::Sequence || list.items.size() > kMostChanges) {
    report_error(context.diagnostics, codes::kWrongType,
                 "`changes` must be a list of at most 1,000", list.span,
                 "- {set: UNIT.indicator, to: 95%}");
    return;
  }
  for (const ConfigNode& item : list.items) {
    std::optional<Change> change = ChangeLoader(item, context).load();
    const auto same = [&](const Change& other) { return change->name == other.name; };
    if (!change) {
      continue;
    }
    if (std::any_of(scenario.changes.begin(), scenario.changes.end(), same)) {
      report_error(context.diagnostics, codes::kDuplicateId,
                   fmt::format("two changes are called `{}`", change->name), change->span,
                   "give one of them another `name`");
    }
    scenario.changes.push_back(std::move(*change));
  }
}

// Assumed and unknown numbers of the rulebook that have a range and no change of their own: as if
// each were a change.
void add_assumed(Distribution::Kind kind, SourceSpan place, const ChangeContext& context,
                 Scenario& scenario) {
  for (const OpenNumber& number : context.rulebook.open_numbers) {
    const auto same = [&](const Change& other) { return other.text == number.address; };
    if (!number.has_range() ||
        std::any_of(scenario.changes.begin(), scenario.changes.end(), same)) {
      continue;
    }
    const bool peak = kind == Distribution::Kind::Triangular && !number.value.empty();
    Change change;
    change.name = number.address;
    change.text = number.address;
    change.span = place;
    change.distribution.kind = peak ? Distribution::Kind::Triangular : Distribution::Kind::Uniform;
    for (const std::string& text : {number.low, peak ? number.value : "", number.high}) {
      if (!text.empty()) {
        change.distribution.values.push_back({0, CellState::Present, std::nullopt, text});
      }
    }
    read_written_numbers(change, context);
    scenario.changes.push_back(std::move(change));
  }
}

}  // namespace

std::optional<Scenario> load_scenario(const ConfigNode& file, const ChangeContext& context) {
  Diagnostics& diagnostics = context.diagnostics;
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(file, "the scenario", diagnostics);
  Scenario scenario;
  if (keys.required("scenario") != nullptr) {
    keys.whole("scenario", 1, 1);
  }
  scenario.title = keys.text("title");
  const ConfigEntry* const changes = keys.find("changes");
  const ConfigEntry* const assumed = keys.find("assumed");
  if (changes != nullptr) {
    read_changes(changes->value, context, scenario);
  }
  if (assumed != nullptr) {
    const std::array<std::pair<std::string_view, Distribution::Kind>, 2> words = {
        {{"uniform", Distribution::Kind::Uniform}, {"triangular", Distribution::Kind::Triangular}}};
    scenario.assumed =
        keys.choice<Distribution::Kind>("assumed", words, Distribution::Kind::Uniform);
    add_assumed(*scenario.assumed, assumed->key_span, context, scenario);
  }
  if (keys.is_mapping() && changes == nullptr && assumed == nullptr) {
    report_error(diagnostics, codes::kMissingKey, "the scenario changes nothing", keys.place(),
                 "`changes:` with a list, or `assumed: uniform`");
  }
  keys.finish();
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(scenario));
}

}  // namespace parindex
