// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/program/program.h"
#include "model/indicator.h"

namespace parindex {

enum class DecimalMark : std::uint8_t { Point, Comma };

// What a bare "-" in a cell stands for.
enum class DashMeaning : std::uint8_t { Refused, Missing, NotApplicable };

struct CellRules {
  // Where one point or comma that is not the decimal mark, before three digits, stands between
  // thousands: 1.234 beside a decimal comma.
  enum class Thousands : std::uint8_t {
    Refused,    // nowhere: the decimal mark is only supposed
    InCounts,   // in whole numbers: the file shows its decimal mark
    Everywhere  // the decimal mark was given
  };

  DecimalMark mark = DecimalMark::Point;
  DashMeaning dash = DashMeaning::Refused;
  Thousands thousands = Thousands::Refused;
};

// A cell as read. When `problem` is not empty the cell is wrong: `problem` says what is wrong
// ("`abc` is not a number"), `help` what to do, `code` is the diagnostic code.
struct ReadCell {
  std::int64_t ticks = 0;  // value * 10^Indicator::scale()
  CellState state = CellState::Present;
  std::string_view code;
  std::string problem;
  std::string help;
};

// Reads one cell of an indicator. Empty is missing. Accepted words, case ignored, NFC or NFD:
// yes `x có yes true 1 đạt`; no `không no false 0`; not applicable `NA N/A KĐG không áp dụng` (for
// every type); a date that never came `chưa nộp none`. Percents with or without `%`, dates as
// 31/12/2023 or 2023-12-31. Cells beyond 10^15 ticks, with more decimals than the
// indicator declares, or outside its bounds are wrong. Thousands may be set apart by blanks or `'`,
// and by the other mark where it cannot be meant otherwise (1.234.567, 1.234,5) or `rules` say so.
// Never goes through a double.
ReadCell read_cell(std::string_view text, const Indicator& indicator, const CellRules& rules);

inline constexpr std::int64_t kMostTicks = Indicator::kMostTicks;

constexpr char mark_character(DecimalMark mark) {
  return mark == DecimalMark::Point ? '.' : ',';
}

// How messages show text from a data file: in backticks, on one line, cut when it is long.
std::string shown(std::string_view text);

}  // namespace parindex
