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
#include "report/table_of.h"

namespace parindex {
namespace {

// The same number with all its places.
OptionalNumber fixed(OptionalNumber number, int places) {
  const auto ticks = number ? ticks_at({number->ticks, number->scale}, places) : std::nullopt;
  return ticks ? NumberCell{*ticks, places, true} : number;
}

// The rows that each rulebook has in a table, and the cell of one of them.
using RowCount = std::size_t (*)(const Scored& one);
std::size_t count_units(const Scored& one) {
  return one.sheet->units.size();
}
std::size_t count_lines(const Scored& one) {
  return one.sheet->units.size() * (one.rulebook->criteria.size() - 1);
}

// A table over the rows of several rulebooks, those of one after those of the other.
class ScoreTable {
 public:
  ScoreTable(std::string name, const std::vector<Scored>& scored, RowCount count)
      : scored_(scored),
        count_(count),
        table_{std::move(name), {}, 0} {
    for (const Scored& one : scored) {
      table_.row_count += count(one);
    }
  }

  // `cell` is called with the rulebook and the position among its rows.
  template <typename CellOf>
  void add(std::string key, std::string heading, Align align, CellOf cell) {
    TableColumn::Read read = [&scored = scored_, count = count_, cell = std::move(cell)](
                                 std::size_t first, std::size_t last, CellBlock& cells) {
      std::size_t begin = 0;
      for (const Scored& one : scored) {
        const std::size_t end = begin + count(one);
        for (std::size_t i = std::max(first, begin); i < std::min(last, end); ++i) {
          cells.add(cell(one, i - begin));
        }
        begin = end;
      }
    };
    table_.columns.push_back({std::move(key), std::move(heading), align, std::move(read)});
  }

  Table take() { return std::move(table_); }

