// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_explain.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "engine/numbers/rational.h"
#include "report/build/open_notes.h"
#include "report/build/score_cells.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
bool is_among(IndicatorIndex indicator, const std::vector<IndicatorIndex>& all) {
  return std::find(all.begin(), all.end(), indicator) != all.end();
}

class ExplanationBuilder {
 public:
  ExplanationBuilder(const ScoredRulebook& scored, const Explanation& explanation, std::size_t row,
                     CriterionIndex only, Language language)
      : rulebook_(*scored.rulebook),
        program_(*scored.program),
        sheet_(*scored.sheet),
        explanation_(explanation),
        row_(row),
        language_(language),
        line_words_(*scored.rulebook, *scored.program, language) {
    for (const Explanation::Line& line : explanation.lines) {
      if (only == 0 || is_within(line.criterion, only)) {
        lines_.push_back(&line);
      }
    }
  }

  Report build(const Sources& sources) {
    const Unit& unit = sheet_.units[row_];
    const std::string& name = unit.name.empty() ? unit.id : unit.name;
    Report report{fmt::format("{}: {}", words(say::kExplanation), name), {}};
    add_assumed_figures(sheet_, language_, report);
    report.blocks.emplace_back(facts());
    report.blocks.emplace_back(unit_for_machines());
    report.blocks.emplace_back(criteria());
    if (const OpenResults::Numbers numbers = shown_numbers(); sheet_.open && !numbers.empty()) {
      report.blocks.emplace_back(Heading{words(say::kOpenNumbers)});
      report.blocks.emplace_back(open_numbers_table(rulebook_, numbers, language_));
    }
    report.blocks.emplace_back(Heading{words(say::kFigures)});
    report.blocks.emplace_back(figures(sources));
    return report;
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] bool is_within(CriterionIndex criterion, CriterionIndex ancestor) const {
    while (criterion != ancestor && rulebook_.criteria[criterion].parent) {
      criterion = *rulebook_.criteria[criterion].parent;
    }
    return criterion == ancestor;
  }

  // Open numbers that the shown criteria, or grades, rest on.
  [[nodiscard]] OpenResults::Numbers shown_numbers() const {
    OpenResults::Numbers numbers;
    for (std::uint32_t i = 0; i < rulebook_.open_numbers.size(); ++i) {
      const OpenNumber& number = rulebook_.open_numbers[i];
      const bool shown =
          std::any_of(lines_.begin(), lines_.end(), [&](const Explanation::Line* line) {
            return std::find(number.criteria.begin(), number.criteria.end(), line->criterion) !=
                   number.criteria.end();
          });
      if (shown || number.effect == OpenNumber::Effect::Grade) {
        numbers.push_back(i);
      }
    }
    return numbers;
  }

  [[nodiscard]] std::string points_range(const Explanation::Line& line) const {
    const auto& ends = sheet_.open->units[row_].criterion_points[line.criterion];
    if (!ends) {
      return "";
    }
    const std::string low = exact_text(ends->first);
    return ends->first == ends->second ? low
                                       : fmt::format("{} - {}", low, exact_text(ends->second));
  }

