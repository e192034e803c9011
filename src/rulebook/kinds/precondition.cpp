// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"

namespace parindex {
namespace {

class Preconditioned final : public ScoringRule {
 public:
  Preconditioned(Expression condition, std::unique_ptr<const ScoringRule> rule)
      : condition_(std::move(condition)),
        rule_(std::move(rule)) {}

  [[nodiscard]] std::optional<Number> best() const override { return rule_->best(); }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    CompiledRule rule = rule_->compile(compiler);
    const Quotient holds = compile_expression(condition_, compiler);
    rule.points = compiler.program.select(holds, rule.points, compiler.program.number({0, 0}));
    add_indicators(condition_, rule.trace.inputs);
    rule.trace.precondition = RulePart{condition_.text, holds, rule.points};
    return rule;
  }

 private:
  Expression condition_;
  std::unique_ptr<const ScoringRule> rule_;
};

}  // namespace

std::unique_ptr<const ScoringRule> with_precondition(const ConfigNode& condition,
                                                     std::unique_ptr<const ScoringRule> rule,
                                                     const Vocabulary& vocabulary,
                                                     Diagnostics& diagnostics) {
  std::optional<Expression> needed =
      parse_expression(condition, vocabulary, Quantity::Truth, diagnostics);
  return needed ? std::make_unique<Preconditioned>(std::move(*needed), std::move(rule)) : nullptr;
}

}  // namespace parindex
