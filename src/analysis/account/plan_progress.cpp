// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/plan_progress.h"

namespace parindex {
namespace {

bool is_reached(PlanTarget::Sense sense, const Rational& value, const Rational& wanted) {
  switch (sense) {
    case PlanTarget::Sense::AtLeast:
      return value >= wanted;
    case PlanTarget::Sense::Above:
      return value > wanted;
    case PlanTarget::Sense::AtMost:
      return value <= wanted;
    case PlanTarget::Sense::Below:
      return value < wanted;
  }
  return false;
}

// The first value of the figure that reaches the target, as a cell.
Rational first_cell(const PlanTarget& target, int decimals) {
  const Rational wanted = to_rational(target.value);
  const bool more =
      target.sense == PlanTarget::Sense::AtLeast || target.sense == PlanTarget::Sense::Above;
  const Rational cell = rounded_ticks(wanted, decimals, Rounding::Down);
  const bool reached = is_reached(target.sense, cell / power_of_ten(decimals), wanted);
  return reached ? cell : cell + (more ? 1 : -1);
}

}  // namespace

std::vector<PlanProgress> compare_with_plans(const Rulebook& rulebook, const RowSource& source,
                                             const ScoreSheet& sheet,
                                             const std::vector<std::size_t>& rows) {
  std::vector<PlanProgress> result;
  for (const std::size_t row : rows) {
    const DataChunk chunk = source.row(sheet.row_offsets[row]);
    for (IndicatorIndex i = 0; i < rulebook.indicators.size(); ++i) {
      const Indicator& indicator = rulebook.indicators[i];
      for (std::size_t target = 0; target < indicator.targets.size(); ++target) {
        PlanProgress progress{row, i, target, std::nullopt, false, 0};
        const Column& column = chunk.columns[i];
        if (column.states.empty() || column.states[0] == CellState::Present) {
          progress.cell = column.cells[0];
          const PlanTarget& plan = indicator.targets[target];
          const Rational value = to_rational({column.cells[0], indicator.decimals});
          const Rational first =
              first_cell(plan, indicator.decimals) / power_of_ten(indicator.decimals);
          progress.reached = is_reached(plan.sense, value, to_rational(plan.value));
          progress.distance = progress.reached ? Rational(0) : abs(first - value);
        }
        result.push_back(progress);
      }
    }
  }
  return result;
}

}  // namespace parindex
