// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/trend.h"

#include <algorithm>
#include <optional>

namespace parindex {
namespace {

// What is known of a slot. Where it is present its value goes with `trend`; `holes` says that it
// may be present for some figures and not for others, `may_not_apply` that one of the states then
// is that it does not apply.
struct SlotTrend {
  Trend trend = Trend::Fixed;
  bool holes = false;
  std::optional<Rational> slope = {};  // where the value is linear in the figure
  std::optional<Rational> least = {};  // that it can be, where that is known
  std::optional<Rational> most = {};
  bool may_not_apply = false;
};

Trend with_sign(Trend trend, int sign) {
  return sign == 0 ? Trend::Fixed : (sign < 0 ? reversed(trend) : trend);
}

Trend trend_of_slope(const Rational& slope) {
  return with_sign(Trend::Rising, slope.sign());
}

Trend both(Trend a, Trend b) {
  if (a == Trend::Fixed || b == Trend::Fixed || a == b) {
    return a == Trend::Fixed ? b : a;  // Unknown stays Unknown beside Fixed
  }
  return Trend::Unknown;
}

class TrendReader {
 public:
  TrendReader(const Program& program, const std::vector<ExactCell>& trace, std::uint32_t column)
      : program_(program),
        trace_(trace),
        column_(column),
        slots_(program.scales.size()) {}

  Trend read(Quotient value) {
    for (const Step& step : program_.steps) {
      step_ = &step;
      slots_[step.out] = SlotTrend{Trend::Fixed, false, Rational(0), std::nullopt};
      if (!all_fixed()) {
        slots_[step.out] = compute();
        slots_[step.out].may_not_apply = may_not_apply();
        continue;
      }
      const ExactCell& now = trace_[step.out];
      slots_[step.out].may_not_apply = now.state == CellState::NotApplicable;
      if (now.state == CellState::Present) {
        slots_[step.out].least = slots_[step.out].most = now.value;
      }
    }
    return value.is_pair() ? quotient(value.numerator, value.divisor).trend
                           : slots_[value.numerator].trend;
  }

 private:
  [[nodiscard]] Slot slot(std::size_t i) const { return program_.inputs[step_->first_input + i]; }
  [[nodiscard]] const SlotTrend& in(std::size_t i) const { return slots_[slot(i)]; }
  [[nodiscard]] const ExactCell& now(std::size_t i) const { return trace_[slot(i)]; }
  [[nodiscard]] Decimal param(std::size_t i) const {
    return program_.params[step_->first_param + i];
  }

  [[nodiscard]] bool all_fixed() const {
    if (step_->op == Op::Load) {
      return step_->argument != column_;
    }
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      if (in(i).trend != Trend::Fixed || in(i).holes) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool may_not_apply() const {
    constexpr auto kDoesNotApply = static_cast<std::uint32_t>(CellState::NotApplicable);
    const bool makes_it_so = (step_->op == Op::Exclude && step_->argument == kDoesNotApply) ||
                             (step_->op == Op::Relabel && step_->argument / 16 == kDoesNotApply) ||
                             step_->op == Op::Population;
    if (makes_it_so || step_->op == Op::Applicable) {
      return makes_it_so;
    }
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      if (in(i).may_not_apply) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool any_holes() const {
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      if (in(i).holes) {
        return true;
      }
    }
    return false;
  }

  // Whether all inputs are there now and none can come not to apply.
  [[nodiscard]] bool all_apply() const {
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      if (now(i).state != CellState::Present || (in(i).holes && in(i).may_not_apply)) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool all_present() const {
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      if (in(i).holes || now(i).state != CellState::Present) {
        return false;
      }
    }
    return true;
  }

  // The quotient of two linear values is monotone: the sign of its slope does not depend on the
  // figure. Where the divisor is zero there is no value.
  [[nodiscard]] SlotTrend quotient(Slot a, Slot b) const {
    const SlotTrend& over = slots_[a];
    const SlotTrend& under = slots_[b];
    if (under.trend == Trend::Fixed && !under.holes) {  // divisors are never negative
      return {over.trend, over.holes};
    }
    const bool present =
        trace_[a].state == CellState::Present && trace_[b].state == CellState::Present;
    if (!over.slope || !under.slope || !present) {
      return {Trend::Unknown, true};
    }
    const Rational sign = *over.slope * trace_[b].value - trace_[a].value * *under.slope;
    return {trend_of_slope(sign), true};
  }

  [[nodiscard]] SlotTrend operand() const {
    return step_->input_count == 2 ? quotient(slot(0), slot(1)) : in(0);
  }

  static void add(std::optional<Rational>& sum, const std::optional<Rational>& term,
                  const Rational& weight) {
    sum = sum && term ? std::optional<Rational>(*sum + weight * *term) : std::nullopt;
  }

  [[nodiscard]] SlotTrend linear() const {
    const Rational offset = to_rational(param(0));
    SlotTrend sum{Trend::Fixed, any_holes(), Rational(0), offset, offset};
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      const Rational weight = to_rational(param(i + 1));
      sum.trend = both(sum.trend, with_sign(in(i).trend, weight.sign()));
      const bool positive = weight.sign() >= 0;
      add(sum.least, positive ? in(i).least : in(i).most, weight);
      add(sum.most, positive ? in(i).most : in(i).least, weight);
      sum.slope = sum.slope && in(i).slope
                      ? std::optional<Rational>(*sum.slope + weight * *in(i).slope)
                      : std::nullopt;
    }
    if (sum.slope) {
      sum.trend = trend_of_slope(*sum.slope);
    }
    return sum;
  }

