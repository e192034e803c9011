// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

class Proportional final : public ScoringRule {
 public:
  Proportional(Expression operand, Number maximum, std::optional<Number> cap,
               std::optional<Number> floor)
      : operand_(std::move(operand)),
        maximum_(std::move(maximum)),
        cap_(std::move(cap)),
        floor_(std::move(floor)) {}

  // A rule without a cap, or with one above the maximum, passes it on purpose.
  [[nodiscard]] std::optional<Number> best() const override {
    return cap_ && *cap_ < maximum_ ? cap_ : std::nullopt;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    const Quotient value = compile_expression(operand_, compiler);
    Quotient points = compiler.program.multiply(value, compiler.program.number(maximum_));
    if (cap_) {
      points =
          compiler.program.extreme(Op::Minimum, std::array{points, compiler.program.number(*cap_)});
    }
    if (floor_) {
      points = compiler.program.extreme(Op::Maximum,
                                        std::array{points, compiler.program.number(*floor_)});
    }
    RuleTrace trace{"proportional",         operand_.text, value, operand_.quantity, {},
                    indicators_of(operand_)};
    trace.operand_times_maximum = true;
    return {points, std::move(trace)};
  }

 private:
  Expression operand_;
  Number maximum_;
  std::optional<Number> cap_, floor_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_proportional(const RuleContext& context,
                                                     Diagnostics& diagnostics) {
  std::optional<Number> cap = context.maximum;
  std::optional<Number> floor;
  if (context.options != nullptr) {
    KeyReader keys(*context.options, "`proportional`", diagnostics);
    const std::optional<Number> stated = keys.number("cap");
    const bool uncapped = keys.flag("uncapped");
    floor = keys.number("floor");
    keys.finish();
    if (stated && uncapped) {
      report_error(diagnostics, codes::kSeveralRules, "`cap` and `uncapped` exclude each other",
                   context.span, "keep one of them");
    }
    cap = uncapped ? std::nullopt : (stated ? stated : cap);
    if (floor && cap && *cap < *floor) {
      report_error(diagnostics, codes::kBadNumber,
                   fmt::format("the floor {} is above the cap {}", to_text(*floor), to_text(*cap)),
                   context.span);
    } else if (floor && context.maximum < *floor) {
      report_error(diagnostics, codes::kMaximumPassed,
                   fmt::format("the floor {} is above the maximum {}", to_text(*floor),
                               to_text(context.maximum)),
                   context.span);
    }
  }
  return std::make_unique<Proportional>(context.operand, context.maximum, cap, floor);
}

}  // namespace parindex
