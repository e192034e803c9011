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

class PerItem final : public ScoringRule {
 public:
  PerItem(Expression count, Number points, Number cap)
      : count_(std::move(count)),
        points_(std::move(points)),
        cap_(std::move(cap)) {}

  [[nodiscard]] std::optional<Number> best() const override { return cap_; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Quotient count = compile_expression(count_, compiler);
    Quotient points = program.multiply(count, program.number(points_));
    points = program.extreme(Op::Minimum, std::array{points, program.number(cap_)});
    points = program.extreme(Op::Maximum, std::array{points, program.constant(kZero)});
    return {points, {"per_item", count_.text, count, count_.quantity, {}, indicators_of(count_)}};
  }

 private:
  Expression count_;
  Number points_, cap_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_per_item(const RuleContext& context,
                                                 Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`per_item` must be a mapping", context.span,
                 "for example `of: quy_che` and `per_item: {points: 0.5}`");
    return nullptr;
  }
  KeyReader keys(*context.options, "`per_item`", diagnostics);
  keys.required("points");
  const std::optional<Number> points = keys.number("points");
  const Number cap = keys.number("cap").value_or(context.maximum);
  keys.finish();
  if (!points) {
    return nullptr;
  }
  if (points->is_negative() || points->is_zero()) {
    report_error(diagnostics, codes::kBadNumber, "`points` must be above 0", context.span,
                 "what is lost for each item is written with `deduct`");
    return nullptr;
  }
  return std::make_unique<PerItem>(context.operand, *points, cap);
}

}  // namespace parindex
