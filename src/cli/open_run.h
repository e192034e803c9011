// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/scoring_run.h"

namespace parindex {

// Adds to the sheet of a part what the open numbers of its rulebook do to the results.
void add_intervals(Invocation& invocation, ScoringRun::Part& part);

}  // namespace parindex
