// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/input/scoring_run.h"

namespace parindex {

// Adds to the sheet of a part what the open numbers of its rulebook do to the results.
void add_intervals(Invocation& invocation, ScoringRun::Part& part);

// Remembers for the face of reports that numbers of a rulebook are open; once for each rulebook.
void note_open_rulebook(Invocation& invocation, const Rulebook& rulebook);

}  // namespace parindex
