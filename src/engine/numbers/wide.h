// SPDX-License-Identifier: Apache-2.0
//
// 128-bit arithmetic of the fast path.
#pragma once

#include <cstdint>

#include "engine/numbers/decimal.h"

namespace parindex {

__extension__ using Wide = __int128;

inline constexpr Wide kWideMost = Wide{1} << 124;

inline Wide absolute(Wide value) {
  return value < 0 ? -value : value;
}

// 10^exponent for 0 <= exponent <= 36 (10^36 < 2^120). Scales are at most 18, so that no exponent
// is larger: out_scale + scale of a divisor, or scale of a divisor + that of a threshold.
inline Wide wide_power_of_ten(int exponent) {
  const int first = exponent < 18 ? exponent : 18;
  const int second = exponent - first < 18 ? exponent - first : 18;
  return Wide{power_of_ten(first)} * power_of_ten(second);
}

// value / divisor rounded to a whole number under `mode`; divisor > 0, both at most kWideMost in
// size. It works on the size and puts the sign back, as all modes are symmetric about 0. The rest
// is below the divisor, so that twice the rest fits.
inline Wide rounded_quotient(Wide value, Wide divisor, Rounding mode) {
  const Wide size = absolute(value);
  Wide whole = size / divisor;
  const Wide rest = size % divisor;
  const Wide twice = 2 * rest;
  const bool up =
      (mode == Rounding::HalfUp && twice >= divisor) ||
      (mode == Rounding::HalfEven && (twice > divisor || (twice == divisor && whole % 2 != 0))) ||
      (mode == Rounding::Up && rest != 0);
  whole += up ? 1 : 0;
  return value < 0 ? -whole : whole;
}

// A threshold t prepared for comparing a quotient x with it in whole numbers.
// Let x = (a / 10^sa) / (b / 10^sb) with ticks a and b > 0, and t = c / 10^st. Multiplied by the
// positive number b * 10^(sb + st), x >= t becomes a * 10^(sb + st - sa) >= c * b. A negative power
// goes to the other side. So with up, down = that power or 1, and at = c * down:
//   x >= t  <=>  up * a >= at * b, and x > t  <=>  up * a > at * b  <=>  up * a >= at * b + 1,
// the last because both sides are whole.
struct CrosswiseThreshold {
  CrosswiseThreshold(Decimal threshold, bool is_open, int scale_of_a, int scale_of_b)
      : open(is_open) {
    const int exponent = scale_of_b + threshold.scale - scale_of_a;
    up = wide_power_of_ten(exponent > 0 ? exponent : 0);
    down = wide_power_of_ten(exponent < 0 ? -exponent : 0);
    at = down > kWideMost / (absolute(threshold.coefficient) + 1) ? kWideMost
                                                                  : down * threshold.coefficient;
  }

  // True if up * a and at * b are at most 2^124 in size; `at` is kWideMost if it was too large.
  [[nodiscard]] bool fits(Wide most_a, Wide most_b) const {
    return absolute(at) < kWideMost && up <= kWideMost / (most_a + 1) &&
           absolute(at) <= kWideMost / (most_b + 1);
  }

  // The least a that meets the threshold if b is 1: (at + open) / up, rounded up. Division cuts
  // towards zero, which rounds a negative quotient up already.
  [[nodiscard]] Wide least_ticks() const {
    const Wide limit = at + (open ? 1 : 0);
    const Wide whole = limit / up;
    return whole + (limit % up > 0 ? 1 : 0);
  }

  Wide up = 1, down = 1, at = 0;
  bool open = false;
};

}  // namespace parindex
