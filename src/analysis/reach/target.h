// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "model/target.h"

namespace parindex {

// The cheapest way for one unit to a grade, an index or a rank, proved: of all sets of moves none
// costs less (docs/output.md, target). `row` is the unit alone, one that score() could score.
// Faults: PX4030 too much to be tried, PX4031 what was found does not hold when it is scored.
std::optional<TargetAnswer> find_target(const Rulebook& rulebook, const ScoringProgram& program,
                                        DataChunk row, const TargetGoal& goal,
                                        const TargetOptions& options, Diagnostics& diagnostics);

}  // namespace parindex
