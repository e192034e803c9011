// SPDX-License-Identifier: Apache-2.0
#include "engine/approximate.h"

#include <boost/multiprecision/cpp_dec_float.hpp>

namespace parindex {
namespace {

using Digits50 = boost::multiprecision::cpp_dec_float_50;

Digits50 digits_of(const Rational& value) {
  return Digits50(boost::multiprecision::numerator(value)) /
         Digits50(boost::multiprecision::denominator(value));
}

// x^n for whole n, exactly; empty where it would be too large to handle.
std::optional<Rational> whole_power(const Rational& x, const Rational& exponent) {
  constexpr int kMostExponent = 64;
  if (boost::multiprecision::denominator(exponent) != 1 || abs(exponent) > kMostExponent ||
      (x == 0 && exponent < 0)) {
    return std::nullopt;
  }
  Rational power = 1;
  for (int i = 0; i < abs(exponent); ++i) {
    power *= x;
  }
  return exponent < 0 ? Rational(1 / power) : power;
}

std::optional<Digits50> value_of(Function function, const Rational& x, const Rational& exponent) {
  constexpr int kMostPowerOfE = 41;  // e^41 < 10^18
  switch (function) {
    case Function::Logarithm:
      return x > 0 ? std::optional(log(digits_of(x))) : std::nullopt;
    case Function::Exponential:
      return x <= kMostPowerOfE ? std::optional(exp(digits_of(x))) : std::nullopt;
    case Function::Power:
      if (x == 0 && exponent > 0) {
        return Digits50(0);
      }
      if (x <= 0 || log(digits_of(x)) * digits_of(exponent) > kMostPowerOfE) {
        return std::nullopt;
      }
      return exp(log(digits_of(x)) * digits_of(exponent));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Rational> approximate(Function function, const Rational& x, const Rational& exponent,
                                    int places) {
  if (function == Function::Power) {
    if (const std::optional<Rational> power = whole_power(x, exponent)) {
      return Rational(rounded_ticks(*power, places, Rounding::HalfUp)) /
             to_rational({power_of_ten(places), 0});
    }
  }
  const std::optional<Digits50> value = value_of(function, x, exponent);
  if (!value || abs(*value) > Digits50("1e18")) {
    return std::nullopt;
  }
  const Digits50 ticks = *value * Digits50(power_of_ten(places));
  const Digits50 half = Digits50(ticks < 0 ? -1 : 1) / 2;
  return Rational(BigInteger(trunc(ticks + half))) / to_rational({power_of_ten(places), 0});
}

}  // namespace parindex
