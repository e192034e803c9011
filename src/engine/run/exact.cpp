// SPDX-License-Identifier: Apache-2.0
#include "engine/run/exact.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/numbers/approximate.h"
#include "engine/numbers/relation.h"

namespace parindex {
namespace {

// The steps of one program over one row. Member functions mirror those of the fast path.
class RowRun {
 public:
  RowRun(const Program& program, const ProgramInputs& inputs, std::size_t row,
         std::vector<ExactCell> slots)
      : program_(program),
        inputs_(inputs),
        row_(row),
        slots_(std::move(slots)) {}

  std::vector<ExactCell> run() {
    for (const Step& step : program_.steps) {
      slots_[step.out] = value_of(step);
    }
    return std::move(slots_);
  }

  // Only the steps whose inputs have changed.
  std::vector<ExactCell> run_again(std::span<const std::size_t> columns) {
    std::vector<bool> changed(slots_.size(), false);
    const auto has_changed = [&](const Step& step) {
      if (step.op == Op::Load) {
        return std::find(columns.begin(), columns.end(), step.argument) != columns.end();
      }
      const auto first = program_.inputs.begin() + step.first_input;
      return std::any_of(first, first + step.input_count,
                         [&](std::uint32_t input) { return changed[input]; });
    };
    for (const Step& step : program_.steps) {
      if (!has_changed(step)) {
        continue;
      }
      ExactCell after = value_of(step);
      ExactCell& before = slots_[step.out];
      changed[step.out] = after.state != before.state || after.value != before.value;
      before = std::move(after);
    }
    return std::move(slots_);
  }

 private:
  ExactCell value_of(const Step& step) {
    step_ = &step;
    ExactCell result = compute();
    if (result.state != CellState::Present) {
      result.value = 0;
    }
    return result;
  }

  [[nodiscard]] const ExactCell& in(std::size_t i) const {
    return slots_[program_.inputs[step_->first_input + i]];
  }
  [[nodiscard]] Rational param(std::size_t i) const {
    return to_rational(program_.params[step_->first_param + i]);
  }

  [[nodiscard]] CellState merged_state(std::size_t first_divisor) const {
    CellState state = CellState::Present;
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      state = std::max(state, in(i).state);
      if (i >= first_divisor && in(0).state == CellState::Present &&
          in(i).state == CellState::Present && in(i).value == 0) {
        state = std::max(state, CellState::Unresolved);
      }
    }
    return state;
  }

  // inputs[0], or inputs[0] / inputs[1]; not present where either is not or the divisor is zero.
  [[nodiscard]] ExactCell operand() const {
    ExactCell x{0, merged_state(1)};
    if (x.state == CellState::Present) {
      x.value = step_->input_count == 2 ? in(0).value / in(1).value : in(0).value;
    }
    return x;
  }

  [[nodiscard]] ExactCell compute() const;
  [[nodiscard]] ExactCell load() const;
  [[nodiscard]] ExactCell linear() const;
  [[nodiscard]] ExactCell total() const;
  [[nodiscard]] ExactCell extreme(bool minimum) const;
  [[nodiscard]] ExactCell steps() const;
  [[nodiscard]] ExactCell logic(int deciding) const;
  [[nodiscard]] ExactCell select() const;
  [[nodiscard]] ExactCell round() const;
  [[nodiscard]] ExactCell exclude() const;
  [[nodiscard]] ExactCell require() const;
  [[nodiscard]] ExactCell population() const;
  [[nodiscard]] ExactCell approximate() const;

