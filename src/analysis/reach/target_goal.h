// SPDX-License-Identifier: Apache-2.0
//
// What a goal asks of a unit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/reach/grade_conditions.h"
#include "engine/run/exact.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "model/target.h"

namespace parindex {

// The least value, or what must be passed.
struct Needed {
  Rational value = 0;
  bool more_than = false;
};

// One of the ways to meet a goal: all conditions, and enough of the index.
struct TargetAim {
  std::optional<Needed> index;  // before it is rounded and cut to 0..100; empty: any will do
  bool is_beyond = false;       // no index is enough, as it is cut
  std::vector<GradeCondition> conditions;
};

// A unit meets the goal if and only if it meets one of these, but for rulebooks that leave a unit
// without a grade whose index is enough for a better one: there it may meet one of these and not
// the goal. A grade: itself first, then better ones; those whose index and conditions are enough
// for one that is listed are left out. A rank: a better index, then as good a one and as good keys.
std::vector<TargetAim> aims_of(const Rulebook& rulebook, const ScoringProgram& program,
                               const TargetGoal& goal);

// Whether the goal is met in an exact run of the program.
bool is_reached(const Rulebook& rulebook, const ScoringProgram& program, const TargetGoal& goal,
                const std::vector<ExactCell>& trace);

// The index that the goal looks at, unrounded and before it is cut to 0..100, so that gains add up.
Quotient looked_at(const Rulebook& rulebook, const ScoringProgram& program, const TargetGoal& goal);

// Empty: none.
std::optional<std::size_t> grade_in(const Rulebook& rulebook, const ScoringProgram& program,
                                    const std::vector<ExactCell>& trace);

}  // namespace parindex
