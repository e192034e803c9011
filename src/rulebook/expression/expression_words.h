// SPDX-License-Identifier: Apache-2.0
//
// The words and signs of the expression language, and what to say where kinds of values are mixed.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "engine/program/program.h"
#include "model/expression.h"

namespace parindex {

struct ExpressionFunction {
  std::string_view name;
  Expression::Kind kind;
  std::size_t least, most;  // number of arguments
};

inline constexpr std::array kFunctions = {
    ExpressionFunction{"min", Expression::Kind::Minimum, 2, 64},
    ExpressionFunction{"max", Expression::Kind::Maximum, 2, 64},
    ExpressionFunction{"abs", Expression::Kind::Absolute, 1, 1},
    ExpressionFunction{"round", Expression::Kind::Round, 2, 2},
    ExpressionFunction{"clamp", Expression::Kind::Clamp, 3, 3},
    ExpressionFunction{"if", Expression::Kind::If, 3, 3},
    ExpressionFunction{"ln", Expression::Kind::Logarithm, 1, 1},
    ExpressionFunction{"exp", Expression::Kind::Exponential, 1, 1},
    ExpressionFunction{"pow", Expression::Kind::Power, 2, 2},
};

inline constexpr std::array<std::pair<std::string_view, Relation>, 6> kRelations = {{
    {"==", Relation::Equal},
    {"!=", Relation::NotEqual},
    {"<=", Relation::LessEqual},
    {">=", Relation::GreaterEqual},
    {"<", Relation::Less},
    {">", Relation::Greater},
}};

inline bool begins_word(char c) {
  return is_letter(c) || c == '_';
}

// How to make a value of one kind another.
inline std::string help_for(Quantity is, std::optional<Quantity> wanted) {
  if (wanted == Quantity::Number && is == Quantity::Ratio) {
    return "multiply the ratio by points, for example `3 * (a / b)`";
  }
  if (wanted == Quantity::Ratio) {
    return "divide by the whole, for example `dung_han / ho_so`";
  }
  if (is == Quantity::Truth) {
    return "conditions are scored by `yes_no`, or use `if(condition, 1, 0)`";
  }
  return "";
}

}  // namespace parindex
