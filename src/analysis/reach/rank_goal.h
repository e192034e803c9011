// SPDX-License-Identifier: Apache-2.0
//
// What a unit is compared with before it can go for a target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"
#include "model/target.h"

namespace parindex {

// The goal of the unit at `row`, which has a rank, to have the rank `rank` in its group: it must
// pass the unit that is in this place among the others.
TargetGoal rank_goal(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                     const ScoreSheet& sheet, std::size_t row, std::uint32_t rank);

// The leaf criteria that apply to a unit and have no points, so that it has no index.
std::vector<CriterionIndex> leaves_without_points(const Rulebook& rulebook,
                                                  const ScoringProgram& program,
                                                  const DataChunk& row);

}  // namespace parindex
