// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/data.h"
#include "model/explanation.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// Runs the program over the row at `row_offset` in exact fractions and reads every slot. The row
// must be one that score() could score.
Explanation explain(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                    std::uint64_t row_offset);

}  // namespace parindex
