// SPDX-License-Identifier: Apache-2.0
//
// A columnar program: steps over columns of numbers. It has never heard of a criterion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/numbers/decimal.h"

namespace parindex {

using Slot = std::uint32_t;  // one column of intermediate values, written by exactly one step

// Why a value is there or not. Ordered: where operands differ, the result takes the largest.
enum class CellState : std::uint8_t {
  Present,
  NotApplicable,  // the rule does not concern this unit
  NotScored,      // no figure, and the rulebook says the unit then stays without a score
  Unresolved,     // cannot be computed: division by zero, a value outside every band
  Missing         // no figure
};

struct Column {
  std::vector<std::int64_t> cells;  // value * 10^scale; 0 where the state is not Present
  std::vector<CellState> states;    // empty when every cell is present

  [[nodiscard]] CellState state_at(std::size_t row) const {
    return states.empty() ? CellState::Present : states[row];
  }
};

// What each one does, and how exact its result is: kOperations in operations.h.
enum class Op : std::uint8_t {
  Load,
  Linear,
  Total,
  Multiply,
  Divide,
  Minimum,
  Maximum,
  Steps,
  Compare,
  And,
  Or,
  Select,
  Round,
  Default,
  Relabel,
  Exclude,
  Require,
  Applicable,
  Population,
  Approximate
};

// Functions whose values are no fractions. Computed to 40 digits and rounded half up to the places
// of their slot, always on the exact path; outside of their domain unresolved.
enum class Function : std::uint8_t {
  Logarithm,    // natural, of inputs[0] > 0
  Exponential,  // e^inputs[0]
  Power         // inputs[0]^inputs[1]; inputs[0] >= 0 unless the exponent is whole
};

enum class Relation : std::uint8_t { Less, LessEqual, Equal, NotEqual, GreaterEqual, Greater };

struct Step {
  Op op = Op::Load;
  Rounding rounding = Rounding::HalfUp;  // Round only
  Slot out = 0;
  std::uint32_t argument = 0;                      // see kOperations
  std::uint32_t first_input = 0, input_count = 0;  // range of Program::inputs
  std::uint32_t first_param = 0, param_count = 0;  // range of Program::params
  std::uint32_t origin = 0;                        // who asked for it; only messages read it
};

// Immutable once built; shared by all threads. A simulation edits a copy of `params`.
struct Program {
  std::vector<Step> steps;  // dependency order
  std::vector<Slot> inputs;
  std::vector<Decimal> params;  // every threshold, point and weight
  std::vector<int> scales;      // by Slot: the cells are value * 10^scale
  std::vector<bool> exact;      // by Slot: no division of the fast path is behind its cells
};

// A quantity known as one slot, or as the quotient of two slots whose divisor is never negative.
// Keeping the pair lets comparisons and roundings stay exact without dividing.
struct Quotient {
  static constexpr Slot kNone = 0xFFFFFFFF;

  Slot numerator = kNone;
  Slot divisor = kNone;  // kNone: the value is the numerator itself

  [[nodiscard]] bool is_pair() const { return divisor != kNone; }
};

}  // namespace parindex
