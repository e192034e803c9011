// SPDX-License-Identifier: Apache-2.0
#include "analysis/movable.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/lever.h"
#include "engine/slice.h"

namespace parindex {
namespace {

using Values = std::map<IndicatorIndex, std::set<std::int64_t>>;

bool is_present(const DataChunk& row, IndicatorIndex indicator) {
  const Column& column = row.columns[indicator];
  return column.states.empty() || column.states[0] == CellState::Present;
}

// The next better value, the one after that, … of the only figure that moves a criterion.
void climb(const LeverProgram& program, const Rulebook& rulebook, DataChunk& row,
           std::set<std::int64_t>& values, bool& is_cut) {
  std::int64_t& cell = row.columns[program.levers.front()].cells[0];
  const std::int64_t before = cell;
  for (std::int64_t step = 0;; ++step) {
    LeverSteps steps = find_lever_steps(program, rulebook, row);
    const std::optional<std::vector<FigureChange>>& change = steps.next ? steps.next : steps.full;
    if (!change) {
      break;
    }
    if (step == MovableFigure::kMostSteps) {
      is_cut = true;
      break;
    }
    cell = change->front().to;
    values.insert(cell);
  }
  cell = before;
}

// Every other value of a condition or a level.
void add_all(const Indicator& indicator, std::int64_t now, std::set<std::int64_t>& values) {
  const auto count =
      static_cast<std::int64_t>(indicator.type == ValueType::Bool ? 2 : indicator.levels.size());
  for (std::int64_t cell = 0; cell < count; ++cell) {
    if (cell != now) {
      values.insert(cell);
    }
  }
}

// In the order of their distance on either side.
std::vector<MovableFigure::To> with_steps(const std::set<std::int64_t>& values, std::int64_t now) {
  std::vector<MovableFigure::To> result;
  const auto above = values.upper_bound(now);
  std::int64_t steps = 0;
  for (auto value = above; value != values.end(); ++value) {
    result.push_back({*value, ++steps});
  }
  steps = 0;
  for (auto value = above; value != values.begin();) {
    result.push_back({*--value, ++steps});
  }
  return result;
}

}  // namespace

std::vector<MovableFigure> movable_figures(const Rulebook& rulebook, const ScoringProgram& program,
                                           DataChunk& row, const std::vector<bool>& held) {
  Values values;
  std::set<IndicatorIndex> cut;
  for (CriterionIndex i = 1; i < rulebook.criteria.size(); ++i) {
    if (!rulebook.criteria[i].is_leaf()) {
      continue;
    }
    LeverProgram lever = lever_program(rulebook, program, i);
    std::erase_if(lever.levers, [&](IndicatorIndex indicator) {
      return held[indicator] || !is_present(row, indicator);
    });
    if (lever.levers.size() == 1) {
      const IndicatorIndex indicator = lever.levers.front();
      bool is_cut = false;
      climb(lever, rulebook, row, values[indicator], is_cut);
      if (is_cut) {
        cut.insert(indicator);
      }
      continue;
    }
    for (const IndicatorIndex indicator : lever.levers) {
      add_all(rulebook.indicators[indicator], row.columns[indicator].cells[0], values[indicator]);
    }
  }
  std::vector<MovableFigure> result;
  for (const auto& [indicator, cells] : values) {
    const std::int64_t now = row.columns[indicator].cells[0];
    if (!cells.empty()) {
      result.push_back({indicator, now, with_steps(cells, now), cut.contains(indicator)});
    }
  }
  return result;
}

std::vector<IndicatorIndex> figures_behind(const ScoringProgram& program,
                                           std::span<const Value> values,
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
