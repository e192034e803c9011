// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_score.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include <fmt/core.h>

#include "report/build/open_notes.h"
#include "report/build/ranking_notes.h"
#include "report/build/score_cells.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;

// The same number with all its places.
Cell fixed(Cell cell, int places) {
  const auto* const number = std::get_if<NumberCell>(&cell);
  const auto ticks =
      number == nullptr ? std::nullopt : ticks_at({number->ticks, number->scale}, places);
  return ticks ? Cell{NumberCell{*ticks, places, true}} : cell;
}

// A row of a table that runs over the units of several rulebooks.
struct Place {
  const ScoredRulebook* scored = nullptr;
  std::size_t row = 0;
};

std::size_t count_units(const std::vector<ScoredRulebook>& scored) {
  return std::accumulate(
      scored.begin(), scored.end(), std::size_t{0},
      [](std::size_t sum, const ScoredRulebook& s) { return sum + s.sheet->units.size(); });
}

Place find_unit(const std::vector<ScoredRulebook>& scored, std::size_t row) {
  std::size_t i = 0;
  while (row >= scored[i].sheet->units.size()) {
    row -= scored[i].sheet->units.size();
    ++i;
  }
  return {&scored[i], row};
}

// A bar of up to ten characters, in eighths.
std::string bar(const PrintedColumn& index, std::size_t row) {
  constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!is_present(index, row)) {
    return "";
  }
  // An index that is not cut may lie outside of 0..100.
  const std::int64_t eighths =
      std::clamp<std::int64_t>(index.ticks[row] * 80 / (100 * power_of_ten(index.scale)), 0, 80);
  std::string text;
  for (std::int64_t i = 0; i < eighths / 8; ++i) {
    text += "█";
  }
  return text + std::string(kEighths[static_cast<std::size_t>(eighths % 8)]);
}

