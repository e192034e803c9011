// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/numbers/rational.h"

namespace parindex {

// What a unit is ranked on: either numerator / divisor, both exact and the divisor positive, or a
// numerator over 1 that is no further than `error` from the exact one. Keys of all units have the
// same scales, so that ticks can be compared.
struct RankKey {
  static constexpr std::int64_t kNoBound = std::int64_t{1} << 62;  // an error: no key is known

  std::int64_t numerator = 0;
  std::int64_t divisor = 1;
  std::int64_t error = 0;
};

// The exact values of some rows under one key.
using ExactKeys =
    std::function<std::vector<Rational>(std::size_t key, const std::vector<std::uint32_t>& rows)>;

// Keys of all units, most important first: [key][row]. `exact` gives the exact keys of rows whose
// keys are closer than their errors.
struct RankKeys {
  std::vector<std::vector<RankKey>> keys;
  ExactKeys exact;
};

// Rows that no key tells apart.
struct TiedRows {
  std::uint32_t rank = 0;
  std::vector<std::uint32_t> rows;  // at least two, in input order
};

struct TieRules {
  bool dense = false;  // 1, 1, 2 instead of 1, 1, 3
  bool list = false;   // whether ties are asked for
};

// Ranks the rows of one group, best first. Units with equal exact values in all keys share the best
// rank. Writes ranks[row] for each row in `rows`; returns the ties that are asked for, best first.
std::vector<TiedRows> rank_rows(std::vector<std::uint32_t> rows, const RankKeys& keys,
                                TieRules rules, std::vector<std::uint32_t>& ranks);

}  // namespace parindex
