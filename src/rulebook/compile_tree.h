// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/builder.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "rulebook/aggregate.h"
#include "rulebook/compile.h"

namespace parindex {

// Emits the points and maxima of all criteria, bottom-up, and fills `nodes`, which has one for each
// criterion. The result holds what each root comes to, by criterion; others are unspecified.
std::vector<Part> compile_tree(const Rulebook& rulebook, const CompileOptions& options,
                               ProgramBuilder& builder, std::vector<ScoringProgram::Node>& nodes);

}  // namespace parindex
