// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_sweep.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/build/score_cells.h"
#include "report/table_of.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

constexpr int kLossPlaces = 9;

// The index from the first value to the last, at most 60 characters; the least and the greatest
// index have the lowest and the highest bar.
std::string curve(const std::vector<SweptValue>& values) {
  constexpr std::array<std::string_view, 8> kHeights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::size_t kMostBars = 60;
  const auto [least, most] = std::minmax_element(
      values.begin(), values.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  const std::size_t bars = std::min(kMostBars, values.size());
  std::string text;
  for (std::size_t bar = 0; bar < bars; ++bar) {
    const SweptValue& value = values[bars == 1 ? 0 : bar * (values.size() - 1) / (bars - 1)];
    const std::int64_t range = std::max<std::int64_t>(1, most->index - least->index);
    text += value.present
                ? kHeights.at(static_cast<std::size_t>((value.index - least->index) * 7 / range))
                : " ";
  }
  return text;
}

// The first value of each stretch in which nothing changes.
std::vector<SweptValue> changes(const std::vector<SweptValue>& values) {
  std::vector<SweptValue> shown;
  for (const SweptValue& own : values) {
    const SweptValue* const before = &own == &values.front() ? nullptr : &own - 1;
    if (before == nullptr || own.index != before->index || own.grade != before->grade ||
        own.rank != before->rank || own.present != before->present) {
      shown.push_back(own);
    }
  }
  return shown;
}

Table sweep_table(const Sweep& sweep, std::vector<SweptValue> shown, bool people,
                  Language language) {
  TableOf<SweptValue> table(people ? "" : "sweep", language, std::move(shown));
  const auto key = [&](std::string_view own) { return people ? "" : own; };
  const auto heading = [&](const Words& own) { return people ? own : Words{}; };
  table.right(key("value"), heading(say::kFigureValue), [](const auto& own) { return own.value; });
  table.right(key("lost"), heading(say::kPointsLost), [](const auto& own) {
    return NumberCell{own.lost, kLossPlaces};
  });
  table.right(key("index"), heading(say::kIndex), [&](const auto& own) {
    return own.present ? OptionalNumber(NumberCell{own.index, sweep.sheet->index.scale, true})
                       : std::nullopt;
  });
  table.left(key("grade"), heading(say::kGrade),
             [&](const auto& own) { return grade_words(*sweep.rulebook, own.grade, language); });
  table.right(key("rank"), heading(say::kRank),
              [](const auto& own) { return rank_cell(own.rank); });
  return table.held();
}

}  // namespace

Report build_sweep(const Sweep& sweep, Language language) {
  const auto words = [&](const Words& which) { return which.in(language); };
  const std::vector<SweptValue>& values = sweep.values;
  Report report{words(say::kSweep), {}};
  report.blocks.emplace_back(
      Facts{{{words(say::kUnit), display_name(sweep.sheet->units[sweep.row])},
             {words(say::kChanged), sweep.target},
             {words(say::kValues), values.front().value + " … " + values.back().value},
             {words(say::kIndex), curve(values)}}});
  report.blocks.emplace_back(sweep_table(sweep, values, false, language));
  report.blocks.emplace_back(Heading{words(say::kWhereItChanges)});
  report.blocks.emplace_back(sweep_table(sweep, changes(values), true, language));
  return report;
}

}  // namespace parindex