  // Inputs that do not apply are left out, so whether they apply must not change.
  [[nodiscard]] SlotTrend total() const {
    if (all_apply()) {
      return linear();
    }
    if (any_holes()) {
      return {Trend::Unknown, true};
    }
    SlotTrend sum{Trend::Fixed, false};
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      sum.trend = both(sum.trend, with_sign(in(i).trend, to_rational(param(i + 1)).sign()));
    }
    return sum;
  }

  [[nodiscard]] SlotTrend product() const {
    const bool first_fixed = in(0).trend == Trend::Fixed;
    if (!first_fixed && in(1).trend != Trend::Fixed) {
      return {Trend::Unknown, any_holes()};
    }
    const SlotTrend& moving = in(first_fixed ? 1 : 0);
    const Rational& factor = now(first_fixed ? 0 : 1).value;
    SlotTrend result{with_sign(moving.trend, factor.sign()), any_holes()};
    if (moving.slope) {
      result.slope = *moving.slope * factor;
    }
    return result;
  }

  // Of Minimum and Maximum, And and Or.
  [[nodiscard]] SlotTrend extreme() const {
    const bool least_counts = step_->op == Op::Minimum || step_->op == Op::And;
    SlotTrend result{Trend::Fixed, any_holes()};
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      result.trend = both(result.trend, in(i).trend);
      std::optional<Rational>& sure = least_counts ? result.most : result.least;
      const std::optional<Rational>& end = least_counts ? in(i).most : in(i).least;
      const bool further = end && (!sure || (least_counts ? *end < *sure : *end > *sure));
      sure = further ? end : sure;
    }
    std::optional<Rational>& other = least_counts ? result.least : result.most;
    for (std::size_t i = 0; i < step_->input_count; ++i) {
      const std::optional<Rational>& end = least_counts ? in(i).least : in(i).most;
      if (!end) {
        other.reset();
        break;
      }
      other = !other
                  ? end
                  : std::optional(least_counts ? std::min(*other, *end) : std::max(*other, *end));
    }
    return result;
  }

  [[nodiscard]] SlotTrend steps() const {
    SlotTrend result = operand();
    result.slope.reset();
    result.least = result.most = to_rational(param(0));
    bool rises = true;
    bool falls = true;
    Decimal before = param(0);
    for (std::size_t p = 1; p < step_->param_count; p += 3) {
      const Decimal points = param(p + 2);
      rises = rises && !(points < before);
      falls = falls && !(before < points);
      before = points;
      result.least = std::min(*result.least, to_rational(points));
      result.most = std::max(*result.most, to_rational(points));
    }
    if (!rises) {
      result.trend = falls ? reversed(result.trend) : Trend::Unknown;
    }
    return result;
  }

  [[nodiscard]] SlotTrend truth(Trend trend) const {
    return {trend, any_holes(), std::nullopt, Rational(0), Rational(1)};
  }

