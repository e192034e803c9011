// SPDX-License-Identifier: Apache-2.0
#include "rulebook/expression/expression_compiler.h"

#include <array>

namespace parindex {
namespace {

class Compiler {
 public:
  explicit Compiler(const RuleCompiler& rules) : rules_(rules), program_(rules.program) {}

  Quotient compile(const Expression& expression) {
    switch (expression.kind) {
      case Expression::Kind::Literal:
        return program_.number(expression.literal);
      case Expression::Kind::Indicator: {
        const Indicator& indicator = rules_.indicators[expression.indicator];
        return program_.load(expression.indicator, indicator.scale(),
                             indicator.is_never_negative());
      }
      case Expression::Kind::Points:
        return rules_.criterion(expression.criterion).points;
      case Expression::Kind::Share: {
        const RuleCompiler::CriterionValues other = rules_.criterion(expression.criterion);
        return program_.divide(other.points, other.maximum);
      }
      case Expression::Kind::Negate:
        return weighted_sum(kZero, {{operand(expression, 0), kMinusOne}});
      case Expression::Kind::Add:
        return weighted_sum(kZero, {{operand(expression, 0)}, {operand(expression, 1)}});
      case Expression::Kind::Subtract:
        return weighted_sum(kZero, {{operand(expression, 0)}, {operand(expression, 1), kMinusOne}});
      case Expression::Kind::Multiply:
        return program_.multiply(operand(expression, 0), operand(expression, 1));
      case Expression::Kind::Divide:
        return program_.divide(operand(expression, 0), operand(expression, 1));
      case Expression::Kind::Compare:
        return program_.compare(operand(expression, 0), expression.relation,
                                operand(expression, 1));
      case Expression::Kind::And:
        return program_.logic(Op::And, operands(expression));
      case Expression::Kind::Or:
        return program_.logic(Op::Or, operands(expression));
      case Expression::Kind::Not:
        return program_.negate(operand(expression, 0));
      case Expression::Kind::Minimum:
        return program_.extreme(Op::Minimum, operands(expression));
      case Expression::Kind::Maximum:
        return program_.extreme(Op::Maximum, operands(expression));
      case Expression::Kind::Absolute: {
        const Quotient value = operand(expression, 0);
        return program_.extreme(Op::Maximum,
                                std::array{value, weighted_sum(kZero, {{value, kMinusOne}})});
      }
      case Expression::Kind::Round:
        return program_.round(operand(expression, 0), expression.digits, Rounding::HalfUp);
      case Expression::Kind::Clamp: {
        const Quotient least = program_.extreme(
            Op::Maximum, std::array{operand(expression, 0), operand(expression, 1)});
        return program_.extreme(Op::Minimum, std::array{least, operand(expression, 2)});
      }
      case Expression::Kind::If:
        return program_.select(operand(expression, 0), operand(expression, 1),
                               operand(expression, 2));
      case Expression::Kind::Logarithm:
        return program_.approximate(Function::Logarithm, operands(expression));
      case Expression::Kind::Exponential:
        return program_.approximate(Function::Exponential, operands(expression));
      case Expression::Kind::Power:
        return program_.approximate(Function::Power, operands(expression));
    }
    return {};
  }

 private:
  Quotient operand(const Expression& expression, std::size_t i) {
    return compile(expression.operands[i]);
  }

  std::vector<Quotient> operands(const Expression& expression) {
    std::vector<Quotient> values;
    for (const Expression& child : expression.operands) {
      values.push_back(compile(child));
    }
    return values;
  }

  Quotient weighted_sum(Decimal offset, std::initializer_list<ProgramBuilder::Term> terms) {
    return program_.linear(offset, {terms.begin(), terms.size()});
  }

  const RuleCompiler& rules_;
  ProgramBuilder& program_;
};

}  // namespace

Quotient compile_expression(const Expression& expression, const RuleCompiler& compiler) {
  return Compiler(compiler).compile(expression);
}

}  // namespace parindex
