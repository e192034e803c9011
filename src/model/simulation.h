// SPDX-License-Identifier: Apache-2.0
//
// What many draws came to, in whole numbers: sums of weights, each draw weighing 1, or its share
// where all values were gone through.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/numbers/rational.h"

namespace parindex {

struct Simulation {
  // Maximum less points of one leaf, in steps of 10^-9.
  struct Loss {
    Rational sum;
    Rational square_sum;  // not kept where all values were gone through
  };
  struct Unit {
    Rational index_sum, square_sum;            // of printed index ticks
    std::map<std::int64_t, Rational> indices;  // weight by printed index ticks
    std::map<std::uint8_t, Rational> grades;   // by position in Rulebook::grades
    std::map<std::uint32_t, Rational> ranks;   // without those that had none
    Rational weight;                           // of the draws in which it had an index
    std::vector<Loss> losses;                  // by Simulation::leaves
  };
  // Units that are neighbours in the ranking before any change.
  struct Pair {
    std::uint32_t first = 0, second = 0;  // rows; `first` is ranked before
    Rational first_better, equal;         // weight of the draws with this order
  };

  std::vector<Unit> units;
  std::vector<std::uint32_t> leaves;  // positions in Rulebook::criteria; whose points move
  std::vector<Pair> pairs;
  Rational weight;          // of all draws
  std::uint64_t draws = 0;  // how many were made
  bool exact = false;       // every value there can be was gone through
  bool stopped = false;     // before all draws were made
  std::uint64_t seed = 0;
};

}  // namespace parindex
