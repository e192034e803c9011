// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "model/explanation.h"
#include "model/gap.h"
#include "model/loss_bound.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// What follows for the losses of a unit from the grade that was published for it, a position in
// Rulebook::grades. `above` is where the grade above begins, at most. Exact; where nothing follows
// the outcome says why.
LossBound bound_losses(const Rulebook& rulebook, const ScoringProgram& program,
                       const Explanation& explanation, const UnitGaps& gaps, std::size_t grade,
                       const Bound& above);

}  // namespace parindex
