// SPDX-License-Identifier: Apache-2.0
#include "engine/numbers/decimal.h"

#include <algorithm>
#include <array>
#include <limits>

namespace parindex {
namespace {

__extension__ using Wide = __int128;

constexpr std::array<std::int64_t, 19> kPowers = [] {
  std::array<std::int64_t, 19> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) {
    powers[i] = powers[i - 1] * 10;
  }
  return powers;
}();

std::optional<Decimal> narrowed(Wide coefficient, int scale) {
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  if (scale > Decimal::kMaxScale || coefficient > kMost || coefficient < -kMost) {
    return std::nullopt;
  }
  return Decimal{static_cast<std::int64_t>(coefficient), scale};
}

std::string digits_with_point(std::int64_t coefficient, int scale) {
  const bool negative = coefficient < 0;
  const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(coefficient)
                                           : static_cast<std::uint64_t>(coefficient);
  std::string text = std::to_string(magnitude);
  const auto places = static_cast<std::size_t>(scale);
  if (text.size() <= places) {
    text.insert(0, places + 1 - text.size(), '0');
  }
  if (places > 0) {
    text.insert(text.size() - places, 1, '.');
  }
  return negative ? "-" + text : text;
}

}  // namespace

std::int64_t power_of_ten(int exponent) {
  return kPowers[static_cast<std::size_t>(exponent)];
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    text.remove_prefix(1);
  }
  std::int64_t coefficient = 0;
  int scale = 0;
  int significant = 0;
  bool digit_before = false;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && digit_before && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    digit_before = true;
    significant += (significant > 0 || c != '0') ? 1 : 0;
    scale += point ? 1 : 0;
    if (significant > Decimal::kMaxScale || scale > Decimal::kMaxScale) {
      return std::nullopt;
    }
    coefficient = coefficient * 10 + (c - '0');
  }
  if (!digit_before || text.back() == '.') {
    return std::nullopt;
  }
  return Decimal{negative ? -coefficient : coefficient, scale};
}

Decimal normalized(Decimal value) {
  while (value.scale > 0 && value.coefficient % 10 == 0) {
    value.coefficient /= 10;
    --value.scale;
  }
  return value;
}

std::optional<std::int64_t> ticks_at(Decimal value, int scale) {
  value = normalized(value);
  if (value.is_zero()) {
    return 0;
  }
  if (scale < value.scale || scale - value.scale > Decimal::kMaxScale) {
    return std::nullopt;
  }
  std::int64_t ticks = 0;
  if (__builtin_mul_overflow(value.coefficient, power_of_ten(scale - value.scale), &ticks)) {
    return std::nullopt;
  }
  return ticks;
}

std::optional<Decimal> add(Decimal a, Decimal b) {
  const int scale = std::max(a.scale, b.scale);
  const Wide left = static_cast<Wide>(a.coefficient) * power_of_ten(scale - a.scale);
  const Wide right = static_cast<Wide>(b.coefficient) * power_of_ten(scale - b.scale);
  return narrowed(left + right, scale);
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
  return add(a, {-b.coefficient, b.scale});
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
  return narrowed(static_cast<Wide>(a.coefficient) * b.coefficient, a.scale + b.scale);
}

std::strong_ordering compare(Decimal a, Decimal b) {
  const int scale = std::max(a.scale, b.scale);
  const Wide left = static_cast<Wide>(a.coefficient) * power_of_ten(scale - a.scale);
  const Wide right = static_cast<Wide>(b.coefficient) * power_of_ten(scale - b.scale);
  if (left == right) {
    return std::strong_ordering::equal;
  }
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::string to_text(Decimal value) {
  value = normalized(value);
  return digits_with_point(value.coefficient, value.scale);
}

std::string fixed_text(std::int64_t ticks, int scale) {
  return digits_with_point(ticks, scale);
}

}  // namespace parindex
