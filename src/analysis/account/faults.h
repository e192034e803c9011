// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// Says why the row has no score although it must have one: each figure that is missing, each
// criterion that cannot be computed, with its cause.
void report_faults(const Rulebook& rulebook, const ScoringProgram& program, const DataChunk& chunk,
                   std::size_t row, const RowSource& rows, Diagnostics& diagnostics);

// The same for a row that has an index, but lacks what grades or ranking look at.
void report_conclusions(const Rulebook& rulebook, const ScoringProgram& program,
                        const DataChunk& chunk, std::size_t row, const RowSource& rows,
                        Diagnostics& diagnostics);

}  // namespace parindex
