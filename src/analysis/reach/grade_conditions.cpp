// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/grade_conditions.h"

#include <algorithm>

namespace parindex {
namespace {

// The value of a condition that was compiled from the expression at this place.
Quotient value_of(const ScoringProgram& program, const Expression& expression) {
  const auto found =
      std::find_if(program.conditions.begin(), program.conditions.end(), [&](const auto& one) {
        return one.span.source == expression.span.source && one.span.begin == expression.span.begin;
      });
  return found->value;
}

void add_each(const Rulebook& rulebook, const ScoringProgram& program, const GradeNeed& need,
              std::vector<GradeCondition>& conditions) {
  for (CriterionIndex i = 1; i < rulebook.criteria.size(); ++i) {
    const Criterion& criterion = rulebook.criteria[i];
    const bool asked = need.top_only ? criterion.parent == CriterionIndex{0}
                                     : criterion.is_leaf() && rulebook.root_of(i) == 0;
    if (asked) {
      const bool above_zero = need.kind == GradeNeed::Kind::NoZero;
      conditions.push_back({i,
                            above_zero ? std::nullopt : std::optional(need.share.value),
                            {program.nodes[i].points, program.nodes[i].maximum},
                            {},
                            true});
    }
  }
}

bool are_enough(const std::vector<ExactCell>& trace, const std::vector<Quotient>& keys,
                const std::vector<Rational>& least) {
  std::vector<Rational> own;
  own.reserve(keys.size());
  for (const Quotient key : keys) {
    const ExactCell cell = read(trace, key);
    if (cell.state != CellState::Present) {
      return false;
    }
    own.push_back(cell.value);
  }
  return own >= least;
}

}  // namespace

bool GradeCondition::is_met(const std::vector<ExactCell>& trace) const {
  if (!least.empty()) {
    return are_enough(trace, values, least);
  }
  const ExactCell value = read(trace, values.front());
  if (value.state != CellState::Present) {
    return value.state == CellState::NotApplicable;
  }
  if (!criterion) {
    return (value.value != 0) == wanted;
  }
  return share ? value.value >= to_rational(*share) * read(trace, values.back()).value
               : value.value > 0;
}

std::vector<GradeCondition> grade_conditions_of(const Rulebook& rulebook,
                                                const ScoringProgram& program, std::size_t grade,
                                                std::size_t lowest) {
  std::vector<GradeCondition> conditions;
  for (const GradeNeed& need : rulebook.grades[grade].needs) {
    if (need.kind == GradeNeed::Kind::Condition) {
      conditions.push_back(
          {std::nullopt, std::nullopt, {value_of(program, *need.condition)}, {}, true});
    } else {
      add_each(rulebook, program, need, conditions);
    }
  }
  for (const GradeCap& cap : rulebook.grade_caps) {
    if (!cap.at_most || *cap.at_most > lowest) {
      conditions.push_back({std::nullopt, std::nullopt, {value_of(program, cap.when)}, {}, false});
    }
  }
  return conditions;
}

}  // namespace parindex
