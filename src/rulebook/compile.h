// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

struct CompileOptions {
  bool every_criterion = false;  // print slots for all nodes, not for the root alone
  bool missing_is_zero = false;  // `--missing zero`: for criteria that would stop the run
};

// Lowers a checked rulebook to a program, bottom-up, in the order of evaluation of
// docs/rulebook.md.
ScoringProgram compile(const Rulebook& rulebook, const CompileOptions& options);

}  // namespace parindex
