// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "cli/input/scoring_run.h"
#include "cli/invocation.h"
#include "model/gap.h"
#include "model/loss_bound.h"

namespace parindex {

// What follows for the losses of the unit at a row from the grade that `--published` names. Empty
// with an error where the rulebook has no such grade.
std::optional<LossBound> bound_by_published_grade(Invocation& invocation,
                                                  const ScoringRun::Part& part, std::size_t row,
                                                  const UnitGaps& gaps);

}  // namespace parindex
