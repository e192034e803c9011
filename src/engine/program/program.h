// SPDX-License-Identifier: Apache-2.0
//
// A columnar program: steps over columns of numbers. It has never heard of a criterion.
#pragma once

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
};

enum class Op : std::uint8_t {
  Load,      // out = input column `argument`
  Linear,    // out = params[0] + sum of params[i + 1] * inputs[i]
  Total,     // the same, but an input that is not applicable is left out; all -> not applicable
  Multiply,  // out = inputs[0] * inputs[1]
  Divide,    // out = inputs[0] / inputs[1]; a zero divisor -> unresolved
  Minimum,   // of all inputs
  Maximum,
  Steps,       // x = inputs[0] (/ inputs[1]); params: v0, then triples (threshold, open, v):
               //   out = the v of the last threshold with x >= threshold (x > threshold if open)
  Compare,     // out = 1 where inputs[0] `argument` 0, else 0; a zero in inputs[1..] -> unresolved
  And,         // of 0/1 inputs; decided by one 0 even if others are unresolved
  Or,          // of 0/1 inputs; decided by one 1 even if others are unresolved
  Select,      // out = inputs[0] ? inputs[1] : inputs[2]
  Round,       // x = inputs[0] (/ inputs[1]) rounded under `rounding` to the places of `out`
  Default,     // inputs[0], but params[0] where its state is `argument`
  Relabel,     // inputs[0], but the state `argument` % 16 becomes `argument` / 16
  Exclude,     // inputs[0], but of the state `argument` where inputs[1] is 1
  Require,     // inputs[0], but unresolved where inputs[1] is 0
  Applicable,  // 1, or 0 where inputs[0] is not applicable; itself always present
  Population,  // what all units of the row's group come to: Population::at(argument, inputs[0])
  Approximate  // the Function `argument` of the inputs, rounded to the places of `out`
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
  std::uint32_t argument = 0;                      // see Op
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
