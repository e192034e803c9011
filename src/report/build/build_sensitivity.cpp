// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_sensitivity.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "report/build/rational_cells.h"
#include "report/build/score_cells.h"
#include "report/table_of.h"
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
  Report report{say::kSensitivity.in(language), {}};
  report.blocks.emplace_back(
      Facts{{{say::kUnit.in(language), display_name(shown.sheet->units[shown.row])},
             {say::kRuns.in(language), with_thousands(shown.runs)}}});
  const std::int64_t widest = shown.factors.empty() ? 0 : swing(shown.factors.front());
  const auto index = [&](std::optional<std::int64_t> ticks) {
    return ticks ? OptionalNumber(NumberCell{*ticks, shown.sheet->index.scale, true})
                 : std::nullopt;
  };
  const auto share = [&](const Rational& value) {
    return shown.varies ? cell_of(value, kSharePlaces) : std::nullopt;
  };
  const auto error = [&](const Rational& square) {
    return shown.varies ? OptionalNumber(root_cell(square, kSharePlaces)) : std::nullopt;
  };
  using Factor = const ShownFactor&;
  TableOf<ShownFactor> table("sensitivity", language, shown.factors);
  table.left("change", say::kChange, [](Factor factor) { return factor.change; });
  table.right("index_low", say::kIndexAtLow, [&](Factor factor) { return index(factor.low); });
  table.right("index_high", say::kIndexAtHigh, [&](Factor factor) { return index(factor.high); });
  table.left("", " ", [&](Factor factor) { return bar(swing(factor), widest); });
  table.right("first", say::kFirstOrder, [&](Factor factor) { return share(factor.first); });
  table.right("first_error", say::kStandardError,
              [&](Factor factor) { return error(factor.first_error_square); });
  table.right("total", say::kTotal, [&](Factor factor) { return share(factor.total); });
  table.right("total_error", say::kStandardError,
              [&](Factor factor) { return error(factor.total_error_square); });
  report.blocks.emplace_back(table.held());
  if (!shown.varies) {
    report.blocks.emplace_back(Paragraph{say::kNeverVaries.in(language)});
  }
  return report;
}

}  // namespace parindex
