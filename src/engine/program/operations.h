// SPDX-License-Identifier: Apache-2.0
//
// The table of operations. docs/architecture.md shows it; a test compares the two.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "engine/program/program.h"

namespace parindex {

// What the fast path knows of a result. The bounds are derived where each operation runs.
enum class Exactness : std::uint8_t {
  Carried,  // the error comes from the errors of the inputs; exact inputs give an exact result
  Added,    // digits are cut off: an error of the operation's own comes on top
  Decided,  // no error: a row whose outcome the errors of the inputs could change is undecided
  Deferred  // always computed on the exact path
};

struct Operation {
  static constexpr std::uint32_t kAny = std::numeric_limits<std::uint32_t>::max();

  Op op;
  std::string_view name;
  std::uint32_t least_inputs, most_inputs;
  Exactness exactness;
  std::string_view result;  // `x` is inputs[0], or inputs[0] / inputs[1] if there are two
};

// By Op.
inline constexpr std::array kOperations = {
    Operation{Op::Load, "load", 0, 0, Exactness::Carried, "input column `argument`"},
    Operation{Op::Linear, "linear", 0, Operation::kAny, Exactness::Carried,
              "params[0] + sum of params[i + 1] * inputs[i]"},
    Operation{Op::Total, "total", 1, Operation::kAny, Exactness::Carried,
              "the same, but without inputs that are not applicable; not applicable if none is"},
    Operation{Op::Multiply, "multiply", 2, 2, Exactness::Carried, "inputs[0] * inputs[1]"},
    Operation{Op::Divide, "divide", 2, 2, Exactness::Added,
              "inputs[0] / inputs[1], cut to the places of the slot; unresolved if divided by 0"},
    Operation{Op::Minimum, "minimum", 1, Operation::kAny, Exactness::Carried,
              "the smallest of the inputs"},
    Operation{Op::Maximum, "maximum", 1, Operation::kAny, Exactness::Carried,
              "the largest of the inputs"},
    Operation{Op::Steps, "steps", 1, 2, Exactness::Decided,
              "params: v0, then triples (threshold, open, v); the v of the last threshold with "
              "x >= threshold (x > threshold if open), else v0"},
    Operation{Op::Compare, "compare", 1, 3, Exactness::Decided,
              "1 if inputs[0] `argument` 0, else 0; unresolved if one of inputs[1..] is 0"},
    Operation{Op::And, "and", 1, Operation::kAny, Exactness::Carried,
              "1 if all inputs are 1; one 0 decides even if others are unresolved"},
    Operation{Op::Or, "or", 1, Operation::kAny, Exactness::Carried,
              "1 if some input is 1; one 1 decides even if others are unresolved"},
    Operation{Op::Select, "select", 3, 3, Exactness::Carried,
              "inputs[1] if inputs[0] is not 0, else inputs[2]"},
    Operation{Op::Round, "round", 1, 2, Exactness::Decided,
              "x rounded under `rounding` to the places of the slot"},
    Operation{Op::Default, "default", 1, 1, Exactness::Carried,
              "inputs[0], or params[0] if its state is `argument`"},
    Operation{Op::Relabel, "relabel", 1, 1, Exactness::Carried,
              "inputs[0]; the state `argument` % 16 becomes `argument` / 16"},
    Operation{Op::Exclude, "exclude", 2, 2, Exactness::Carried,
              "inputs[0], but in the state `argument` if inputs[1] is not 0"},
    Operation{Op::Require, "require", 2, 2, Exactness::Carried,
              "inputs[0], but unresolved if inputs[1] is 0"},
    Operation{Op::Applicable, "applicable", 1, 1, Exactness::Decided,
              "0 if inputs[0] is not applicable, else 1; always present"},
    Operation{Op::Population, "population", 1, 1, Exactness::Added,
              "statistic `argument` of all units in the group whose index is inputs[0]"},
    Operation{Op::Approximate, "approximate", 1, 2, Exactness::Deferred,
              "the Function `argument` of the inputs, rounded to the places of the slot"},
};

constexpr const Operation& operation(Op op) {
  return kOperations[static_cast<std::size_t>(op)];
}

static_assert([] {
  for (std::size_t i = 0; i < kOperations.size(); ++i) {
    if (static_cast<std::size_t>(kOperations[i].op) != i) {
      return false;
    }
  }
  return kOperations.back().op == Op::Approximate;  // the last one: none is missing
}());

}  // namespace parindex
