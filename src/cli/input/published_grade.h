// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "cli/input/scoring_run.h"
#include "model/gap.h"
#include "model/loss_bound.h"

namespace parindex {

// What follows for the losses of the unit at a row from the grade that was published. Empty with an
// error where the rulebook has no such grade.
std::optional<LossBound> bound_by_published_grade(const ScoringRun::Part& part, std::size_t row,
                                                  const UnitGaps& gaps,
                                                  const std::string& published,
                                                  Diagnostics& diagnostics);

}  // namespace parindex
