// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/probe/open_leaves.h"
#include "base/diagnostics.h"
#include "model/data.h"
#include "model/open_results.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// What the open numbers of a rulebook do to the results in `sheet`: exact ends of points, index and
// grade of each unit, and bounds of its rank. Ends that cannot be computed exactly are left out,
// with a warning that says why.
OpenResults find_intervals(const Rulebook& rulebook, const ScoringProgram& program,
                           const RowSource& rows, const ScoreSheet& sheet, const OpenProgram& open,
                           Diagnostics& diagnostics);

}  // namespace parindex
