// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

class YesNo final : public ScoringRule {
 public:
  YesNo(Expression condition, Number points)
      : condition_(std::move(condition)),
        points_(std::move(points)) {}

  [[nodiscard]] std::optional<Number> best() const override { return points_; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    const Quotient holds = compile_expression(condition_, compiler);
    const Quotient points =
        compiler.program.linear({0, 0}, std::array{ProgramBuilder::Term{holds, points_}});
    return {points,
            {"yes_no", condition_.text, holds, Quantity::Truth, {}, indicators_of(condition_)}};
  }

 private:
  Expression condition_;
  Number points_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_yes_no(const RuleContext& context,
                                               Diagnostics& diagnostics) {
  Number points = context.maximum;
  if (context.options != nullptr) {
    KeyReader keys(*context.options, "`yes_no`", diagnostics);
    points = keys.number("points").value_or(points);
    keys.finish();
  }
  return std::make_unique<YesNo>(context.operand, points);
}

}  // namespace parindex
