// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/decided.h"

#include <memory>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

// The points of the board where there are any, else those of the rule.
class Decided final : public ScoringRule {
 public:
  Decided(IndicatorIndex column, std::unique_ptr<const ScoringRule> rule)
      : column_(column),
        rule_(std::move(rule)) {}

  [[nodiscard]] std::optional<Number> best() const override { return rule_->best(); }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    CompiledRule rule = rule_->compile(compiler);
    Expression figure;
    figure.kind = Expression::Kind::Indicator;
    figure.indicator = column_;
    const Quotient given = compile_expression(figure, compiler);
    ProgramBuilder& program = compiler.program;
    rule.trace.decision = RuleTrace::Decision{given, rule.points, column_};
    rule.trace.shown.push_back(column_);
    rule.points = program.select(program.applicable(given), given, rule.points);
    return rule;
  }

 private:
  IndicatorIndex column_;
  std::unique_ptr<const ScoringRule> rule_;
};

bool can_be_decided(const Criterion& criterion, const BoardDecision& decision,
                    Diagnostics& diagnostics) {
  if (!criterion.is_leaf()) {
    report_error(diagnostics, codes::kBadPointsRow,
                 fmt::format("`{}` has parts, and the board decides on the parts", criterion.id),
                 decision.criterion_place, "one row for each part that the board decides on");
    return false;
  }
  if (decision.points.is_negative() || criterion.maximum < decision.points) {
    report_error(diagnostics, codes::kBadPointsRow,
                 fmt::format("`{}` gives 0 to {} points, not {}", criterion.id,
                             to_text(criterion.maximum), to_text(decision.points)),
                 decision.points_place, "points within the maximum of the criterion");
    return false;
  }
  return true;
}

void make_room(Rulebook& rulebook, CriterionIndex index) {
  Criterion& criterion = rulebook.criteria[index];
  if (criterion.decided) {
    return;
  }
  constexpr int kPlaces = 9;
  Indicator points;
  points.id = fmt::format("board:{}", criterion.id);
  points.type = ValueType::Points;
  points.decimals = kPlaces;
  points.of_board = true;
  points.span = criterion.span;
  criterion.decided = static_cast<IndicatorIndex>(rulebook.indicators.size());
  rulebook.indicators.push_back(std::move(points));
  criterion.rule = std::make_unique<Decided>(*criterion.decided, std::move(criterion.rule));
}

}  // namespace

void add_decisions(Rulebook& rulebook, const std::vector<BoardDecision>& decisions,
                   Diagnostics& diagnostics) {
  for (const BoardDecision& decision : decisions) {
    const std::optional<CriterionIndex> index = rulebook.find(decision.criterion);
    if (index && can_be_decided(rulebook.criteria[*index], decision, diagnostics)) {
      make_room(rulebook, *index);
      rulebook.decisions.push_back(decision);
    }
  }
}

}  // namespace parindex
