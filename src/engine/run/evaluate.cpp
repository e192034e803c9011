// SPDX-License-Identifier: Apache-2.0
//
// The fast path: its driver, and the steps that decide or only move states. Every loop runs over
// whole columns; the switch runs once per step.
#include "engine/run/evaluate.h"

#include <array>

#include "engine/numbers/relation.h"
#include "engine/run/chunk_run.h"

namespace parindex {

// Cells of the data are exact. The range is that of the chunk, not what the indicator allows.
void ChunkRun::load() {
  const Column& column = inputs_.columns[step_->argument];
  const auto first = static_cast<std::ptrdiff_t>(first_row_);
  const auto last = static_cast<std::ptrdiff_t>(first_row_ + rows_);
  out().cells.assign(column.cells.begin() + first, column.cells.begin() + last);
  out().states.clear();
  if (!column.states.empty()) {
    out().states.assign(column.states.begin() + first, column.states.begin() + last);
  }
  const auto [lowest, highest] = std::minmax_element(out().cells.begin(), out().cells.end());
  if (rows_ > 0) {
    set_bounds(*lowest, *highest, 0);
  }
}

// x `relation` 0, where x is a difference. If |X| > error then x is not 0 and has the sign of X;
// otherwise the row is undecided. With divisors, a / b `relation` c / d was multiplied by b * d,
// which is positive in each row that is not unresolved.
void ChunkRun::compare() {
  merge_states();
  flag_zeros(1);
  for (std::size_t i = 1; i < input_count(); ++i) {
    scratch_.fits = scratch_.fits && sound_divisor(i);
  }
  const auto relation = static_cast<Relation>(step_->argument);
  const auto result = [&](int sign) { return std::int64_t{holds(relation, sign) ? 1 : 0}; };
  const std::array by_sign{result(-1), result(0), result(1)};
  const std::int64_t error = bounds(0).error;
  const std::int64_t* x = in(0).cells.data();
  std::int64_t* cells = out().cells.data();
  for (std::size_t row = 0; row < rows_; ++row) {
    cells[row] = by_sign[x[row] > 0 ? 2U : (x[row] == 0 ? 1U : 0U)];
  }
  for (std::size_t row = 0; error > 0 && row < rows_; ++row) {
    if (absolute(x[row]) <= error) {
      scratch_.undecided[row] = 1;
    }
  }
  set_bounds(0, 1, 0);
}

// Conditions are 0 or 1 and exact, so nothing is in doubt.
void ChunkRun::logic(std::int64_t deciding) {
  out().states.clear();
  for (std::size_t i = 0; i < input_count(); ++i) {
    need_exact(i);
  }
  const bool states = any_states();
  for (std::size_t row = 0; row < rows_; ++row) {
    CellState worst = CellState::Present;
    bool decided = false;
    for (std::size_t i = 0; i < input_count() && !decided; ++i) {
      decided = present(i, row) && in(i).cells[row] == deciding;
      worst = std::max(worst, state(i, row));
    }
    out().cells[row] = decided ? deciding : 1 - deciding;
    if (states && !decided && worst != CellState::Present) {
      set_state(row, worst);
    }
  }
  set_bounds(0, 1, 0);
}

// The result is one of the two branches, brought to the scale of the slot by a factor: it has the
// range and the error of the larger one. The factor is at most 10^18 < 2^60, so that the products
// below stay under 2^122 before they are compared with kMostTicks.
void ChunkRun::select() {
  out().states.clear();
  need_exact(0);
  const std::array factors{power_of_ten(out_scale() - scale(1)),
                           power_of_ten(out_scale() - scale(2))};
  const std::array most{magnitude(bounds(1)) * factors[0], magnitude(bounds(2)) * factors[1]};
  if (std::max(most[0], most[1]) > kMostTicks) {
    scratch_.fits = false;
    return;
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::size_t branch = in(0).cells[row] != 0 ? 1 : 2;
    out().cells[row] = in(branch).cells[row] * factors[branch - 1];
    const CellState result = present(0, row) ? state(branch, row) : state(0, row);
    if (result != CellState::Present) {
      set_state(row, result);
    }
  }
  const Wide reach = std::max(most[0], most[1]);
  set_bounds(std::min(bounds(1).lowest, bounds(2).lowest) < 0 ? -reach : Wide{0}, reach,
             std::max(Wide{bounds(1).error} * factors[0], Wide{bounds(2).error} * factors[1]));
}

// Range of both: of the input times a factor, as for select(), and of the number. The number is
// exact, so the error is at most that of the input times the factor.
void ChunkRun::replace_default() {
  const auto replaced = static_cast<CellState>(step_->argument);
  const std::int64_t value = ticks(param(0), out_scale());
  const std::int64_t factor = power_of_ten(out_scale() - scale(0));
  if (magnitude(bounds(0)) * factor > kMostTicks) {
    scratch_.fits = false;
    return;
  }
  out().states.clear();
  for (std::size_t row = 0; row < rows_; ++row) {
    const CellState own = state(0, row);
    out().cells[row] = own == replaced ? value : in(0).cells[row] * factor;
    if (own != replaced && own != CellState::Present) {
      set_state(row, own);
    }
  }
  set_bounds(std::min(Wide{bounds(0).lowest} * factor, Wide{value}),
             std::max(Wide{bounds(0).highest} * factor, Wide{value}),
             Wide{bounds(0).error} * factor);
}

// The cells stay as they are. No state becomes Present: a cell without a value may hold anything
// within the range.
void ChunkRun::relabel() {
  out() = in(0);
  scratch_.bounds[step_->out] = bounds(0);
  const auto from = static_cast<CellState>(step_->argument % 16);
  std::replace(out().states.begin(), out().states.end(), from,
               static_cast<CellState>(step_->argument / 16));
}

// exclude(), require(): only states change, by an exact condition.
void ChunkRun::exclude() {
  need_exact(1);
  out() = in(0);
  scratch_.bounds[step_->out] = bounds(0);
  const auto excluded = static_cast<CellState>(step_->argument);
  for (std::size_t row = 0; row < rows_; ++row) {
    if (state(0, row) == CellState::NotApplicable) {
      continue;
    }
    if (!present(1, row) || in(1).cells[row] != 0) {
      set_state(row, excluded);
      out().states[row] = present(1, row) ? excluded : state(1, row);
    }
  }
}

void ChunkRun::require() {
  need_exact(1);
  out() = in(0);
  scratch_.bounds[step_->out] = bounds(0);
  if (in(1).states.empty() && std::count(in(1).cells.begin(), in(1).cells.end(), 0) == 0) {
    return;  // the usual case
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    if (present(0, row) && (!present(1, row) || in(1).cells[row] == 0)) {
      set_state(row, present(1, row) ? CellState::Unresolved : state(1, row));
    }
  }
}

void ChunkRun::applicable() {
  out().states.clear();
  for (std::size_t row = 0; row < rows_; ++row) {
    out().cells[row] = state(0, row) == CellState::NotApplicable ? 0 : 1;
  }
  set_bounds(0, 1, 0);
}

// Numbers of the population need not be decimal. Cut towards zero they are less than one last place
// off; if no number of the chunk was cut, the slot is exact.
void ChunkRun::population() {
  out().states.clear();
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  std::int64_t error = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    ExactCell cell{0, CellState::Unresolved};
    if (inputs_.population != nullptr) {
      cell = inputs_.population->at(step_->argument, static_cast<std::size_t>(in(0).cells[row]));
    }
    const std::optional<std::int64_t> ticks =
        rounded_ticks64(cell.value, out_scale(), Rounding::Down);
    scratch_.fits = scratch_.fits && ticks.has_value();
    out().cells[row] = ticks.value_or(0);
    if (cell.state != CellState::Present) {
      set_state(row, cell.state);
    } else if (ticks_to_rational(ticks.value_or(0), out_scale()) != cell.value) {
      error = 1;
    }
    lowest = std::min(lowest, out().cells[row]);
    highest = std::max(highest, out().cells[row]);
  }
  set_bounds(lowest, highest, error);
}

