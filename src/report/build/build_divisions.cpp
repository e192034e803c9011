// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_divisions.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "report/build/score_cells.h"
#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

// What one division has of the figure that a gap turns on.
struct DivisionLine : GapLine {
  const DivisionPart* part = nullptr;

  [[nodiscard]] const Indicator& indicator() const {
    return rulebook().indicators[part->indicator];
  }
};

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

void add_lines(const RulebookGaps& part, std::size_t i, std::vector<DivisionLine>& lines) {
  for (const std::string& name : divisions_of(part.units[i])) {
    for (const Gap& gap : part.units[i].gaps) {
      for (const DivisionPart& division : gap.divisions) {
        if (division.division == name) {
          lines.push_back({{{&part.scored, part.rows[i]}, &gap}, &division});
        }
      }
    }
  }
}

Table divisions_table(std::vector<DivisionLine> lines, Language language) {
  using Line = const DivisionLine&;
  TableOf<DivisionLine> table("divisions", language, std::move(lines));
  add_unit_codes(table);
  table.left("division", say::kDivision, [](Line line) { return line.part->division; });
  table.left("criterion", say::kCriterion, [](Line line) { return line.criterion().id; });
  table.left("title", say::kTitle, [](Line line) { return line.criterion().title; });
  table.code("class", [](Line line) { return class_code(line.gap->what); });
  table.code("indicator", [](Line line) { return line.indicator().id; });
  table.left("", say::kFigure, [](Line line) { return display_name(line.indicator()); });
  table.right("value", say::kFigureValue,
              [](Line line) { return cell_code(line.indicator(), line.part->cell); });
  table.right("whole", say::kWholeFigure, [](Line line) { return line.part->whole; });
  table.right("shortfall", say::kShortfall, [](Line line) { return line.part->shortfall; });
  table.code("share", [](Line line) {
    return line.part->share ? exact_cell({*line.part->share * 100, CellState::Present}) : Cell{};
  });
  table.right("", say::kShareOfShortfall, [](Line line) {
    return line.part->share ? to_text(*line.part->share * 100, 1) + "%" : "";
  });
  return table.held();
}

}  // namespace

Report build_gaps_by_division(const std::vector<RulebookGaps>& all, Language language,
                              bool for_people) {
  Report report{say::kDivisions.in(language), {}};
  std::vector<DivisionLine> every_line;
  for (const RulebookGaps& part : all) {
    if (for_people) {
      add_gaps_of(part, language, report);
    }
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      std::vector<DivisionLine> lines;
      add_lines(part, i, for_people ? lines : every_line);
      if (!for_people) {
        continue;
      }
      report.blocks.emplace_back(Heading{display_name(part.scored.sheet->units[part.rows[i]])});
      if (lines.empty()) {
        report.blocks.emplace_back(Paragraph{say::kNoDivisions.in(language)});
      } else {
        report.blocks.emplace_back(divisions_table(std::move(lines), language));
      }
    }
  }
  if (!for_people) {
    report.blocks.emplace_back(divisions_table(std::move(every_line), language));
  }
  return report;
}

}  // namespace parindex
