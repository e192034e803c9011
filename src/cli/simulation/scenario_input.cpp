// SPDX-License-Identifier: Apache-2.0
#include "cli/simulation/scenario_input.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "cli/input/input_files.h"
#include "engine/numbers/rational.h"
#include "io/figures/cells.h"
#include "rulebook/load/load_scenario.h"
#include "rulebook/load/read_change.h"

namespace parindex {
namespace {

// A value as a data file would hold it.
std::optional<ScenarioValue> read_value(const std::string& text, const Indicator& indicator,
                                        SourceSpan place, Diagnostics& diagnostics) {
  const ReadCell cell = read_cell(text, indicator, {});
  if (cell.problem.empty()) {
    return ScenarioValue{cell.ticks, cell.state, std::nullopt, ""};
  }
  diagnostics.error(codes::kValueOutOfBounds, place,
                    fmt::format("indicator `{}`: {}", indicator.id, cell.problem), cell.help);
  return std::nullopt;
}

// The changes of a scenario file.
std::optional<Scenario> read_scenario_file(Invocation& invocation, const std::string& path,
                                           const ChangeContext& context) {
  const std::optional<ConfigNode> file = read_extended_file(invocation, path);
  return file ? load_scenario(*file, context) : std::nullopt;
}

bool is_a_whole(const Rulebook& rulebook, IndicatorIndex indicator) {
  return std::any_of(rulebook.indicators.begin(), rulebook.indicators.end(),
                     [&](const Indicator& other) { return other.at_most == indicator; });
}

// `--measurement-error`: each amount of each unit is off, all by themselves. A count of which
// another one is a part stays: the part is off.
void add_errors(const std::string& text, const Rulebook& rulebook, Scenario& scenario,
                Diagnostics& diagnostics) {
  const bool relative = text.ends_with('%');
  const std::string number = relative ? text.substr(0, text.size() - 1) : text;
  const std::optional<Decimal> error = parse_decimal(number);
  if (!error || error->is_negative() || error->is_zero()) {
    diagnostics.error(codes::kUsage, {}, fmt::format("`--measurement-error` cannot be `{}`", text),
                      "0.5 in the measure of each figure, or 0.5% of each figure");
    return;
  }
  std::vector<std::string> unmoved;
  for (IndicatorIndex i = 0; i < rulebook.indicators.size(); ++i) {
    const Indicator& indicator = rulebook.indicators[i];
    if (!indicator.is_amount() || is_a_whole(rulebook, i)) {
      continue;
    }
    Change change;
    change.name = "error of " + indicator.id;
    change.text = fmt::format("*.{} ± {}", indicator.id, text);
    change.indicator = i;
    change.scale = indicator.scale();
    change.adds = true;
    change.distribution.kind = Distribution::Kind::Uniform;
    for (const std::int64_t sign : {-1, 1}) {
      const Decimal end{sign * error->coefficient, error->scale};
      const int percent = indicator.type == ValueType::Percent ? 2 : 0;
      ScenarioValue value;
      if (relative) {
        value.of_whole = multiply(end, {1, 2});
      } else {
        value.ticks = rounded_ticks64(to_rational(end), indicator.scale() - percent, Rounding::Down)
                          .value_or(0);
      }
      change.distribution.values.push_back(value);
    }
    if (!relative && change.distribution.values.front().ticks == 0) {
      unmoved.push_back("`" + indicator.id + "`");
    }
    scenario.changes.push_back(std::move(change));
  }
  if (!unmoved.empty()) {
    diagnostics.warn(
        codes::kCannotSimulate, {},
        fmt::format("an error of {} is less than one step of {}: such figures stay as they are",
                    text, fmt::join(unmoved, ", ")),
        "a larger error, or figures with more `decimals`");
  }
}

// `80%..100%/0.5%` as the texts 80%, 80.5% … 100%; empty where it is none.
std::vector<std::string> swept_texts(std::string_view text) {
  constexpr std::int64_t kMost = 10'000;
  const std::size_t dots = text.find("..");
  const std::size_t slash = text.find('/', dots == std::string_view::npos ? 0 : dots);
  if (dots == std::string_view::npos || slash == std::string_view::npos) {
    return {};
  }
  const bool percent = text.substr(0, dots).ends_with('%');
  const auto number = [&](std::string_view part) {
    part = trim(part);
    return parse_decimal(
        trim(percent && part.ends_with('%') ? part.substr(0, part.size() - 1) : part));
  };
  const std::optional<Decimal> from = number(text.substr(0, dots));
  const std::optional<Decimal> to = number(text.substr(dots + 2, slash - dots - 2));
  const std::optional<Decimal> step = number(text.substr(slash + 1));
  if (!from || !to || !step || step->is_negative() || step->is_zero() || *to < *from) {
    return {};
  }
  std::vector<std::string> texts;
  const Rational count = (to_rational(*to) - to_rational(*from)) / to_rational(*step);
  if (count >= kMost) {
    return {};
  }
  for (std::optional<Decimal> value = from; value && !(*to < *value); value = add(*value, *step)) {
    texts.push_back(to_text(normalized(*value)) + (percent ? "%" : ""));
  }
  return texts;
}

// `--sweep TARGET=FROM..TO/STEP`: the only thing then that is not fixed.
void add_sweep(const std::string& asked, const ChangeContext& context, Sources& sources,
               Scenario& scenario) {
  const std::string text = to_nfc(asked);
  const SourceSpan place{sources.add_text("--sweep", text), static_cast<std::uint32_t>(text.size()),
                         0};
  const bool fixed =
      !scenario.assumed && std::all_of(scenario.changes.begin(), scenario.changes.end(), is_fixed);
  const std::size_t equals = text.rfind('=');
  const std::vector<std::string> values = equals == std::string::npos
                                              ? std::vector<std::string>()
                                              : swept_texts(text.substr(equals + 1));
  if (!fixed || values.empty()) {
    context.diagnostics.error(codes::kUsage, place,
                              fixed ? fmt::format("`{}` is no sweep", text)
                                    : std::string("a sweep goes with fixed changes only"),
                              "TARGET=FROM..TO/STEP with at most 10,000 values, for example "
                              "`UNIT.indicator=80%..100%/0.5%`");
    return;
  }
  std::optional<Change> change = read_change_target(text.substr(0, equals), place, context);
  for (const std::string& value : values) {
    std::optional<ScenarioValue> read =
        change ? read_change_value(value, place, *change, context) : std::nullopt;
    if (!read) {
      return;
    }
    read->text = value;
    change->distribution.values.push_back(std::move(*read));
  }
  change->name = "sweep of " + change->text;
  change->distribution.kind = Distribution::Kind::Empirical;
  change->shared = true;
  scenario.changes.push_back(std::move(*change));
}

}  // namespace

bool is_fixed(const Change& change) {
  return change.distribution.kind == Distribution::Kind::Fixed;
}

std::optional<Scenario> read_scenario(Invocation& invocation, const SimulateArguments& arguments,
                                      const Rulebook& rulebook, const ConfigNode& file) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::size_t faults = diagnostics.errors();
  const ValueReader reader = [&](const std::string& text, const Indicator& indicator,
                                 SourceSpan place) {
    return read_value(text, indicator, place, diagnostics);
  };
  const ChangeContext context{rulebook, file, reader, diagnostics};
  Scenario scenario;
  if (arguments.scenario) {
    scenario = read_scenario_file(invocation, *arguments.scenario, context).value_or(Scenario{});
  }
  for (const std::string& text : arguments.set) {
    const std::uint32_t source = invocation.sources.add_text("--set", text);
    const SourceSpan place{source, static_cast<std::uint32_t>(text.size()), 0};
    if (std::optional<Change> change = read_setting(text, place, context)) {
      scenario.changes.push_back(std::move(*change));
    }
  }
  if (arguments.measurement_error) {
    add_errors(*arguments.measurement_error, rulebook, scenario, diagnostics);
  }
  if (arguments.sweep) {
    add_sweep(*arguments.sweep, context, invocation.sources, scenario);
  }
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(scenario));
}

}  // namespace parindex
