// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/data.h"
#include "model/gap.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// Where the units at some rows of the sheet lost points, in the same order. Each step of a gap is
// proved by running the program again. The result does not depend on the number of threads.
std::vector<UnitGaps> find_gaps(const Rulebook& rulebook, const ScoringProgram& program,
                                const RowSource& source, const ScoreSheet& sheet,
                                const std::vector<std::size_t>& rows, std::size_t threads);

// Sets Gap::recurs from the gaps of the same unit in older data: below the maximum then, too. A
// criterion is the older ones of `was:`, else the one of its id, unless another one was that. Empty
// where the older rulebook has none of them, or none was scored.
void mark_recurring(const Rulebook& rulebook, UnitGaps& gaps, const Rulebook& older_rulebook,
                    const UnitGaps& older);

}  // namespace parindex
