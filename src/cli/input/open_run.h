// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "cli/input/scoring_run.h"

namespace parindex {

// Adds to the sheet of a part what the open numbers of its rulebook do to the results.
void add_intervals(ScoringRun::Part& part, bool missing_is_zero, Diagnostics& diagnostics);

}  // namespace parindex
