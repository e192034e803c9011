// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/numbers/decimal.h"

namespace parindex {

struct NumberOrigin;

// A number of a rulebook: its value, and how it follows from numbers that are inputs of the program
// (assumed, drawn or edited ones). Without a origin it is a constant. Nothing turns it into a
// Decimal unasked, so that no rule takes an input for a constant: `value` is for checks and
// messages, and ProgramBuilder takes the whole.
struct Number {
  Number() = default;
  Number(Decimal constant) : value(constant) {}  // NOLINT(google-explicit-constructor)
  Number(std::int64_t coefficient, int scale) : value{coefficient, scale} {}

  [[nodiscard]] bool varies() const { return origin != nullptr; }
  [[nodiscard]] bool is_zero() const { return value.is_zero(); }
  [[nodiscard]] bool is_negative() const { return value.is_negative(); }

  Decimal value;
  std::shared_ptr<const NumberOrigin> origin = nullptr;  // null: constant
};

// An input, or a sum, difference or product of two numbers.
struct NumberOrigin {
  enum class Kind : std::uint8_t { Input, Sum, Difference, Product, Least };

  Kind kind = Kind::Input;
  // Input only: its position among the inputs, the places of its column, and a promise about it.
  std::uint32_t input = 0;
  int scale = 0;
  bool non_negative = false;
  Number a, b;
};

// The input at a position, whose column holds value * 10^scale.
inline Number input_number(std::uint32_t input, Decimal value, int scale, bool non_negative) {
  Number number(value);
  number.origin = std::make_shared<NumberOrigin>(
      NumberOrigin{NumberOrigin::Kind::Input, input, scale, non_negative, {}, {}});
  return number;
}

// Like those of decimals; empty where the exact value does not fit. Chosen where one of the two is
// a Number, never for a braced decimal.
template <typename A, typename B>
concept OneIsNumber = (std::same_as<A, Number> && std::convertible_to<B, Number>) ||
                      (std::same_as<B, Number> && std::convertible_to<A, Number>);

std::optional<Number> sum_of(const Number& a, const Number& b);
std::optional<Number> difference_of(const Number& a, const Number& b);
std::optional<Number> product_of(const Number& a, const Number& b);
Number least(const Number& a, const Number& b);

template <typename A, typename B>
requires OneIsNumber<A, B> std::optional<Number> add(const A& a, const B& b) {
  return sum_of(a, b);
}
template <typename A, typename B>
requires OneIsNumber<A, B> std::optional<Number> subtract(const A& a, const B& b) {
  return difference_of(a, b);
}
template <typename A, typename B>
requires OneIsNumber<A, B> std::optional<Number> multiply(const A& a, const B& b) {
  return product_of(a, b);
}

// Whatever its inputs are; false also where it is not known.
bool is_never_negative(const Number& number);
bool is_whole(const Number& number);
inline std::string to_text(const Number& number) {
  return to_text(number.value);
}

// By their values.
inline bool operator==(const Number& a, const Number& b) {
  return a.value == b.value;
}
inline bool operator<(const Number& a, const Number& b) {
  return a.value < b.value;
}

}  // namespace parindex
