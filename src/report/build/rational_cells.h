// SPDX-License-Identifier: Apache-2.0
//
// Cells of fractions.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/numbers/rational.h"
#include "report/report.h"

namespace parindex {

// The fraction rounded half up to so many places; empty where it does not fit.
inline OptionalNumber cell_of(const Rational& value, int places) {
  const std::optional<std::int64_t> ticks = rounded_ticks64(value, places, Rounding::HalfUp);
  return ticks ? OptionalNumber(NumberCell{*ticks, places, true}) : std::nullopt;
}

// The root of a fraction that is not negative, cut to so many places.
inline NumberCell root_cell(const Rational& square, int places) {
  const Rational scaled = square * power_of_ten(places) * power_of_ten(places);
  return {static_cast<std::int64_t>(root_below(cut(scaled))), places, true};
}

}  // namespace parindex
