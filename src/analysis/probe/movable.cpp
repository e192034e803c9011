// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/movable.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "analysis/probe/lever.h"
#include "analysis/probe/lever_turns.h"
#include "engine/program/slice.h"

namespace parindex {
namespace {

constexpr std::int64_t kMostTriedOfConditions = 20'000;  // values to either side, of a condition

// Where values are, in the order of their distance from `now` on either side.
std::vector<MovableFigure::To> with_steps(const std::set<std::int64_t>& values,
                                          const std::set<std::int64_t>& before_turns,
                                          std::int64_t now) {
  std::vector<MovableFigure::To> result;
  const auto go = [&](auto value, auto values_end, auto before, auto before_end, auto is_nearer) {
    for (std::int64_t steps = 1; value != values_end; ++value, ++steps) {
      for (; before != before_end && is_nearer(*before, *value); ++before) {
        result.push_back({*before, steps});
      }
      before = before != before_end && *before == *value ? std::next(before) : before;
      result.push_back({*value, steps});
    }
  };
  using Reversed = std::set<std::int64_t>::const_reverse_iterator;
  go(values.upper_bound(now), values.end(), before_turns.upper_bound(now), before_turns.end(),
     std::less<>());
  go(Reversed(values.lower_bound(now)), values.rend(), Reversed(before_turns.lower_bound(now)),
     before_turns.rend(), std::greater<>());
  return result;
}

class FigureFinder {
 public:
  FigureFinder(const Rulebook& rulebook, const ScoringProgram& program, DataChunk& row,
               const std::vector<bool>& held)
      : rulebook_(rulebook),
        program_(program),
        row_(row),
        fixed_(held) {
    std::vector<Quotient> compared;
    compared.reserve(program.statistics.size());
    for (const Statistic& statistic : program.statistics) {
      compared.push_back(statistic.operand);
    }
    for (const IndicatorIndex i : figures_behind(program, compared, fixed_.size())) {
      fixed_[i] = true;
    }
    for (IndicatorIndex i = 0; i < fixed_.size(); ++i) {
      const Column& column = row.columns[i];
      fixed_[i] = fixed_[i] || (!column.states.empty() && column.states[0] != CellState::Present);
    }
  }

  [[nodiscard]] bool is_fixed(IndicatorIndex indicator) const { return fixed_[indicator]; }

  std::vector<MovableFigure> find(const std::vector<GradeCondition>& conditions) {
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      if (rulebook_.criteria[i].is_leaf()) {
        add_steps(i);
      }
    }
    for (const GradeCondition& gate : conditions) {
      if (!gate.criterion && gate.least.empty()) {
        add_turns(gate.values.front());
      }
    }
    std::vector<MovableFigure> result;
    for (const auto& [indicator, found] : found_) {
      const std::int64_t now = row_.columns[indicator].cells[0];
      if (!found.values.empty() || found.cut) {
        result.push_back(
            {indicator, now, with_steps(found.values, found.before_turns, now), found.cut});
      }
    }
    return result;
  }

 private:
  struct Found {
    std::set<std::int64_t> values;
    std::set<std::int64_t> before_turns;
    std::optional<std::int64_t> cut;  // MovableFigure::steps_of_cut

    void is_cut_at(std::int64_t steps) { cut = std::min(cut.value_or(steps), steps); }
  };

  // The values at which a criterion has more points.
  void add_steps(CriterionIndex criterion) {
    LeverProgram lever = lever_program(rulebook_, program_, criterion);
    std::erase_if(lever.levers, [&](IndicatorIndex indicator) { return fixed_[indicator]; });
    if (lever.levers.size() == 1) {
      climb(lever, found_[lever.levers.front()]);
      return;
    }
    for (const IndicatorIndex indicator : lever.levers) {
      add_all(indicator);
    }
  }

  // The next better value, the one after that, … of the only figure that moves a criterion.
  void climb(const LeverProgram& program, Found& found) {
    std::int64_t& cell = row_.columns[program.levers.front()].cells[0];
    const std::int64_t before = cell;
    for (std::int64_t step = 0;; ++step) {
      LeverSteps steps = find_lever_steps(program, rulebook_, row_);
      if (steps.is_cut) {
        found.is_cut_at(1);
      }
      const std::optional<std::vector<FigureChange>>& change = steps.next ? steps.next : steps.full;
      if (!change) {
        break;
      }
      if (step == MovableFigure::kMostSteps) {
        found.is_cut_at(MovableFigure::kMostSteps + 1);
        break;
      }
      cell = change->front().to;
      found.values.insert(cell);
    }
    cell = before;
  }