// Rows of one group, best first, those without a score last.
std::vector<std::uint32_t> ordered_rows(const ScoreSheet& sheet, std::uint32_t group) {
  std::vector<std::uint32_t> rows;
  for (std::size_t row = 0; row < sheet.units.size(); ++row) {
    if (sheet.units[row].group == group) {
      rows.push_back(static_cast<std::uint32_t>(row));
    }
  }
  // Ranked units, then those with an index alone, then the others.
  const auto key = [&](std::uint32_t row) {
    const bool scored = is_present(sheet.index, row);
    const std::uint32_t rank =
        sheet.ranks[row] == ScoreSheet::kUnranked ? 0xFFFFFFFE : sheet.ranks[row];
    return std::pair(scored ? rank : 0xFFFFFFFF,
                     scored ? -sheet.index.ticks[row] : std::int64_t{0});
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  return rows;
}

Table ranking_table(const ScoredRulebook& scored, std::uint32_t group, Language language) {
  std::vector<std::uint32_t> rows = ordered_rows(*scored.sheet, group);
  Table table;
  table.name = "ranking";
  const auto column = [&](std::string_view key, Words words, Align align) {
    table.columns.push_back({std::string(key), words.in(language), align});
  };
  column("rank", say::kRank, Align::Right);
  column("name", say::kUnitName, Align::Left);
  column("index", say::kIndex, Align::Right);
  const bool open = scored.sheet->open.has_value();
  if (open) {
    column("index_range", say::kIndexRange, Align::Right);
    column("rank_range", say::kRankRange, Align::Right);
  }
  table.columns.push_back({"", " ", Align::Left});
  if (!scored.rulebook->grades.empty()) {
    column("grade", say::kGrade, Align::Left);
  }
  column("points", say::kPoints, Align::Right);
  column("deduction", say::kPointsLost, Align::Right);
  if (scored.rulebook->bonus) {
    column("bonus", say::kBonus, Align::Right);
  }
  if (scored.rulebook->penalty) {
    column("penalty", say::kPenalty, Align::Right);
  }
  if (open) {
    column("conclusion", say::kConclusion, Align::Left);
  }
  table.row_count = rows.size();
  table.row = [scored, language, rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
    const ScoreSheet& sheet = *scored.sheet;
    const std::uint32_t row = rows[i];
    const Unit& unit = sheet.units[row];
    cells.emplace_back(rank_cell(sheet, row));
    cells.emplace_back(unit.name.empty() ? unit.id : unit.name);
    cells.emplace_back(is_present(sheet.index, row) ? number_cell(sheet.index, row, true)
                                                    : Cell{say::kNoScore.in(language)});
    if (sheet.open) {
      cells.emplace_back(index_range(*sheet.open, row, sheet.index.scale));
      cells.emplace_back(rank_range(*sheet.open, row));
    }
    cells.emplace_back(bar(sheet.index, row));
    if (!scored.rulebook->grades.empty()) {
      cells.emplace_back(grade_words(*scored.rulebook, sheet.grades[row], language));
    }
    cells.emplace_back(number_cell(sheet.rounded_points, row, true));
    cells.emplace_back(fixed(deduction_cell(sheet.rounded_maximum, sheet.rounded_points, row),
                             sheet.rounded_points.scale));
    for (const PrintedColumn* const extra : {&sheet.rounded_bonus, &sheet.rounded_penalty}) {
      if (!extra->ticks.empty()) {
        cells.emplace_back(number_cell(*extra, row, true));
      }
    }
    if (sheet.open) {
      cells.emplace_back(conclusion_words(*scored.rulebook, sheet, row, language));
    }
  };
  return table;
}

bool node_full(const ScoreSheet& sheet, std::size_t node, std::size_t row) {
  return is_present(sheet.node_points[node], row) &&
         !(Decimal{sheet.node_points[node].ticks[row], sheet.node_points[node].scale} <
           Decimal{sheet.node_maxima[node].ticks[row], sheet.node_maxima[node].scale});
}

// A number is unknown on which points of the criterion rest, or of one below it.
bool rests_on_unknown(const Rulebook& rulebook, CriterionIndex criterion) {
  const auto is_below = [&](std::optional<CriterionIndex> index) {
    while (index && *index != criterion) {
      index = rulebook.criteria[*index].parent;
    }
    return index.has_value();
  };
  return std::any_of(rulebook.open_numbers.begin(), rulebook.open_numbers.end(),
                     [&](const OpenNumber& number) {
                       return number.unknown &&
                              std::any_of(number.criteria.begin(), number.criteria.end(), is_below);
                     });
}

void detail_row(const Place& place, std::size_t node, Language language, std::vector<Cell>& cells) {
  const ScoreSheet& sheet = *place.scored->sheet;
  const Criterion& criterion = place.scored->rulebook->criteria[node];
  const PrintedColumn& points = sheet.node_points[node];
  const PrintedColumn& maximum = sheet.node_maxima[node];
  const CellState state = points.states.empty() ? CellState::Present : points.states[place.row];
  const std::vector<std::uint8_t>& zeroed = sheet.node_zeroed[node];
  const std::string_view kind = kind_of(criterion, place.scored->program->nodes[node]);
  const bool zero = place.row < zeroed.size() && zeroed[place.row] != 0;
  const auto index = static_cast<CriterionIndex>(node);
  Reason reason =
      reason_of_extra(*place.scored->rulebook, index, state, zero, points.ticks[place.row] != 0)
          .value_or(reason_of(state, node_full(sheet, node, place.row), zero, kind));
  if (state == CellState::NotScored && rests_on_unknown(*place.scored->rulebook, index)) {
    reason.words = say::kNoScore;  // figures may be there: `explain` tells
  }
  cells.emplace_back(place.scored->rulebook->id);
  cells.emplace_back(sheet.units[place.row].id);
  cells.emplace_back(criterion.id);
  cells.emplace_back(criterion.title);
  cells.emplace_back(std::string(kind));
  cells.emplace_back(number_cell(points, place.row, false));
  cells.emplace_back(applies(points, place.row) ? number_cell(maximum, place.row, false)
                                                : Cell{EmptyCell{}});
  switch (tree_of(*place.scored->rulebook, index)) {
    case Tree::Main:
      cells.emplace_back(deduction_cell(maximum, points, place.row));
      break;
    case Tree::Bonus:
      cells.emplace_back(EmptyCell{});
      break;
    case Tree::Penalty:
      cells.emplace_back(number_cell(points, place.row, false));
      break;
  }
  cells.emplace_back(std::string(state_code(state)));
  cells.emplace_back(std::string(reason.code));
  cells.emplace_back(reason.words.in(language));
  cells.emplace_back(std::string(
      basis_code(sheet.open ? sheet.open->units[place.row].criterion_basis[node] : Basis::Known)));
}

std::string title_of(const Rulebook& rulebook) {
  return rulebook.title.empty() ? rulebook.id : rulebook.title;
}

void add_group(const ScoredRulebook& one, std::size_t group, Language language, Report& report) {
  const Group& declared = one.rulebook->groups[group];
  if (one.rulebook->groups.size() > 1 || !declared.title.empty()) {
    report.blocks.emplace_back(Heading{declared.title.empty() ? declared.id : declared.title});
  }
  report.blocks.emplace_back(ranking_table(one, static_cast<std::uint32_t>(group), language));
  add_group_notes(one, static_cast<std::uint32_t>(group), language, report);
}

// The rankings of one rulebook, and what they rest on.
void add_scores_of(const ScoredRulebook& one, Language language, Report& report) {
  const Rulebook& rulebook = *one.rulebook;
  const ScoreSheet& sheet = *one.sheet;
  if (!rulebook.source.empty()) {
    report.blocks.emplace_back(
        Paragraph{fmt::format("{}: {}", say::kSource.in(language), rulebook.source)});
  }
  add_assumed_figures(sheet, language, report);
  for (std::size_t group = 0; group < rulebook.groups.size(); ++group) {
    if (sheet.groups[group].units > 0) {
      add_group(one, group, language, report);
    }
  }
  report.blocks.emplace_back(Paragraph{basis_words(rulebook, language)});
  if (!rulebook.open_numbers.empty()) {
    report.blocks.emplace_back(open_numbers_table(rulebook, language));
  }
  if (one.program->approximate) {
    report.blocks.emplace_back(Paragraph{say::kApproximate.in(language) + "."});
  }
  const auto zeros = std::accumulate(sheet.zeros.begin(), sheet.zeros.end(), std::size_t{0});
  if (zeros > 0) {
    report.blocks.emplace_back(Paragraph{fill(say::kZerosTaken, language, std::to_string(zeros))});
  }
}

}  // namespace

