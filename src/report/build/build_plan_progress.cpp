// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_plan_progress.h"

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

Words result_words(const PlanProgress& progress) {
  if (!progress.cell) {
    return say::kNoFigure;
  }
  return progress.reached ? say::kTargetReached : say::kTargetMissed;
}

std::string result_code(const PlanProgress& progress) {
  if (!progress.cell) {
    return "no_figure";
  }
  return progress.reached ? "reached" : "not_reached";
}

std::string sense_code(PlanTarget::Sense sense) {
  switch (sense) {
    case PlanTarget::Sense::AtLeast:
      return "at_least";
    case PlanTarget::Sense::Above:
      return "above";
    case PlanTarget::Sense::AtMost:
      return "at_most";
    case PlanTarget::Sense::Below:
      return "below";
  }
  return "";
}

Row row_of(const RulebookGaps& part, const PlanProgress& progress, Language language) {
  const Rulebook& rulebook = *part.scored.rulebook;
  const Unit& who = part.scored.sheet->units[progress.row];
  const Indicator& indicator = rulebook.indicators[progress.indicator];
  const PlanTarget& target = indicator.targets[progress.target];
  const bool missed = progress.cell && !progress.reached;
  return {rulebook.id,
          who.id,
          who.name,
          indicator.id,
          indicator.title.empty() ? indicator.id : indicator.title,
          progress.cell ? cell_code(indicator, *progress.cell) : std::string(),
          sense_code(target.sense),
          NumberCell{target.value.coefficient, target.value.scale},
          target_words(indicator, target, language),
          target.year,
          target.by,
          target.by.empty() ? target.year : target.by,
          result_code(progress),
          result_words(progress).in(language),
          missed ? exact_cell({progress.distance, CellState::Present}) : Cell{EmptyCell{}},
          target.document};
}

std::vector<TableColumn> progress_columns(Language language) {
  const auto words = [&](const Words& which) { return which.in(language); };
  return {{"rulebook", "", Align::Left},
          {"unit", "", Align::Left},
          {"name", "", Align::Left},
          {"indicator", "", Align::Left},
          {"", words(say::kFigure), Align::Left},
          {"value", words(say::kFigureValue), Align::Right},
          {"reach", "", Align::Left},
          {"target", "", Align::Right},
          {"", words(say::kTargetOfPlan), Align::Left},
          {"year", "", Align::Left},
          {"by", "", Align::Left},
          {"", words(say::kDeadline), Align::Left},
          {"result", "", Align::Left},
          {"", words(say::kReached), Align::Left},
          {"distance", words(say::kDistance), Align::Right},
          {"document", words(say::kDocument), Align::Left}};
}

void add_unit(const RulebookGaps& part, const std::vector<PlanProgress>& progress, std::size_t row,
              Language language, Report& report) {
  std::vector<Row> rows;
  for (const PlanProgress& one : progress) {
    if (one.row == row) {
      rows.push_back(row_of(part, one, language));
    }
  }
  const Unit& unit = part.scored.sheet->units[row];
  report.blocks.emplace_back(Heading{unit.name.empty() ? unit.id : unit.name});
  if (rows.empty()) {
    report.blocks.emplace_back(Paragraph{say::kNoPlanTargets.in(language)});
  } else {
    report.blocks.emplace_back(held_table("targets", progress_columns(language), std::move(rows)));
  }
}

}  // namespace

Report build_plan_progress(const std::vector<RulebookGaps>& all,
                           const std::vector<std::vector<PlanProgress>>& progress,
                           Language language, bool for_people) {
  Report report{say::kPlanTargets.in(language), {}};
  std::vector<Row> every_row;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (for_people) {
      add_gaps_of(all[i], language, report);
      for (const std::size_t row : all[i].rows) {
        add_unit(all[i], progress[i], row, language, report);
      }
      continue;
    }
    for (const PlanProgress& one : progress[i]) {
      every_row.push_back(row_of(all[i], one, language));
    }
  }
  if (!for_people) {
    report.blocks.emplace_back(
        held_table("targets", progress_columns(language), std::move(every_row)));
  }
  return report;
}

}  // namespace parindex
