// SPDX-License-Identifier: Apache-2.0
//
// Fixed-point series over big integers: Boost's decimal floating point would bring threads into the
// engine, which has none (see tests/wasm).
#include "engine/numbers/approximate.h"

#include "engine/numbers/big_rational.h"

namespace parindex {
namespace {

using boost::multiprecision::pow;

// Numbers are whole multiples of 10^-kDigits; some of the last digits are lost to cutting.
constexpr unsigned kDigits = 60;
constexpr int kMostPowerOfE = 41;  // e^41 < 10^18

const BigInteger& one() {
  static const BigInteger value = pow(BigInteger(10), kDigits);
  return value;
}

BigInteger fixed(const Rational& value) {
  const BigRational fraction = value.to_big().value;
  return boost::multiprecision::numerator(fraction) * one() /
         boost::multiprecision::denominator(fraction);
}

// ln((1 + z) / (1 - z)) = 2 (z + z^3/3 + z^5/5 + ...), for |z| <= 1/3.
BigInteger twice_artanh(const BigInteger& z) {
  const BigInteger square = z * z / one();
  BigInteger sum = 0;
  BigInteger power = z;
  for (int n = 1; power != 0; n += 2) {
    sum += power / n;
    power = power * square / one();
  }
  return 2 * sum;
}

// Halved or doubled until it lies between 2/3 and 4/3.
BigInteger logarithm(const Rational& x) {
  BigInteger value = fixed(x);
  int twos = 0;
  for (; 3 * value > 4 * one(); ++twos) {
    value /= 2;
  }
  for (; value != 0 && 3 * value < 2 * one(); --twos) {
    value *= 2;
  }
  const BigInteger two = twice_artanh(one() / 3);
  return twos * two + twice_artanh((value - one()) * one() / (value + one()));
}

// By the series of a part that is small, squared again and again.
BigInteger exponential(const BigInteger& x) {
  constexpr int kHalvings = 12;
  const BigInteger small = x / (1 << kHalvings);
  BigInteger sum = one();
  BigInteger term = one();
  for (int n = 1; term != 0; ++n) {
    term = term * small / one() / n;
    sum += term;
  }
  for (int i = 0; i < kHalvings; ++i) {
    sum = sum * sum / one();
  }
  return sum;
}

// x^n for whole n, exactly; empty where it would be too large to handle.
std::optional<Rational> whole_power(const Rational& x, const Rational& exponent) {
  constexpr int kMostExponent = 64;
  if (!exponent.is_whole() || abs(exponent) > kMostExponent || (x == 0 && exponent < 0)) {
    return std::nullopt;
  }
  Rational power = 1;
  for (int i = 0; i < abs(exponent); ++i) {
    power *= x;
  }
  return exponent < 0 ? 1 / power : power;
}

// Figures have at most 18 digits on each side of the point: beyond that series lose their grip.
bool is_moderate(const Rational& x) {
  const Rational most = power_of_ten(18);
  return x <= most && x * most >= 1;
}

std::optional<BigInteger> value_of(Function function, const Rational& x, const Rational& exponent) {
  const BigInteger limit = kMostPowerOfE * one();
  switch (function) {
    case Function::Logarithm:
      return is_moderate(x) ? std::optional(logarithm(x)) : std::nullopt;
    case Function::Exponential:
      return abs(fixed(x)) <= limit ? std::optional(exponential(fixed(x))) : std::nullopt;
    case Function::Power: {
      if (x == 0 && exponent > 0) {
        return BigInteger(0);
      }
      if (!is_moderate(x) || abs(exponent) > 1000) {
        return std::nullopt;
      }
      const BigInteger power = logarithm(x) * fixed(exponent) / one();
      return abs(power) <= limit ? std::optional(exponential(power)) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Rational> approximate(Function function, const Rational& x, const Rational& exponent,
                                    int places) {
  std::optional<Rational> value;
  if (function == Function::Power) {
    value = whole_power(x, exponent);
  }
  if (!value) {
    const std::optional<BigInteger> digits = value_of(function, x, exponent);
    value =
        digits ? std::optional(Rational(Rational::Big{BigRational(*digits, one())})) : std::nullopt;
  }
  return value
             ? std::optional(rounded_ticks(*value, places, Rounding::HalfUp) / power_of_ten(places))
             : std::nullopt;
}

}  // namespace parindex
