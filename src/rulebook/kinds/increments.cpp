// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::array<std::pair<std::string_view, bool>, 2> kDirections = {
    {{"up", true}, {"down", false}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kCounts = {
    {{"whole", true}, {"linear", false}}};

struct Terms {
  Number base, from, step, points, cap;
  bool up = true;
  bool whole_steps = true;
};

class Increments final : public ScoringRule {
 public:
  Increments(Expression operand, Terms terms)
      : operand_(std::move(operand)),
        terms_(std::move(terms)) {}

  [[nodiscard]] std::optional<Number> best() const override { return terms_.cap; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Quotient value = compile_expression(operand_, compiler);
    const Decimal sign{terms_.up ? 1 : -1, 0};
    const Number from = *multiply(terms_.from, terms_.up ? kMinusOne : kOne);
    const Quotient beyond = program.linear(from, std::array{ProgramBuilder::Term{value, sign}});
    Quotient steps =
        program.divide(program.extreme(Op::Maximum, std::array{beyond, program.constant(kZero)}),
                       program.number(terms_.step));
    if (terms_.whole_steps) {
      steps = program.round(steps, 0, Rounding::Down);
    }
    Quotient points =
        program.linear(terms_.base, std::array{ProgramBuilder::Term{steps, terms_.points}});
    points = program.extreme(Op::Minimum, std::array{points, program.number(terms_.cap)});
    return {points,
            {"increments", operand_.text, value, operand_.quantity, {}, indicators_of(operand_)}};
  }

 private:
  Expression operand_;
  Terms terms_;
};

// A number of the operand's kind: with `%` where that is a ratio.
std::optional<Number> read_amount(KeyReader& keys, std::string_view key, const RuleContext& context,
                                  Diagnostics& diagnostics) {
  const ConfigEntry* entry = keys.required(key);
  if (entry == nullptr) {
    return std::nullopt;
  }
  const std::optional<Expression> amount =
      parse_expression(entry->value, context.vocabulary, context.operand.quantity, diagnostics);
  if (amount && amount->kind != Expression::Kind::Literal) {
    report_error(diagnostics, codes::kBadNumber, fmt::format("`{}` must be a number", key),
                 entry->value.span,
                 "where it depends on the unit, write `cases` with a rule for each");
    return std::nullopt;
  }
  return amount ? std::optional(amount->literal) : std::nullopt;
}

}  // namespace

std::unique_ptr<const ScoringRule> make_increments(const RuleContext& context,
                                                   Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`increments` must be a mapping", context.span,
                 "increments: {base: 10, from: 16000, step: 1000, points: 0.5, steps: whole}");
    return nullptr;
  }
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(*context.options, "`increments`", diagnostics);
  Terms terms;
  terms.base = keys.number("base").value_or(kZero);
  terms.from = read_amount(keys, "from", context, diagnostics).value_or(kZero);
  const std::optional<Number> step = read_amount(keys, "step", context, diagnostics);
  keys.required("points");
  terms.points = keys.number("points").value_or(kZero);
  terms.cap = keys.number("cap").value_or(context.maximum);
  terms.up = keys.choice<bool>("direction", kDirections, true);
  // Annexes rarely say whether an unfinished step counts: the rulebook must.
  keys.required("steps");
  terms.whole_steps = keys.choice<bool>("steps", kCounts, true);
  keys.finish();
  if (step && !step->is_negative() && !step->is_zero()) {
    terms.step = *step;
  } else if (step) {
    report_error(diagnostics, codes::kBadNumber, "`step` must be above 0", context.span,
                 "`direction: down` counts steps below `from`");
  }
  return diagnostics.errors() > faults ? nullptr
                                       : std::make_unique<Increments>(context.operand, terms);
}

}  // namespace parindex
