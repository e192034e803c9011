// SPDX-License-Identifier: Apache-2.0
#include "cli/input/published_grade.h"

#include "analysis/account/explain.h"
#include "analysis/account/loss_bound.h"
#include "cli/input/find_unit.h"
#include "rulebook/load/load.h"

namespace parindex {
namespace {

// Where a grade begins, with assumed thresholds as high as they may be.
Bound highest_threshold(const Rulebook& rulebook, std::size_t grade) {
  if (!rulebook.open_numbers.empty() && rulebook.tree != nullptr) {
    Assumption highest;
    for (const OpenNumber& number : rulebook.open_numbers) {
      const bool moves = number.has_range() && number.effect == OpenNumber::Effect::Grade;
      const bool low = number.unknown && number.has_range();
      highest.push_back(moves ? NumberEnd::High : (low ? NumberEnd::Low : NumberEnd::Value));
    }
    Diagnostics faults;
    const std::optional<Rulebook> under = load_rulebook(*rulebook.tree, faults, highest);
    if (under && grade < under->grades.size() && under->grades[grade].from) {
      return *under->grades[grade].from;
    }
  }
  return rulebook.grades[grade].from.value_or(Bound{});
}

}  // namespace

std::optional<LossBound> bound_by_published_grade(const ScoringRun::Part& part, std::size_t row,
                                                  const UnitGaps& gaps,
                                                  const std::string& published,
                                                  Diagnostics& diagnostics) {
  const Rulebook& rulebook = *part.rulebook;
  const std::optional<std::size_t> grade = find_grade(rulebook, published, diagnostics);
  if (!grade) {
    return std::nullopt;
  }
  const Explanation explanation =
      explain(rulebook, part.program, *part.rows, part.sheet.row_offsets[row]);
  const Bound above = *grade == 0 ? Bound{} : highest_threshold(rulebook, *grade - 1);
  return bound_losses(rulebook, part.program, explanation, gaps, *grade, above);
}

}  // namespace parindex
