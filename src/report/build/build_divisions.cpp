// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_divisions.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "report/build/held_table.h"
#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Row = std::vector<Cell>;

Cell count_cell(const std::optional<std::int64_t>& count) {
  return count ? Cell{NumberCell{*count, 0}} : Cell{EmptyCell{}};
}

Row row_of(const RulebookGaps& part, std::size_t unit, const Gap& gap,
           const DivisionPart& division) {
  const Rulebook& rulebook = *part.scored.rulebook;
  const Unit& who = part.scored.sheet->units[unit];
  const Criterion& criterion = rulebook.criteria[gap.line.criterion];
  const Indicator& indicator = rulebook.indicators[division.indicator];
  return {
      rulebook.id,
      who.id,
      who.name,
      division.division,
      criterion.id,
      criterion.title,
      std::string(class_code(gap.what)),
      indicator.id,
      indicator.title.empty() ? indicator.id : indicator.title,
      cell_code(indicator, division.cell),
      count_cell(division.whole),
      count_cell(division.shortfall),
      division.share ? exact_cell({*division.share * 100, CellState::Present}) : Cell{EmptyCell{}},
      division.share ? Cell{to_text(*division.share * 100, 1) + "%"} : Cell{EmptyCell{}}};
}

// Names in the order in which the gaps have them.
std::vector<std::string> divisions_of(const UnitGaps& gaps) {
  std::vector<std::string> names;
  for (const Gap& gap : gaps.gaps) {
    for (const DivisionPart& part : gap.divisions) {
      if (std::find(names.begin(), names.end(), part.division) == names.end()) {
        names.push_back(part.division);
      }
    }
  }
  return names;
}

void add_rows(const RulebookGaps& part, std::size_t i, std::vector<Row>& rows) {
  for (const std::string& name : divisions_of(part.units[i])) {
    for (const Gap& gap : part.units[i].gaps) {
      for (const DivisionPart& division : gap.divisions) {
        if (division.division == name) {
          rows.push_back(row_of(part, part.rows[i], gap, division));
        }
      }
    }
  }
}

std::vector<TableColumn> division_columns(Language language) {
  const auto words = [&](const Words& which) { return which.in(language); };
  return {{"rulebook", "", Align::Left},
          {"unit", "", Align::Left},
          {"name", "", Align::Left},
          {"division", words(say::kDivision), Align::Left},
          {"criterion", words(say::kCriterion), Align::Left},
          {"title", words(say::kTitle), Align::Left},
          {"class", "", Align::Left},
          {"indicator", "", Align::Left},
          {"", words(say::kFigure), Align::Left},
          {"value", words(say::kFigureValue), Align::Right},
          {"whole", words(say::kWholeFigure), Align::Right},
          {"shortfall", words(say::kShortfall), Align::Right},
          {"share", "", Align::Right},
          {"", words(say::kShareOfShortfall), Align::Right}};
}

}  // namespace

Report build_gaps_by_division(const std::vector<RulebookGaps>& all, Language language,
                              bool for_people) {
  Report report{say::kDivisions.in(language), {}};
  std::vector<Row> every_row;
  for (const RulebookGaps& part : all) {
    if (for_people) {
      add_gaps_of(part, language, report);
    }
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      std::vector<Row> rows;
      add_rows(part, i, for_people ? rows : every_row);
      if (!for_people) {
        continue;
      }
      const Unit& unit = part.scored.sheet->units[part.rows[i]];
      report.blocks.emplace_back(Heading{unit.name.empty() ? unit.id : unit.name});
      if (rows.empty()) {
        report.blocks.emplace_back(Paragraph{say::kNoDivisions.in(language)});
      } else {
        report.blocks.emplace_back(
            held_table("divisions", division_columns(language), std::move(rows)));
      }
    }
  }
  if (!for_people) {
    report.blocks.emplace_back(
        held_table("divisions", division_columns(language), std::move(every_row)));
  }
  return report;
}

}  // namespace parindex
