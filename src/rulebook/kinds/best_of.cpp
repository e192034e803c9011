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

constexpr std::size_t kMostAlternatives = 50;

struct Alternative {
  std::optional<Expression> when;
  std::unique_ptr<const ScoringRule> rule;
  std::string text;
};

class BestOf final : public ScoringRule {
 public:
  explicit BestOf(std::vector<Alternative> alternatives) : alternatives_(std::move(alternatives)) {}

  [[nodiscard]] std::optional<Number> best() const override {
    Number most{0, 0};
    for (const Alternative& alternative : alternatives_) {
      const std::optional<Number> own = alternative.rule->best();
      if (!own) {
        return std::nullopt;
      }
      most = std::max(most, *own);
    }
    return most;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    RuleTrace trace{"best_of", "", std::nullopt, Quantity::Number, {}, {}};
    std::vector<Quotient> points;
    std::vector<Quotient> applicable;
    for (const Alternative& alternative : alternatives_) {
      CompiledRule rule = alternative.rule->compile(compiler);
      if (alternative.when) {
        const Quotient when = compile_expression(*alternative.when, compiler);
        rule.points = program.exclude(rule.points, program.negate(when));
        add_indicators(*alternative.when, trace.inputs);
      }
      for (const IndicatorIndex indicator : rule.trace.inputs) {
        add_indicator(indicator, trace.inputs);
      }
      applicable.push_back(program.applicable(rule.points));
      trace.parts.push_back({alternative.text, applicable.back(), rule.points});
      points.push_back(program.with_default(rule.points, CellState::NotApplicable, kLowest));
    }
    const Quotient best = program.extreme(Op::Maximum, points);
    const Quotient any = program.logic(Op::Or, applicable);
    return {program.exclude(best, program.negate(any)), std::move(trace)};
  }

 private:
  static constexpr Decimal kLowest{-1'000'000'000, 0};  // below all points that there are

  std::vector<Alternative> alternatives_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_best_of(const RuleContext& context,
                                                Diagnostics& diagnostics) {
  const std::vector<ConfigNode>& items = context.options->items;
  if (items.empty() || items.size() > kMostAlternatives) {
    report_error(diagnostics, codes::kWrongType, "`best_of` must be a list of 1 to 50 rules",
                 context.span, "- {of: dung_han / ho_so, proportional: {}}");
    return nullptr;
  }
  const std::size_t faults = diagnostics.errors();
  std::vector<Alternative> alternatives;
  for (const ConfigNode& item : items) {
    KeyReader keys(item, "an alternative", diagnostics);
    if (!keys.is_mapping()) {
      continue;
    }
    Alternative alternative;
    if (const ConfigEntry* when = keys.find("when")) {
      alternative.when =
          parse_expression(when->value, context.vocabulary, Quantity::Truth, diagnostics);
    }
    alternative.text = keys.text("title");
    alternative.rule = load_rule(keys, context.maximum, context.vocabulary, diagnostics);
    keys.finish();
    alternatives.push_back(std::move(alternative));
  }
  return diagnostics.errors() > faults ? nullptr
                                       : std::make_unique<BestOf>(std::move(alternatives));
}

}  // namespace parindex