void ChunkRun::do_step() {
  switch (step_->op) {
    case Op::Load:
      return load();
    case Op::Linear:
      return linear();
    case Op::Total:
      return total();
    case Op::Multiply:
      return multiply();
    case Op::Divide:
      return divide();
    case Op::Minimum:
      return extreme(true);
    case Op::Maximum:
      return extreme(false);
    case Op::Steps:
      return steps();
    case Op::Compare:
      return compare();
    case Op::And:
      return logic(0);
    case Op::Or:
      return logic(1);
    case Op::Select:
      return select();
    case Op::Round:
      return round();
    case Op::Default:
      return replace_default();
    case Op::Relabel:
      return relabel();
    case Op::Exclude:
      return exclude();
    case Op::Require:
      return require();
    case Op::Applicable:
      return applicable();
    case Op::Population:
      return population();
    case Op::Approximate:
      scratch_.fits = false;
      return;
  }
}

void evaluate(const Program& program, const ProgramInputs& inputs, RowRange rows,
              Scratch& scratch) {
  ChunkRun(program, inputs, rows, scratch).run();
}

void evaluate_steps(const Program& program, const ProgramInputs& inputs, RowRange rows,
                    std::span<const std::uint32_t> steps, Scratch& scratch) {
  ChunkRun(program, inputs, rows, scratch).run(steps);
}

std::vector<std::uint8_t> steps_behind(const Program& program,
                                       const std::vector<std::uint8_t>& columns) {
  std::vector<std::uint8_t> slots(program.scales.size(), 0);
  std::vector<std::uint8_t> steps(program.steps.size(), 0);
  for (std::size_t i = 0; i < program.steps.size(); ++i) {
    const Step& step = program.steps[i];
    if (step.op == Op::Load) {
      steps[i] = columns[step.argument];
    }
    for (std::uint32_t k = 0; k < step.input_count; ++k) {
      steps[i] = std::max(steps[i], slots[program.inputs[step.first_input + k]]);
    }
    slots[step.out] = steps[i];
  }
  return steps;
}

}  // namespace parindex
