// SPDX-License-Identifier: Apache-2.0
//
// What a criterion weighs in the index, and which other weight would make two units swap.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/numbers/rational.h"
#include "model/rulebook.h"

namespace parindex {

// Whether the parent gives the criterion a weight of its own; else its maximum is its weight.
inline bool is_averaged(const Rulebook& rulebook, CriterionIndex criterion) {
  const std::optional<CriterionIndex> parent = rulebook.criteria[criterion].parent;
  return parent && rulebook.criteria[*parent].aggregation == Aggregation::WeightedMean;
}

inline Decimal weight_of(const Rulebook& rulebook, CriterionIndex criterion) {
  const Criterion& own = rulebook.criteria[criterion];
  return is_averaged(rulebook, criterion) ? own.weight.value : own.maximum.value;
}

// A criterion that counts for so many times as much: the weight that a mean gives it, elsewhere its
// points and its maximum, as if all numbers of its rule were scaled.
struct WeightFactor {
  CriterionIndex criterion = 0;
  Decimal factor;  // positive
};

struct WeightSwaps {
  struct Swap {
    CriterionIndex criterion = 0;
    Rational weight;       // with which both have the same index
    bool is_exact = true;  // false: no fraction, cut after 12 places
  };
  // Two units of a group, the better one first.
  struct Pair {
    std::uint32_t first = 0, second = 0;  // rows
    Rational lead;                        // of the unrounded index; 0: equal as it is
    std::vector<Swap> swaps;              // the smallest changes, smallest first
  };

  std::vector<Pair> pairs;
  // Criteria whose weight moves an index otherwise than as a quotient of sums, because a cap, a
  // rounding or another mean comes in between: they are left out.
  std::vector<CriterionIndex> left_out;
};

}  // namespace parindex