  [[nodiscard]] Facts facts() const {
    const Unit& unit = sheet_.units[row_];
    Facts result;
    const auto add = [&](Words label, std::string value) {
      if (!value.empty()) {
        result.rows.emplace_back(words(label), std::move(value));
      }
    };
    add(say::kRulebook, rulebook_.title.empty() ? rulebook_.id : rulebook_.title);
    add(say::kSource, rulebook_.source);
    add(say::kPeriod, rulebook_.period);
    add(say::kUnit, unit.id);
    add(say::kGroup, rulebook_.groups[unit.group].id);
    if (explanation_.points.state == CellState::Present) {
      add(say::kPoints, fmt::format("{} / {}", exact_text(explanation_.points.value),
                                    exact_text(explanation_.maximum.value)));
    }
    add(say::kBonus, extra_text(explanation_.bonus));
    add(say::kPenalty, extra_text(explanation_.penalty));
    if (is_present(sheet_.index, row_)) {
      add(say::kIndex, index_text());
      add(say::kGrade, grade_words(rulebook_, sheet_.grades[row_], language_));
      const std::uint32_t rank = sheet_.ranks[row_];
      add(say::kRank, rank == ScoreSheet::kUnranked
                          ? words(say::kNotRanked)
                          : fmt::format("{} / {}", rank, sheet_.groups[unit.group].placed));
    } else {
      add(say::kIndex, words(say::kNoScore));
    }
    if (sheet_.open) {
      add(say::kIndexRange, index_range(*sheet_.open, row_, sheet_.index.scale));
      add(say::kRankRange, rank_range(*sheet_.open, row_));
      add(say::kConclusion, conclusion_words(rulebook_, sheet_, row_, language_));
    }
    return result;
  }

  [[nodiscard]] static Cell extra_cell(const std::optional<ExactCell>& points) {
    return points ? exact_cell(*points) : Cell{NumberCell{0, 0}};
  }

  [[nodiscard]] static std::string extra_text(const std::optional<ExactCell>& points) {
    return points && points->state == CellState::Present ? exact_text(points->value) : "";
  }

  // The same for forms without facts: one row, shown to machines only.
  [[nodiscard]] Table unit_for_machines() const {
    const Unit& unit = sheet_.units[row_];
    const std::uint32_t rank = sheet_.ranks[row_];
    std::vector<Cell> cells = {
        rulebook_.id,
        unit.id,
        unit.name,
        rulebook_.groups[unit.group].id,
        exact_cell(explanation_.points),
        explanation_.points.state == CellState::NotApplicable ? Cell{EmptyCell{}}
                                                              : exact_cell(explanation_.maximum),
        number_cell(sheet_.index, row_, true),
        rank == ScoreSheet::kUnranked ? Cell{EmptyCell{}} : Cell{NumberCell{rank, 0}},
        grade_name(rulebook_, sheet_.grades[row_]),
        extra_cell(explanation_.bonus),
        extra_cell(explanation_.penalty)};
    Table table;
    table.name = "unit";
    for (const std::string_view key : {"rulebook", "unit", "name", "group", "points", "max_points",
                                       "index", "rank", "grade", "bonus", "penalty"}) {
      table.columns.push_back({std::string(key), "", Align::Left});
    }
    table.row_count = 1;
    table.row = [row = std::move(cells)](std::size_t, std::vector<Cell>& out) { out = row; };
    return table;
  }

  // The rounded index, and the value it was rounded from where that has more digits.
  [[nodiscard]] std::string index_text() const {
    const std::string rounded = fixed_text(sheet_.index.ticks[row_], sheet_.index.scale);
    const std::string exact = exact_text(explanation_.index.value);
    const std::optional<Decimal> shown = parse_decimal(exact);
    const bool same = shown && *shown == Decimal{sheet_.index.ticks[row_], sheet_.index.scale};
    return same ? rounded : fmt::format("{} ({})", rounded, exact);
  }

  Table criteria() {
    Table table;
    table.name = "criteria";
    table.columns = {{"criterion", words(say::kCriterion), Align::Left},
                     {"title", words(say::kTitle), Align::Left},
                     {"kind", "", Align::Left},
                     {"points", words(say::kPoints), Align::Right},
                     {"max_points", words(say::kMaximumPoints), Align::Right},
                     {"deduction", words(say::kPointsLost), Align::Right},
                     {"state", "", Align::Left},
                     {"reason", "", Align::Left},
                     {"value", "", Align::Left},
                     {"how", words(say::kWhy), Align::Left},
                     {"source", words(say::kSource), Align::Left}};
    if (sheet_.open) {
      table.columns.insert(table.columns.end() - 1,
                           {{"points_range", words(say::kValueRange), Align::Right},
                            {"basis", words(say::kBasisOfPoints), Align::Left}});
    }
    table.row_count = lines_.size();
    // Texts are made now: the report may outlive this builder.
    std::vector<std::vector<Cell>> rows;
    rows.reserve(lines_.size());
    for (const Explanation::Line* line : lines_) {
      rows.push_back(criterion_row(*line));
    }
    if (std::all_of(lines_.begin(), lines_.end(), [&](const Explanation::Line* line) {
          return rulebook_.criteria[line->criterion].source.empty();
        })) {
      table.columns.back().heading.clear();
    }
    table.row = [rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
      cells = rows[i];
    };
    return table;
  }

