// SPDX-License-Identifier: Apache-2.0
#include "rulebook/expression/expression_facts.h"

#include <algorithm>

#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

using Kind = Expression::Kind;

}  // namespace

void add_indicator(IndicatorIndex indicator, std::vector<IndicatorIndex>& to) {
  if (std::find(to.begin(), to.end(), indicator) == to.end()) {
    to.push_back(indicator);
  }
}

void add_indicators(const Expression& expression, std::vector<IndicatorIndex>& to) {
  if (expression.kind == Kind::Indicator) {
    add_indicator(expression.indicator, to);
  }
  for (const Expression& operand : expression.operands) {
    add_indicators(operand, to);
  }
}

std::vector<IndicatorIndex> indicators_of(const Expression& expression) {
  std::vector<IndicatorIndex> found;
  add_indicators(expression, found);
  return found;
}

bool is_whole(const Expression& expression, const std::vector<Indicator>& indicators) {
  switch (expression.kind) {
    case Kind::Literal:
      return is_whole(expression.literal);
    case Kind::Indicator:
      return indicators[expression.indicator].scale() == 0;
    case Kind::Points:
    case Kind::Share:
    case Kind::Logarithm:
    case Kind::Exponential:
    case Kind::Power:
    case Kind::Divide:
    case Kind::Round:
    case Kind::Compare:
    case Kind::And:
    case Kind::Or:
    case Kind::Not:
      return false;
    case Kind::If:
      return is_whole(expression.operands[1], indicators) &&
             is_whole(expression.operands[2], indicators);
    case Kind::Negate:
    case Kind::Add:
    case Kind::Subtract:
    case Kind::Multiply:
    case Kind::Minimum:
    case Kind::Maximum:
    case Kind::Absolute:
    case Kind::Clamp:
      return std::all_of(expression.operands.begin(), expression.operands.end(),
                         [&](const Expression& e) { return is_whole(e, indicators); });
  }
  return false;
}

bool is_never_negative(const Expression& expression, const std::vector<Indicator>& indicators) {
  switch (expression.kind) {
    case Kind::Literal:
      return is_never_negative(expression.literal);
    case Kind::Indicator:
      return indicators[expression.indicator].is_never_negative();
    case Kind::Negate:
    case Kind::Subtract:
    case Kind::Logarithm:
    case Kind::Points:  // a penalty or an overridden rule may take it below 0
    case Kind::Share:
      return false;
    case Kind::Compare:
    case Kind::And:
    case Kind::Or:
    case Kind::Not:
    case Kind::Absolute:
    case Kind::Exponential:
      return true;
    case Kind::Power:
      return is_never_negative(expression.operands[0], indicators);
    case Kind::Maximum:
      return std::any_of(expression.operands.begin(), expression.operands.end(),
                         [&](const Expression& e) { return is_never_negative(e, indicators); });
    case Kind::Clamp:
      return is_never_negative(expression.operands[2], indicators) &&
             (is_never_negative(expression.operands[0], indicators) ||
              is_never_negative(expression.operands[1], indicators));
    case Kind::If:
      return is_never_negative(expression.operands[1], indicators) &&
             is_never_negative(expression.operands[2], indicators);
    case Kind::Add:
    case Kind::Multiply:
    case Kind::Divide:
    case Kind::Minimum:
    case Kind::Round:
      return std::all_of(expression.operands.begin(), expression.operands.end(),
                         [&](const Expression& e) { return is_never_negative(e, indicators); });
  }
  return false;
}

Quantity quantity_of_times(const Expression& a, const Expression& b) {
  // A share of a figure is a number like the figure.
  return a.quantity == Quantity::Ratio && b.quantity == Quantity::Ratio ? Quantity::Ratio
                                                                        : Quantity::Number;
}

Quantity quantity_of_quotient(const Expression& a, const Expression& b) {
  if (a.quantity == Quantity::Ratio) {
    return Quantity::Ratio;
  }
  return b.quantity == Quantity::Ratio || indicators_of(b).empty() ? Quantity::Number
                                                                   : Quantity::Ratio;
}

std::optional<Decimal> least_of(const Expression& expression,
                                const std::vector<Indicator>& indicators) {
  return is_never_negative(expression, indicators) ? std::optional(Decimal{0, 0}) : std::nullopt;
}

std::string_view name_of(Quantity quantity) {
  switch (quantity) {
    case Quantity::Number:
      return "a plain number";
    case Quantity::Ratio:
      return "a ratio";
    case Quantity::Truth:
      return "a condition";
    case Quantity::Date:
      return "a date";
    case Quantity::Level:
      return "a level";
  }
  return "";
}

Quantity quantity_of(const Indicator& indicator) {
  switch (indicator.type) {
    case ValueType::Percent:
      return Quantity::Ratio;
    case ValueType::Bool:
      return Quantity::Truth;
    case ValueType::Date:
      return Quantity::Date;
    case ValueType::Level:
      return Quantity::Level;
    case ValueType::Count:
    case ValueType::Number:
    case ValueType::Points:
      return Quantity::Number;
  }
  return Quantity::Number;
}

void take_input(const ConfigNode& scalar, Expression& expression) {
  if (scalar.input && expression.kind == Kind::Literal) {
    expression.literal =
        number_at(scalar, expression.literal.value, expression.quantity == Quantity::Ratio);
  }
}

}  // namespace parindex
