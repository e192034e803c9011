// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "analysis/probe/probe.h"

namespace parindex {

// Where the comparisons of a program turn while one variable moves.
class BreakpointFinder {
 public:
  BreakpointFinder(Probe& probe, std::size_t variable)
      : probe_(probe),
        program_(probe.slice_.program),
        variable_(variable) {
    for (const Variable& each : probe.variables_) {
      cells_.push_back(probe.columns_[each.column].cells[0]);
    }
    now_ = cells_[variable];
  }

  Breakpoints find(std::int64_t most_tried) {
    Probe::Sides sides;
    for (const std::int64_t cell : cells_) {
      sides.emplace_back(cell, cell);
    }
    const Domain& domain = probe_.variables_[variable_].domain;
    sides[variable_] = {domain.lowest, domain.highest};
    const std::vector<SlotFacts> facts = probe_.examine_within(sides);
    for (const Step& step : program_.steps) {
      if (step.op != Op::Steps && step.op != Op::Compare) {
        continue;
      }
      step_ = &step;
      const Dependence on =
          facts_of(facts, compared()).on_variable(static_cast<std::uint32_t>(variable_));
      if (on.direction == Monotonicity::Unknown) {
        try_each(most_tried);
      } else if (on.direction != Monotonicity::Fixed) {
        halve();
      }
    }
    return {{found_.begin(), found_.end()}, are_all_};
  }

 private:
  // Where a value lies among the thresholds of a comparison, counted from below.
  using Position = std::optional<std::size_t>;

  [[nodiscard]] Quotient compared() const {
    const Slot first = program_.inputs[step_->first_input];
    const bool is_pair = step_->op == Op::Steps && step_->input_count == 2;
    return {first, is_pair ? program_.inputs[step_->first_input + 1] : Quotient::kNone};
  }

  [[nodiscard]] Decimal param(std::size_t i) const {
    return program_.params[step_->first_param + i];
  }

  // Empty: there is no value.
  [[nodiscard]] Position position(std::int64_t cell) {
    cells_[variable_] = cell;
    const ExactCell value = read(probe_.run(cells_), compared());
    if (value.state != CellState::Present) {
      return std::nullopt;
    }
    std::size_t passed = step_->op == Op::Compare ? position_at_zero(value.value) : 0;
    for (std::size_t p = 1; step_->op == Op::Steps && p < step_->param_count; p += 3) {
      const Rational threshold = to_rational(param(p));
      const bool is_open = param(p + 1).coefficient != 0;
      passed += value.value > threshold || (!is_open && value.value == threshold) ? 1U : 0U;
    }
    return passed;
  }

  [[nodiscard]] std::size_t position_at_zero(const Rational& difference) const {
    switch (static_cast<Relation>(step_->argument)) {
      case Relation::Less:
      case Relation::GreaterEqual:
        return difference >= 0 ? 1 : 0;
      case Relation::LessEqual:
      case Relation::Greater:
        return difference > 0 ? 1 : 0;
      case Relation::Equal:
      case Relation::NotEqual:
        break;
    }
    return (difference >= 0 ? 1U : 0U) + (difference > 0 ? 1U : 0U);
  }

  // A monotonic value passes each threshold once, so that between two cells of one position there
  // is no breakpoint.
  void halve() {
    const Domain& domain = probe_.variables_[variable_].domain;
    const std::int64_t low = last_with_value(domain.lowest);
    const std::int64_t high = last_with_value(domain.highest);
    between(low, position(low), high, position(high));
  }

  // From the figure towards an end. Values at the end may be none, as a rate of nothing.
  std::int64_t last_with_value(std::int64_t end) {
    if (position(end)) {
      return end;
    }
    std::int64_t with = now_;
    while (end - with > 1 || with - end > 1) {
      const std::int64_t middle = with + (end - with) / 2;
      (position(middle) ? with : end) = middle;
    }
    return with;
  }

  void between(std::int64_t low, const Position& at_low, std::int64_t high,
               const Position& at_high) {
    if (low >= high || at_low == at_high) {
      return;
    }
    if (!at_low || !at_high) {
      are_all_ = false;
    } else if (high - low == 1) {
      found_.insert(low);
    } else {
      const std::int64_t middle = low + (high - low) / 2;
      const Position there = position(middle);
      between(low, at_low, middle, there);
      between(middle, there, high, at_high);
    }
  }

  void try_each(std::int64_t most_tried) {
    const Domain& domain = probe_.variables_[variable_].domain;
    const std::int64_t low = std::max(domain.lowest, now_ - most_tried);
    const std::int64_t high = std::min(domain.highest, now_ + most_tried);
    are_all_ = are_all_ && low == domain.lowest && high == domain.highest;
    Position before = position(low);
    for (std::int64_t cell = low + 1; most_tried > 0 && cell <= high; ++cell) {
      const Position here = position(cell);
      if (here != before) {
        found_.insert(cell - 1);
      }
      before = here;
    }
  }

  Probe& probe_;
  const Program& program_;
  std::size_t variable_;
  Probe::Cells cells_;
  std::int64_t now_ = 0;
  std::set<std::int64_t> found_;
  bool are_all_ = true;
  const Step* step_ = nullptr;
};

Breakpoints Probe::breakpoints(std::size_t variable, std::int64_t most_tried) {
  return BreakpointFinder(*this, variable).find(most_tried);
}

}  // namespace parindex
