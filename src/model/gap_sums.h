// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/numbers/rational.h"

namespace parindex {

// What all units of one rulebook lost together.
struct GapSums {
  struct Criterion {
    std::int64_t below = 0, no_points = 0, not_scored = 0;  // units
    Rational lost = 0;
    std::optional<Rational> share;  // of what is lost on all criteria; empty as in Gap
  };

  std::vector<Criterion> criteria;  // by CriterionIndex
};

}  // namespace parindex
