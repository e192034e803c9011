// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "engine/program/builder.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "rulebook/compile/aggregate.h"
#include "rulebook/compile/compile.h"

namespace parindex {

// How rules get what all units come to on a value.
using StatisticCompiler = std::function<Quotient(const Statistic& statistic)>;

// Emits the points and maxima of all criteria and fills `nodes`, which has one for each criterion.
// The result holds what each of them brings into its parent.
std::vector<Part> compile_tree(const Rulebook& rulebook, const CompileOptions& options,
                               ProgramBuilder& builder, const StatisticCompiler& statistic,
                               std::vector<ScoringProgram::Node>& nodes);

}  // namespace parindex
