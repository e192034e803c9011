// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "analysis/probe/open_plan.h"
#include "analysis/probe/rank_intervals.h"
#include "model/rulebook.h"

namespace parindex {

// All numbers as they are, or at the low end where only a range is known.
Assumption resting_assumption(const Rulebook& rulebook);

// The same, with thresholds of grades as they are best (or worst) for units.
Assumption with_grades(const Rulebook& rulebook, bool best);

// Ends of all ranges at which the index of a unit is greatest (or least). Empty where its leaves
// cannot all have their own extreme at once, or have no points.
std::optional<Assumption> extreme_assumption(const Rulebook& rulebook, const OpenPlan& plan,
                                             const UnitCorners& corners, bool best);

}  // namespace parindex
