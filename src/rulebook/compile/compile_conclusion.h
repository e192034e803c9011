// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "rulebook/compile/aggregate.h"

namespace parindex {

// Emits what follows from the tree: index, grade and what units are ranked on. `parts` are those of
// compile_tree(), and the nodes of `result` are filled.
void compile_conclusion(const Rulebook& rulebook, const std::vector<Part>& parts,
                        const RuleCompiler& rules, ScoringProgram& result);

}  // namespace parindex
