// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_what_if.h"

#include <utility>

#include <fmt/core.h>

#include "report/build/score_cells.h"
#include "report/table_of.h"

namespace parindex {
namespace {

// after - before; empty where either has no number.
OptionalNumber difference(const PrintedColumn& before, const PrintedColumn& after, std::size_t row,
                          bool fixed) {
  if (!is_present(before, row) || !is_present(after, row)) {
    return std::nullopt;
  }
  const std::optional<Decimal> moved =
      subtract({after.ticks[row], after.scale}, {before.ticks[row], before.scale});
  if (!moved) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> ticks = fixed ? ticks_at(*moved, after.scale) : std::nullopt;
  return ticks ? NumberCell{*ticks, after.scale, true} : number_cell(*moved);
}

bool same(const PrintedColumn& a, const PrintedColumn& b, std::size_t row) {
  if (is_present(a, row) != is_present(b, row)) {
    return false;
  }
  return !is_present(a, row) || Decimal{a.ticks[row], a.scale} == Decimal{b.ticks[row], b.scale};
}

std::vector<std::size_t> rows_that_move(const WhatIf& what_if) {
  const ScoreSheet& before = *what_if.before.sheet;
  const ScoreSheet& after = *what_if.after.sheet;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < before.units.size(); ++row) {
    const bool moves =
        !same(before.index, after.index, row) || !same(before.points, after.points, row) ||
        before.ranks[row] != after.ranks[row] || before.grades[row] != after.grades[row];
    if (what_if.only ? *what_if.only == row : moves) {
      rows.push_back(row);
    }
  }
  return rows;
}

std::string at(const Words& what, const Words& when, Language language) {
  return fmt::format("{} {}", what.in(language), when.in(language));
}

Table units_that_move(const WhatIf& what_if, const std::vector<std::size_t>& rows,
                      Language language) {
  const ScoreSheet& before = *what_if.before.sheet;
  const ScoreSheet& after = *what_if.after.sheet;
  const auto grade = [language](const Scored& scored) {
    return [scored, language](std::size_t row) {
      return grade_words(*scored.rulebook, scored.sheet->grades[row], language);
    };
  };
  TableOf<std::size_t> table("units", language, rows);
  table.left("unit", say::kUnit, [&before](auto row) { return before.units[row].id; });
  table.left("name", say::kUnitName, [&before](auto row) { return before.units[row].name; });
  table.right("index_before", at(say::kIndex, say::kBefore, language),
              [&before](auto row) { return number_cell(before.index, row, true); });
  table.right("index_after", at(say::kIndex, say::kAfter, language),
              [&after](auto row) { return number_cell(after.index, row, true); });
  table.right("index_change", say::kDifference, [&before, &after](auto row) {
    return difference(before.index, after.index, row, true);
  });
  table.right("rank_before", at(say::kRank, say::kBefore, language),
              [&before](auto row) { return rank_cell(before.ranks[row]); });
  table.right("rank_after", at(say::kRank, say::kAfter, language),
              [&after](auto row) { return rank_cell(after.ranks[row]); });
  table.left("grade_before", at(say::kGrade, say::kBefore, language), grade(what_if.before));
  table.left("grade_after", at(say::kGrade, say::kAfter, language), grade(what_if.after));
  return table.pulled();
}

// A unit, and a criterion of it that moves.
struct MovedNode {
  std::size_t row = 0, node = 0;
};

Table criteria_that_move(const WhatIf& what_if, const std::vector<std::size_t>& rows,
                         Language language) {
  const ScoreSheet& before = *what_if.before.sheet;
  const ScoreSheet& after = *what_if.after.sheet;
  std::vector<MovedNode> moved;
  for (const std::size_t row : rows) {
    for (std::size_t node = 1; node < before.node_points.size(); ++node) {
      if (!same(before.node_points[node], after.node_points[node], row) ||
          !same(before.node_maxima[node], after.node_maxima[node], row)) {
        moved.push_back({row, node});
      }
    }
  }
  using Line = const MovedNode&;
  const std::vector<Criterion>& criteria = what_if.before.rulebook->criteria;
  const auto number = [](const std::vector<PrintedColumn>& columns) {
    return [&columns](Line line) { return number_cell(columns[line.node], line.row, false); };
  };
  TableOf<MovedNode> table("criteria", language, std::move(moved));
  table.left("unit", say::kUnit, [&before](Line line) { return before.units[line.row].id; });
  table.left("criterion", say::kCriterion,
             [&criteria](Line line) { return criteria[line.node].id; });
  table.left("title", say::kTitle, [&criteria](Line line) { return criteria[line.node].title; });
  table.right("points_before", at(say::kPoints, say::kBefore, language),
              number(before.node_points));
  table.right("points_after", at(say::kPoints, say::kAfter, language), number(after.node_points));
  table.right("points_change", say::kDifference, [&before, &after](Line line) {
    return difference(before.node_points[line.node], after.node_points[line.node], line.row, false);
  });
  table.right("max_before", at(say::kMaximumPoints, say::kBefore, language),
              number(before.node_maxima));
  table.right("max_after", at(say::kMaximumPoints, say::kAfter, language),
              number(after.node_maxima));
  return table.pulled();
}

}  // namespace

Report build_what_if(const WhatIf& what_if, Language language) {
  Report report{say::kWhatIf.in(language), {}};
  Facts changes;
  for (const std::string& change : what_if.changes) {
    changes.rows.emplace_back(changes.rows.empty() ? say::kChanged.in(language) : "", change);
  }
  report.blocks.emplace_back(std::move(changes));
  const std::vector<std::size_t> rows = rows_that_move(what_if);
  if (rows.empty()) {
    report.blocks.emplace_back(Paragraph{say::kNothingMoves.in(language)});
  }
  report.blocks.emplace_back(Heading{say::kUnitsThatMove.in(language)});
  report.blocks.emplace_back(units_that_move(what_if, rows, language));
  report.blocks.emplace_back(Heading{say::kCriteriaThatMove.in(language)});
  report.blocks.emplace_back(criteria_that_move(what_if, rows, language));
  return report;
}

}  // namespace parindex
