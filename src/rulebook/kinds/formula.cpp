// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/kinds/range_check.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

class Formula final : public ScoringRule {
 public:
  Formula(Expression expression, Number maximum, bool cut)
      : expression_(std::move(expression)),
        maximum_(std::move(maximum)),
        cut_(cut) {}

  [[nodiscard]] std::optional<Number> best() const override { return std::nullopt; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    const Quotient value = compile_expression(expression_, compiler);
    Quotient points = value;
    if (cut_) {
      points = compiler.program.extreme(Op::Minimum,
                                        std::array{points, compiler.program.number(maximum_)});
      points = compiler.program.extreme(Op::Maximum,
                                        std::array{points, compiler.program.number({0, 0})});
    } else {
      points = require_points_in_range(compiler.program, points, maximum_);
    }
    RuleTrace trace{"formula", expression_.text,          value, Quantity::Number,
                    {},        indicators_of(expression_)};
    trace.operand_is_points = true;
    return {points, std::move(trace)};
  }

 private:
  Expression expression_;
  Number maximum_;
  bool cut_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_formula(const RuleContext& context,
                                                Diagnostics& diagnostics) {
  bool cut = false;
  if (context.options != nullptr) {
    KeyReader keys(*context.options, "`formula`", diagnostics);
    cut = keys.flag("cap");
    keys.finish();
  }
  return std::make_unique<Formula>(context.operand, context.maximum, cut);
}

}  // namespace parindex