  // Every other value of a condition or a level.
  void add_all(IndicatorIndex figure) {
    const Indicator& indicator = rulebook_.indicators[figure];
    const auto count =
        static_cast<std::int64_t>(indicator.type == ValueType::Bool ? 2 : indicator.levels.size());
    for (std::int64_t cell = 0; cell < count; ++cell) {
      if (cell != row_.columns[figure].cells[0]) {
        found_[figure].values.insert(cell);
      }
    }
  }

  // The values at which a comparison in a condition turns.
  void add_turns(Quotient condition) {
    const std::array wanted{condition};
    const Slice needed = slice(program_.program, wanted);
    for (const IndicatorIndex figure : figures_behind(program_, wanted, fixed_.size())) {
      if (fixed_[figure]) {
        continue;
      }
      if (rulebook_.indicators[figure].is_named()) {
        add_all(figure);
        continue;
      }
      const Turns turns = turns_of(needed.program, row_, figure,
                                   figure_range(rulebook_, row_, figure), kMostTriedOfConditions);
      const std::int64_t now = row_.columns[figure].cells[0];
      Found& found = found_[figure];
      for (const std::int64_t turn : turns.after) {
        found.values.insert(turn >= now ? turn + 1 : turn);
        found.before_turns.insert(turn >= now ? turn : turn + 1);
      }
      if (!turns.are_all) {
        found.is_cut_at(1);
      }
    }
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  DataChunk& row_;
  std::vector<bool> fixed_;  // by IndicatorIndex: cannot be moved
  std::map<IndicatorIndex, Found> found_;
};

}  // namespace

std::vector<MovableFigure> movable_figures(const Rulebook& rulebook, const ScoringProgram& program,
                                           DataChunk& row, const std::vector<bool>& held,
                                           const std::vector<GradeCondition>& conditions) {
  return FigureFinder(rulebook, program, row, held).find(conditions);
}

bool turns_alone(const Rulebook& rulebook, const ScoringProgram& program, DataChunk& row,
                 const std::vector<bool>& held, const GradeCondition& gate) {
  const FigureFinder figures(rulebook, program, row, held);
  const Slice needed = slice(program.program, gate.values);
  return std::none_of(needed.program.steps.begin(), needed.program.steps.end(),
                      [&](const Step& step) {
                        if (step.op == Op::Population) {
                          return true;
                        }
                        if (step.op != Op::Compare && step.op != Op::Steps) {
                          return false;
                        }
                        std::vector<Quotient> compared;
                        for (std::uint32_t i = 0; i < step.input_count; ++i) {
                          compared.push_back({needed.program.inputs[step.first_input + i]});
                        }
                        std::size_t amounts = 0;
                        for (const Step& load : slice(needed.program, compared).program.steps) {
                          const bool is_figure = load.op == Op::Load && load.argument < held.size();
                          if (is_figure && !figures.is_fixed(load.argument) &&
                              !rulebook.indicators[load.argument].is_named()) {
                            ++amounts;
                          }
                        }
                        return amounts > 1;
                      });
}

std::vector<IndicatorIndex> figures_behind(const ScoringProgram& program,
                                           std::span<const Quotient> values,
                                           std::size_t indicator_count) {
  std::set<IndicatorIndex> found;
  const Slice needed = slice(program.program, values);
  for (const Step& step : needed.program.steps) {
    if (step.op == Op::Load && step.argument < indicator_count) {
      found.insert(step.argument);
    }
  }
  return {found.begin(), found.end()};
}

std::vector<ExactCell> run_changed(const ScoringProgram& program, DataChunk& row,
                                   const std::vector<ExactCell>& before,
                                   std::span<const FigureChange> changes) {
  std::vector<std::size_t> columns;
  columns.reserve(changes.size());
  for (const FigureChange& change : changes) {
    row.columns[change.indicator].cells[0] = change.to;
    columns.push_back(change.indicator);
  }
  std::vector<ExactCell> trace =
      evaluate_exact_again(program.program, row.inputs(), 0, before, columns);
  for (const FigureChange& change : changes) {
    row.columns[change.indicator].cells[0] = change.from;
  }
  return trace;
}

}  // namespace parindex
