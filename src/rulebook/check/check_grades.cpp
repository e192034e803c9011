// SPDX-License-Identifier: Apache-2.0
#include "rulebook/check/check_grades.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"

namespace parindex {
namespace {

// True when the grade above takes every index that this one could have.
bool is_covered(const Bound& bound, const Bound& above) {
  return above.value < bound.value || (above.value == bound.value && (bound.open || !above.open));
}

void report_unreachable(const Grade& grade, std::string help, Diagnostics& diagnostics) {
  diagnostics.error(codes::kGradeUnreachable, grade.span,
                    fmt::format("no index can reach the grade `{}`", grade.name), std::move(help));
}

// A grade that is not the last one.
void check_grade(const Grade& grade, const Grade* above, bool clamps, Diagnostics& diagnostics) {
  const Decimal hundred{100, 0};
  if (!grade.from) {
    diagnostics.error(
        codes::kGradeUnreachable, grade.span,
        grade.name.empty()
            ? std::string("`ungraded` is not the last of the grades")
            : fmt::format("grade `{}` has no bound, so no later grade can be reached", grade.name),
        "grades stand best first; only the last has no bound");
  } else if (clamps &&
             (hundred < grade.from->value || (grade.from->value == hundred && grade.from->open))) {
    report_unreachable(grade, "the index lies between 0 and 100", diagnostics);
  } else if (above != nullptr && above->from && is_covered(*grade.from, *above->from)) {
    report_unreachable(grade, "grades stand best first", diagnostics);
  }
}

void check_bounds(const Rulebook& rulebook, Diagnostics& diagnostics) {
  const std::vector<Grade>& grades = rulebook.grades;
  for (std::size_t i = 0; i + 1 < grades.size(); ++i) {
    check_grade(grades[i], i == 0 ? nullptr : &grades[i - 1], rulebook.clamps(), diagnostics);
  }
  if (grades.empty()) {
    return;
  }
  const Grade& last = grades.back();
  const Grade* above = grades.size() < 2 ? nullptr : &grades[grades.size() - 2];
  if (last.from) {
    diagnostics.error(codes::kGradeGap, last.span,
                      fmt::format("an index {} {} has no grade",
                                  last.from->open ? "up to" : "below", to_text(last.from->value)),
                      "add a last grade without a bound, or the word `ungraded`");
  } else if (rulebook.clamps() && above != nullptr && above->from && is_covered({}, *above->from)) {
    report_unreachable(last, "the index lies between 0 and 100", diagnostics);
  }
}

void check_grade_names(const Rulebook& rulebook, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < rulebook.grades.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (rulebook.grades[i].name == rulebook.grades[j].name) {
        diagnostics.error(codes::kDuplicateId, rulebook.grades[i].span,
                          fmt::format("two grades are called `{}`", rulebook.grades[i].name),
                          "give each grade its own name",
                          {{rulebook.grades[j].span, "the first one"}});
      }
    }
  }
}

std::string range_of(const Grade& grade) {
  return fmt::format("{} {}", grade.from->open ? "above" : "from", to_text(grade.from->value));
}

// Where conditions fail and nothing says what follows, there is no grade.
void check_needs(const Rulebook& rulebook, Diagnostics& diagnostics) {
  const std::vector<Grade>& grades = rulebook.grades;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    const Grade& grade = grades[i];
    if (grade.needs.empty() || !grade.from) {
      if (!grade.needs.empty() && i + 1 == grades.size()) {
        diagnostics.error(codes::kSeveralRules, grade.span,
                          fmt::format("`{}` takes the rest, so it has no `needs`", grade.name),
                          "state in the grade above when it falls through: `else:`");
      }
      continue;
    }
    if (grade.without == WithoutNeeds::Undefined || grade.next_when) {
      diagnostics.warn(
          codes::kGradeNeedsGap, grade.span,
          fmt::format("an index {} without what `{}` needs {}", range_of(grade), grade.name,
                      grade.next_when ? "may have no grade" : "has no grade"),
          "state `else: next` or `else: ungraded`, unless the document leaves it open");
    }
  }
}

void check_bonus(const Rulebook& rulebook, Diagnostics& diagnostics) {
  if (rulebook.bonus && !rulebook.clamp) {
    diagnostics.warn(
        codes::kIndexBoundNotStated, rulebook.criteria[*rulebook.bonus].span,
        "the rulebook does not state whether the index with bonus may pass 100; it is cut to "
        "0..100",
        "state `index: {clamp: true}`, or `index: {clamp: false}` where it may");
  }
  if ((rulebook.bonus || rulebook.penalty) && !rulebook.grades.empty() &&
      !rulebook.states_grading_basis) {
    diagnostics.warn(
        codes::kGradeBasisNotStated,
        rulebook.criteria[rulebook.bonus ? *rulebook.bonus : *rulebook.penalty].span,
        "the rulebook does not state whether grades look at the index before or after bonus and "
        "penalty; it is after",
        "state `grading: {on: after_bonus}` or `grading: {on: before_bonus}`");
  }
}

}  // namespace

void check_grades(const Rulebook& rulebook, Diagnostics& diagnostics) {
  check_bounds(rulebook, diagnostics);
  check_grade_names(rulebook, diagnostics);
  check_needs(rulebook, diagnostics);
  check_bonus(rulebook, diagnostics);
}

std::vector<const Expression*> conclusion_expressions(const Rulebook& rulebook) {
  std::vector<const Expression*> found;
  const auto add = [&](const std::optional<Expression>& expression) {
    if (expression) {
      found.push_back(&*expression);
    }
  };
  for (const Grade& grade : rulebook.grades) {
    for (const GradeNeed& need : grade.needs) {
      add(need.condition);
    }
    add(grade.next_when);
  }
  for (const GradeCap& cap : rulebook.grade_caps) {
    found.push_back(&cap.when);
  }
  for (const RankingKey& key : rulebook.ranking.keys) {
    found.push_back(&key.by);
  }
  add(rulebook.ranking.ranked_when);
  return found;
}

}  // namespace parindex