Report build_ranking(const std::vector<ScoredRulebook>& scored, Language language,
                     const std::string& see_more) {
  Report report{say::kScores.in(language), {}};
  for (const ScoredRulebook& one : scored) {
    if (one.sheet->units.empty()) {
      continue;
    }
    if (scored.size() == 1) {
      report.title = title_of(*one.rulebook);
    } else {
      report.blocks.emplace_back(Heading{title_of(*one.rulebook)});
    }
    add_scores_of(one, language, report);
  }
  if (!see_more.empty()) {
    report.blocks.emplace_back(Paragraph{fill(say::kSeeMore, language, see_more)});
  }
  return report;
}

namespace {

// A leaf criterion that `--wide` shows.
using Leaf = std::pair<const ScoredRulebook*, std::size_t>;

// The leaves of all rulebooks, with a column for each.
std::vector<Leaf> add_leaves(const std::vector<ScoredRulebook>& scored, Table& table) {
  std::vector<Leaf> leaves;
  for (const ScoredRulebook& one : scored) {
    for (std::size_t i = 1; i < one.rulebook->criteria.size(); ++i) {
      if (one.rulebook->criteria[i].is_leaf()) {
        const std::string& id = one.rulebook->criteria[i].id;
        table.columns.push_back(
            {scored.size() > 1 ? one.rulebook->id + "." + id : id, id, Align::Left});
        leaves.emplace_back(&one, i);
      }
    }
  }
  return leaves;
}

}  // namespace

