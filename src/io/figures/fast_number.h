// SPDX-License-Identifier: Apache-2.0
//
// Plain numbers straight from the text into ticks, eight digits at a time.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace parindex {

// What a plain number of one column looks like. Anything else takes the long way, read_cell.
struct NumberForm {
  std::int64_t lowest = 0;    // ticks
  std::uint64_t range = 0;    // from the lowest to the highest
  std::int64_t one = 1;       // ticks of 1
  unsigned whole_digits = 0;  // at most, before the mark; 0: nothing is accepted
  unsigned decimals = 0;
  char percent_sign = '\0';  // what may stand behind; NUL: nothing
};

struct FastNumber {
  std::int64_t ticks = 0;
  const char* behind = nullptr;  // null: not a plain number of this form
};

// Bytes that read_fast may look at.
inline constexpr std::size_t kFastWindow = 48;

inline constexpr std::array<std::int64_t, 16> kTens = {1,
                                                       10,
                                                       100,
                                                       1'000,
                                                       10'000,
                                                       100'000,
                                                       1'000'000,
                                                       10'000'000,
                                                       100'000'000,
                                                       1'000'000'000,
                                                       10'000'000'000,
                                                       100'000'000'000,
                                                       1'000'000'000'000,
                                                       10'000'000'000'000,
                                                       100'000'000'000'000,
                                                       1'000'000'000'000'000};

struct DigitRun {
  std::int64_t value = 0;
  unsigned count = 0;
};

// The digits that eight bytes start with, without a branch for their number.
inline DigitRun up_to_eight_digits(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  word ^= 0x3030303030303030;  // digits become 0..9; the first other byte gets its high bit below
  const std::uint64_t others = (word | (word + 0x7676767676767676)) & 0x8080808080808080;
  const auto count = static_cast<unsigned>(std::countr_zero(others)) / 8;
  if (count == 0) {
    return {};
  }
  word <<= 8 * (8 - count);        // as if written with leading zeros
  word = word * 10 + (word >> 8);  // pairs of digits, in every second byte
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  const std::uint64_t value =
      ((word & kPairs) * 0x000F424000000064 + ((word >> 16) & kPairs) * 0x0000271000000001) >> 32;
  return {static_cast<std::int64_t>(value), count};
}

// Up to 15 digits; a count of 16 says that there are more.
inline DigitRun digit_run(const char* at) {
  const DigitRun first = up_to_eight_digits(at);
  if (first.count < 8) [[likely]] {
    return first;
  }
  const DigitRun second = up_to_eight_digits(at + 8);
  return {first.value * kTens[second.count] + second.value, 8 + second.count};
}

// Reads `[-]digits[mark digits][%]`; a mark of NUL: no mark. There must be kFastWindow bytes at
// `at`, none of them NUL.
inline FastNumber read_fast(const char* at, const NumberForm& form, char mark) {
  const bool negative = *at == '-';
  if (negative) [[unlikely]] {
    ++at;
  }
  const DigitRun whole = digit_run(at);
  if (whole.count - 1 >= form.whole_digits) {  // a count of 0 wraps round
    return {};
  }
  at += whole.count;
  std::int64_t ticks = whole.value * form.one;
  if (*at == mark) {
    const DigitRun fraction = digit_run(++at);
    if (fraction.count - 1 >= form.decimals) {
      return {};
    }
    at += fraction.count;
    ticks += fraction.value * kTens[form.decimals - fraction.count];
  }
  if (*at == form.percent_sign) [[unlikely]] {
    ++at;
  }
  if (negative) [[unlikely]] {
    if (ticks == 0) {
      return {};  // -0 is a number, but not a no
    }
    ticks = -ticks;
  }
  return static_cast<std::uint64_t>(ticks - form.lowest) <= form.range ? FastNumber{ticks, at}
                                                                       : FastNumber{};
}

}  // namespace parindex
