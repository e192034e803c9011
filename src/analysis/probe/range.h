// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic of intervals in fractions: each result holds whatever the operation can give for
// values of its operands.
#pragma once

#include <optional>

#include "engine/numbers/rational.h"

namespace parindex {

// A closed interval; an end that is not there is unbounded.
struct Range {
  std::optional<Rational> least, most;

  static Range of(const Rational& value) { return {value, value}; }

  [[nodiscard]] bool is_one() const { return least && most && *least == *most; }
  [[nodiscard]] bool is_never_negative() const { return least && least->sign() >= 0; }
  [[nodiscard]] bool is_never_positive() const { return most && most->sign() <= 0; }
  [[nodiscard]] bool has_zero() const {
    return !(least && least->sign() > 0) && !(most && most->sign() < 0);
  }
};

Range operator-(const Range& a);
Range operator+(const Range& a, const Range& b);
Range operator-(const Range& a, const Range& b);
Range operator*(const Range& a, const Range& b);
// For all divisors but zero.
Range operator/(const Range& a, const Range& b);

Range hull(const Range& a, const Range& b);
Range both_of(const Range& a, const Range& b);   // what lies in both
Range least_of(const Range& a, const Range& b);  // of the lesser of two values
Range most_of(const Range& a, const Range& b);

}  // namespace parindex
