// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile/compile_conclusion.h"

#include <array>
#include <optional>
#include <vector>

#include "rulebook/compile/compile.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"

namespace parindex {
namespace {

constexpr Decimal kHundred{100, 0};
using Term = ProgramBuilder::Term;

class ConclusionCompiler {
 public:
  ConclusionCompiler(const Rulebook& rulebook, const std::vector<Part>& parts,
                     const RuleCompiler& rules, ScoringProgram& result)
      : rulebook_(rulebook),
        parts_(parts),
        rules_(rules),
        builder_(rules.program),
        result_(result) {}

  void compile() {
    const Quotient base = base_index();
    result_.rounded_points = rounded(parts_[0].points).numerator;
    result_.rounded_maximum = rounded(parts_[0].maximum).numerator;
    result_.bonus = extra(rulebook_.bonus);
    result_.penalty = extra(rulebook_.penalty);
    std::vector<Term> terms{{base}};
    if (result_.bonus) {
      terms.push_back({result_.bonus->points});
    }
    if (result_.penalty) {
      terms.push_back({result_.penalty->points, kMinusOne});
    }
    result_.base_index = clamped(base);
    result_.index = terms.size() == 1 ? result_.base_index : clamped(builder_.linear(kZero, terms));
    result_.rounded_index = rounded(result_.index).numerator;
    if (!rulebook_.grades.empty()) {
      compile_grade();
    }
    compile_ranking();
  }

 private:
  // 100 * points / maximum.
  Quotient base_index() {
    const Quotient points = parts_[0].points;
    Quotient divisor = parts_[0].divisor;
    // A mean divides points and maximum by the same weights: these cancel out.
    const bool same = points.is_pair() && points.divisor == divisor.divisor;
    const Quotient dividend = same ? Quotient{points.numerator} : points;
    divisor = same ? Quotient{divisor.numerator} : divisor;
    // A hundredth of the divisor instead of a hundred times the points leaves room for places.
    return builder_.divide(dividend, builder_.multiply(divisor, builder_.constant({1, 2})));
  }

  Quotient clamped(Quotient index) {
    if (!rulebook_.clamps()) {
      return index;
    }
    index = builder_.extreme(Op::Minimum, std::array{index, builder_.constant(kHundred)});
    return builder_.extreme(Op::Maximum, std::array{index, builder_.constant(kZero)});
  }

  Quotient rounded(Quotient value) {
    return builder_.round(value, rulebook_.index_rounding.digits, rulebook_.index_rounding.mode);
  }

  // Where nothing of the bonus concerns the unit there is none.
  std::optional<ScoringProgram::Extra> extra(const std::optional<CriterionIndex>& root) {
    if (!root) {
      return std::nullopt;
    }
    const Quotient points =
        builder_.with_default(parts_[*root].points, CellState::NotApplicable, kZero);
    return ScoringProgram::Extra{points, printed_slot(builder_, points), rounded(points).numerator};
  }

  Quotient form(IndexForm form) {
    const Quotient index = form.before_bonus ? result_.base_index : result_.index;
    if (!form.rounded) {
      return index;
    }
    return form.before_bonus ? rounded(result_.base_index) : Quotient{result_.rounded_index};
  }

  Quotient constant(std::size_t number) {
    return builder_.constant({static_cast<std::int64_t>(number), 0});
  }

  void compile_grade() {
    const Quotient index = form(rulebook_.grading);
    const std::vector<Grade>& grades = rulebook_.grades;
    bool plain = rulebook_.grade_caps.empty();
    for (const Grade& grade : grades) {
      plain = plain && grade.needs.empty();
    }
    result_.grade = (plain ? by_thresholds(index) : capped(by_needs(index))).numerator;
  }

  Quotient by_thresholds(Quotient index) {
    std::vector<ProgramBuilder::Threshold> thresholds;
    const std::vector<Grade>& grades = rulebook_.grades;
    for (std::size_t i = grades.size() - 1; i-- > 0;) {
      thresholds.push_back(
          {grades[i].from->value, grades[i].from->open, {static_cast<std::int64_t>(i), 0}});
    }
    const Decimal last{static_cast<std::int64_t>(grades.size() - 1), 0};
    return builder_.steps(index, last, thresholds);
  }

  // From the worst grade up: what a unit gets that is tested for this grade, and whether its index
  // reaches it.
  Quotient by_needs(Quotient index) {
    const std::vector<Grade>& grades = rulebook_.grades;
    Quotient tested = constant(grades.size() - 1);
    Quotient result = tested;
    for (std::size_t i = grades.size() - 1; i-- > 0;) {
      const Grade& grade = grades[i];
      Quotient own = constant(i);
      if (!grade.needs.empty()) {
        own = builder_.select(needs(grade), own, without(grade, tested));
      }
      tested = own;
      const Relation relation = grade.from->open ? Relation::Greater : Relation::GreaterEqual;
      result = builder_.select(
          builder_.compare(index, relation, builder_.number(grade.from->value)), own, result);
    }
    return result;
  }

