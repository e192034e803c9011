// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/open_results.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// The program of a rulebook whose open numbers are taken as an assumption says; null where the
// rulebook then has faults, which were told.
using ProgramUnder = std::function<std::shared_ptr<const ScoringProgram>(const Assumption&)>;

// What the open numbers of a rulebook do to the results in `sheet`: exact ends of points, index and
// grade of each unit, and bounds of its rank. Ends that cannot be computed exactly are left out,
// with a warning that says why.
OpenResults find_intervals(const Rulebook& rulebook, const ScoringProgram& program,
                           const RowSource& rows, const ScoreSheet& sheet,
                           const ProgramUnder& program_under, Diagnostics& diagnostics);

}  // namespace parindex
