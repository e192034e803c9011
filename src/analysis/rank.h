// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/rational.h"

namespace parindex {

// What a unit is ranked on: numerator / divisor, both exact, or a numerator that is no further than
// `error` from the exact one, over 1. All units at the same scales.
struct RankKey {
  static constexpr std::int64_t kNoBound = std::int64_t{1} << 62;  // an error that settles nothing

  std::int64_t numerator = 0;
  std::int64_t divisor = 1;
  std::int64_t error = 0;
};

// Ranks the rows of one group, best first: equal exact values share the best rank and leave a gap
// (1, 1, 3). Where keys are closer than their errors `exact_values` is asked for the exact ones of
// these rows. Writes ranks[row] for each row in `rows`.
void rank_rows(
    std::vector<std::uint32_t> rows, const std::vector<RankKey>& keys,
    const std::function<std::vector<Rational>(const std::vector<std::uint32_t>&)>& exact_values,
    std::vector<std::uint32_t>& ranks);

}  // namespace parindex
