// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/loss_sum.h"

#include <algorithm>
#include <cstddef>

namespace parindex {
namespace {

Rational sum_of_leaves(const Rulebook& rulebook, const Explanation& explanation,
                       CriterionIndex root, ExactCell Explanation::Line::*what) {
  Rational sum = 0;
  for (const Explanation::Line& line : explanation.lines) {
    const ExactCell& cell = line.*what;
    if (rulebook.criteria[line.criterion].is_leaf() && rulebook.root_of(line.criterion) == root &&
        cell.state == CellState::Present) {
      sum += cell.value;
    }
  }
  return sum;
}

bool points_add_up(const Rulebook& rulebook, const Explanation& explanation, CriterionIndex root,
                   const ExactCell& points) {
  if (points.state == CellState::Present) {
    return points.value == sum_of_leaves(rulebook, explanation, root, &Explanation::Line::points);
  }
  for (CriterionIndex i = 0; i < rulebook.criteria.size(); ++i) {
    const Criterion& node = rulebook.criteria[i];
    if (!node.is_leaf() && rulebook.root_of(i) == root &&
        (node.aggregation != Aggregation::Sum || node.cap || node.rounding)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool losses_add_up(const Rulebook& rulebook, const Explanation& explanation) {
  const ExactCell& maximum = explanation.maximum;
  const bool has_other_maximum =
      maximum.state == CellState::Present &&
      maximum.value != sum_of_leaves(rulebook, explanation, 0, &Explanation::Line::maximum);
  return !has_other_maximum && points_add_up(rulebook, explanation, 0, explanation.points) &&
         (!explanation.penalty ||
          points_add_up(rulebook, explanation, *rulebook.penalty, *explanation.penalty));
}

Rational index_divisor(const Rulebook& rulebook, const Explanation& explanation) {
  // By criterion; children stand behind their parents.
  std::vector<Rational> divisors(rulebook.criteria.size());
  for (std::size_t i = explanation.lines.size(); i-- > 0;) {
    const Explanation::Line& line = explanation.lines[i];
    const Criterion& criterion = rulebook.criteria[line.criterion];
    Rational& own = divisors[line.criterion];
    const bool decides = criterion.is_leaf() || criterion.states_not_applicable;
    if (decides && line.points.state == CellState::NotApplicable) {
      const bool stays = criterion.not_applicable == WhenNotApplicable::Drop;
      own = stays ? to_rational(criterion.maximum.value) : Rational(0);
    } else if (criterion.is_leaf()) {
      own = line.maximum.value;
    }
    if (criterion.parent) {
      divisors[*criterion.parent] += own;
    }
  }
  return divisors.front();
}

}  // namespace parindex
