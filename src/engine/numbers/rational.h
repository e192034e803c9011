// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "engine/numbers/decimal.h"
#include "engine/numbers/wide.h"

namespace parindex {

// An unbounded exact fraction in lowest terms. Used where the fast path cannot decide, and by all
// analyses. Numerators and denominators of 64 bits, which nearly all are, are computed in place;
// larger ones are Boost's, behind a pointer, so that only rational.cpp reads Boost's headers.
class Rational {
 public:
  Rational() = default;
  template <std::integral T>
  requires(sizeof(T) <= sizeof(std::int64_t))
      Rational(T whole) {  // NOLINT(google-explicit-constructor): numbers are written as numbers
    if constexpr (sizeof(T) < sizeof(std::int64_t) || std::signed_integral<T>) {
      set(static_cast<std::int64_t>(whole));
    } else {
      set(static_cast<Wide>(whole));
    }
  }
  template <std::same_as<Wide> T>  // no other number becomes one on the way
  explicit Rational(T whole) {
    set(whole);
  }
  // The quotient; `divisor` is not 0.
  Rational(const Rational& dividend, const Rational& divisor) : Rational(dividend / divisor) {}

  Rational(const Rational& other) : denominator_(other.denominator_) {
    if (other.is_big()) {
      held_.big = copy_of(*other.held_.big);
    } else {
      held_.numerator = other.held_.numerator;
    }
  }
  Rational(Rational&& other) noexcept { take(other); }
  Rational& operator=(const Rational& other) {
    if (is_big() || other.is_big()) {
      return *this = Rational(other);
    }
    held_.numerator = other.held_.numerator;
    denominator_ = other.denominator_;
    return *this;
  }
  Rational& operator=(Rational&& other) noexcept {
    if (this != &other) {
      release();
      take(other);
    }
    return *this;
  }
  ~Rational() { release(); }

  // Cut towards zero; the result fits T.
  template <std::integral T>
  explicit operator T() const {
    return static_cast<T>(cut_to_wide());
  }

  [[nodiscard]] int sign() const {
    return is_big() ? big_sign() : (held_.numerator > 0) - (held_.numerator < 0);
  }
  [[nodiscard]] bool is_whole() const { return is_big() ? big_is_whole() : denominator_ == 1; }

  Rational operator-() const {
    return is_big() ? Rational(0) - *this : Rational(-held_.numerator, denominator_, Reduced{});
  }
  friend Rational operator+(const Rational& a, const Rational& b) { return sum(a, b, false); }
  friend Rational operator-(const Rational& a, const Rational& b) { return sum(a, b, true); }
  friend Rational operator*(const Rational& a, const Rational& b);
  friend Rational operator/(const Rational& a, const Rational& b);  // b is not 0
  Rational& operator+=(const Rational& other) { return *this = *this + other; }
  Rational& operator-=(const Rational& other) { return *this = *this - other; }
  Rational& operator*=(const Rational& other) { return *this = *this * other; }
  Rational& operator/=(const Rational& other) { return *this = *this / other; }

  friend bool operator==(const Rational& a, const Rational& b) {
    return !a.is_big() && !b.is_big()
               ? a.held_.numerator == b.held_.numerator && a.denominator_ == b.denominator_
               : order_of_big(a, b) == 0;
  }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    if (a.is_big() || b.is_big()) {
      return order_of_big(a, b) <=> 0;
    }
    return a.denominator_ == b.denominator_ ? a.held_.numerator <=> b.held_.numerator
                                            : Wide{a.held_.numerator} * b.denominator_ <=>
                                                  Wide{b.held_.numerator} * a.denominator_;
  }

  friend Rational numerator(const Rational& value);
  friend Rational denominator(const Rational& value);
  friend Rational cut(const Rational& value);

  struct Big;  // a fraction of Boost's: engine/big_rational.h
  explicit Rational(Big&& value);
  [[nodiscard]] Big to_big() const;

 private:
  struct Reduced {};

  // In lowest terms, neither of them the least 64-bit number.
  Rational(std::int64_t numerator, std::int64_t denominator, Reduced /*tag*/)
      : held_{numerator},
        denominator_(denominator) {}

  [[nodiscard]] bool is_big() const { return denominator_ == 0; }
  // What is stored in place has a negative in place too: the least 64-bit number is big.
  static bool is_small(Wide whole) {
    return absolute(whole) <= std::numeric_limits<std::int64_t>::max();
  }
  void set(Wide whole) {
    if (is_small(whole)) {
      held_.numerator = static_cast<std::int64_t>(whole);
    } else {
      set_big(whole);
    }
  }
  void set(std::int64_t whole) {
    if (whole != std::numeric_limits<std::int64_t>::min()) {
      held_.numerator = whole;
    } else {
      set_big(whole);
    }
  }

  static Rational sum(const Rational& a, const Rational& b, bool negated) {
    if (a.denominator_ == 1 && b.denominator_ == 1) {
      const Wide whole =
          Wide{a.held_.numerator} + (negated ? -Wide{b.held_.numerator} : b.held_.numerator);
      return Rational(whole);
    }
    return a.is_big() || b.is_big() ? sum_of_big(a, b, negated) : sum_of_small(a, b, negated);
  }
  static Rational sum_of_small(const Rational& a, const Rational& b, bool negated);
  static Rational sum_of_big(const Rational& a, const Rational& b, bool negated);
  static int order_of_big(const Rational& a, const Rational& b);

  void take(Rational& other) noexcept {
    denominator_ = std::exchange(other.denominator_, 1);
    if (is_big()) {
      held_.big = other.held_.big;
    } else {
      held_.numerator = other.held_.numerator;
    }
    other.held_.numerator = 0;
  }
  void release() noexcept {
    if (is_big()) {
      free(held_.big);
    }
  }
  static Big* copy_of(const Big& value);
  static void free(Big* value) noexcept;
  void set_big(Wide whole);
  [[nodiscard]] int big_sign() const;
  [[nodiscard]] bool big_is_whole() const;
  [[nodiscard]] Wide cut_to_wide() const;

  union Held {
    std::int64_t numerator = 0;
    Big* big;
  };

  // The denominator is positive; 0 says that the fraction is in `held_.big`, which this owns.
  Held held_;
  std::int64_t denominator_ = 1;
};

// Of the fraction in lowest terms; the denominator is positive.
Rational numerator(const Rational& value);
Rational denominator(const Rational& value);

inline Rational abs(const Rational& value) {
  return value.sign() < 0 ? -value : value;
}

// The whole part: cut towards zero.
Rational cut(const Rational& value);

// The greatest whole number whose square is not above `whole`, which is whole and not negative.
Rational root_below(const Rational& whole);

// The least common multiple of two positive whole numbers.
Rational common_multiple(const Rational& a, const Rational& b);

// 10^exponent, of any size.
Rational rational_power_of_ten(int exponent);

Rational to_rational(Decimal value);
Rational ticks_to_rational(std::int64_t ticks, int scale);

// The whole number nearest to value * 10^digits under `mode`.
Rational rounded_ticks(const Rational& value, int digits, Rounding mode);

// The same as int64; empty where it does not fit.
std::optional<std::int64_t> rounded_ticks64(const Rational& value, int digits, Rounding mode);

// Rounded half up to at most `places` digits, without trailing zeros: 26.666666667.
std::string to_text(const Rational& value, int places);

// In lowest terms: 80/3, or 4.
std::string fraction_text(const Rational& value);

}  // namespace parindex