  const Program& program_;
  const ProgramInputs& inputs_;
  std::size_t row_;
  std::vector<ExactCell> slots_;
  const Step* step_ = nullptr;
};

ExactCell RowRun::load() const {
  const Column& column = inputs_.columns[step_->argument];
  return {ticks_to_rational(column.cells[row_], program_.scales[step_->out]),
          column.state_at(row_)};
}

ExactCell RowRun::linear() const {
  ExactCell sum{param(0), merged_state(step_->input_count)};
  for (std::size_t i = 0; i < step_->input_count; ++i) {
    sum.value += param(i + 1) * in(i).value;
  }
  return sum;
}

ExactCell RowRun::total() const {
  ExactCell sum{param(0), CellState::Present};
  bool any = false;
  for (std::size_t i = 0; i < step_->input_count; ++i) {
    if (in(i).state != CellState::NotApplicable) {
      any = true;
      sum.state = std::max(sum.state, in(i).state);
      sum.value += param(i + 1) * in(i).value;
    }
  }
  return any ? sum : ExactCell{0, CellState::NotApplicable};
}

ExactCell RowRun::extreme(bool minimum) const {
  ExactCell best{in(0).value, merged_state(step_->input_count)};
  for (std::size_t i = 1; i < step_->input_count; ++i) {
    if (minimum ? in(i).value < best.value : in(i).value > best.value) {
      best.value = in(i).value;
    }
  }
  return best;
}

ExactCell RowRun::steps() const {
  ExactCell x = operand();
  if (x.state != CellState::Present) {
    return x;
  }
  std::size_t points = 0;
  for (std::size_t p = 1; p < step_->param_count; p += 3) {
    const Rational threshold = param(p);
    const bool open = !program_.params[step_->first_param + p + 1].is_zero();
    if (open ? x.value > threshold : x.value >= threshold) {
      points = p + 2;
    }
  }
  return {param(points), CellState::Present};
}

ExactCell RowRun::logic(int deciding) const {
  for (std::size_t i = 0; i < step_->input_count; ++i) {
    if (in(i).state == CellState::Present && in(i).value == deciding) {
      return {deciding, CellState::Present};
    }
  }
  return {1 - deciding, merged_state(step_->input_count)};
}

ExactCell RowRun::select() const {
  if (in(0).state != CellState::Present) {
    return {0, in(0).state};
  }
  return in(0).value != 0 ? in(1) : in(2);
}

ExactCell RowRun::round() const {
  ExactCell x = operand();
  if (x.state == CellState::Present) {
    const int digits = program_.scales[step_->out];
    x.value =
        rounded_ticks(x.value, digits, step_->rounding) / to_rational({power_of_ten(digits), 0});
  }
  return x;
}

ExactCell RowRun::exclude() const {
  const ExactCell& condition = in(1);
  if (in(0).state == CellState::NotApplicable ||
      (condition.state == CellState::Present && condition.value == 0)) {
    return in(0);
  }
  return {0, condition.state == CellState::Present ? static_cast<CellState>(step_->argument)
                                                   : condition.state};
}

ExactCell RowRun::require() const {
  const ExactCell& condition = in(1);
  if (in(0).state != CellState::Present ||
      (condition.state == CellState::Present && condition.value != 0)) {
    return in(0);
  }
  return {0, condition.state == CellState::Present ? CellState::Unresolved : condition.state};
}

ExactCell RowRun::population() const {
  if (inputs_.population == nullptr) {
    return {0, CellState::Unresolved};
  }
  return inputs_.population->at(step_->argument, static_cast<std::size_t>(in(0).value));
}

ExactCell RowRun::approximate() const {
  const CellState state = merged_state(step_->input_count);
  if (state != CellState::Present) {
    return {0, state};
  }
  const Rational exponent = step_->input_count == 2 ? in(1).value : Rational(0);
  const std::optional<Rational> value = parindex::approximate(
      static_cast<Function>(step_->argument), in(0).value, exponent, program_.scales[step_->out]);
  return value ? ExactCell{*value, CellState::Present} : ExactCell{0, CellState::Unresolved};
}

ExactCell RowRun::compute() const {
  switch (step_->op) {
    case Op::Load:
      return load();
    case Op::Linear:
      return linear();
    case Op::Total:
      return total();
    case Op::Multiply:
      return {in(0).value * in(1).value, merged_state(2)};
    case Op::Divide:
      return operand();
    case Op::Minimum:
      return extreme(true);
    case Op::Maximum:
      return extreme(false);
    case Op::Steps:
      return steps();
    case Op::Compare:
      return {holds(static_cast<Relation>(step_->argument), in(0).value) ? 1 : 0, merged_state(1)};
    case Op::And:
      return logic(0);
    case Op::Or:
      return logic(1);
    case Op::Select:
      return select();
    case Op::Round:
      return round();
    case Op::Default:
      return in(0).state == static_cast<CellState>(step_->argument)
                 ? ExactCell{param(0), CellState::Present}
                 : in(0);
    case Op::Relabel:
      return {in(0).value, in(0).state == static_cast<CellState>(step_->argument % 16)
                               ? static_cast<CellState>(step_->argument / 16)
                               : in(0).state};
    case Op::Exclude:
      return exclude();
    case Op::Require:
      return require();
    case Op::Applicable:
      return {in(0).state == CellState::NotApplicable ? 0 : 1, CellState::Present};
    case Op::Population:
      return population();
    case Op::Approximate:
      return approximate();
  }
  return {};
}

}  // namespace

std::vector<ExactCell> evaluate_exact(const Program& program, const ProgramInputs& inputs,
                                      std::size_t row) {
  return RowRun(program, inputs, row, std::vector<ExactCell>(program.scales.size())).run();
}

std::vector<ExactCell> evaluate_exact_again(const Program& program, const ProgramInputs& inputs,
                                            std::size_t row, std::vector<ExactCell> trace,
                                            std::span<const std::size_t> columns) {
  return RowRun(program, inputs, row, std::move(trace)).run_again(columns);
}

ExactCell divide(const ExactCell& dividend, const ExactCell& divisor) {
  ExactCell result{0, std::max(dividend.state, divisor.state)};
  if (result.state == CellState::Present) {
    if (divisor.value == 0) {
      result.state = CellState::Unresolved;
    } else {
      result.value = dividend.value / divisor.value;
    }
  }
  return result;
}

ExactCell read(const std::vector<ExactCell>& trace, Quotient value) {
  return value.is_pair() ? divide(trace[value.numerator], trace[value.divisor])
                         : trace[value.numerator];
}

}  // namespace parindex
