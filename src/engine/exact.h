// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/program.h"
#include "engine/rational.h"

namespace parindex {

struct ExactCell {
  Rational value = 0;
  CellState state = CellState::Present;
};

// Runs the same program over one row in unbounded fractions. The result holds every slot, so it is
// at the same time the trace that explain reads.
std::vector<ExactCell> evaluate_exact(const Program& program, std::span<const Column> columns,
                                      std::size_t row);

// The exact value of a quantity in such a trace; unresolved where the divisor is zero.
ExactCell read(const std::vector<ExactCell>& trace, Value value);

}  // namespace parindex