Report build_scores(const std::vector<ScoredRulebook>& scored, bool wide) {
  Table table;
  table.name = "scores";
  for (const std::string_view key :
       {"rulebook", "unit", "name", "group", "points", "max_points", "bonus", "penalty", "index",
        "rank", "grade", "basis", "index_low", "index_high", "assumed_points"}) {
    table.columns.push_back({std::string(key), std::string(key), Align::Left});
  }
  const std::vector<Leaf> leaves = wide ? add_leaves(scored, table) : std::vector<Leaf>();
  table.row_count = count_units(scored);
  table.row = [&scored, leaves](std::size_t i, std::vector<Cell>& cells) {
    const Place place = find_unit(scored, i);
    const ScoreSheet& sheet = *place.scored->sheet;
    const Unit& unit = sheet.units[place.row];
    const Cell index = number_cell(sheet.index, place.row, true);
    cells.emplace_back(place.scored->rulebook->id);
    cells.emplace_back(unit.id);
    cells.emplace_back(unit.name);
    cells.emplace_back(place.scored->rulebook->groups[unit.group].id);
    cells.emplace_back(number_cell(sheet.points, place.row, false));
    cells.emplace_back(applies(sheet.points, place.row)
                           ? number_cell(sheet.maximum, place.row, false)
                           : Cell{EmptyCell{}});
    for (const PrintedColumn* const extra : {&sheet.bonus, &sheet.penalty}) {
      cells.emplace_back(extra->ticks.empty() ? Cell{NumberCell{0, 0}}
                                              : number_cell(*extra, place.row, false));
    }
    cells.emplace_back(index);
    cells.emplace_back(rank_cell(sheet, place.row));
    cells.emplace_back(grade_name(*place.scored->rulebook, sheet.grades[place.row]));
    if (sheet.open) {
      add_open_cells(*sheet.open, place.row, sheet.index.scale, cells);
    } else {
      cells.insert(cells.end(), {std::string("known"), index, index, NumberCell{0, 0}});
    }
    for (const auto& [owner, node] : leaves) {
      cells.emplace_back(owner == place.scored
                             ? number_cell(sheet.node_points[node], place.row, false)
                             : Cell{EmptyCell{}});
    }
  };
  Report report{"scores", {}};
  report.blocks.emplace_back(std::move(table));
  return report;
}

Report build_score_detail(const std::vector<ScoredRulebook>& scored, Language language) {
  Table table;
  table.name = "criteria";
  const auto column = [&](std::string_view key, std::string_view heading, Align align) {
    table.columns.push_back({std::string(key), std::string(heading), align});
  };
  column("rulebook", "", Align::Left);
  column("unit", say::kUnit.in(language), Align::Left);
  column("criterion", say::kCriterion.in(language), Align::Left);
  column("", say::kTitle.in(language), Align::Left);
  column("kind", "", Align::Left);
  column("points", say::kPoints.in(language), Align::Right);
  column("max_points", say::kMaximumPoints.in(language), Align::Right);
  column("deduction", say::kPointsLost.in(language), Align::Right);
  column("state", "", Align::Left);
  column("reason", "", Align::Left);
  column("", say::kReason.in(language), Align::Left);
  column("basis", "", Align::Left);

  std::vector<std::size_t> first_rows;  // of each rulebook
  for (const ScoredRulebook& one : scored) {
    first_rows.push_back(table.row_count);
    table.row_count += one.sheet->units.size() * (one.rulebook->criteria.size() - 1);
  }
  table.row = [&scored, language, first_rows](std::size_t i, std::vector<Cell>& cells) {
    std::size_t owner = scored.size() - 1;
    while (first_rows[owner] > i) {
      --owner;
    }
    const std::size_t criteria = scored[owner].rulebook->criteria.size() - 1;
    const std::size_t within = i - first_rows[owner];
    detail_row({&scored[owner], within / criteria}, within % criteria + 1, language, cells);
  };
  Report report{say::kScoreDetail.in(language), {}};
  report.blocks.emplace_back(std::move(table));
  return report;
}

}  // namespace parindex
