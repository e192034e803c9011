// SPDX-License-Identifier: Apache-2.0
#include "engine/numbers/rational.h"

#include <numeric>

#include "engine/numbers/big_rational.h"

namespace parindex {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Rational whole_of(const BigInteger& value) {
  return Rational(Rational::Big{BigRational(value)});
}

}  // namespace

// Kept in place where it fits.
Rational::Rational(Big&& value) {
  const BigInteger over = boost::multiprecision::numerator(value.value);
  const BigInteger under = boost::multiprecision::denominator(value.value);
  if (under <= kMost && abs(over) <= kMost) {
    held_.numerator = static_cast<std::int64_t>(over);
    denominator_ = static_cast<std::int64_t>(under);
    return;
  }
  held_.big = new Big(std::move(value));
  denominator_ = 0;
}

Rational::Big Rational::to_big() const {
  return is_big() ? *held_.big : Big{{BigInteger(held_.numerator), BigInteger(denominator_)}};
}

void Rational::set_big(Wide whole) {
  *this = whole_of(BigInteger(whole));
}

Rational::Big* Rational::copy_of(const Big& value) {
  return new Big(value);
}

void Rational::free(Big* value) noexcept {
  delete value;
}

int Rational::big_sign() const {
  return held_.big->value.sign();
}

bool Rational::big_is_whole() const {
  return boost::multiprecision::denominator(held_.big->value) == 1;
}

Wide Rational::cut_to_wide() const {
  if (!is_big()) {
    return held_.numerator / denominator_;
  }
  const Rational whole = cut(*this);
  return whole.is_big()
             ? static_cast<Wide>(boost::multiprecision::numerator(whole.held_.big->value))
             : Wide{whole.held_.numerator};
}

// With g the common divisor of both denominators, only g can have a divisor in common with the sum
// over their least common multiple (Knuth, The Art of Computer Programming 2, section 4.5.1).
Rational Rational::sum_of_small(const Rational& a, const Rational& b, bool negated) {
  const std::int64_t g = std::gcd(a.denominator_, b.denominator_);
  const Wide product = Wide{b.held_.numerator} * (a.denominator_ / g);
  const Wide over = Wide{a.held_.numerator} * (b.denominator_ / g) + (negated ? -product : product);
  const std::int64_t common = g == 1 ? 1 : std::gcd(static_cast<std::int64_t>(over % g), g);
  const Wide reduced = over / common;
  const Wide under = Wide{a.denominator_ / g} * (b.denominator_ / common);
  return is_small(reduced) && is_small(under)
             ? Rational(static_cast<std::int64_t>(reduced), static_cast<std::int64_t>(under),
                        Reduced{})
             : sum_of_big(a, b, negated);
}

Rational Rational::sum_of_big(const Rational& a, const Rational& b, bool negated) {
  Big result = a.to_big();
  if (negated) {
    result.value -= b.to_big().value;
  } else {
    result.value += b.to_big().value;
  }
  return Rational(std::move(result));
}

Rational operator*(const Rational& a, const Rational& b) {
  if (!a.is_big() && !b.is_big()) {
    // Reduced crosswise, the product is in lowest terms.
    const std::int64_t g = b.denominator_ == 1 ? 1 : std::gcd(a.held_.numerator, b.denominator_);
    const std::int64_t h = a.denominator_ == 1 ? 1 : std::gcd(b.held_.numerator, a.denominator_);
    const Wide over = Wide{a.held_.numerator / g} * (b.held_.numerator / h);
    const Wide under = Wide{a.denominator_ / h} * (b.denominator_ / g);
    if (Rational::is_small(over) && Rational::is_small(under)) {
      return {static_cast<std::int64_t>(over), static_cast<std::int64_t>(under),
              Rational::Reduced{}};
    }
  }
  Rational::Big result = a.to_big();
  result.value *= b.to_big().value;
  return Rational(std::move(result));
}

Rational operator/(const Rational& a, const Rational& b) {
  assert(b.sign() != 0);
  if (b.is_big()) {
    Rational::Big result = a.to_big();
    result.value /= b.held_.big->value;
    return Rational(std::move(result));
  }
  return a * (b.held_.numerator < 0
                  ? Rational(-b.denominator_, -b.held_.numerator, Rational::Reduced{})
                  : Rational(b.denominator_, b.held_.numerator, Rational::Reduced{}));
}

int Rational::order_of_big(const Rational& a, const Rational& b) {
  return a.to_big().value.compare(b.to_big().value);
}

Rational numerator(const Rational& value) {
  return value.is_big() ? whole_of(boost::multiprecision::numerator(value.held_.big->value))
                        : Rational(value.held_.numerator);
}

Rational denominator(const Rational& value) {
  return value.is_big() ? whole_of(boost::multiprecision::denominator(value.held_.big->value))
                        : Rational(value.denominator_);
}

Rational cut(const Rational& value) {
  return value.is_big() ? whole_of(boost::multiprecision::numerator(value.held_.big->value) /
                                   boost::multiprecision::denominator(value.held_.big->value))
                        : Rational(value.held_.numerator / value.denominator_);
}

Rational root_below(const Rational& whole) {
  const BigInteger number = boost::multiprecision::numerator(whole.to_big().value);
  return whole_of(sqrt(number));
}

// For a divisor d of both, a / d and b / d are whole; the denominator of a / b is b / gcd.
Rational common_multiple(const Rational& a, const Rational& b) {
  return a * denominator(a / b);
}

Rational rational_power_of_ten(int exponent) {
  Rational power = 1;
  for (; exponent > Decimal::kMaxScale; exponent -= Decimal::kMaxScale) {
    power *= power_of_ten(Decimal::kMaxScale);
  }
  return power * power_of_ten(exponent);
}

Rational to_rational(Decimal value) {
  return ticks_to_rational(value.coefficient, value.scale);
}

Rational ticks_to_rational(std::int64_t ticks, int scale) {
  return scale == 0 ? Rational(ticks) : Rational(ticks) / rational_power_of_ten(scale);
}

Rational rounded_ticks(const Rational& value, int digits, Rounding mode) {
  Rational scaled = value * rational_power_of_ten(digits);
  if (scaled.is_whole()) {
    return scaled;
  }
  const Rational whole = cut(scaled);
  const std::strong_ordering half = 2 * abs(scaled - whole) <=> 1;
  const bool up =
      (mode == Rounding::HalfUp && half >= 0) ||
      (mode == Rounding::HalfEven && (half > 0 || (half == 0 && !(whole / 2).is_whole()))) ||
      mode == Rounding::Up;
  return up ? whole + scaled.sign() : whole;
}

std::optional<std::int64_t> rounded_ticks64(const Rational& value, int digits, Rounding mode) {
  const Rational ticks = rounded_ticks(value, digits, mode);
  return abs(ticks) <= kMost ? std::optional(static_cast<std::int64_t>(ticks)) : std::nullopt;
}

std::string to_text(const Rational& value, int places) {
  const Rational ticks = rounded_ticks(value, places, Rounding::HalfUp);
  std::string text = BigInteger(abs(boost::multiprecision::numerator(ticks.to_big().value))).str();
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
  return ticks.sign() < 0 ? "-" + text : text;
}

std::string fraction_text(const Rational& value) {
  return value.to_big().value.str();
}

}  // namespace parindex