  [[nodiscard]] SlotTrend compare() const {
    switch (static_cast<Relation>(step_->argument)) {
      case Relation::Greater:
      case Relation::GreaterEqual:
        return truth(in(0).trend);
      case Relation::Less:
      case Relation::LessEqual:
        return truth(reversed(in(0).trend));
      case Relation::Equal:
      case Relation::NotEqual:
        break;
    }
    return truth(Trend::Unknown);
  }

  [[nodiscard]] SlotTrend select() const {
    if (in(0).trend == Trend::Fixed && !in(0).holes) {
      return now(0).state == CellState::Present && now(0).value != 0 ? in(1) : in(2);
    }
    if (!all_present() || in(0).trend == Trend::Unknown) {
      return {Trend::Unknown, true};
    }
    // The figure grows from the one side of the condition to the other.
    const bool comes_true = in(0).trend == Trend::Rising;
    const SlotTrend& before = in(comes_true ? 2 : 1);
    const SlotTrend& after = in(comes_true ? 1 : 2);
    SlotTrend result{both(before.trend, after.trend)};
    if (before.least && after.least) {
      result.least = std::min(*before.least, *after.least);
    }
    if (before.most && after.most) {
      result.most = std::max(*before.most, *after.most);
    }
    const bool up = before.most && after.least && *before.most <= *after.least;
    const bool down = before.least && after.most && *after.most <= *before.least;
    if (up && result.trend != Trend::Falling && result.trend != Trend::Unknown) {
      result.trend = Trend::Rising;
    } else if (down && result.trend != Trend::Rising && result.trend != Trend::Unknown) {
      result.trend = Trend::Falling;
    } else {
      result.trend = Trend::Unknown;
    }
    return result;
  }

  // Steps that turn one state into a value need states that do not change.
  [[nodiscard]] SlotTrend default_value() const {
    if (in(0).holes) {
      return {Trend::Unknown, true};
    }
    const bool replaced = now(0).state == static_cast<CellState>(step_->argument);
    return replaced ? SlotTrend{Trend::Fixed, false, Rational(0), to_rational(param(0)),
                                to_rational(param(0))}
                    : in(0);
  }

  // Whether a value applies changes only where it may apply and not apply: not where it may be
  // impossible to compute.
  [[nodiscard]] SlotTrend applicable() const {
    if (in(0).holes && in(0).may_not_apply) {
      return {Trend::Unknown, true};
    }
    const Rational value = trace_[step_->out].value;
    return {Trend::Fixed, false, Rational(0), value, value};
  }

  // A value that a condition can take away.
  [[nodiscard]] SlotTrend conditional() const {
    SlotTrend result = in(0);
    result.holes = result.holes || in(1).holes || in(1).trend != Trend::Fixed;
    return result;
  }

  [[nodiscard]] SlotTrend compute() const {
    switch (step_->op) {
      case Op::Load:
        return {Trend::Rising, false, Rational(1)};
      case Op::Linear:
        return linear();
      case Op::Total:
        return total();
      case Op::Multiply:
        return product();
      case Op::Divide:
        return operand();
      case Op::Minimum:
      case Op::Maximum:
        return extreme();
      case Op::Steps:
        return steps();
      case Op::Compare:
        return compare();
      case Op::And:
      case Op::Or:
        return all_present() ? extreme() : SlotTrend{Trend::Unknown, true};
      case Op::Select:
        return select();
      case Op::Round: {
        const SlotTrend result = operand();
        return {result.trend, result.holes};
      }
      case Op::Default:
        return default_value();
      case Op::Relabel:
        return in(0);
      case Op::Exclude:
      case Op::Require:
        return conditional();
      case Op::Applicable:
        return applicable();
      case Op::Population:
      case Op::Approximate:
        break;
    }
    return {Trend::Unknown, true};
  }

  const Program& program_;
  const std::vector<ExactCell>& trace_;
  std::uint32_t column_;
  std::vector<SlotTrend> slots_;
  const Step* step_ = nullptr;
};

}  // namespace

Trend trend_of(const Program& program, const std::vector<ExactCell>& trace, std::uint32_t column,
               Quotient value) {
  return TrendReader(program, trace, column).read(value);
}

}  // namespace parindex
