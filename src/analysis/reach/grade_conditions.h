// SPDX-License-Identifier: Apache-2.0
//
// What a grade asks for next to the index, one demand at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/numbers/rational.h"
#include "engine/run/exact.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// One thing that must hold for a grade, or beside the index for a rank.
struct GradeCondition {
  // Of a criterion: more than 0 points, or a share of its maximum. Else a condition, or keys of a
  // ranking.
  std::optional<CriterionIndex> criterion;
  std::optional<Decimal> share;
  std::vector<Quotient> values;  // points and maximum, or the condition, or the keys
  std::vector<Rational> least;   // of keys: as much as this, the first that differs decides
  bool wanted = true;  // of the condition: whether it has to hold; what does not apply is met

  [[nodiscard]] bool is_met(const std::vector<ExactCell>& trace) const;
};

// What must hold so that a unit whose index reaches `grade` gets `lowest` or a better one: the
// needs of `grade`, and that no cap keeps it below `lowest`.
std::vector<GradeCondition> grade_conditions_of(const Rulebook& rulebook,
                                                const ScoringProgram& program, std::size_t grade,
                                                std::size_t lowest);

}  // namespace parindex
