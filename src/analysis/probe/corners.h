// SPDX-License-Identifier: Apache-2.0
//
// What leaves come to where open numbers stand at the ends of their ranges.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/numbers/rational.h"

namespace parindex {

// One leaf of one unit with its numbers at the ends of their ranges.
struct Corner {
  Rational points, maximum;

  friend bool operator==(const Corner&, const Corner&) = default;
};

// What is known of a unit across all that its open numbers may be.
struct UnitCorners {
  Rational fixed_points, fixed_maximum;  // of the other leaves of the tree; sums only
  Rational extras;                       // bonus less penalty
  // Where the index is bounded: what ranks look at first lies between them.
  std::optional<std::pair<Rational, Rational>> key;
  // By OpenLeaves::leaves, then round. Empty where it is not proved of some leaf that its points
  // are least and greatest at corners, and that they and the maximum are always present.
  std::vector<std::vector<Corner>> leaves;
  // By leaf: points and maximum are affine in each number.
  std::vector<bool> affine;
  std::vector<Rational> tie_keys;  // further keys
  bool sums_hold = false;          // the tree really adds up for this unit
  bool uncut = false;              // no end was cut to 0..100
};

}  // namespace parindex
