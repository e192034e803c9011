// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "analysis/what_if/draws.h"
#include "model/break_even.h"
#include "model/target.h"

namespace parindex {

// What each figure that a unit can move must come to, alone, so that the unit reaches a goal: found
// by scoring the unit with the figure at every value it can have (at most a million scored rows, or
// 2,000 that take fractions; a rank scores the whole group). Where that is too many, by halving if
// the result goes one way with the figure (trend_of), else over a stretch around what the figure is
// now. A figure that others are a part of is moved only where a criterion names it as its lever.
// `model` has no parameters.
BreakEven find_break_even(const DrawModel& model, std::size_t row, const TargetGoal& goal);

}  // namespace parindex
