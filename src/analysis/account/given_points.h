// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// The most that points can be which a person or a board enters: the maximum of the criterion that
// takes them as they are, as a cell. Empty for other figures.
std::optional<std::int64_t> most_given_points(const Rulebook& rulebook,
                                              const ScoringProgram& program, IndicatorIndex figure);

}  // namespace parindex
