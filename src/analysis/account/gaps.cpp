// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/gaps.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "analysis/account/divisions.h"
#include "analysis/account/explain.h"
#include "analysis/account/loss_sum.h"
#include "analysis/probe/lever.h"
#include "base/parallel.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

// What is compared with other units depends on these figures.
std::vector<bool> figures_of_comparisons(const Rulebook& rulebook, const ScoringProgram& program) {
  std::vector<bool> compared(rulebook.indicators.size(), false);
  for (const Statistic& statistic : program.statistics) {
    const std::vector<Quotient> wanted{statistic.operand};
    for (const Step& step : slice(program.program, wanted).program.steps) {
      if (step.op == Op::Load && step.argument < compared.size()) {
        compared[step.argument] = true;
      }
    }
  }
  return compared;
}

class GapFinder {
 public:
  GapFinder(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& source,
            const ScoreSheet& sheet)
      : rulebook_(rulebook),
        program_(program),
        source_(source),
        sheet_(sheet),
        levers_(rulebook.criteria.size()),
        compared_(figures_of_comparisons(rulebook, program)) {
    for (CriterionIndex i = 1; i < rulebook.criteria.size(); ++i) {
      if (program.nodes[i].trace && rulebook.bonus != rulebook.root_of(i)) {
        levers_[i] = lever_program(rulebook, program, i);
      }
    }
    const std::vector<Quotient> wanted{program.index};
    index_ = slice(program.program, wanted);
  }

  [[nodiscard]] UnitGaps find(std::size_t unit) const {
    const std::uint64_t row_offset = sheet_.row_offsets[unit];
    const Explanation explanation = explain(rulebook_, program_, source_, row_offset);
    DataChunk row = source_.row(row_offset);
    UnitGaps result;
    for (const Explanation::Line& line : explanation.lines) {
      std::optional<Gap> gap = gap_of(line, unit);
      if (!gap) {
        continue;
      }
      if (gap->lost > 0) {
        add_steps(*gap, row, explanation.index);
      }
      add_divisions(*gap, row_offset);
      result.lost += gap->lost;
      result.gaps.push_back(std::move(*gap));
    }
    std::stable_sort(result.gaps.begin(), result.gaps.end(),
                     [](const Gap& a, const Gap& b) { return certainty(a) < certainty(b); });
    add_shares(explanation, result);
    return result;
  }

 private:
  // Known losses first.
  static int certainty(const Gap& gap) {
    return gap.what == Gap::Class::NotScored ? 2 : (gap.basis == Basis::Known ? 0 : 1);
  }

  [[nodiscard]] std::optional<Gap> gap_of(const Explanation::Line& line, std::size_t unit) const {
    const CriterionIndex root = rulebook_.root_of(line.criterion);
    if (!program_.nodes[line.criterion].trace || rulebook_.bonus == root ||
        line.points.state == CellState::NotApplicable) {
      return std::nullopt;
    }
    Gap gap;
    gap.line = line;
    if (sheet_.open) {
      const OpenResults::Unit& open = sheet_.open->units[unit];
      gap.basis = open.criterion_basis[line.criterion];
      gap.lost_ends = open.criterion_lost[line.criterion];
    }
    if (line.points.state != CellState::Present) {
      return gap;
    }
    const bool penalty = rulebook_.penalty == root;
    gap.lost = penalty ? line.points.value : line.maximum.value - line.points.value;
    if (gap.lost <= 0) {
      gap.lost = 0;
      gap.what = Gap::Class::Possible;
      return gap.lost_ends && gap.lost_ends->second > 0 ? std::optional(gap) : std::nullopt;
    }
    gap.what = penalty                  ? Gap::Class::Penalty
               : line.points.value <= 0 ? Gap::Class::NoPoints
                                        : Gap::Class::BelowMaximum;
    return gap;
  }

  void add_steps(Gap& gap, DataChunk& row, const ExactCell& index) const {
    const LeverProgram& program = *levers_[gap.line.criterion];
    gap.no_lever = program.levers.empty();
    const LeverSteps steps = find_lever_steps(program, rulebook_, row);
    if (steps.next) {
      gap.next = step_of(*steps.next, program, row, gap.line.points.value, index);
    }
    if (steps.full) {
      gap.full = step_of(*steps.full, program, row, gap.line.points.value, index);
    }
  }

  void add_divisions(Gap& gap, std::uint64_t row_offset) const {
    const std::vector<IndicatorIndex>& levers = levers_[gap.line.criterion]->levers;
    const std::optional<IndicatorIndex> lever =
        levers.size() == 1 ? std::optional(levers.front()) : std::nullopt;
    gap.divisions = divisions_of(rulebook_, source_, row_offset,
                                 program_.nodes[gap.line.criterion].trace->inputs, lever,
                                 gap.full ? gap.full : gap.next);
  }

