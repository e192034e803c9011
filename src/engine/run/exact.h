// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/numbers/rational.h"
#include "engine/program/program.h"
#include "engine/run/population.h"

namespace parindex {

// Runs the same program over one row in unbounded fractions. The result holds every slot, so it is
// at the same time the trace that explain reads.
std::vector<ExactCell> evaluate_exact(const Program& program, const ProgramInputs& inputs,
                                      std::size_t row);

// The same for a row whose cells differ from those of `trace` in some columns only: what does not
// depend on them is taken over. `inputs.population` is the same as before.
std::vector<ExactCell> evaluate_exact_again(const Program& program, const ProgramInputs& inputs,
                                            std::size_t row, std::vector<ExactCell> trace,
                                            std::span<const std::size_t> columns);

// Unresolved where the divisor is zero.
ExactCell divide(const ExactCell& dividend, const ExactCell& divisor);

// The exact value of a quantity in such a trace.
ExactCell read(const std::vector<ExactCell>& trace, Quotient value);

}  // namespace parindex
