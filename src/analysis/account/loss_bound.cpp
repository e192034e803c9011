// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/loss_bound.h"

#include <algorithm>

#include "analysis/account/loss_sum.h"
#include "analysis/reach/grade_conditions.h"
#include "engine/numbers/rational.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

using Outcome = LossBound::Outcome;

// All numbers below a value; the value, too, where it is attained.
struct Below {
  Rational value;
  bool attained = false;
};

// The unrounded index of a unit that does not reach the bound.
Below index_below(const Rulebook& rulebook, const Bound& bound) {
  const Rational value = to_rational(bound.value.value);
  if (!rulebook.grading.rounded) {
    return {value, bound.open};
  }
  // The greatest printed index that does not reach it, in steps of the last digit.
  const int digits = rulebook.index_rounding.digits;
  const Rational step = 1 / to_rational({power_of_ten(digits), 0});
  Rational last = rounded_ticks(value, digits, Rounding::Down) * step;
  if (!bound.open && last == value) {
    last -= step;
  }
  switch (rulebook.index_rounding.mode) {
    case Rounding::HalfUp:
      return {last + step / 2, false};
    case Rounding::HalfEven:
      return {last + step / 2, rounded_ticks(last + step / 2, digits, Rounding::HalfEven) ==
                                   rounded_ticks(last, digits, Rounding::Down)};
    case Rounding::Down:
      return {last + step, false};
    case Rounding::Up:
      break;
  }
  return {last, true};
}

bool is_settled(const OpenNumber& number) {
  return number.has_range() && number.low == number.high;
}

bool maximum_is_open(const Rulebook& rulebook) {
  return std::any_of(rulebook.open_numbers.begin(), rulebook.open_numbers.end(),
                     [](const OpenNumber& number) {
                       return number.effect != OpenNumber::Effect::Points &&
                              number.effect != OpenNumber::Effect::Grade &&
                              number.effect != OpenNumber::Effect::Nothing && !is_settled(number);
                     });
}

bool is_open(const std::optional<ExactCell>& extra) {
  return extra && extra->state != CellState::Present;
}

Outcome what_hinders(const Rulebook& rulebook, const ScoringProgram& program,
                     const Explanation& explanation, const UnitGaps& gaps, std::size_t grade) {
  if (grade == 0) {
    return Outcome::BestGrade;
  }
  if (!grade_conditions_of(rulebook, program, grade - 1, grade - 1).empty()) {
    return Outcome::Conditions;
  }
  if (maximum_is_open(rulebook)) {
    return Outcome::MaximumOpen;
  }
  if (explanation.maximum.state != CellState::Present || !losses_add_up(rulebook, explanation)) {
    return Outcome::NotASum;
  }
  if (is_open(explanation.bonus) || is_open(explanation.penalty)) {
    return Outcome::ExtrasOpen;
  }
  bool known = true;
  for (const Gap& gap : gaps.gaps) {
    known = known && gap.what != Gap::Class::NotScored;
    if (gap.basis == Basis::Assumed && gap.what != Gap::Class::NotScored) {
      return Outcome::Assumed;
    }
  }
  return known ? Outcome::AllKnown : Outcome::Follows;
}

}  // namespace

LossBound bound_losses(const Rulebook& rulebook, const ScoringProgram& program,
                       const Explanation& explanation, const UnitGaps& gaps, std::size_t grade,
                       const Bound& above) {
  LossBound bound;
  bound.grade = grade;
  bound.above = above;
  bound.outcome = what_hinders(rulebook, program, explanation, gaps, grade);
  if (bound.outcome != Outcome::Follows) {
    return bound;
  }
  for (const Gap& gap : gaps.gaps) {
    bound.most += gap.what == Gap::Class::NotScored ? gap.line.maximum.value : Rational(0);
  }
  const Rational bonus = explanation.bonus ? explanation.bonus->value : Rational(0);
  const Rational penalty = explanation.penalty ? explanation.penalty->value : Rational(0);
  const Below index = index_below(rulebook, above);
  // Of the tree alone, in percent of what the index divides by.
  const Rational tree = rulebook.grading.before_bonus ? index.value : index.value - bonus + penalty;
  bound.maximum = explanation.maximum.value;
  bound.known_lost = gaps.lost;
  bound.divisor = index_divisor(rulebook, explanation);
  bound.lost = bound.maximum - bound.divisor * tree / 100 + penalty;
  bound.unknown_lost = bound.lost - bound.known_lost;
  bound.attained = index.attained;
  if (bound.unknown_lost > bound.most || (bound.unknown_lost == bound.most && !bound.attained)) {
    bound.outcome = Outcome::Contradiction;
  } else if (bound.unknown_lost < 0) {
    bound.unknown_lost = 0;
    bound.attained = true;
  }
  return bound;
}

}  // namespace parindex
