// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sources.h"
#include "engine/decimal.h"
#include "engine/program.h"
#include "model/indicator.h"

namespace parindex {

// What kind of value an expression has. A percent indicator and a quotient of two figures are
// ratios: 95% is 0.95. Ratios and plain numbers are never added or compared with each other.
enum class Quantity : std::uint8_t { Number, Ratio, Truth };

// A checked expression over indicators, as a tree.
struct Expression {
  enum class Kind : std::uint8_t {
    Literal,    // `literal`; a percent literal holds its ratio
    Indicator,  // `indicator`
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Compare,  // `relation`
    And,
    Or,
    Not,
    Minimum,
    Maximum,
    Absolute,
    Round,  // operands[0] to `digits` places, half up
    Clamp,  // operands: value, lowest, highest
    If      // operands: condition, then, else
  };

  Kind kind = Kind::Literal;
  Quantity quantity = Quantity::Number;
  Decimal literal;
  IndicatorIndex indicator = 0;
  Relation relation = Relation::Equal;
  int digits = 0;
  std::vector<Expression> operands;
  SourceSpan span;
  std::string text;  // as written, root only
};

}  // namespace parindex