  [[nodiscard]] std::vector<Cell> criterion_row(const Explanation::Line& line) const {
    const Criterion& criterion = rulebook_.criteria[line.criterion];
    const std::string_view kind = kind_of(criterion, program_.nodes[line.criterion]);
    const Reason reason = line_words_.reason(line);
    const ExactCell maximum{line.maximum.value, line.points.state == CellState::NotApplicable
                                                    ? CellState::NotApplicable
                                                    : line.maximum.state};
    std::vector<Cell> cells = {
        criterion.id,
        criterion.title,
        std::string(kind),
        exact_cell(line.points),
        exact_cell(maximum),
        lost_cell(line),
        std::string(state_code(line.points.state)),
        std::string(reason.code),
        line.operand ? line_words_.value(line, Language::English) : std::string(),
        line_words_.how(line)};
    if (sheet_.open) {
      const Basis basis = sheet_.open->units[row_].criterion_basis[line.criterion];
      cells.emplace_back(points_range(line));
      cells.emplace_back(basis_words(basis, language_));
    }
    cells.emplace_back(criterion.source);
    return cells;
  }

  [[nodiscard]] Cell lost_cell(const Explanation::Line& line) const {
    switch (tree_of(rulebook_, line.criterion)) {
      case Tree::Bonus:
        return EmptyCell{};
      case Tree::Penalty:
        return exact_cell(line.points);
      case Tree::Main:
        break;
    }
    return exact_cell({line.maximum.value - line.points.value, line.points.state});
  }

  // The figures that the shown criteria use.
  [[nodiscard]] Table figures(const Sources& sources) const {
    std::vector<std::vector<Cell>> rows;
    for (const Explanation::Figure& figure : explanation_.figures) {
      const bool used =
          std::any_of(lines_.begin(), lines_.end(), [&](const Explanation::Line* line) {
            const std::optional<RuleTrace>& trace = program_.nodes[line->criterion].trace;
            return trace && (is_among(figure.indicator, trace->inputs) ||
                             is_among(figure.indicator, trace->shown));
          });
      if (!used) {
        continue;
      }
      const Indicator& indicator = rulebook_.indicators[figure.indicator];
      rows.push_back({indicator.id, indicator.title,
                      figure.assumed.empty() ? figure.text
                                             : fmt::format("{} ({})", figure.text, figure.assumed),
                      address(sources.locate(figure.place))});
    }
    Table table;
    table.name = "figures";
    table.columns = {{"indicator", words(say::kFigure), Align::Left},
                     {"title", words(say::kFigureTitle), Align::Left},
                     {"value", words(say::kFigureValue), Align::Right},
                     {"place", words(say::kPlace), Align::Left}};
    table.row_count = rows.size();
    table.row = [rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
      cells = rows[i];
    };
    return table;
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const ScoreSheet& sheet_;
  const Explanation& explanation_;
  std::size_t row_;
  Language language_;
  LineWords line_words_;
  std::vector<const Explanation::Line*> lines_;
};

}  // namespace

Report build_explanation(const ScoredRulebook& scored, const Explanation& explanation,
                         std::size_t row, CriterionIndex only, const Sources& sources,
                         Language language) {
  return ExplanationBuilder(scored, explanation, row, only, language).build(sources);
}

}  // namespace parindex
