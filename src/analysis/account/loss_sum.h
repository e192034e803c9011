// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/numbers/rational.h"
#include "model/explanation.h"
#include "model/rulebook.h"

namespace parindex {

// True where what the unit lost in all is what its criteria lost, added up, penalties included: not
// where a mean, a cap or a maximum that others took over stands between. Where not all points are
// known, the nodes must be plain sums.
bool losses_add_up(const Rulebook& rulebook, const Explanation& explanation);

// What the index divides by, of a unit whose losses add up: the maximum, and what criteria were
// worth that do not apply and whose maximum stays in the index (`then: drop`).
Rational index_divisor(const Rulebook& rulebook, const Explanation& explanation);

}  // namespace parindex
