// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile.h"

#include <array>
#include <utility>
#include <vector>

#include "engine/builder.h"
#include "rulebook/expression_compiler.h"

namespace parindex {
namespace {

// Places of printed points that are not rounded by the rulebook.
constexpr int kPrintedPlaces = 9;

constexpr Decimal kZero{0, 0};
constexpr Decimal kHundred{100, 0};

using Term = ProgramBuilder::Term;

class Compiler {
 public:
  Compiler(const Rulebook& rulebook, const CompileOptions& options)
      : rulebook_(rulebook),
        options_(options),
        divisors_(rulebook.criteria.size()) {
    result_.nodes.resize(rulebook.criteria.size());
  }

  ScoringProgram compile() {
    // Parents stand before their children, so backwards is bottom-up.
    for (std::size_t i = rulebook_.criteria.size(); i-- > 0;) {
      const auto index = static_cast<CriterionIndex>(i);
      builder_.set_origin(index);
      if (rulebook_.criteria[i].is_leaf()) {
        compile_leaf(index);
      } else {
        compile_inner(index);
      }
      if (i == 0 || options_.every_criterion) {
        ScoringProgram::Node& node = result_.nodes[i];
        node.printed_points = printed(node.points);
        node.printed_maximum = printed(node.maximum);
      }
    }
    compile_index();
    result_.program = builder_.take();
    return std::move(result_);
  }

 private:
  void compile_leaf(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    ScoringProgram::Node& node = result_.nodes[index];
    CompiledRule rule = criterion.rule->compile(builder_, rulebook_.indicators);
    Value points = rounded(criterion, rule.points);
    if (criterion.not_applicable_when) {
      points = builder_.exclude(points, compile_expression(*criterion.not_applicable_when,
                                                           rulebook_.indicators, builder_));
    }
    const bool zero = criterion.missing == WhenMissing::Zero ||
                      (criterion.missing == WhenMissing::Error && options_.missing_is_zero);
    if (zero) {
      points = builder_.materialize(points);
      node.replaced = points.numerator;
      points = builder_.with_default(points, CellState::Missing, kZero);
    } else if (criterion.missing == WhenMissing::NoScore) {
      points = builder_.relabel(points, CellState::Missing, CellState::NotScored);
    }
    if (criterion.not_applicable == WhenNotApplicable::FullPoints) {
      points = builder_.with_default(points, CellState::NotApplicable, criterion.maximum);
    }
    node.points = points;
    node.trace = std::move(rule.trace);
    const Value applies = builder_.applicable(points);
    node.maximum = sum({
        {applies, criterion.maximum}
    });
    divisors_[index] = criterion.not_applicable == WhenNotApplicable::Drop
                           ? builder_.constant(criterion.maximum)
                           : node.maximum;
  }

  void compile_inner(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    std::vector<Term> points;
    std::vector<Term> maxima;
    std::vector<Term> divisors;
    std::vector<Term> weights;
    const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
    for (const CriterionIndex child : criterion.children) {
      const ScoringProgram::Node& node = result_.nodes[child];
      const Decimal weight = weighted ? rulebook_.criteria[child].weight : Decimal{1, 0};
      points.push_back({node.points, weight});
      maxima.push_back({node.maximum, weight});
      divisors.push_back({divisors_[child], weight});
      if (weighted) {
        weights.push_back({builder_.applicable(node.points), weight});
      }
    }
    Value total = builder_.total(points);
    Value maximum = sum(maxima);
    Value divisor = sum(divisors);
    if (weighted) {
      const Value sum_of_weights = sum(weights);
      total = builder_.divide(total, sum_of_weights);
      maximum = builder_.divide(maximum, sum_of_weights);
      divisor = builder_.divide(divisor, sum_of_weights);
    }
    ScoringProgram::Node& node = result_.nodes[index];
    node.points = rounded(criterion, total);
    node.maximum = maximum;
    divisors_[index] = divisor;
  }

  // index = 100 * points / maximum, cut to 0..100, then rounded; grade and rank follow from it.
  void compile_index() {
    const Value points = result_.nodes[0].points;
    Value divisor = divisors_[0];
    // A weighted mean divides points and maximum by the same weights: these cancel out.
    const bool same = points.is_pair() && points.divisor == divisor.divisor;
    const Value dividend = same ? Value{points.numerator} : points;
    divisor = same ? Value{divisor.numerator} : divisor;
    // A hundredth of the divisor instead of a hundred times the points leaves room for places.
    Value index = builder_.divide(dividend, builder_.multiply(divisor, builder_.constant({1, 2})));
    index = builder_.extreme(Op::Minimum, std::array{index, builder_.constant(kHundred)});
    index = builder_.extreme(Op::Maximum, std::array{index, builder_.constant(kZero)});
    result_.index = index;
    const RoundingRule& rounding = rulebook_.index_rounding;
    const Value rounded_index = builder_.round(index, rounding.digits, rounding.mode);
    result_.rounded_index = rounded_index.numerator;
    const Value ranked = rulebook_.rank_on_rounded ? rounded_index : index;
    result_.rank_key = builder_.is_exact(ranked) ? ranked : builder_.materialize(ranked);
    if (!rulebook_.grades.empty()) {
      compile_grade(rulebook_.grade_on_rounded ? rounded_index : index);
    }
  }

  void compile_grade(Value index) {
    std::vector<ProgramBuilder::Threshold> thresholds;
    const std::vector<Grade>& grades = rulebook_.grades;
    for (std::size_t i = grades.size() - 1; i-- > 0;) {
      thresholds.push_back({
          grades[i].from->value, grades[i].from->open, {static_cast<std::int64_t>(i), 0}
      });
    }
    const Decimal last{static_cast<std::int64_t>(grades.size() - 1), 0};
    result_.grade = builder_.steps(index, last, thresholds).numerator;
  }

  Value rounded(const Criterion& criterion, Value points) {
    return criterion.rounding
               ? builder_.round(points, criterion.rounding->digits, criterion.rounding->mode)
               : points;
  }

  Slot printed(Value value) {
    return builder_.round(value, kPrintedPlaces, Rounding::HalfUp).numerator;
  }

  Value sum(const std::vector<Term>& terms) { return builder_.linear(kZero, terms); }

  const Rulebook& rulebook_;
  const CompileOptions& options_;
  ProgramBuilder builder_;
  ScoringProgram result_;
  std::vector<Value> divisors_;  // by criterion: what the index divides by
};

}  // namespace

ScoringProgram compile(const Rulebook& rulebook, const CompileOptions& options) {
  return Compiler(rulebook, options).compile();
}

}  // namespace parindex
