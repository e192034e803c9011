// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile.h"

#include <algorithm>
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
        applies_(rulebook.criteria.size()),
        divisors_(rulebook.criteria.size()),
        counted_(rulebook.criteria.size()) {
    result_.nodes.resize(rulebook.criteria.size());
  }

  ScoringProgram compile() {
    // Parents stand before their children, so backwards is bottom-up.
    for (std::size_t i = rulebook_.criteria.size(); i-- > 0;) {
      compile_criterion(static_cast<CriterionIndex>(i));
    }
    compile_index();
    result_.approximate = builder_.is_approximate();
    result_.program = builder_.take();
    return std::move(result_);
  }

 private:
  // Once for each; earlier than its turn where another criterion looks at its points.
  void compile_criterion(CriterionIndex index) {
    ScoringProgram::Node& node = result_.nodes[index];
    if (node.points.numerator != Value::kNone) {
      return;
    }
    if (rulebook_.criteria[index].is_leaf()) {
      compile_leaf(index);
    } else {
      for (const CriterionIndex child : rulebook_.criteria[index].children) {
        compile_criterion(child);
      }
      builder_.set_origin(index);
      compile_inner(index);
    }
    if (index == 0 || options_.every_criterion) {
      node.printed_points = printed(node.points);
      node.printed_maximum = printed(node.maximum);
    }
  }

  RuleCompiler::CriterionValues other_criterion(const std::string& id) {
    const auto found = std::find_if(rulebook_.criteria.begin() + 1, rulebook_.criteria.end(),
                                    [&](const Criterion& criterion) { return criterion.id == id; });
    const auto index = static_cast<CriterionIndex>(found - rulebook_.criteria.begin());
    compile_criterion(index);
    return {result_.nodes[index].points, result_.nodes[index].maximum};
  }

  // The numbers of a column behind those of the indicators.
  Value derived_column(ScoringProgram::DerivedColumn column, int scale) {
    const std::size_t place = rulebook_.indicators.size() + result_.derived.size();
    result_.derived.push_back(column);
    return builder_.load(static_cast<std::uint32_t>(place), scale, true);
  }

  Value statistic(const Statistic& wanted) {
    const auto number = static_cast<std::uint32_t>(result_.statistics.size());
    result_.statistics.push_back(wanted);
    using Column = ScoringProgram::DerivedColumn;
    if (wanted.kind == Statistic::Kind::Rank || wanted.kind == Statistic::Kind::NotBetter) {
      const Value own = derived_column({Column::Kind::StatisticNumerator, number}, 0);
      return wanted.kind == Statistic::Kind::Rank
                 ? own
                 : builder_.divide(own,
                                   derived_column({Column::Kind::StatisticDivisor, number}, 0));
    }
    if (group_.numerator == Value::kNone) {
      group_ = derived_column({Column::Kind::Group, 0}, 0);
    }
    return builder_.population(number, group_, false);
  }

  void compile_leaf(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    ScoringProgram::Node& node = result_.nodes[index];
    CompiledRule rule = criterion.rule->compile(rules_);
    builder_.set_origin(index);
    Value points = rounded(criterion, rule.points);
    const bool zero = criterion.missing == WhenMissing::Zero ||
                      (criterion.missing == WhenMissing::Error && options_.missing_is_zero);
    if (zero) {
      points = builder_.materialize(points);
      node.before_zero = points.numerator;
      points = builder_.with_default(points, CellState::Missing, kZero);
    } else if (criterion.missing == WhenMissing::NoScore) {
      points = builder_.relabel(points, CellState::Missing, CellState::NotScored);
    }
    if (criterion.not_applicable_when) {
      points = builder_.exclude(points, compile_expression(*criterion.not_applicable_when, rules_));
    }
    node.after_zero = zero ? points.numerator : Value::kNone;
    if (criterion.not_applicable == WhenNotApplicable::FullPoints) {
      points = builder_.with_default(points, CellState::NotApplicable, criterion.maximum);
    }
    node.points = points;
    node.trace = std::move(rule.trace);
    applies_[index] = builder_.applicable(points);
    node.maximum = builder_.multiply(applies_[index], builder_.constant(criterion.maximum));
    const bool dropped = criterion.not_applicable == WhenNotApplicable::Drop;
    counted_[index] = dropped ? builder_.constant({1, 0}) : applies_[index];
    divisors_[index] = dropped ? builder_.constant(criterion.maximum) : node.maximum;
  }

  void compile_inner(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
    std::vector<Term> points;
    std::vector<Term> maxima;
    std::vector<Term> divisors;
    std::vector<Term> weights;
    std::vector<Term> counted_weights;
    std::vector<Value> counted;
    bool any_dropped = false;
    for (const CriterionIndex child : criterion.children) {
      const ScoringProgram::Node& node = result_.nodes[child];
      const Decimal weight = weighted ? rulebook_.criteria[child].weight : Decimal{1, 0};
      points.push_back({node.points, weight});
      maxima.push_back({node.maximum, weight});
      divisors.push_back({divisors_[child], weight});
      counted.push_back(counted_[child]);
      if (weighted) {
        weights.push_back({applies_[child], weight});
        counted_weights.push_back({counted_[child], weight});
      }
      any_dropped = any_dropped || counted_[child].numerator != applies_[child].numerator;
    }
    ScoringProgram::Node& node = result_.nodes[index];
    node.points = builder_.total(points);
    node.maximum = sum(maxima);
    divisors_[index] = sum(divisors);
    if (weighted) {
      const Value weight = sum_of_weights(criterion, weights);
      const Value counted_weight =
          any_dropped ? sum_of_weights(criterion, counted_weights) : weight;
      node.points = builder_.divide(node.points, weight);
      node.maximum = builder_.divide(node.maximum, weight);
      divisors_[index] = builder_.divide(divisors_[index], counted_weight);
    }
    node.points = rounded(criterion, node.points);
    applies_[index] = builder_.applicable(node.points);
    counted_[index] = any_dropped ? builder_.extreme(Op::Maximum, counted) : applies_[index];
  }

  // At least the smallest weight: where no child applies, what is divided is 0 as well.
  Value sum_of_weights(const Criterion& criterion, const std::vector<Term>& weights) {
    Decimal least = rulebook_.criteria[criterion.children.front()].weight;
    for (const CriterionIndex child : criterion.children) {
      least = std::min(least, rulebook_.criteria[child].weight);
    }
    return builder_.extreme(Op::Maximum, std::array{sum(weights), builder_.constant(least)});
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
    const auto rounded_like_index = [&](Value value) {
      return builder_.round(value, rounding.digits, rounding.mode).numerator;
    };
    result_.rounded_points = rounded_like_index(points);
    result_.rounded_maximum = rounded_like_index(result_.nodes[0].maximum);
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
      thresholds.push_back(
          {grades[i].from->value, grades[i].from->open, {static_cast<std::int64_t>(i), 0}});
    }
    const Decimal last{static_cast<std::int64_t>(grades.size() - 1), 0};
    result_.grade = builder_.steps(index, last, thresholds).numerator;
  }

  Value rounded(const Criterion& criterion, Value points) {
    return criterion.rounding
               ? builder_.round(points, criterion.rounding->digits, criterion.rounding->mode)
               : points;
  }

  // Exact slots with few places are printed as they are.
  Slot printed(Value value) {
    const bool as_it_is = !value.is_pair() && builder_.is_exact(value) &&
                          builder_.scale(value.numerator) <= kPrintedPlaces;
    return as_it_is ? value.numerator
                    : builder_.round(value, kPrintedPlaces, Rounding::HalfUp).numerator;
  }

  Value sum(const std::vector<Term>& terms) { return builder_.linear(kZero, terms); }

  const Rulebook& rulebook_;
  const CompileOptions& options_;
  ProgramBuilder builder_;
  ScoringProgram result_;
  const RuleCompiler rules_{builder_, rulebook_.indicators,
                            [this](const std::string& id) { return other_criterion(id); },
                            [this](const Statistic& wanted) { return statistic(wanted); }};
  Value group_;                 // index of the unit's group, where the population is asked for
  std::vector<Value> applies_;  // by criterion: 1 where it applies to the unit
  // By criterion: its share in what the index divides by, and 1 where it has one. What is dropped
  // has one although it does not apply.
  std::vector<Value> divisors_, counted_;
};

}  // namespace

ScoringProgram compile(const Rulebook& rulebook, const CompileOptions& options) {
  return Compiler(rulebook, options).compile();
}

}  // namespace parindex
