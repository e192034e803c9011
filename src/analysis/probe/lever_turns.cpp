// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/lever_turns.h"

#include <algorithm>
#include <optional>
#include <set>

#include "analysis/probe/trend.h"
#include "engine/numbers/relation.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

// Where a value lies among the thresholds of a comparison, counted from below.
using Position = std::optional<std::size_t>;

class TurnFinder {
 public:
  TurnFinder(const Program& program, DataChunk& row, IndicatorIndex figure, FigureRange range)
      : program_(program),
        row_(row),
        figure_(figure),
        range_(range),
        now_(row.columns[figure].cells[0]),
        trace_(evaluate_exact(program, row.inputs(), 0)) {}

  Turns find(std::int64_t most_tried) {
    for (const Step& step : program_.steps) {
      if (step.op != Op::Steps && step.op != Op::Compare) {
        continue;
      }
      step_ = &step;
      switch (trend_of(program_, trace_, figure_, compared())) {
        case Trend::Fixed:
          break;
        case Trend::Rising:
        case Trend::Falling:
          halve();
          break;
        case Trend::Unknown:
          try_each(most_tried);
          break;
      }
    }
    row_.columns[figure_].cells[0] = now_;
    return {{found_.begin(), found_.end()}, are_all_};
  }

 private:
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
    row_.columns[figure_].cells[0] = cell;
    const ExactCell value = read(evaluate_exact(program_, row_.inputs(), 0), compared());
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

  void halve() {
    const std::int64_t low = last_with_value(range_.lowest);
    const std::int64_t high = last_with_value(range_.highest);
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
    const std::int64_t low = std::max(range_.lowest, now_ - most_tried);
    const std::int64_t high = std::min(range_.highest, now_ + most_tried);
    are_all_ = are_all_ && low == range_.lowest && high == range_.highest;
    Position before = position(low);
    for (std::int64_t cell = low + 1; most_tried > 0 && cell <= high; ++cell) {
      const Position here = position(cell);
      if (here != before) {
        found_.insert(cell - 1);
      }
      before = here;
    }
  }

  const Program& program_;
  DataChunk& row_;
  IndicatorIndex figure_;
  FigureRange range_;
  const std::int64_t now_;
  const std::vector<ExactCell> trace_;
  std::set<std::int64_t> found_;
  bool are_all_ = true;
  const Step* step_ = nullptr;
};

}  // namespace

Turns turns_of(const Program& program, DataChunk& row, IndicatorIndex figure, FigureRange range,
               std::int64_t most_tried) {
  return TurnFinder(program, row, figure, range).find(most_tried);
}

bool moves_by_turns(const Program& program, IndicatorIndex figure,
                    std::span<const Quotient> values) {
  std::vector<bool> follows(program.scales.size(), false);  // by Slot: moves with every bit
  for (const Step& step : program.steps) {
    if (step.op == Op::Load) {
      follows[step.out] = step.argument == figure;
    } else if (step.op != Op::Steps && step.op != Op::Compare) {
      const auto first = program.inputs.begin() + step.first_input;
      follows[step.out] =
          std::any_of(first, first + step.input_count, [&](Slot input) { return follows[input]; });
    }
  }
  return std::none_of(values.begin(), values.end(), [&](Quotient value) {
    return follows[value.numerator] || (value.is_pair() && follows[value.divisor]);
  });
}

}  // namespace parindex
