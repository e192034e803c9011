// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/probe/corners.h"
#include "analysis/probe/open_leaves.h"
#include "model/open_results.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"

namespace parindex {

// Bounds of the rank of each unit: no assumption within the ranges gives another one. `ranked` are
// rows that have or may have a rank, of one group.
void bound_ranks(const Rulebook& rulebook, const OpenLeaves& open, const ScoreSheet& sheet,
                 const std::vector<std::uint32_t>& ranked, const std::vector<UnitCorners>& corners,
                 OpenResults& results);

}  // namespace parindex
