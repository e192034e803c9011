// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/rank_goal.h"

#include <algorithm>

#include "engine/run/exact.h"

namespace parindex {
namespace {

// The other units of the group that have a rank, best first. Where ranks are dense, equal units
// stand in the way together: one of them is here.
std::vector<std::size_t> ranked_others(const Rulebook& rulebook, const ScoreSheet& sheet,
                                       std::size_t row) {
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < sheet.units.size(); ++i) {
    if (i != row && sheet.units[i].group == sheet.units[row].group &&
        sheet.ranks[i] != ScoreSheet::kUnranked) {
      others.push_back(i);
    }
  }
  std::stable_sort(others.begin(), others.end(),
                   [&](std::size_t a, std::size_t b) { return sheet.ranks[a] < sheet.ranks[b]; });
  if (rulebook.ranking.dense) {
    others.erase(
        std::unique(others.begin(), others.end(),
                    [&](std::size_t a, std::size_t b) { return sheet.ranks[a] == sheet.ranks[b]; }),
        others.end());
  }
  return others;
}

// What a unit is ranked on, most important first, exactly; larger is better.
std::vector<Rational> ranked_on(const ScoringProgram& program, const DataChunk& row) {
  const std::vector<ExactCell> trace = evaluate_exact(program.program, row.inputs(), 0);
  std::vector<Rational> keys;
  keys.reserve(program.rank_keys.size());
  for (const Quotient key : program.rank_keys) {
    keys.push_back(read(trace, key).value);
  }
  return keys;
}

}  // namespace

TargetGoal rank_goal(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                     const ScoreSheet& sheet, std::size_t row, std::uint32_t rank) {
  TargetGoal goal;
  goal.kind = TargetGoal::Kind::Rank;
  goal.rank = rank;
  const std::vector<std::size_t> others = ranked_others(rulebook, sheet, row);
  if (rank <= others.size()) {
    goal.to_pass = ranked_on(program, rows.row(sheet.row_offsets[others[rank - 1]]));
  }
  return goal;
}

std::vector<CriterionIndex> leaves_without_points(const Rulebook& rulebook,
                                                  const ScoringProgram& program,
                                                  const DataChunk& row) {
  const std::vector<ExactCell> trace = evaluate_exact(program.program, row.inputs(), 0);
  std::vector<CriterionIndex> leaves;
  for (CriterionIndex i = 1; i < rulebook.criteria.size(); ++i) {
    if (rulebook.criteria[i].is_leaf() &&
        read(trace, program.nodes[i].points).state > CellState::NotApplicable) {
      leaves.push_back(i);
    }
  }
  return leaves;
}

}  // namespace parindex
