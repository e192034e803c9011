// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_explain.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "engine/numbers/rational.h"
#include "report/build/open_notes.h"
#include "report/build/score_cells.h"
#include "report/table_of.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

bool is_among(IndicatorIndex indicator, const std::vector<IndicatorIndex>& all) {
  return std::find(all.begin(), all.end(), indicator) != all.end();
}

class ExplanationBuilder {
 public:
  ExplanationBuilder(const Scored& scored, const Explanation& explanation, std::size_t row,
                     CriterionIndex only, Language language)
      : rulebook_(*scored.rulebook),
        program_(*scored.program),
        sheet_(*scored.sheet),
        explanation_(explanation),
        row_(row),
        unit_(sheet_.units[row]),
        language_(language),
        line_words_(*scored.rulebook, *scored.program, language) {
    for (const Explanation::Line& line : explanation.lines) {
      if (only == 0 || is_within(line.criterion, only)) {
        lines_.push_back(&line);
      }
    }
  }

  Report build(const Sources& sources) {
    Report report{fmt::format("{}: {}", words(say::kExplanation), display_name(unit_)), {}};
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
    Facts result;
    const auto add = [&](Words label, std::string value) {
      if (!value.empty()) {
        result.rows.emplace_back(words(label), std::move(value));
      }
    };
    add(say::kRulebook, rulebook_.title.empty() ? rulebook_.id : rulebook_.title);
    add(say::kSource, rulebook_.source);
    add(say::kPeriod, rulebook_.period);
    add(say::kUnit, unit_.id);
    add(say::kGroup, rulebook_.groups[unit_.group].id);
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
                          : fmt::format("{} / {}", rank, sheet_.groups[unit_.group].placed));
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
    using Own = const Explanation*;
    TableOf<Own> table("unit", language_, {&explanation_});
    table.code("rulebook", [&](Own) { return rulebook_.id; });
    table.code("unit", [&](Own) { return unit_.id; });
    table.code("name", [&](Own) { return unit_.name; });
    table.code("group", [&](Own) { return rulebook_.groups[unit_.group].id; });
    table.code("points", [](Own own) { return exact_cell(own->points); });
    table.code("max_points", [](Own own) {
      return own->points.state == CellState::NotApplicable ? Cell{} : exact_cell(own->maximum);
    });
    table.code("index", [&](Own) { return number_cell(sheet_.index, row_, true); });
    table.code("rank", [&](Own) { return rank_cell(sheet_.ranks[row_]); });
    table.code("grade", [&](Own) { return grade_name(rulebook_, sheet_.grades[row_]); });
    table.code("bonus", [](Own own) { return extra_cell(own->bonus); });
    table.code("penalty", [](Own own) { return extra_cell(own->penalty); });
    return table.held();
  }

  // The rounded index, and the value it was rounded from where that has more digits.
  [[nodiscard]] std::string index_text() const {
    const std::string rounded = fixed_text(sheet_.index.ticks[row_], sheet_.index.scale);
    const std::string exact = exact_text(explanation_.index.value);
    const std::optional<Decimal> shown = parse_decimal(exact);
    const bool same = shown && *shown == Decimal{sheet_.index.ticks[row_], sheet_.index.scale};
    return same ? rounded : fmt::format("{} ({})", rounded, exact);
  }

  [[nodiscard]] Table criteria() const {
    using Line = const Explanation::Line*;
    const auto criterion = [&](Line line) -> const Criterion& {
      return rulebook_.criteria[line->criterion];
    };
    const bool any_source = std::any_of(lines_.begin(), lines_.end(),
                                        [&](Line line) { return !criterion(line).source.empty(); });
    TableOf<Line> table("criteria", language_, lines_);
    table.left("criterion", say::kCriterion, [&](Line line) { return criterion(line).id; });
    table.left("title", say::kTitle, [&](Line line) { return criterion(line).title; });
    table.code("kind", [&](Line line) {
      return kind_of(criterion(line), program_.nodes[line->criterion]);
    });
    table.right("points", say::kPoints, [](Line line) { return exact_cell(line->points); });
    table.right("max_points", say::kMaximumPoints, [](Line line) {
      return line->points.state == CellState::NotApplicable ? Cell{} : exact_cell(line->maximum);
    });
    table.right("deduction", say::kPointsLost, [&](Line line) { return lost_cell(*line); });
    table.code("state", [](Line line) { return state_code(line->points.state); });
    table.code("reason", [&](Line line) { return line_words_.reason(*line).code; });
    table.code("value", [&](Line line) {
      return line->operand ? line_words_.value(*line, Language::English) : std::string();
    });
    table.left("how", say::kWhy, [&](Line line) { return line_words_.how(*line); });
    if (sheet_.open) {
      table.right("points_range", say::kValueRange, [&](Line line) { return points_range(*line); });
      table.left("basis", say::kBasisOfPoints, [&](Line line) {
        return basis_words(sheet_.open->units[row_].criterion_basis[line->criterion], language_);
      });
    }
    table.left("source", any_source ? say::kSource : Words{},
               [&](Line line) { return criterion(line).source; });
    return table.held();
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

  [[nodiscard]] bool is_used(IndicatorIndex indicator) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const Explanation::Line* line) {
      const std::optional<RuleTrace>& trace = program_.nodes[line->criterion].trace;
      return trace && (is_among(indicator, trace->inputs) || is_among(indicator, trace->shown));
    });
  }

  // The figures that the shown criteria use.
  [[nodiscard]] Table figures(const Sources& sources) const {
    using Figure = const Explanation::Figure&;
    std::vector<Explanation::Figure> used;
    std::copy_if(explanation_.figures.begin(), explanation_.figures.end(), std::back_inserter(used),
                 [&](Figure figure) { return is_used(figure.indicator); });
    const auto indicator = [&](Figure figure) -> const Indicator& {
      return rulebook_.indicators[figure.indicator];
    };
    TableOf<Explanation::Figure> table("figures", language_, std::move(used));
    table.left("indicator", say::kFigure, [&](Figure figure) { return indicator(figure).id; });
    table.left("title", say::kFigureTitle, [&](Figure figure) { return indicator(figure).title; });
    table.right("value", say::kFigureValue, [](Figure figure) {
      return figure.assumed.empty() ? figure.text
                                    : fmt::format("{} ({})", figure.text, figure.assumed);
    });
    table.left("place", say::kPlace,
               [&](Figure figure) { return address(sources.locate(figure.place)); });
    return table.held();
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const ScoreSheet& sheet_;
  const Explanation& explanation_;
  std::size_t row_;
  const Unit& unit_;
  Language language_;
  LineWords line_words_;
  std::vector<const Explanation::Line*> lines_;
};

}  // namespace

Report build_explanation(const Scored& scored, const Explanation& explanation, std::size_t row,
                         CriterionIndex only, const Sources& sources, Language language) {
  return ExplanationBuilder(scored, explanation, row, only, language).build(sources);
}

}  // namespace parindex
