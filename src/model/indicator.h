// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sources.h"
#include "engine/numbers/decimal.h"

namespace parindex {

using IndicatorIndex = std::uint32_t;  // position in Rulebook::indicators

// What a cell of an indicator holds.
enum class ValueType : std::uint8_t {
  Count,    // whole, >= 0
  Number,   // decimal
  Percent,  // percentage points: 21.31 or 21.31% is 21.31 percent; computed with as 0.2131
  Bool,     // yes or no, 1 or 0
  Date,     // a day, as a number of days since 1970-01-01; kNever where it was never done
  Level,    // one of `levels`, as its position
  Points    // points that a board or a survey gave, >= 0
};

// The date of what was not done at all (chưa nộp): later than every day there is.
inline constexpr std::int64_t kNever = 3'000'000;

// What a plan wants a figure to reach. Never a threshold of a rule: points do not depend on it.
struct PlanTarget {
  enum class Sense : std::uint8_t { AtLeast, Above, AtMost, Below };
  Decimal value;  // as a cell is written: 98 for 98%
  Sense sense = Sense::AtLeast;
  std::string year, by, document;  // by: a day within the year; may be empty
};

// A figure that units report (số liệu).
struct Indicator {
  // No cell may be further from zero: sums of thousands of them still fit.
  static constexpr std::int64_t kMostTicks = 1'000'000'000'000'000;

  std::string id;  // column heading and name in expressions
  std::string title;
  ValueType type = ValueType::Number;
  int decimals = 0;                         // places that a cell may have; count and bool 0
  std::optional<Decimal> minimum, maximum;  // as a cell is written: 100 for a percent
  std::optional<IndicatorIndex> at_most;    // the whole of which this is a part
  std::vector<std::string> levels;          // NFC, in the order of the rulebook
  bool of_board = false;                    // holds BoardDecision; no table has it
  bool by_others = false;                   // a survey or the board gives it, never the unit
  std::vector<PlanTarget> targets;
  SourceSpan span;

  // Columns hold value * 10^scale(). A percent 21.31 has the value 0.2131.
  [[nodiscard]] int scale() const { return decimals + (type == ValueType::Percent ? 2 : 0); }
  // Written as a number, unlike conditions, dates and levels.
  [[nodiscard]] bool is_amount() const {
    return type != ValueType::Bool && type != ValueType::Date && type != ValueType::Level;
  }
  // One of a few values that have names.
  [[nodiscard]] bool is_named() const {
    return type == ValueType::Bool || type == ValueType::Level;
  }
  [[nodiscard]] bool is_never_negative() const {
    const bool signed_type = type == ValueType::Number || type == ValueType::Date;
    return !signed_type || (type == ValueType::Number && minimum && !minimum->is_negative());
  }
};

}  // namespace parindex
