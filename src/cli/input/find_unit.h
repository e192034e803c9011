// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "cli/input/scoring_run.h"
#include "model/rulebook.h"

namespace parindex {

struct FoundUnit {
  std::size_t part = 0, row = 0;
};

// The unit with this id or name, in whichever rulebook; an error where there is none or several.
std::optional<FoundUnit> find_unit(const ScoringRun& run, const std::string& wanted,
                                   Diagnostics& diagnostics);

// Whether the unit of a row has a rank; an error where it has none.
bool has_rank(const ScoreSheet& sheet, std::size_t row, Diagnostics& diagnostics);

// The position in Rulebook::grades of the grade with this name, in whichever case; an error where
// there is none.
std::optional<std::size_t> find_grade(const Rulebook& rulebook, const std::string& wanted,
                                      Diagnostics& diagnostics);

// The criterion with this id, the root if it is empty; an error if there is none.
std::optional<CriterionIndex> find_criterion(const Rulebook& rulebook, const std::string& wanted,
                                             Diagnostics& diagnostics);

}  // namespace parindex
