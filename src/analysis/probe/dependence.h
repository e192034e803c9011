// SPDX-License-Identifier: Apache-2.0
//
// What is known of a value while some variables stay within intervals, and what follows for sums,
// products and quotients.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/probe/range.h"
#include "engine/program/program.h"

namespace parindex {

// Which way a value goes when one variable grows and all others stay, wherever they are in the box.
// Rising and Falling may be flat in places. Either: one way, but which depends on the others.
enum class Monotonicity : std::uint8_t { Fixed, Rising, Falling, Either, Unknown };

// The same when the value's sign is turned.
constexpr Monotonicity reversed(Monotonicity one) {
  if (one == Monotonicity::Rising) {
    return Monotonicity::Falling;
  }
  return one == Monotonicity::Falling ? Monotonicity::Rising : one;
}

// Of a value that goes `a` and then, or with another term, `b`.
Monotonicity both(Monotonicity a, Monotonicity b);

// How a value depends on one variable. All of it is said of any two places of the box that differ
// in this variable alone and at which the value is present.
struct Dependence {
  Monotonicity direction = Monotonicity::Fixed;
  std::optional<Range> slope = Range::of(0);  // where it is affine: slopes that it may have

  static Dependence unknown() { return {Monotonicity::Unknown, std::nullopt}; }
  static Dependence affine(const Range& slope);

  // Of a sum, and of value * factor where the factor does not depend on the variable.
  [[nodiscard]] Dependence plus(const Dependence& other) const;
  [[nodiscard]] Dependence times(const Range& factor) const;
  // Of the one or the other, as a condition decides that does not depend on the variable.
  [[nodiscard]] Dependence or_else(const Dependence& other) const;
};

constexpr std::uint32_t state_bit(CellState state) {
  return 1U << static_cast<unsigned>(state);
}

struct SlotFacts {
  std::uint32_t states = 0;  // state_bit(s): it may have the state s
  Range range;               // of its values where it is present
  // By variable, ascending; those that are not listed change neither value nor state.
  std::vector<std::pair<std::uint32_t, Dependence>> on;

  [[nodiscard]] bool may_be(CellState state) const { return (states & state_bit(state)) != 0; }
  [[nodiscard]] bool is_always(CellState state) const { return states == state_bit(state); }
  [[nodiscard]] Dependence on_variable(std::uint32_t variable) const;
};

// What has one state and one value depends on nothing.
SlotFacts settled(SlotFacts facts);

// The states of a result that takes the largest of its operands' states.
std::uint32_t largest_state(std::uint32_t a, std::uint32_t b);

Dependence product_on(const SlotFacts& a, const SlotFacts& b, std::uint32_t variable);
SlotFacts quotient(const SlotFacts& a, const SlotFacts& b);

}  // namespace parindex
