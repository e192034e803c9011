// SPDX-License-Identifier: Apache-2.0
#include "cli/simulation/answers.h"

#include <string>

#include <fmt/core.h>

#include "analysis/reach/break_even.h"
#include "analysis/score/unit_lookup.h"
#include "analysis/what_if/sensitivity.h"
#include "analysis/what_if/sweep.h"
#include "analysis/what_if/weight_swaps.h"
#include "base/codes.h"
#include "cli/input/find_unit.h"
#include "report/build/build_break_even.h"
#include "report/build/build_sensitivity.h"
#include "report/build/build_sweep.h"
#include "report/build/build_weight_swaps.h"
#include "report/build/build_what_if.h"
#include "rulebook/compile/compile.h"

namespace parindex {
namespace {

// The one thing of `--target-index`, `--target-grade` and `--target-rank` that is to hold.
std::optional<TargetGoal> read_goal(const SimulationSetting& setting) {
  const SimulationTargets targets = read_targets(setting);
  const int stated = (targets.index ? 1 : 0) + (targets.grade ? 1 : 0) + (targets.rank ? 1 : 0);
  if (setting.diagnostics.has_errors()) {
    return std::nullopt;
  }
  if (stated != 1) {
    setting.diagnostics.error(codes::kUsage, {}, "what is to hold must be stated once",
                              "one of: --target-grade NAME, --target-index X, --target-rank N");
    return std::nullopt;
  }
  TargetGoal goal;
  goal.kind = targets.index   ? TargetGoal::Kind::Index
              : targets.grade ? TargetGoal::Kind::Grade
                              : TargetGoal::Kind::Rank;
  goal.index = targets.index.value_or(Decimal{});
  goal.grade = targets.grade.value_or(0);
  goal.rank = targets.rank.value_or(0);
  return goal;
}

}  // namespace

bool write_what_if(const SimulationSetting& setting) {
  const AskedUnit unit = read_unit(setting);
  const ScoringRun::Part& before = setting.base.part();
  return unit.is_known &&
         setting.write(build_what_if({{&setting.base.rulebook(), &before.program, &before.sheet},
                                      setting.changed.scored(),
                                      change_words(setting),
                                      unit.row},
                                     setting.language()));
}

bool write_sweep(const SimulationSetting& setting) {
  const ScoringRun::Part& part = *setting.changed.part;
  const Change& change = setting.scenario.changes.back();
  const bool of_unit = change.indicator && change.scope.kind == Scope::Kind::Unit;
  if (!of_unit && !setting.arguments.unit) {
    setting.diagnostics.error(codes::kUsage, {},
                              fmt::format("whose index is to be shown over `{}`", change.text),
                              "name the unit with `--unit`");
    return false;
  }
  const std::optional<std::size_t> row =
      find_unit(part.sheet.units, setting.arguments.unit.value_or(change.scope.unit), change.span,
                setting.diagnostics);
  const std::optional<DrawModel> model = draw_model(setting);
  const std::optional<std::vector<SweepPoint>> points =
      row && model ? sweep(*model, rules_with(setting, *model), *row, setting.diagnostics)
                   : std::nullopt;
  if (!points) {
    return false;
  }
  Sweep shown{setting.changed.rulebook.get(), &part.sheet, change.text, *row, {}};
  for (std::size_t i = 0; i < points->size(); ++i) {
    const SweepPoint& point = (*points)[i];
    shown.values.push_back({change.distribution.values[i].text, point.index,
                            point.state == CellState::Present, point.grade, point.rank,
                            point.lost});
  }
  return setting.write(build_sweep(shown, setting.language()));
}

bool write_break_even(const SimulationSetting& setting) {
  const ScoringRun::Part& part = *setting.changed.part;
  const std::optional<std::size_t> row =
      read_required_unit(setting, "whose figures are to be looked at");
  const std::optional<TargetGoal> goal = row ? read_goal(setting) : std::nullopt;
  if (goal && goal->kind == TargetGoal::Kind::Rank &&
      !has_rank(part.sheet, *row, setting.diagnostics)) {
    return false;
  }
  const std::optional<DrawModel> model = goal ? draw_model(setting) : std::nullopt;
  if (!model) {
    return false;
  }
  const BreakEven found = find_break_even(*model, *row, *goal);
  return setting.write(
      build_break_even({setting.changed.scored(), *row, *goal, &found}, setting.language()));
}

bool write_weights(const SimulationSetting& setting) {
  const ScoringRun::Part& part = *setting.changed.part;
  const AskedUnit unit = read_unit(setting);
  const WeighedProgram weighed = [&](WeightFactor factor) {
    return compile(*setting.changed.rulebook,
                   {false, setting.arguments.missing_is_zero(), false, factor});
  };
  const std::optional<WeightSwaps> found =
      unit.is_known ? find_weight_swaps({*setting.changed.rulebook, *part.rows, part.sheet},
                                        unit.row, weighed, setting.diagnostics)
                    : std::nullopt;
  return found && setting.write(build_weight_swaps(setting.changed.scored(), *found,
                                                   unit.row.has_value(), setting.language()));
}

bool write_sensitivity(const SimulationSetting& setting) {
  const ScoringRun::Part& part = *setting.changed.part;
  const std::optional<std::size_t> row =
      read_required_unit(setting, "whose index is to be looked at");
  const std::uint64_t seed = setting.arguments.seed.value_or(1);
  const std::optional<DrawModel> model = draw_model(setting);
  const std::optional<Sensitivity> found =
      row && model && !setting.diagnostics.has_errors()
          ? find_sensitivity(*model, rules_with(setting, *model), *row, seed, setting.diagnostics)
          : std::nullopt;
  if (!found || setting.diagnostics.has_errors()) {
    return false;
  }
  ShownSensitivity shown{&part.sheet, *row, found->runs, found->varies, {}};
  for (const Sensitivity::Factor& factor : found->factors) {
    shown.factors.push_back({factor.change < setting.scenario.changes.size()
                                 ? setting.scenario.changes[factor.change].name
                                 : std::string("assumed"),
                             factor.low, factor.high, factor.first.value, factor.first.error_square,
                             factor.total.value, factor.total.error_square});
  }
  return setting.write(build_sensitivity(shown, setting.language()));
}

}  // namespace parindex
