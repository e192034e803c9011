// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// The program of a rulebook as text: its steps, then in which slots the results are. Of a criterion
// other than the root only what it and the criteria below it need, with the same slots.
std::string dump_program(const Rulebook& rulebook, const ScoringProgram& program,
                         CriterionIndex criterion);

}  // namespace parindex
