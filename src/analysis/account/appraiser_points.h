// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/appraisal.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// Appends what the leaf criteria of each agency (Criterion::appraiser) come to, exactly: by unit of
// the sheet, agencies in document order. Bonus and penalty are left out.
void add_appraiser_points(const Rulebook& rulebook, const ScoringProgram& program,
                          const RowSource& rows, const ScoreSheet& sheet,
                          std::vector<AppraiserPoints>& result);

}  // namespace parindex
