// SPDX-License-Identifier: Apache-2.0
//
// The cheapest way to enough: at each of several places one thing is done or nothing, and what is
// gained adds up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/numbers/rational.h"

namespace parindex {

// What can be done at one place. Exactly one is taken; the first is to leave all as it is.
struct Alternative {
  std::int64_t effort = 0;  // never negative
  Rational gain = 0;
};

// Places, by position, that must gain so much together. No place is in two floors.
struct GainFloor {
  std::vector<std::size_t> places;
  Rational least = 0;
};

struct MinCostQuestion {
  std::vector<std::vector<Alternative>> places;
  std::vector<GainFloor> floors;
  Rational needed = 0;     // of all places together
  bool more_than = false;  // more than `needed`, not as much
};

struct MinCostAnswer {
  enum class Kind : std::uint8_t {
    Found,
    OutOfReach,  // `taken` is what gains most while it keeps the floors, where that can be
    TooLarge     // more than 200 million additions, or 8 million pairs to be kept
  };

  Kind kind = Kind::OutOfReach;
  std::vector<std::size_t> taken;  // by place: which alternative; empty: no way keeps the floors
  std::int64_t effort = 0;
  Rational gain = 0;
};

// The least effort there is; of ways with the same effort one that gains most. Exact: places one
// after the other, of all pairs of effort and gain those that gain more than every cheaper one.
MinCostAnswer find_min_cost(const MinCostQuestion& question);

}  // namespace parindex