  Quotient without(const Grade& grade, Quotient next) {
    switch (grade.without) {
      case WithoutNeeds::Ungraded:
        return constant(ScoringProgram::kUngraded);
      case WithoutNeeds::NextGrade:
        return grade.next_when ? builder_.select(condition(*grade.next_when, false), next,
                                                 constant(ScoringProgram::kGradeUndefined))
                               : next;
      case WithoutNeeds::Undefined:
        break;
    }
    return constant(ScoringProgram::kGradeUndefined);
  }

  Quotient needs(const Grade& grade) {
    std::vector<Quotient> all;
    for (const GradeNeed& need : grade.needs) {
      if (need.kind == GradeNeed::Kind::Condition) {
        all.push_back(condition(*need.condition, true));
      } else {
        add_each(need, all);
      }
    }
    return builder_.logic(Op::And, all);
  }

  // A condition on each criterion; those that do not apply meet it.
  void add_each(const GradeNeed& need, std::vector<Quotient>& all) {
    for (std::size_t i = 1; i < rulebook_.criteria.size(); ++i) {
      const auto index = static_cast<CriterionIndex>(i);
      const Criterion& criterion = rulebook_.criteria[i];
      const bool asked = need.top_only ? criterion.parent == CriterionIndex{0}
                                       : criterion.is_leaf() && rulebook_.root_of(index) == 0;
      if (!asked) {
        continue;
      }
      const Quotient points = result_.nodes[i].points;
      const Quotient holds =
          need.kind == GradeNeed::Kind::NoZero
              ? builder_.compare(points, Relation::Greater, builder_.constant(kZero))
              : builder_.compare(
                    points, Relation::GreaterEqual,
                    builder_.multiply(result_.nodes[i].maximum, builder_.number(need.share)));
      all.push_back(builder_.with_default(holds, CellState::NotApplicable, {1, 0}));
    }
  }

  // A condition that a grade asks for. One that does not concern the unit counts as `otherwise`.
  Quotient condition(const Expression& expression, bool otherwise) {
    const Quotient value = compile_expression(expression, rules_);
    note(expression, value, false);
    return builder_.with_default(value, CellState::NotApplicable, {otherwise ? 1 : 0, 0});
  }

  void note(const Expression& expression, Quotient value, bool of_ranking) {
    result_.conditions.push_back(
        {expression.text, of_ranking, value, indicators_of(expression), expression.span});
  }

  // A cap never raises a grade. Where no grade is defined, only a cap to the lowest one says which.
  Quotient capped(Quotient grade) {
    const std::size_t last = rulebook_.grades.size() - 1;
    for (const GradeCap& cap : rulebook_.grade_caps) {
      const std::size_t at_most = cap.at_most.value_or(ScoringProgram::kUngraded);
      const Quotient limit = constant(at_most);
      Quotient lower = builder_.extreme(Op::Maximum, std::array{grade, limit});
      if (at_most == last) {
        const Quotient undefined =
            builder_.compare(grade, Relation::Equal, constant(ScoringProgram::kGradeUndefined));
        lower = builder_.select(undefined, limit, lower);
      }
      grade = builder_.select(condition(cap.when, false), lower, grade);
    }
    return grade;
  }

  void compile_ranking() {
    const Ranking& ranking = rulebook_.ranking;
    add_key(form(ranking.on));
    for (const RankingKey& key : ranking.keys) {
      const Quotient value = compile_expression(key.by, rules_);
      note(key.by, value, true);
      add_key(key.low_is_better ? builder_.linear(kZero, std::array{Term{value, kMinusOne}})
                                : value);
    }
    if (ranking.ranked_when) {
      const Quotient value = compile_expression(*ranking.ranked_when, rules_);
      note(*ranking.ranked_when, value, true);
      result_.ranked = builder_.materialize(value).numerator;
    }
  }

  void add_key(Quotient key) {
    result_.rank_keys.push_back(builder_.is_exact(key) ? key : builder_.materialize(key));
  }

  const Rulebook& rulebook_;
  const std::vector<Part>& parts_;
  const RuleCompiler& rules_;
  ProgramBuilder& builder_;
  ScoringProgram& result_;
};

}  // namespace

void compile_conclusion(const Rulebook& rulebook, const std::vector<Part>& parts,
                        const RuleCompiler& rules, ScoringProgram& result) {
  ConclusionCompiler(rulebook, parts, rules, result).compile();
}

}  // namespace parindex