 private:
  const std::vector<Scored>& scored_;
  RowCount count_;
  Table table_;
};

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

Table ranking_table(const Scored& scored, std::uint32_t group, Language language) {
  const Rulebook& rulebook = *scored.rulebook;
  const ScoreSheet& sheet = *scored.sheet;
  TableOf<std::uint32_t> table("ranking", language, ordered_rows(sheet, group));
  table.right("rank", say::kRank, [&sheet](auto row) { return rank_cell(sheet.ranks[row]); });
  table.left("name", say::kUnitName, [&sheet](auto row) { return display_name(sheet.units[row]); });
  table.right("index", say::kIndex, [&sheet, language](auto row) {
    return is_present(sheet.index, row) ? Cell{*number_cell(sheet.index, row, true)}
                                        : Cell{say::kNoScore.in(language)};
  });
  if (sheet.open) {
    table.right("index_range", say::kIndexRange,
                [&sheet](auto row) { return index_range(*sheet.open, row, sheet.index.scale); });
    table.right("rank_range", say::kRankRange,
                [&sheet](auto row) { return rank_range(*sheet.open, row); });
  }
  table.left("", " ", [&sheet](auto row) { return bar(sheet.index, row); });
  if (!rulebook.grades.empty()) {
    table.left("grade", say::kGrade, [&rulebook, &sheet, language](auto row) {
      return grade_words(rulebook, sheet.grades[row], language);
    });
  }
  table.right("points", say::kPoints,
              [&sheet](auto row) { return number_cell(sheet.rounded_points, row, true); });
  table.right("deduction", say::kPointsLost, [&sheet](auto row) {
    return fixed(deduction_cell(sheet.rounded_maximum, sheet.rounded_points, row),
                 sheet.rounded_points.scale);
  });
  if (rulebook.bonus) {
    table.right("bonus", say::kBonus,
                [&sheet](auto row) { return number_cell(sheet.rounded_bonus, row, true); });
  }
  if (rulebook.penalty) {
    table.right("penalty", say::kPenalty,
                [&sheet](auto row) { return number_cell(sheet.rounded_penalty, row, true); });
  }
  if (sheet.open) {
    table.left("conclusion", say::kConclusion, [&rulebook, &sheet, language](auto row) {
      return conclusion_words(rulebook, sheet, row, language);
    });
  }
  return table.pulled();
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

// One unit and one criterion.
struct DetailLine {
  DetailLine(const Scored& one, std::size_t line)
      : scored(one),
        row(line / (one.rulebook->criteria.size() - 1)),
        node(static_cast<CriterionIndex>(line % (one.rulebook->criteria.size() - 1) + 1)),
        points(one.sheet->node_points[node]),
        maximum(one.sheet->node_maxima[node]) {}

  [[nodiscard]] const Criterion& criterion() const { return scored.rulebook->criteria[node]; }
  [[nodiscard]] std::string_view kind() const {
    return kind_of(criterion(), scored.program->nodes[node]);
  }
  [[nodiscard]] CellState state() const {
    return points.states.empty() ? CellState::Present : points.states[row];
  }
  [[nodiscard]] Reason reason() const {
    const std::vector<std::uint8_t>& zeroed = scored.sheet->node_zeroed[node];
    const bool zero = row < zeroed.size() && zeroed[row] != 0;
    Reason reason =
        reason_of_extra(*scored.rulebook, node, state(), zero, points.ticks[row] != 0)
            .value_or(reason_of(state(), node_full(*scored.sheet, node, row), zero, kind()));
    if (state() == CellState::NotScored && rests_on_unknown(*scored.rulebook, node)) {
      reason.words = say::kNoScore;  // figures may be there: `explain` tells
    }
    return reason;
  }
  [[nodiscard]] OptionalNumber lost() const {
    switch (tree_of(*scored.rulebook, node)) {
      case Tree::Main:
        return deduction_cell(maximum, points, row);
      case Tree::Penalty:
        return number_cell(points, row, false);
      case Tree::Bonus:
        break;
    }
    return std::nullopt;
  }
  [[nodiscard]] Basis basis() const {
    const std::optional<OpenResults>& open = scored.sheet->open;
    return open ? open->units[row].criterion_basis[node] : Basis::Known;
  }

  const Scored& scored;
  std::size_t row;
  CriterionIndex node;
  const PrintedColumn& points;
  const PrintedColumn& maximum;
};

// The least or greatest index of a unit; the index itself where nothing is open.
OptionalNumber index_end(const ScoreSheet& sheet, std::size_t row, bool greatest) {
  if (!sheet.open) {
    return number_cell(sheet.index, row, true);
  }
  const OpenResults::Ends<std::int64_t>& ends = sheet.open->units[row].index;
  return ends ? OptionalNumber(
                    NumberCell{greatest ? ends->second : ends->first, sheet.index.scale, true})
              : std::nullopt;
}

std::string title_of(const Rulebook& rulebook) {
  return rulebook.title.empty() ? rulebook.id : rulebook.title;
}

void add_group(const Scored& one, std::size_t group, Language language, Report& report) {
  const Group& declared = one.rulebook->groups[group];
  if (one.rulebook->groups.size() > 1 || !declared.title.empty()) {
    report.blocks.emplace_back(Heading{declared.title.empty() ? declared.id : declared.title});
  }
  report.blocks.emplace_back(ranking_table(one, static_cast<std::uint32_t>(group), language));
  add_group_notes(one, static_cast<std::uint32_t>(group), language, report);
}

// The rankings of one rulebook, and what they rest on.
void add_scores_of(const Scored& one, Language language, Report& report) {
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

Report build_ranking(const std::vector<Scored>& scored, Language language,
                     const std::string& see_more) {
  Report report{say::kScores.in(language), {}};
  for (const Scored& one : scored) {
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

Report build_scores(const std::vector<Scored>& scored, bool wide) {
  ScoreTable table("scores", scored, count_units);
  const auto add = [&](const std::string& key, auto cell) {
    table.add(key, key, Align::Left, cell);
  };
  using One = const Scored&;
  using Row = std::size_t;
  using Text = std::string_view;  // not copied
  add("rulebook", [](One one, Row) -> Text { return one.rulebook->id; });
  add("unit", [](One one, Row row) -> Text { return one.sheet->units[row].id; });
  add("name", [](One one, Row row) -> Text { return one.sheet->units[row].name; });
  add("group", [](One one, Row row) -> Text {
    return one.rulebook->groups[one.sheet->units[row].group].id;
  });
  add("points", [](One one, Row row) { return number_cell(one.sheet->points, row, false); });
  add("max_points", [](One one, Row row) {
    return applies(one.sheet->points, row) ? number_cell(one.sheet->maximum, row, false)
                                           : std::nullopt;
  });
  const auto extra = [](const PrintedColumn& points, Row row) {
    return points.ticks.empty() ? NumberCell{0, 0} : number_cell(points, row, false);
  };
  add("bonus", [extra](One one, Row row) { return extra(one.sheet->bonus, row); });
  add("penalty", [extra](One one, Row row) { return extra(one.sheet->penalty, row); });
  add("index", [](One one, Row row) { return number_cell(one.sheet->index, row, true); });
  add("rank", [](One one, Row row) { return rank_cell(one.sheet->ranks[row]); });
  add("grade",
      [](One one, Row row) -> Text { return grade_name(*one.rulebook, one.sheet->grades[row]); });
  add("basis", [](One one, Row row) {
    return basis_code(one.sheet->open ? one.sheet->open->units[row].basis : Basis::Known);
  });
  add("index_low", [](One one, Row row) { return index_end(*one.sheet, row, false); });
  add("index_high", [](One one, Row row) { return index_end(*one.sheet, row, true); });
  add("assumed_points", [](One one, Row row) {
    return number_cell(one.sheet->open ? one.sheet->open->units[row].assumed_points : kZero);
  });
  for (const Scored& owner : scored) {
    for (std::size_t node = 1; wide && node < owner.rulebook->criteria.size(); ++node) {
      if (owner.rulebook->criteria[node].is_leaf()) {
        const std::string& id = owner.rulebook->criteria[node].id;
        table.add(scored.size() > 1 ? owner.rulebook->id + "." + id : id, id, Align::Left,
                  [sheet = owner.sheet, node](One one, Row row) {
                    return one.sheet == sheet ? number_cell(sheet->node_points[node], row, false)
                                              : std::nullopt;
                  });
      }
    }
  }
  return {"scores", {table.take()}};
}

Report build_score_detail(const std::vector<Scored>& scored, Language language) {
  ScoreTable table("criteria", scored, count_lines);
  const auto add = [&](const char* key, const Words& heading, Align align, auto cell) {
    table.add(key, heading.in(language), align,
              [cell](const Scored& one, std::size_t line) { return cell(DetailLine(one, line)); });
  };
  using Line = const DetailLine&;
  using Text = std::string_view;  // not copied
  const Words only_code;
  add("rulebook", only_code, Align::Left,
      [](Line line) -> Text { return line.scored.rulebook->id; });
  add("unit", say::kUnit, Align::Left,
      [](Line line) -> Text { return line.scored.sheet->units[line.row].id; });
  add("criterion", say::kCriterion, Align::Left,
      [](Line line) -> Text { return line.criterion().id; });
  add("", say::kTitle, Align::Left, [](Line line) -> Text { return line.criterion().title; });
  add("kind", only_code, Align::Left, [](Line line) { return line.kind(); });
  add("points", say::kPoints, Align::Right,
      [](Line line) { return number_cell(line.points, line.row, false); });
  add("max_points", say::kMaximumPoints, Align::Right, [](Line line) {
    return applies(line.points, line.row) ? number_cell(line.maximum, line.row, false)
                                          : std::nullopt;
  });
  add("deduction", say::kPointsLost, Align::Right, [](Line line) { return line.lost(); });
  add("state", only_code, Align::Left, [](Line line) { return state_code(line.state()); });
  add("reason", only_code, Align::Left, [](Line line) { return line.reason().code; });
  add("", say::kReason, Align::Left,
      [language](Line line) { return line.reason().words.in(language); });
  add("basis", only_code, Align::Left, [](Line line) { return basis_code(line.basis()); });
  return {say::kScoreDetail.in(language), {table.take()}};
}

}  // namespace parindex
