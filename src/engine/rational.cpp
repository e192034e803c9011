// SPDX-License-Identifier: Apache-2.0
#include "engine/rational.h"

#include <limits>
#include <numeric>

namespace parindex {
namespace {

BigInteger big_power_of_ten(int exponent) {
  return boost::multiprecision::pow(BigInteger(10), static_cast<unsigned>(exponent));
}

}  // namespace

Rational to_rational(Decimal value) {
  return ticks_to_rational(value.coefficient, value.scale);
}

// Reduced in 64 bits first: most of what a rulebook says is then whole, or soon reduced.
Rational ticks_to_rational(std::int64_t ticks, int scale) {
  constexpr int kMostPlaces = 18;
  if (scale > kMostPlaces || ticks == std::numeric_limits<std::int64_t>::min()) {
    return {BigInteger(ticks), big_power_of_ten(scale)};
  }
  const std::int64_t unit = power_of_ten(scale);
  const std::int64_t common = std::gcd(ticks, unit);
  return common == unit ? Rational(ticks / unit)
                        : Rational(BigInteger(ticks / common), BigInteger(unit / common));
}

BigInteger rounded_ticks(const Rational& value, int digits, Rounding mode) {
  const BigInteger divisor = denominator(value);
  const bool negative = numerator(value) < 0;
  const BigInteger scaled = abs(numerator(value)) * big_power_of_ten(digits);
  BigInteger whole = scaled / divisor;
  const BigInteger rest = scaled % divisor;
  const int half = BigInteger(2 * rest).compare(divisor);
  const bool up = (mode == Rounding::HalfUp && half >= 0) ||
                  (mode == Rounding::HalfEven && (half > 0 || (half == 0 && whole % 2 != 0))) ||
                  (mode == Rounding::Up && rest != 0);
  whole += up ? 1 : 0;
  return negative ? BigInteger(-whole) : whole;
}

std::optional<std::int64_t> rounded_ticks64(const Rational& value, int digits, Rounding mode) {
  const BigInteger ticks = rounded_ticks(value, digits, mode);
  if (abs(ticks) > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(ticks);
}

std::string to_text(const Rational& value, int places) {
  const BigInteger ticks = rounded_ticks(value, places, Rounding::HalfUp);
  std::string text = BigInteger(abs(ticks)).str();
  const auto width = static_cast<std::size_t>(places);
  if (text.size() <= width) {
    text.insert(0, width + 1 - text.size(), '0');
  }
  if (places > 0) {
    text.insert(text.size() - width, 1, '.');
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  return ticks < 0 ? "-" + text : text;
}

}  // namespace parindex
