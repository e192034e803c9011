// SPDX-License-Identifier: Apache-2.0
//
// What a grade asks for next to the index, one demand at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/exact.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// One thing that must hold for a grade.
struct Gate {
  // Of a criterion: more than 0 points, or a share of its maximum. Else a condition.
  std::optional<CriterionIndex> criterion;
  std::optional<Decimal> share;
  std::vector<Value> values;  // points and maximum, or the condition
  bool wanted = true;  // of the condition: whether it has to hold; what does not apply is met

  [[nodiscard]] bool is_met(const std::vector<ExactCell>& trace) const;
};

// Everything that must hold so that a unit whose index reaches the grade gets it: its own needs,
// and that no cap keeps it below.
std::vector<Gate> gates_of(const Rulebook& rulebook, const ScoringProgram& program,
                           std::size_t grade);

}  // namespace parindex
