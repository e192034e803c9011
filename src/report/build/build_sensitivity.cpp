// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_sensitivity.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "report/build/rational_cells.h"
#include "report/build/score_cells.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

constexpr int kSharePlaces = 4;  // of shares

std::int64_t swing(const ShownFactor& factor) {
  return factor.low && factor.high
             ? std::max(*factor.high, *factor.low) - std::min(*factor.high, *factor.low)
             : 0;
}

std::string bar(std::int64_t length, std::int64_t longest) {
  constexpr std::int64_t kWidth = 16;
  std::string text;
  for (std::int64_t i = 0; longest > 0 && i < (length * kWidth + longest - 1) / longest; ++i) {
    text += "█";
  }
  return text;
}

}  // namespace

Report build_sensitivity(ShownSensitivity shown, Language language) {
  std::stable_sort(shown.factors.begin(), shown.factors.end(),
                   [](const auto& a, const auto& b) { return swing(a) > swing(b); });
  const Unit& unit = shown.sheet->units[shown.row];
  Report report{say::kSensitivity.in(language), {}};
  report.blocks.emplace_back(
      Facts{{{say::kUnit.in(language), unit.name.empty() ? unit.id : unit.name},
             {say::kRuns.in(language), with_thousands(shown.runs)}}});
  Table table;
  table.name = "sensitivity";
  const auto add = [&](const char* key, std::string heading, TableColumn::Align align) {
    table.columns.push_back({key, std::move(heading), align});
  };
  add("change", say::kChange.in(language), TableColumn::Align::Left);
  add("index_low", say::kIndexAtLow.in(language), TableColumn::Align::Right);
  add("index_high", say::kIndexAtHigh.in(language), TableColumn::Align::Right);
  add("", " ", TableColumn::Align::Left);
  add("first", say::kFirstOrder.in(language), TableColumn::Align::Right);
  add("first_error", say::kStandardError.in(language), TableColumn::Align::Right);
  add("total", say::kTotal.in(language), TableColumn::Align::Right);
  add("total_error", say::kStandardError.in(language), TableColumn::Align::Right);
  table.row_count = shown.factors.size();
  const bool varies = shown.varies;
  table.row = [shown = std::move(shown)](std::size_t i, std::vector<Cell>& cells) {
    const ShownFactor& factor = shown.factors[i];
    const auto index = [&](std::optional<std::int64_t> ticks) {
      return ticks ? Cell{NumberCell{*ticks, shown.sheet->index.scale, true}} : Cell{EmptyCell{}};
    };
    cells.emplace_back(factor.change);
    cells.push_back(index(factor.low));
    cells.push_back(index(factor.high));
    cells.emplace_back(bar(swing(factor), swing(shown.factors.front())));
    for (const auto& [value, square] : {std::pair(factor.first, factor.first_error_square),
                                        std::pair(factor.total, factor.total_error_square)}) {
      cells.push_back(shown.varies ? cell_of(value, kSharePlaces) : Cell{EmptyCell{}});
      cells.push_back(shown.varies ? root_cell(square, kSharePlaces) : Cell{EmptyCell{}});
    }
  };
  report.blocks.emplace_back(std::move(table));
  if (!varies) {
    report.blocks.emplace_back(Paragraph{say::kNeverVaries.in(language)});
  }
  return report;
}

}  // namespace parindex
