// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/rational.h"

namespace parindex {

// What a unit is ranked on: `ticks`, no further than `error` from the exact value.
struct RankKey {
  std::int64_t ticks = 0;
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
