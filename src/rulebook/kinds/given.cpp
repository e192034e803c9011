// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/kinds/range_check.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

class Given final : public ScoringRule {
 public:
  Given(Expression points, Number maximum)
      : points_(std::move(points)),
        maximum_(std::move(maximum)) {}

  [[nodiscard]] std::optional<Number> best() const override { return std::nullopt; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    const Quotient value = compile_expression(points_, compiler);
    RuleTrace trace{"given", points_.text, value, Quantity::Number, {}, indicators_of(points_)};
    trace.operand_is_points = true;
    trace.is_entered = true;
    return {require_points_in_range(compiler.program, value, maximum_), std::move(trace)};
  }

 private:
  Expression points_;
  Number maximum_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_given(const RuleContext& context,
                                              Diagnostics& diagnostics) {
  if (context.options != nullptr) {
    KeyReader(*context.options, "`given`", diagnostics).finish();
  }
  return std::make_unique<Given>(context.operand, context.maximum);
}

}  // namespace parindex
