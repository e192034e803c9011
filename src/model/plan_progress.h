// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/numbers/rational.h"
#include "model/indicator.h"

namespace parindex {

// How far a figure of a unit is from what a plan wants of it.
struct PlanProgress {
  std::size_t row = 0;  // of the sheet
  IndicatorIndex indicator = 0;
  std::size_t target = 0;            // position in Indicator::targets
  std::optional<std::int64_t> cell;  // empty: no figure
  bool reached = false;
  // The least change that reaches the target, as cells are written; 0 where it is reached.
  Rational distance = 0;
};

}  // namespace parindex
