// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/gap.h"
#include "model/gap_sums.h"

namespace parindex {

// Adds up the gaps of all units, criterion by criterion.
GapSums sum_gaps(const std::vector<UnitGaps>& units, std::size_t criteria);

}  // namespace parindex
