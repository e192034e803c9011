// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_plan_progress.h"

#include <cstddef>
#include <string>
#include <utility>

#include "report/build/score_cells.h"
#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

// A target of one figure of a unit.
struct ProgressLine : UnitLine {
  const PlanProgress* progress = nullptr;

  [[nodiscard]] const Indicator& indicator() const {
    return rulebook().indicators[progress->indicator];
  }
  [[nodiscard]] const PlanTarget& target() const { return indicator().targets[progress->target]; }
};

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

Table targets_table(std::vector<ProgressLine> lines, Language language) {
  using Line = const ProgressLine&;
  TableOf<ProgressLine> table("targets", language, std::move(lines));
  add_unit_codes(table);
  table.code("indicator", [](Line line) { return line.indicator().id; });
  table.left("", say::kFigure, [](Line line) { return display_name(line.indicator()); });
  table.right("value", say::kFigureValue, [](Line line) {
    return line.progress->cell ? cell_code(line.indicator(), *line.progress->cell) : "";
  });
  table.code("reach", [](Line line) { return sense_code(line.target().sense); });
  table.code("target", [](Line line) { return number_cell(line.target().value); });
  table.left("", say::kTargetOfPlan,
             [&](Line line) { return target_words(line.indicator(), line.target(), language); });
  table.code("year", [](Line line) { return line.target().year; });
  table.code("by", [](Line line) { return line.target().by; });
  table.left("", say::kDeadline, [](Line line) {
    return line.target().by.empty() ? line.target().year : line.target().by;
  });
  table.code("result", [](Line line) { return result_code(*line.progress); });
  table.left("", say::kReached,
             [&](Line line) { return result_words(*line.progress).in(language); });
  table.right("distance", say::kDistance, [](Line line) {
    return line.progress->cell && !line.progress->reached
               ? exact_cell({line.progress->distance, CellState::Present})
               : Cell{};
  });
  table.left("document", say::kDocument, [](Line line) { return line.target().document; });
  return table.held();
}

void add_unit(const RulebookGaps& part, const std::vector<PlanProgress>& progress, std::size_t row,
              Language language, Report& report) {
  std::vector<ProgressLine> lines;
  for (const PlanProgress& one : progress) {
    if (one.row == row) {
      lines.push_back({{&part.scored, row}, &one});
    }
  }
  report.blocks.emplace_back(Heading{display_name(part.scored.sheet->units[row])});
  if (lines.empty()) {
    report.blocks.emplace_back(Paragraph{say::kNoPlanTargets.in(language)});
  } else {
    report.blocks.emplace_back(targets_table(std::move(lines), language));
  }
}

}  // namespace

Report build_plan_progress(const std::vector<RulebookGaps>& all,
                           const std::vector<std::vector<PlanProgress>>& progress,
                           Language language, bool for_people) {
  Report report{say::kPlanTargets.in(language), {}};
  std::vector<ProgressLine> every_line;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (for_people) {
      add_gaps_of(all[i], language, report);
      for (const std::size_t row : all[i].rows) {
        add_unit(all[i], progress[i], row, language, report);
      }
      continue;
    }
    for (const PlanProgress& one : progress[i]) {
      every_line.push_back({{&all[i].scored, one.row}, &one});
    }
  }
  if (!for_people) {
    report.blocks.emplace_back(targets_table(std::move(every_line), language));
  }
  return report;
}

}  // namespace parindex
