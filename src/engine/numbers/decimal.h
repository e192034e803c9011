// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parindex {

// Halves: HalfUp goes away from zero (2.5 -> 3, -2.5 -> -3), HalfEven to the even neighbour.
// Down cuts towards zero, Up goes away from zero.
enum class Rounding : std::uint8_t { HalfUp, HalfEven, Down, Up };

// An exact decimal number, coefficient / 10^scale, with 0 <= scale <= kMaxScale. Never a double.
struct Decimal {
  static constexpr int kMaxScale = 18;

  std::int64_t coefficient = 0;
  int scale = 0;

  [[nodiscard]] bool is_zero() const { return coefficient == 0; }
  [[nodiscard]] bool is_negative() const { return coefficient < 0; }
};

inline constexpr Decimal kZero{0, 0};
inline constexpr Decimal kOne{1, 0};
inline constexpr Decimal kMinusOne{-1, 0};

// 10^exponent for 0 <= exponent <= 18.
std::int64_t power_of_ten(int exponent);

// Reads `[-+]digits[.digits]` with at most 18 significant digits; nothing else is accepted.
std::optional<Decimal> parse_decimal(std::string_view text);

// The same number with the smallest scale: 2.50 -> 2.5.
Decimal normalized(Decimal value);

// The coefficient at another scale; empty where digits would be lost or int64 would overflow.
std::optional<std::int64_t> ticks_at(Decimal value, int scale);

// Sum and product; empty where the exact result does not fit.
std::optional<Decimal> add(Decimal a, Decimal b);
std::optional<Decimal> subtract(Decimal a, Decimal b);
std::optional<Decimal> multiply(Decimal a, Decimal b);

std::strong_ordering compare(Decimal a, Decimal b);
inline bool operator==(Decimal a, Decimal b) {
  return std::is_eq(compare(a, b));
}
inline bool operator<(Decimal a, Decimal b) {
  return std::is_lt(compare(a, b));
}

// "2.5"; no trailing zeros, no exponent.
std::string to_text(Decimal value);

// `ticks / 10^scale` with exactly `scale` digits after the point: (8999, 2) -> "89.99".
std::string fixed_text(std::int64_t ticks, int scale);

}  // namespace parindex
