// SPDX-License-Identifier: Apache-2.0
#include "report/build_explain.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/day.h"
#include "engine/rational.h"
#include "report/score_cells.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Line = Explanation::Line;

constexpr int kPlaces = 9;

std::string number_text(const Rational& value) {
  return to_text(value, kPlaces);
}

Cell number_cell(const ExactCell& cell) {
  if (cell.state != CellState::Present) {
    return EmptyCell{};
  }
  const std::optional<Decimal> shown = parse_decimal(number_text(cell.value));
  return shown ? Cell{NumberCell{shown->coefficient, shown->scale}} : Cell{number_text(cell.value)};
}

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
        language_(language) {
    for (const Line& line : explanation.lines) {
      if (only == 0 || is_within(line.criterion, only)) {
        lines_.push_back(&line);
      }
    }
  }

  Report build(const Sources& sources) {
    const Unit& unit = sheet_.units[row_];
    const std::string& name = unit.name.empty() ? unit.id : unit.name;
    Report report{fmt::format("{}: {}", words(Phrase::Explanation), name), {}};
    report.blocks.emplace_back(facts());
    report.blocks.emplace_back(unit_for_machines());
    report.blocks.emplace_back(criteria());
    report.blocks.emplace_back(Heading{words(Phrase::Figures)});
    report.blocks.emplace_back(figures(sources));
    return report;
  }

 private:
  [[nodiscard]] std::string words(Phrase which) const {
    return std::string(phrase(which, language_));
  }

  [[nodiscard]] bool is_within(CriterionIndex criterion, CriterionIndex ancestor) const {
    while (criterion != ancestor && rulebook_.criteria[criterion].parent) {
      criterion = *rulebook_.criteria[criterion].parent;
    }
    return criterion == ancestor;
  }

  [[nodiscard]] Facts facts() const {
    const Unit& unit = sheet_.units[row_];
    Facts result;
    const auto add = [&](Phrase label, std::string value) {
      if (!value.empty()) {
        result.rows.emplace_back(words(label), std::move(value));
      }
    };
    add(Phrase::Rulebook, rulebook_.title.empty() ? rulebook_.id : rulebook_.title);
    add(Phrase::Source, rulebook_.source);
    add(Phrase::Period, rulebook_.period);
    add(Phrase::Unit, unit.id);
    add(Phrase::Group, rulebook_.groups[unit.group].id);
    if (explanation_.points.state == CellState::Present) {
      add(Phrase::Points, fmt::format("{} / {}", number_text(explanation_.points.value),
                                      number_text(explanation_.maximum.value)));
    }
    add(Phrase::Bonus, extra_text(explanation_.bonus));
    add(Phrase::Penalty, extra_text(explanation_.penalty));
    if (is_present(sheet_.index, row_)) {
      add(Phrase::Index, index_text());
      add(Phrase::Grade, grade_words(rulebook_, sheet_.grades[row_], language_));
      const std::uint32_t rank = sheet_.ranks[row_];
      add(Phrase::Rank, rank == ScoreSheet::kUnranked
                            ? words(Phrase::NotRanked)
                            : fmt::format("{} / {}", rank, sheet_.groups[unit.group].placed));
    } else {
      add(Phrase::Index, words(Phrase::NoScore));
    }
    return result;
  }

  [[nodiscard]] static Cell extra_cell(const std::optional<ExactCell>& points) {
    return points ? number_cell(*points) : Cell{NumberCell{0, 0}};
  }

  [[nodiscard]] static std::string extra_text(const std::optional<ExactCell>& points) {
    return points && points->state == CellState::Present ? number_text(points->value) : "";
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
        number_cell(explanation_.points),
        explanation_.points.state == CellState::NotApplicable ? Cell{EmptyCell{}}
                                                              : number_cell(explanation_.maximum),
        parindex::number_cell(sheet_.index, row_, true),
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
    const std::string exact = number_text(explanation_.index.value);
    const std::optional<Decimal> shown = parse_decimal(exact);
    const bool same = shown && *shown == Decimal{sheet_.index.ticks[row_], sheet_.index.scale};
    return same ? rounded : fmt::format("{} ({})", rounded, exact);
  }

  Table criteria() {
    Table table;
    table.name = "criteria";
    table.columns = {{"criterion", words(Phrase::Criterion), Align::Left},
                     {"title", words(Phrase::Title), Align::Left},
                     {"kind", "", Align::Left},
                     {"points", words(Phrase::Points), Align::Right},
                     {"max_points", words(Phrase::MaximumPoints), Align::Right},
                     {"deduction", words(Phrase::PointsLost), Align::Right},
                     {"state", "", Align::Left},
                     {"reason", "", Align::Left},
                     {"value", "", Align::Left},
                     {"how", words(Phrase::Why), Align::Left},
                     {"source", words(Phrase::Source), Align::Left}};
    table.row_count = lines_.size();
    // Texts are made now: the report may outlive this builder.
    std::vector<std::vector<Cell>> rows;
    for (const Line* line : lines_) {
      rows.push_back(criterion_row(*line));
    }
    if (std::all_of(lines_.begin(), lines_.end(), [&](const Line* line) {
          return rulebook_.criteria[line->criterion].source.empty();
        })) {
      table.columns.back().heading.clear();
    }
    table.row = [rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
      cells = rows[i];
    };
    return table;
  }

  [[nodiscard]] std::vector<Cell> criterion_row(const Line& line) const {
    const Criterion& criterion = rulebook_.criteria[line.criterion];
    const std::string_view kind = kind_of(criterion, program_.nodes[line.criterion]);
    const bool present = line.points.state == CellState::Present;
    const bool full = present && line.points.value >= line.maximum.value;
    const Reason reason =
        reason_of_extra(rulebook_, line.criterion, line.points.state, line.taken_as_zero,
                        line.points.value != 0)
            .value_or(reason_of(line.points.state, full, line.taken_as_zero, kind));
    const ExactCell maximum{line.maximum.value, line.points.state == CellState::NotApplicable
                                                    ? CellState::NotApplicable
                                                    : line.maximum.state};
    return {criterion.id,
            criterion.title,
            std::string(kind),
            number_cell(line.points),
            number_cell(maximum),
            lost_cell(line),
            std::string(state_code(line.points.state)),
            std::string(reason.code),
            line.operand ? operand_text(line, Language::English) : std::string(),
            how_text(line, reason),
            criterion.source};
  }

  [[nodiscard]] Cell lost_cell(const Line& line) const {
    switch (tree_of(rulebook_, line.criterion)) {
      case Tree::Bonus:
        return EmptyCell{};
      case Tree::Penalty:
        return number_cell(line.points);
      case Tree::Main:
        break;
    }
    return number_cell({line.maximum.value - line.points.value, line.points.state});
  }

  [[nodiscard]] const RuleTrace& trace_of(const Line& line) const {
    return *program_.nodes[line.criterion].trace;
  }

  [[nodiscard]] std::string operand_text(const Line& line, Language language) const {
    return cell_text(*line.operand, trace_of(line).quantity, trace_of(line).levels, language);
  }

  [[nodiscard]] static std::string cell_text(const ExactCell& cell, Quantity quantity,
                                             const std::vector<std::string>& levels,
                                             Language language) {
    if (cell.state != CellState::Present) {
      return "";
    }
    switch (quantity) {
      case Quantity::Number:
        return number_text(cell.value);
      case Quantity::Ratio:
        return number_text(cell.value * 100) + "%";
      case Quantity::Truth:
        return std::string(phrase(cell.value != 0 ? Phrase::Yes : Phrase::No, language));
      case Quantity::Date:
        return day_text(static_cast<std::int64_t>(cell.value), language);
      case Quantity::Level:
        return levels.at(static_cast<std::size_t>(cell.value));
    }
    return "";
  }

  // A day as the reader writes it; what never came has words of its own.
  static std::string day_text(std::int64_t day, Language language) {
    if (day == kNever) {
      return std::string(phrase(Phrase::Never, language));
    }
    return language == Language::Vietnamese ? vietnamese_text(day) : iso_text(day);
  }

  // What a value came to among all units, or how many days late it is.
  [[nodiscard]] std::string compared_text(const Line& line) const {
    const RuleTrace& trace = trace_of(line);
    if (trace.kind != "lateness") {
      return cell_text(*line.compared, trace.compared_quantity, {}, language_);
    }
    if (line.operand->value == kNever) {
      return words(Phrase::Never);
    }
    return line.compared->value > 0
               ? fill(Phrase::DaysLate, language_, number_text(line.compared->value))
               : words(Phrase::InTime);
  }

  // The figures are there, but the document does not say what they give.
  [[nodiscard]] bool is_unknown(const Line& line) const {
    const bool unknown_band = line.band && trace_of(line).bands[*line.band].unknown;
    const bool unknown_part = std::any_of(
        line.parts.begin(), line.parts.end(),
        [](const Explanation::Part& part) { return part.points.state == CellState::NotScored; });
    return line.points.state == CellState::NotScored && (unknown_band || unknown_part);
  }

  // The parts that count, with what each gives.
  [[nodiscard]] std::string parts_text(const Line& line) const {
    std::string text;
    for (const Explanation::Part& part : line.parts) {
      text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", part.text,
                          part.text.empty() ? "" : " → ", number_text(part.points.value));
    }
    return text;
  }

  [[nodiscard]] std::string how_text(const Line& line, const Reason& reason) const {
    if (is_unknown(line)) {
      return words(Phrase::NotStated);
    }
    if (line.points.state != CellState::Present || line.taken_as_zero) {
      return words(reason.words);
    }
    if (!program_.nodes[line.criterion].trace) {
      return "";
    }
    const RuleTrace& trace = trace_of(line);
    if (line.precondition_fails) {
      return fmt::format("{}: {}", trace.precondition->text, words(Phrase::ConditionFails));
    }
    if (!line.parts.empty() || !line.operand) {
      return parts_text(line);
    }
    std::string text = fmt::format("{} = {}", trace.operand_text, operand_text(line, language_));
    bool ratio = trace.quantity == Quantity::Ratio;
    if (line.compared) {
      ratio = trace.compared_quantity == Quantity::Ratio;
      text += fmt::format(" → {}", compared_text(line));
    }
    if (line.band) {
      text += ", " + band_words(trace.bands[*line.band], ratio, language_);
    } else if (trace.kind == "levels" || trace.kind == "per_item" || trace.kind == "increments" ||
               trace.kind == "goalposts" || trace.kind == "relative") {
      text += fmt::format(" → {}", number_text(line.points.value));
    } else if (trace.kind == "proportional") {
      const Decimal maximum = rulebook_.criteria[line.criterion].maximum;
      text += fmt::format(" × {}", to_text(maximum));
      if (line.points.value != line.operand->value * to_rational(maximum)) {
        text += fmt::format(" → {}", number_text(line.points.value));  // a cap, floor or rounding
      }
    }
    if (line.next_band) {
      const Band& next = trace.bands[*line.next_band];
      const Band& met = trace.bands[*line.band];
      const Rational from = met.to ? line.points.value : to_rational(met.points);
      const std::string gain = number_text(to_rational(next.points) - from);
      text += fmt::format("; {}: {} (+{})", words(Phrase::Next), band_words(next, ratio, language_),
                          gain);
    }
    return text;
  }

  // The figures that the shown criteria use.
  [[nodiscard]] Table figures(const Sources& sources) const {
    std::vector<std::vector<Cell>> rows;
    for (const Explanation::Figure& figure : explanation_.figures) {
      const bool used = std::any_of(lines_.begin(), lines_.end(), [&](const Line* line) {
        const std::optional<RuleTrace>& trace = program_.nodes[line->criterion].trace;
        return trace && (is_among(figure.indicator, trace->inputs) ||
                         is_among(figure.indicator, trace->shown));
      });
      if (!used) {
        continue;
      }
      const Indicator& indicator = rulebook_.indicators[figure.indicator];
      rows.push_back(
          {indicator.id, indicator.title, figure.text, address(sources.locate(figure.place))});
    }
    Table table;
    table.name = "figures";
    table.columns = {{"indicator", words(Phrase::Figure), Align::Left},
                     {"title", words(Phrase::FigureTitle), Align::Left},
                     {"value", words(Phrase::FigureValue), Align::Right},
                     {"place", words(Phrase::Place), Align::Left}};
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
  std::vector<const Line*> lines_;
};

}  // namespace

Report build_explanation(const ScoredRulebook& scored, const Explanation& explanation,
                         std::size_t row, CriterionIndex only, const Sources& sources,
                         Language language) {
  return ExplanationBuilder(scored, explanation, row, only, language).build(sources);
}

}  // namespace parindex
