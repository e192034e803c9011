// SPDX-License-Identifier: Apache-2.0
//
// How the values of a program go with one figure of a unit while all others stay as they are.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/program/program.h"
#include "engine/run/exact.h"

namespace parindex {

// Which way a value goes when the figure grows. Rising and Falling may be flat in places.
enum class Trend : std::uint8_t { Fixed, Rising, Falling, Unknown };

// The same when the value's sign is turned.
constexpr Trend reversed(Trend trend) {
  if (trend == Trend::Rising) {
    return Trend::Falling;
  }
  return trend == Trend::Falling ? Trend::Rising : trend;
}

// The trend of a value, wherever it is present, as far as it can be proved from the steps alone.
// `trace` is an exact run of the program over the unit; `column` is the figure's.
Trend trend_of(const Program& program, const std::vector<ExactCell>& trace, std::uint32_t column,
               Quotient value);

}  // namespace parindex
