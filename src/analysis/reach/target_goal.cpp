// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/target_goal.h"

#include <algorithm>

namespace parindex {
namespace {

// What a value must come to so that it is at least (or above, if open) a threshold once it is
// rounded.
Needed before_rounding(const Rational& threshold, bool open, RoundingRule rule) {
  const Rational unit = power_of_ten(rule.digits);
  const Rational scaled = threshold * unit;
  Rational ticks = cut(scaled);
  if (threshold >= 0 && (open || !scaled.is_whole())) {
    ticks += 1;
  }
  const Rational least(ticks, unit);
  const Rational half(1, 2 * unit);
  switch (rule.mode) {
    case Rounding::HalfUp:
      return {least - half, false};
    case Rounding::HalfEven:
      return {least - half, !Rational(ticks / 2).is_whole()};
    case Rounding::Down:
      return {least, false};
    case Rounding::Up:
      return {least - 2 * half, true};
  }
  return {least, false};
}

IndexForm form_of(const Rulebook& rulebook, const TargetGoal& goal) {
  switch (goal.kind) {
    case TargetGoal::Kind::Grade:
      return rulebook.grading;
    case TargetGoal::Kind::Rank:
      return rulebook.ranking.on;
    case TargetGoal::Kind::Index:
      break;
  }
  return {.rounded = true};
}

// That the keys from one on are as good as those of the unit in the way.
GradeCondition keys_from(std::ptrdiff_t first, const ScoringProgram& program,
                         const std::vector<Rational>& to_pass) {
  GradeCondition gate;
  gate.values.assign(program.rank_keys.begin() + first, program.rank_keys.end());
  gate.least.assign(to_pass.begin() + first, to_pass.end());
  return gate;
}

// Whether the unit is at least as good as the one in the way.
bool is_as_good(const ScoringProgram& program, const std::vector<Rational>& to_pass,
                const std::vector<ExactCell>& trace) {
  if (program.ranked != Quotient::kNone) {
    const ExactCell& ranked = trace[program.ranked];
    if (ranked.state != CellState::Present || ranked.value == 0) {
      return false;
    }
  }
  return to_pass.empty() || keys_from(0, program, to_pass).is_met(trace);
}

class AimFinder {
 public:
  AimFinder(const Rulebook& rulebook, const ScoringProgram& program, const TargetGoal& goal)
      : rulebook_(rulebook),
        program_(program),
        goal_(goal),
        form_(form_of(rulebook, goal)) {}

  std::vector<TargetAim> find() {
    switch (goal_.kind) {
      case TargetGoal::Kind::Grade:
        add_grades();
        break;
      case TargetGoal::Kind::Rank:
        add_rank();
        break;
      case TargetGoal::Kind::Index:
        add(to_rational(goal_.index), false, {});
        break;
    }
    return std::move(aims_);
  }

 private:
  void add(const Rational& threshold, bool open, std::vector<GradeCondition> conditions) {
    const Needed needed = form_.rounded ? before_rounding(threshold, open, rulebook_.index_rounding)
                                        : Needed{threshold, open};
    TargetAim aim{needed, false, std::move(conditions)};
    if (rulebook_.clamps()) {
      aim.is_beyond = needed.value > 100 || (needed.value == 100 && needed.more_than);
      const bool always = needed.value < 0 || (needed.value == 0 && !needed.more_than);
      aim.index = always ? std::nullopt : aim.index;
    }
    aims_.push_back(std::move(aim));
  }

  void add_grades() {
    for (std::size_t grade = goal_.grade + 1; grade-- > 0;) {
      const std::optional<Bound>& from = rulebook_.grades[grade].from;
      std::vector<GradeCondition> conditions =
          grade_conditions_of(rulebook_, program_, grade, goal_.grade);
      if (from) {
        add(to_rational(from->value.value), from->open, std::move(conditions));
      } else {
        aims_.push_back({std::nullopt, false, std::move(conditions)});
      }
      if (rulebook_.grades[grade].needs.empty()) {
        break;
      }
    }
  }

  void add_rank() {
    if (goal_.to_pass.empty()) {
      aims_.emplace_back();
      return;
    }
    const Rational& index = goal_.to_pass.front();
    if (goal_.to_pass.size() == 1) {
      add(index, false, {});
      return;
    }
    add(index, true, {});
    add(index, false, {keys_from(1, program_, goal_.to_pass)});
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const TargetGoal& goal_;
  const IndexForm form_;
  std::vector<TargetAim> aims_;
};

// The step that writes a slot.
const Step& step_of(const Program& program, Slot slot) {
  return *std::find_if(program.steps.begin(), program.steps.end(),
                       [&](const Step& step) { return step.out == slot; });
}

}  // namespace

std::vector<TargetAim> aims_of(const Rulebook& rulebook, const ScoringProgram& program,
                               const TargetGoal& goal) {
  return AimFinder(rulebook, program, goal).find();
}

bool is_reached(const Rulebook& rulebook, const ScoringProgram& program, const TargetGoal& goal,
                const std::vector<ExactCell>& trace) {
  switch (goal.kind) {
    case TargetGoal::Kind::Grade: {
      const std::optional<std::size_t> grade = grade_in(rulebook, program, trace);
      return grade && *grade <= goal.grade;
    }
    case TargetGoal::Kind::Rank:
      return is_as_good(program, goal.to_pass, trace);
    case TargetGoal::Kind::Index:
      break;
  }
  const ExactCell& index = trace[program.rounded_index];
  return index.state == CellState::Present && index.value >= to_rational(goal.index);
}

Quotient looked_at(const Rulebook& rulebook, const ScoringProgram& program,
                   const TargetGoal& goal) {
  Quotient index = form_of(rulebook, goal).before_bonus ? program.base_index : program.index;
  // The cut is the larger of 0 and the smaller of 100 and the index.
  for (const Op cut : {Op::Maximum, Op::Minimum}) {
    const Step& step = step_of(program.program, index.numerator);
    if (!rulebook.clamps() || step.op != cut) {
      break;
    }
    index.numerator = program.program.inputs[step.first_input];
  }
  return index;
}

std::optional<std::size_t> grade_in(const Rulebook& rulebook, const ScoringProgram& program,
                                    const std::vector<ExactCell>& trace) {
  if (program.grade == Quotient::kNone) {
    return std::nullopt;
  }
  const ExactCell& cell = trace[program.grade];
  const auto grade = static_cast<std::size_t>(cell.value);
  return cell.state == CellState::Present && grade < rulebook.grades.size() ? std::optional(grade)
                                                                            : std::nullopt;
}

}  // namespace parindex
