// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_what_if.h"

#include <utility>

#include <fmt/core.h>

#include "report/build/score_cells.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;

// after - before; empty where either has no number.
Cell difference(const PrintedColumn& before, const PrintedColumn& after, std::size_t row,
                bool fixed) {
  if (!is_present(before, row) || !is_present(after, row)) {
    return EmptyCell{};
  }
  const std::optional<Decimal> moved =
      subtract({after.ticks[row], after.scale}, {before.ticks[row], before.scale});
  if (!moved) {
    return EmptyCell{};
  }
  const std::optional<std::int64_t> ticks = fixed ? ticks_at(*moved, after.scale) : std::nullopt;
  return ticks ? Cell{NumberCell{*ticks, after.scale, true}}
               : Cell{NumberCell{moved->coefficient, moved->scale}};
}

bool same(const PrintedColumn& a, const PrintedColumn& b, std::size_t row) {
  if (is_present(a, row) != is_present(b, row)) {
    return false;
  }
  return !is_present(a, row) || Decimal{a.ticks[row], a.scale} == Decimal{b.ticks[row], b.scale};
}

class WhatIfBuilder {
 public:
  WhatIfBuilder(const WhatIf& what_if, Language language)
      : what_if_(what_if),
        before_(*what_if.before.sheet),
        after_(*what_if.after.sheet),
        language_(language) {}

  Report build() const {
    Report report{words(say::kWhatIf), {}};
    Facts changes;
    for (const std::string& change : what_if_.changes) {
      changes.rows.emplace_back(changes.rows.empty() ? words(say::kChanged) : "", change);
    }
    report.blocks.emplace_back(std::move(changes));
    const std::vector<std::size_t> rows = rows_that_move();
    if (rows.empty()) {
      report.blocks.emplace_back(Paragraph{words(say::kNothingMoves)});
    }
    report.blocks.emplace_back(Heading{words(say::kUnitsThatMove)});
    report.blocks.emplace_back(units(rows));
    report.blocks.emplace_back(Heading{words(say::kCriteriaThatMove)});
    report.blocks.emplace_back(criteria(rows));
    return report;
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] std::vector<std::size_t> rows_that_move() const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < before_.units.size(); ++row) {
      const bool moves =
          !same(before_.index, after_.index, row) || !same(before_.points, after_.points, row) ||
          before_.ranks[row] != after_.ranks[row] || before_.grades[row] != after_.grades[row];
      if (what_if_.only ? *what_if_.only == row : moves) {
        rows.push_back(row);
      }
    }
    return rows;
  }

  void add_column(Table& table, std::string_view key, Words heading, Align align,
                  std::optional<Words> of = std::nullopt) const {
    table.columns.push_back({std::string(key),
                             of ? fmt::format("{} {}", words(heading), words(*of)) : words(heading),
                             align});
  }

  [[nodiscard]] Table units(const std::vector<std::size_t>& rows) const {
    Table table;
    table.name = "units";
    add_column(table, "unit", say::kUnit, Align::Left);
    add_column(table, "name", say::kUnitName, Align::Left);
    add_column(table, "index_before", say::kIndex, Align::Right, say::kBefore);
    add_column(table, "index_after", say::kIndex, Align::Right, say::kAfter);
    add_column(table, "index_change", say::kDifference, Align::Right);
    add_column(table, "rank_before", say::kRank, Align::Right, say::kBefore);
    add_column(table, "rank_after", say::kRank, Align::Right, say::kAfter);
    add_column(table, "grade_before", say::kGrade, Align::Left, say::kBefore);
    add_column(table, "grade_after", say::kGrade, Align::Left, say::kAfter);
    table.row_count = rows.size();
    table.row = [*this, rows](std::size_t i, std::vector<Cell>& cells) {
      const std::size_t row = rows[i];
      const Unit& unit = before_.units[row];
      cells.emplace_back(unit.id);
      cells.emplace_back(unit.name);
      cells.emplace_back(number_cell(before_.index, row, true));
      cells.emplace_back(number_cell(after_.index, row, true));
      cells.emplace_back(difference(before_.index, after_.index, row, true));
      cells.emplace_back(rank_cell(before_, row));
      cells.emplace_back(rank_cell(after_, row));
      cells.emplace_back(grade_words(*what_if_.before.rulebook, before_.grades[row], language_));
      cells.emplace_back(grade_words(*what_if_.after.rulebook, after_.grades[row], language_));
    };
    return table;
  }

  [[nodiscard]] Table criteria(const std::vector<std::size_t>& rows) const {
    Table table;
    table.name = "criteria";
    add_column(table, "unit", say::kUnit, Align::Left);
    add_column(table, "criterion", say::kCriterion, Align::Left);
    add_column(table, "title", say::kTitle, Align::Left);
    add_column(table, "points_before", say::kPoints, Align::Right, say::kBefore);
    add_column(table, "points_after", say::kPoints, Align::Right, say::kAfter);
    add_column(table, "points_change", say::kDifference, Align::Right);
    add_column(table, "max_before", say::kMaximumPoints, Align::Right, say::kBefore);
    add_column(table, "max_after", say::kMaximumPoints, Align::Right, say::kAfter);
    std::vector<std::pair<std::size_t, std::size_t>> moved;  // row, node
    for (const std::size_t row : rows) {
      for (std::size_t node = 1; node < before_.node_points.size(); ++node) {
        if (!same(before_.node_points[node], after_.node_points[node], row) ||
            !same(before_.node_maxima[node], after_.node_maxima[node], row)) {
          moved.emplace_back(row, node);
        }
      }
    }
    table.row_count = moved.size();
    table.row = [*this, moved](std::size_t i, std::vector<Cell>& cells) {
      const auto [row, node] = moved[i];
      const Criterion& criterion = what_if_.before.rulebook->criteria[node];
      cells.emplace_back(before_.units[row].id);
      cells.emplace_back(criterion.id);
      cells.emplace_back(criterion.title);
      cells.emplace_back(number_cell(before_.node_points[node], row, false));
      cells.emplace_back(number_cell(after_.node_points[node], row, false));
      cells.emplace_back(
          difference(before_.node_points[node], after_.node_points[node], row, false));
      cells.emplace_back(number_cell(before_.node_maxima[node], row, false));
      cells.emplace_back(number_cell(after_.node_maxima[node], row, false));
    };
    return table;
  }

  WhatIf what_if_;
  const ScoreSheet& before_;
  const ScoreSheet& after_;
  Language language_;
};

}  // namespace

Report build_what_if(const WhatIf& what_if, Language language) {
  return WhatIfBuilder(what_if, language).build();
}

}  // namespace parindex
