// SPDX-License-Identifier: Apache-2.0
//
// What points come to where open numbers stand at the ends of their ranges.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "analysis/probe/open_plan.h"
#include "engine/numbers/rational.h"
#include "engine/run/exact.h"
#include "model/open_results.h"

namespace parindex {

// One leaf of one unit with its numbers at the ends of their ranges.
struct Corner {
  CellState state = CellState::Present;
  Rational points, maximum;

  friend bool operator==(const Corner&, const Corner&) = default;
};

// What is lost where so many of so many points were got; in a penalty the points themselves.
ExactCell lost_in(const ExactCell& points, const ExactCell& maximum, bool of_penalty);

// The ends with a further value between them; a cell without one changes nothing.
void widen(const ExactCell& cell, OpenResults::Ends<Rational>& ends);

// The ends of the points of a leaf and of what is lost in it, from its corners. The latter is left
// out where its points do not change evenly while its maximum moves: it may lie between corners.
void keep_ends_of_leaf(const OpenPlan::Leaf& leaf, const std::vector<Corner>& corners,
                       OpenResults::Unit& unit);

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

}  // namespace parindex
