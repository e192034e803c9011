// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/open_plan.h"
#include "engine/exact.h"
#include "model/open_results.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"

namespace parindex {

// One leaf of one unit with its numbers at the ends of their ranges.
struct Corner {
  CellState state = CellState::Present;
  Rational points, maximum;
};

// What is known of a unit across all assumptions.
struct UnitCorners {
  Rational fixed_points, fixed_maximum;  // of the other leaves of the tree; sums only
  Rational extras;                       // bonus less penalty
  // Where the index is bounded: what ranks look at first, at its two ends.
  std::optional<std::pair<Rational, Rational>> key;
  std::vector<std::vector<Corner>> leaves;  // by OpenPlan::leaves, then round
  std::vector<Rational> tie_keys;           // further keys
  bool sums_hold = false;                   // the tree really adds up for this unit
  bool uncut = false;                       // no end was cut to 0..100
};

// Bounds of the rank of each unit: no assumption within the ranges gives another one. `ranked` are
// rows that have or may have a rank, of one group.
void bound_ranks(const Rulebook& rulebook, const OpenPlan& plan, const ScoreSheet& sheet,
                 const std::vector<std::uint32_t>& ranked, const std::vector<UnitCorners>& corners,
                 OpenResults& results);

}  // namespace parindex
