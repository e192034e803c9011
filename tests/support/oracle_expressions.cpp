// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "oracle.h"

namespace oracle {

namespace {

using Kind = Expression::Kind;

Value none(State state) {
  return {state, 0};
}

Value truth(bool holds) {
  return {State::Present, holds ? 1 : 0};
}

bool holds(const std::string& relation, const mpq_class& a, const mpq_class& b) {
  if (relation == "==") {
    return a == b;
  }
  if (relation == "!=") {
    return a != b;
  }
  if (relation == "<") {
    return a < b;
  }
  if (relation == "<=") {
    return a <= b;
  }
  return relation == ">" ? a > b : a >= b;
}

// `decisive` is the truth that settles it alone: false for `and`, true for `or`.
Value join(const std::vector<Value>& parts, bool decisive) {
  State state = State::Present;
  for (const Value& part : parts) {
    if (part.state == State::Present && (part.number != 0) == decisive) {
      return truth(decisive);
    }
    state = worse(state, part.state);
  }
  return state == State::Present ? truth(!decisive) : none(state);
}

Value extreme(Kind kind, const std::vector<Value>& values) {
  mpq_class best = values[0].number;
  for (const Value& value : values) {
    best = kind == Kind::Minimum ? std::min(best, value.number) : std::max(best, value.number);
  }
  return {State::Present, best};
}

// Operations that need all their operands.
Value combine(const Expression& e, const std::vector<Value>& v) {
  switch (e.kind) {
    case Kind::Negate:
      return {State::Present, -v[0].number};
    case Kind::Add:
      return {State::Present, v[0].number + v[1].number};
    case Kind::Subtract:
      return {State::Present, v[0].number - v[1].number};
    case Kind::Multiply:
      return {State::Present, v[0].number * v[1].number};
    case Kind::Divide:
      return v[1].number == 0 ? none(State::Unresolved)
                              : Value{State::Present, v[0].number / v[1].number};
    case Kind::Compare:
      return truth(holds(e.text, v[0].number, v[1].number));
    case Kind::Not:
      return truth(v[0].number == 0);
    case Kind::Absolute:
      return {State::Present, abs(v[0].number)};
    case Kind::Round:
      return {State::Present,
              rounded(v[0].number, static_cast<int>(v[1].number.get_num().get_si()), Mode::HalfUp)};
    case Kind::Clamp:
      return {State::Present, std::min(std::max(v[0].number, v[1].number), v[2].number)};
    case Kind::Minimum:
    case Kind::Maximum:
      return extreme(e.kind, v);
    case Kind::Literal:
    case Kind::Day:
    case Kind::Level:
    case Kind::Figure:
    case Kind::Points:
    case Kind::Share:
    case Kind::And:
    case Kind::Or:
    case Kind::If:
      break;
  }
  return none(State::Unresolved);
}

// What has no operands; else nothing.
std::optional<Value> simple(const Expression& e, const Facts& facts) {
  if (e.kind == Kind::Literal) {
    return Value{State::Present, number(e.text)};
  }
  if (e.kind == Kind::Day) {
    return Value{State::Present, day_number(e.text)};
  }
  if (e.kind == Kind::Level) {
    return read_cell(e.text, facts.indicators[e.figure]);
  }
  if (e.kind == Kind::Figure) {
    return facts.figures[e.figure];
  }
  if (e.kind == Kind::Points || e.kind == Kind::Share) {
    return facts.criterion(e.text, e.kind == Kind::Share);
  }
  return {};
}

}  // namespace

Value evaluate(const Expression& e, const Facts& facts) {
  if (const std::optional<Value> value = simple(e, facts)) {
    return *value;
  }
  if (e.kind == Kind::If) {
    Value condition = evaluate(e.operands[0], facts);
    if (condition.state != State::Present) {
      return condition;
    }
    return evaluate(e.operands[condition.number != 0 ? 1 : 2], facts);
  }
  std::vector<Value> values;
  State state = State::Present;
  for (const Expression& operand : e.operands) {
    values.push_back(evaluate(operand, facts));
    state = worse(state, values.back().state);
  }
  if (e.kind == Kind::And || e.kind == Kind::Or) {
    return join(values, e.kind == Kind::Or);
  }
  return state == State::Present ? combine(e, values) : none(state);
}

Expression literal(const std::string& text) {
  return {Kind::Literal, text, 0, {}};
}

Expression figure(std::size_t indicator) {
  return {Kind::Figure, {}, indicator, {}};
}

Expression apply(Kind kind, std::vector<Expression> operands) {
  return {kind, {}, 0, std::move(operands)};
}

Expression compare(const std::string& relation, Expression left, Expression right) {
  Expression result = apply(Kind::Compare, {});
  result.text = relation;
  result.operands = {std::move(left), std::move(right)};
  return result;
}

}  // namespace oracle
