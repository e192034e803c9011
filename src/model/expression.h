// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sources.h"
#include "engine/numbers/number.h"
#include "engine/program/program.h"
#include "model/indicator.h"

namespace parindex {

// What kind of value an expression has. A percent indicator and a quotient of two figures are
// ratios: 95% is 0.95. Ratios and plain numbers are never added or compared with each other. The
// difference of two dates is a number of days.
enum class Quantity : std::uint8_t { Number, Ratio, Truth, Date, Level };

// A checked expression over indicators, as a tree.
struct Expression {
  enum class Kind : std::uint8_t {
    Literal,    // `literal`; a percent literal holds its ratio, a date its day number, a level its
                // position
    Indicator,  // `indicator`
    Points,     // points of the criterion `criterion`
    Share,      // its points divided by its maximum
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
    If,     // operands: condition, then, else
    Logarithm,
    Exponential,
    Power  // operands: base, exponent
  };

  Kind kind = Kind::Literal;
  Quantity quantity = Quantity::Number;
  Number literal;
  IndicatorIndex indicator = 0;
  std::string criterion;  // id
  Relation relation = Relation::Equal;
  int digits = 0;
  std::vector<Expression> operands;
  SourceSpan span;
  std::string text;  // as written, root only
};

}  // namespace parindex