  [[nodiscard]] GapStep step_of(const std::vector<FigureChange>& changes,
                                const LeverProgram& program, DataChunk& row, const Rational& points,
                                const ExactCell& index) const {
    bool alone = true;
    for (const FigureChange& change : changes) {
      row.columns[change.indicator].cells[0] = change.to;
      alone = alone && !compared_[change.indicator];
    }
    const ExactCell then =
        read(evaluate_exact(program.slice.program, row.inputs(), 0), program.slice.values[0]);
    GapStep step{changes, program.is_penalty ? points - then.value : then.value - points, {}};
    if (alone) {
      const ExactCell moved =
          read(evaluate_exact(index_.program, row.inputs(), 0), index_.values[0]);
      if (index.state == CellState::Present && moved.state == CellState::Present) {
        step.index = moved.value - index.value;
      }
    }
    for (const FigureChange& change : changes) {
      row.columns[change.indicator].cells[0] = change.from;
    }
    return step;
  }

  // Shares of the loss where it is the sum of the gaps; else the loss is that of the total.
  void add_shares(const Explanation& explanation, UnitGaps& gaps) const {
    const bool is_sum = losses_add_up(rulebook_, explanation);
    for (Gap& gap : gaps.gaps) {
      if (is_sum && gap.lost > 0) {
        gap.share = gap.lost / gaps.lost;
      }
    }
    if (!is_sum && explanation.points.state == CellState::Present) {
      const bool has_penalty =
          explanation.penalty && explanation.penalty->state == CellState::Present;
      gaps.lost = explanation.maximum.value - explanation.points.value +
                  (has_penalty ? explanation.penalty->value : Rational(0));
    }
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const RowSource& source_;
  const ScoreSheet& sheet_;
  std::vector<std::optional<LeverProgram>> levers_;  // by CriterionIndex; leaves but for bonus
  std::vector<bool> compared_;                       // by IndicatorIndex
  Slice index_;
};

}  // namespace

std::vector<UnitGaps> find_gaps(const Rulebook& rulebook, const ScoringProgram& program,
                                const RowSource& source, const ScoreSheet& sheet,
                                const std::vector<std::size_t>& rows, std::size_t threads) {
  const GapFinder finder(rulebook, program, source, sheet);
  std::vector<UnitGaps> result;
  result.reserve(rows.size());
  std::size_t next = 0;
  ordered_pipeline<std::size_t, UnitGaps>(
      threads,
      [&]() -> std::optional<std::size_t> {
        return next < rows.size() ? std::optional(rows[next++]) : std::nullopt;
      },
      [&](std::size_t&& row, std::size_t) { return finder.find(row); },
      [&](UnitGaps&& gaps) { result.push_back(std::move(gaps)); });
  return result;
}

namespace {

// What a criterion was in an older rulebook: all of `was:` where that is stated, else the one of
// the same id, unless another criterion says that it was that one.
std::vector<CriterionIndex> find_older(const Rulebook& rulebook, const Criterion& criterion,
                                       const Rulebook& older) {
  std::vector<std::string> ids = criterion.was;
  const auto is_claimed = [&](const Criterion& other) {
    return std::find(other.was.begin(), other.was.end(), criterion.id) != other.was.end();
  };
  if (ids.empty() && std::none_of(rulebook.criteria.begin(), rulebook.criteria.end(), is_claimed)) {
    ids.push_back(criterion.id);
  }
  std::vector<CriterionIndex> found;
  for (const std::string& id : ids) {
    if (const std::optional<CriterionIndex> then = older.find(id)) {
      found.push_back(*then);
    }
  }
  return found;
}

}  // namespace

void mark_recurring(const Rulebook& rulebook, UnitGaps& gaps, const Rulebook& older_rulebook,
                    const UnitGaps& older) {
  for (Gap& gap : gaps.gaps) {
    for (const CriterionIndex then :
         find_older(rulebook, rulebook.criteria[gap.line.criterion], older_rulebook)) {
      if (!older_rulebook.criteria[then].is_leaf()) {
        continue;
      }
      const auto found =
          std::find_if(older.gaps.begin(), older.gaps.end(),
                       [&](const Gap& candidate) { return candidate.line.criterion == then; });
      if (found == older.gaps.end()) {
        gap.recurs = gap.recurs.value_or(false);
      } else if (found->lost > 0) {
        gap.recurs = true;
      }
    }
  }
}

}  // namespace parindex
