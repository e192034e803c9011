// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/dependence.h"

#include <algorithm>
#include <set>

namespace parindex {
namespace {

// The way of value * factor, where the factor does not depend on the variable: for given values of
// the others it has one sign, but which one may depend on them.
Monotonicity with_factor(Monotonicity way, const Range& factor) {
  if (way == Monotonicity::Fixed || way == Monotonicity::Unknown || factor.is_never_negative()) {
    return way;
  }
  return factor.is_never_positive() ? reversed(way) : Monotonicity::Either;
}

// The same where the factor may depend on the variable, too: it must keep its sign.
Monotonicity with_moving_factor(Monotonicity way, const Range& factor) {
  return way == Monotonicity::Fixed || factor.is_never_negative() || factor.is_never_positive()
             ? with_factor(way, factor)
             : Monotonicity::Unknown;
}

// The direction that the slopes show. For given values of the others there is one slope.
Monotonicity way_of(const Range& slope) {
  if (slope.is_one() && slope.least->sign() == 0) {
    return Monotonicity::Fixed;
  }
  return slope.is_never_negative()   ? Monotonicity::Rising
         : slope.is_never_positive() ? Monotonicity::Falling
                                     : Monotonicity::Either;
}

// Two things are known of a value: it goes `way`, and it is affine with one of the slopes.
Dependence refined(Monotonicity way, const std::optional<Range>& slope) {
  if (!slope) {
    return {way, std::nullopt};
  }
  const Monotonicity by_slope = way_of(*slope);
  return {by_slope == Monotonicity::Either && way != Monotonicity::Unknown ? way : by_slope, slope};
}

// a / b where b depends on the variable. Where b is zero there is no value.
Dependence of_moving_divisor(const SlotFacts& a, const SlotFacts& b, std::uint32_t variable) {
  // Beyond a zero of the divisor the quotient begins anew: that it goes one way holds only while
  // the divisor keeps its sign, over the whole box.
  if (!b.range.is_never_negative() && !b.range.is_never_positive()) {
    return Dependence::unknown();
  }
  const Dependence x = a.on_variable(variable);
  const Dependence y = b.on_variable(variable);
  // a2 / b2 - a1 / b1 = ((a2 - a1) b1 - a1 (b2 - b1)) / (b1 b2), and b1 b2 is positive.
  Monotonicity way = both(with_moving_factor(x.direction, b.range),
                          reversed(with_moving_factor(y.direction, a.range)));
  if ((way == Monotonicity::Unknown || way == Monotonicity::Either) && x.slope && y.slope) {
    // Of affine values x t + p and y t + q the quotient's derivative has the sign of x q - p y,
    // which does not depend on the variable t: it equals x b - a y anywhere.
    way = way_of(*x.slope * b.range - a.range * *y.slope);
  }
  return {way, std::nullopt};
}

Dependence quotient_on(const SlotFacts& a, const SlotFacts& b, std::uint32_t variable) {
  if (b.on_variable(variable).direction != Monotonicity::Fixed) {
    return of_moving_divisor(a, b, variable);
  }
  const Dependence x = a.on_variable(variable);
  return refined(with_factor(x.direction, b.range),
                 x.slope ? std::optional(*x.slope / b.range) : std::nullopt);
}

}  // namespace

Monotonicity both(Monotonicity a, Monotonicity b) {
  if (a == Monotonicity::Fixed || b == Monotonicity::Fixed) {
    return a == Monotonicity::Fixed ? b : a;
  }
  return a == b && a != Monotonicity::Either ? a : Monotonicity::Unknown;
}

Dependence Dependence::affine(const Range& slope) {
  return {way_of(slope), slope};
}

Dependence Dependence::plus(const Dependence& other) const {
  return refined(both(direction, other.direction),
                 slope && other.slope ? std::optional(*slope + *other.slope) : std::nullopt);
}

Dependence Dependence::times(const Range& factor) const {
  return refined(with_factor(direction, factor),
                 slope ? std::optional(*slope * factor) : std::nullopt);
}

Dependence Dependence::or_else(const Dependence& other) const {
  Monotonicity way = both(direction, other.direction);
  if (way == Monotonicity::Unknown && direction != Monotonicity::Unknown &&
      other.direction != Monotonicity::Unknown) {
    way = Monotonicity::Either;
  }
  // Where both are fixed they need not be equal, but the condition does not turn.
  return {way, slope && other.slope ? std::optional(hull(*slope, *other.slope)) : std::nullopt};
}

Dependence SlotFacts::on_variable(std::uint32_t variable) const {
  const auto place = std::lower_bound(
      on.begin(), on.end(), variable,
      [](const auto& entry, std::uint32_t wanted) { return entry.first < wanted; });
  return place != on.end() && place->first == variable ? place->second : Dependence{};
}

SlotFacts settled(SlotFacts facts) {
  const bool one_state = (facts.states & (facts.states - 1)) == 0;
  if (one_state && (!facts.may_be(CellState::Present) || facts.range.is_one())) {
    facts.on.clear();
  }
  return facts;
}

std::uint32_t largest_state(std::uint32_t a, std::uint32_t b) {
  // A state comes about where the other operand can have one that is not larger.
  const auto least = [](std::uint32_t states) { return states & (~states + 1); };
  const std::uint32_t floor = std::max(least(a), least(b));
  return (a | b) & ~(floor - 1);
}

Dependence product_on(const SlotFacts& a, const SlotFacts& b, std::uint32_t variable) {
  const Dependence x = a.on_variable(variable);
  const Dependence y = b.on_variable(variable);
  if (y.direction == Monotonicity::Fixed) {
    return x.times(b.range);
  }
  if (x.direction == Monotonicity::Fixed) {
    return y.times(a.range);
  }
  // a2 b2 - a1 b1 = (a2 - a1) b2 + a1 (b2 - b1): of one sign if both terms are.
  return {both(with_moving_factor(x.direction, b.range), with_moving_factor(y.direction, a.range)),
          std::nullopt};
}

SlotFacts quotient(const SlotFacts& a, const SlotFacts& b) {
  SlotFacts result{largest_state(a.states, b.states), a.range / b.range, {}};
  if (result.may_be(CellState::Present) && b.range.has_zero()) {
    result.states |= state_bit(CellState::Unresolved);
    if (b.range.is_one()) {
      result.states &= ~state_bit(CellState::Present);
    }
  }
  std::set<std::uint32_t> variables;
  for (const SlotFacts* const operand : {&a, &b}) {
    for (const auto& [variable, dependence] : operand->on) {
      variables.insert(variable);
    }
  }
  for (const std::uint32_t variable : variables) {
    result.on.emplace_back(variable, quotient_on(a, b, variable));
  }
  return result;
}

}  // namespace parindex
