// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/data.h"
#include "model/plan_progress.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"

namespace parindex {

// The figures of the units at some rows beside the targets that plans have for them: row by row, by
// indicator and target. No rule looks at a target, so no points are said of it.
std::vector<PlanProgress> compare_with_plans(const Rulebook& rulebook, const RowSource& source,
                                             const ScoreSheet& sheet,
                                             const std::vector<std::size_t>& rows);

}  // namespace parindex
