// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/read_change.h"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/load/address.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::string_view kGroupMark = "group:";

std::optional<IndicatorIndex> find_indicator(const Rulebook& rulebook, std::string_view id) {
  for (IndicatorIndex i = 0; i < rulebook.indicators.size(); ++i) {
    if (rulebook.indicators[i].id == id) {
      return i;
    }
  }
  return std::nullopt;
}

std::optional<Scope> read_scope(const std::string& text, SourceSpan place, const Rulebook& rulebook,
                                Diagnostics& diagnostics) {
  if (text == "*") {
    return Scope{};
  }
  if (!text.starts_with(kGroupMark)) {
    return Scope{Scope::Kind::Unit, text, 0};
  }
  std::vector<std::string> ids;
  for (std::uint32_t group = 0; group < rulebook.groups.size(); ++group) {
    ids.push_back(rulebook.groups[group].id);
    if (ids.back() == text.substr(kGroupMark.size())) {
      return Scope{Scope::Kind::Group, "", group};
    }
  }
  report_error(diagnostics, codes::kUnknownTarget,
               fmt::format("no group is called `{}`", text.substr(kGroupMark.size())), place,
               suggest(text.substr(kGroupMark.size()), ids));
  return std::nullopt;
}

// `95%` for a count that is a part of another one.
std::optional<Decimal> share_of_whole(std::string_view text, const Indicator& indicator) {
  const std::string_view trimmed = trim(text);
  if (indicator.type == ValueType::Percent || !indicator.at_most || !trimmed.ends_with('%')) {
    return std::nullopt;
  }
  const std::optional<Decimal> points = parse_decimal(trim(trimmed.substr(0, trimmed.size() - 1)));
  return points ? multiply(*points, {1, 2}) : std::nullopt;
}

// Neither a figure nor a value of the rulebook.
// Rows are read once, by the rulebook as it stands.
bool is_of_figures(const std::string& address) {
  return address.starts_with("indicators.");
}

void report_target(const std::string& text, const std::string& last, bool is_figure,
                   SourceSpan place, const ChangeContext& context) {
  std::vector<std::string> names;
  names.reserve(context.rulebook.indicators.size());
  for (const Indicator& known : context.rulebook.indicators) {
    names.push_back(known.id);
  }
  ConfigNode file = context.file;
  visit_values(file, [&](const PlacedValue& value) {
    if (!is_of_figures(value.address())) {
      names.push_back(value.address());
    }
    return true;
  });
  const bool scoped = last.size() < text.size();
  const std::optional<std::string> near_figure = nearest(last, names);
  const std::optional<std::string> near_value = nearest(text, names);
  const bool figure = near_figure && scoped && find_indicator(context.rulebook, *near_figure);
  report_error(context.diagnostics, codes::kUnknownTarget,
               fmt::format("`{}` is neither a figure of units nor a value of the rulebook", text),
               place,
               is_figure    ? fmt::format("say whose figure: `*.{0}` for all units, `UNIT.{0}`, "
                                             "`group:ID.{0}`",
                                          last)
               : near_value ? fmt::format("did you mean `{}`?", *near_value)
               : figure     ? fmt::format("did you mean `{}{}`?",
                                          text.substr(0, text.size() - last.size()), *near_figure)
                            : "`UNIT.indicator`, or an address like `III.1.max`");
}

}  // namespace

std::optional<Change> read_change_target(const std::string& text, SourceSpan place,
                                         const ChangeContext& context) {
  const std::size_t dot = text.rfind('.');
  const std::string last = dot == std::string::npos ? text : text.substr(dot + 1);
  const std::optional<IndicatorIndex> indicator = find_indicator(context.rulebook, last);
  Change change;
  change.name = text;
  change.text = text;
  change.span = place;
  if (indicator && dot != std::string::npos && dot != 0) {
    const std::optional<Scope> scope =
        read_scope(text.substr(0, dot), place, context.rulebook, context.diagnostics);
    if (!scope) {
      return std::nullopt;
    }
    change.indicator = indicator;
    change.scope = *scope;
    change.scale = context.rulebook.indicators[*indicator].scale();
    return change;
  }
  ConfigNode file = context.file;
  if (find_value(file, text) == nullptr) {
    report_target(text, last, indicator.has_value(), place, context);
    return std::nullopt;
  }
  if (is_of_figures(text)) {
    report_error(context.diagnostics, codes::kUnknownTarget,
                 fmt::format("`{}` says how figures are read, which no simulation changes", text),
                 place, "edit a copy of the rulebook, and score it");
    return std::nullopt;
  }
  return change;
}

std::optional<ScenarioValue> read_change_value(const std::string& text, SourceSpan place,
                                               const Change& change, const ChangeContext& context) {
  if (!change.indicator) {
    return ScenarioValue{0, CellState::Present, std::nullopt, text};
  }
  const Indicator& indicator = context.rulebook.indicators[*change.indicator];
  const std::optional<Decimal> share = share_of_whole(text, indicator);
  if (!share) {
    return context.reader(text, indicator, place);
  }
  if (share->is_negative() || Decimal{1, 0} < *share) {
    report_error(context.diagnostics, codes::kValueOutOfBounds,
                 fmt::format("`{}` cannot be a share of `{}`", text,
                             context.rulebook.indicators[*indicator.at_most].id),
                 place, "from 0% to 100%");
    return std::nullopt;
  }
  return ScenarioValue{0, CellState::Present, share, ""};
}

std::optional<Change> read_setting(std::string_view text, SourceSpan place,
                                   const ChangeContext& context) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos || equals == 0) {
    report_error(context.diagnostics, codes::kUsage, fmt::format("`{}` sets nothing", text), place,
                 "TARGET=VALUE, for example `UNIT.indicator=95%`");
    return std::nullopt;
  }
  const SourceSpan target{place.source, static_cast<std::uint32_t>(equals), place.begin};
  const SourceSpan behind{place.source, static_cast<std::uint32_t>(text.size() - equals - 1),
                          place.begin + equals + 1};
  std::optional<Change> change =
      read_change_target(std::string(text.substr(0, equals)), target, context);
  const std::optional<ScenarioValue> value =
      change ? read_change_value(std::string(text.substr(equals + 1)), behind, *change, context)
             : std::nullopt;
  if (!value) {
    return std::nullopt;
  }
  change->distribution.values = {*value};
  change->written = text;
  return change;
}

std::optional<ConfigNode> with_values(const ConfigNode& file, const Scenario& scenario,
                                      Diagnostics& diagnostics) {
  ConfigNode changed = file;
  bool found = true;
  for (const Change& change : scenario.changes) {
    if (!change.indicator && change.distribution.kind == Distribution::Kind::Fixed) {
      found = set_value(changed, change.text, change.distribution.values.front().text, change.span,
                        diagnostics) &&
              found;
    }
  }
  return found ? std::optional(std::move(changed)) : std::nullopt;
}

}  // namespace parindex
