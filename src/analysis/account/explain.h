// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/exact.h"
#include "model/data.h"
#include "model/explanation.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// True where a missing figure of the criterion was taken as zero, in the trace of one row.
bool is_taken_as_zero(const ScoringProgram::Node& node, const std::vector<ExactCell>& trace);

// Runs the program over the row at `row_offset` in exact fractions and reads every slot. The row
// must be one that score() could score.
Explanation explain(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                    std::uint64_t row_offset);

}  // namespace parindex
