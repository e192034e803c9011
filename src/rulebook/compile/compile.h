// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/program/builder.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "model/weights.h"

namespace parindex {

struct CompileOptions {
  bool every_criterion = false;      // print slots for all nodes, not for the root alone
  bool missing_is_zero = false;      // `--missing zero`: for criteria that would stop the run
  bool missing_is_no_score = false;  // the same, but they stay without a score
  std::optional<WeightFactor> weighed = {};
};

// Lowers a checked rulebook to a program, bottom-up, in the order of evaluation of
// docs/rulebook.md.
ScoringProgram compile(const Rulebook& rulebook, const CompileOptions& options);

// The slot that prints a value with at most 9 places.
Slot printed_slot(ProgramBuilder& builder, Quotient value);

}  // namespace parindex
