// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "engine/population.h"
#include "engine/program.h"
#include "engine/rational.h"

namespace parindex {

// Runs the same program over one row in unbounded fractions. The result holds every slot, so it is
// at the same time the trace that explain reads.
std::vector<ExactCell> evaluate_exact(const Program& program, const Inputs& inputs,
                                      std::size_t row);

// The exact value of a quantity in such a trace; unresolved where the divisor is zero.
ExactCell read(const std::vector<ExactCell>& trace, Value value);

}  // namespace parindex
