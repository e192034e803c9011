// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/sources.h"
#include "engine/decimal.h"

namespace parindex {

using IndicatorIndex = std::uint32_t;  // position in Rulebook::indicators

// What a cell of an indicator holds.
enum class ValueType : std::uint8_t {
  Count,    // whole, >= 0
  Number,   // decimal
  Percent,  // percentage points: 21.31 or 21.31% is 21.31 percent; computed with as 0.2131
  Bool,     // yes or no, 1 or 0
  Points    // points that a board or a survey gave, >= 0
};

// A figure that units report (số liệu).
struct Indicator {
  std::string id;  // column heading and name in expressions
  std::string title;
  ValueType type = ValueType::Number;
  int decimals = 0;                         // places that a cell may have; count and bool 0
  std::optional<Decimal> minimum, maximum;  // as a cell is written: 100 for a percent
  std::optional<IndicatorIndex> at_most;    // the whole of which this is a part
  SourceSpan span;

  // Columns hold value * 10^scale(). A percent 21.31 has the value 0.2131.
  [[nodiscard]] int scale() const { return decimals + (type == ValueType::Percent ? 2 : 0); }
  [[nodiscard]] bool is_never_negative() const {
    return type != ValueType::Number || (minimum && !minimum->is_negative());
  }
};

}  // namespace parindex
