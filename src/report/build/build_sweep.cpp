// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_sweep.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/build/score_cells.h"
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

class SweepBuilder {
 public:
  SweepBuilder(const Sweep& sweep, Language language) : in_(sweep), language_(language) {}

  Report build() {
    Report report{say::kSweep.in(language_), {}};
    const Unit& unit = in_.sheet->units[in_.row];
    report.blocks.emplace_back(Facts{
        {{words(say::kUnit), unit.name.empty() ? unit.id : unit.name},
         {words(say::kChanged), in_.target},
         {say::kValues.in(language_), in_.values.front().value + " … " + in_.values.back().value},
         {words(say::kIndex), curve(in_.values)}}});
    report.blocks.emplace_back(table(all(), false));
    report.blocks.emplace_back(Heading{say::kWhereItChanges.in(language_)});
    report.blocks.emplace_back(table(changes(), true));
    return report;
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] std::vector<std::size_t> all() const {
    std::vector<std::size_t> shown(in_.values.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
      shown[i] = i;
    }
    return shown;
  }

  // The first value of each stretch in which nothing changes.
  [[nodiscard]] std::vector<std::size_t> changes() const {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < in_.values.size(); ++i) {
      const SweptValue& own = in_.values[i];
      const SweptValue& before = in_.values[i == 0 ? 0 : i - 1];
      if (i == 0 || own.index != before.index || own.grade != before.grade ||
          own.rank != before.rank || own.present != before.present) {
        shown.push_back(i);
      }
    }
    return shown;
  }

  [[nodiscard]] Table table(std::vector<std::size_t> shown, bool people) const {
    Table table;
    table.name = people ? "" : "sweep";
    const auto add = [&](const char* key, Words heading, TableColumn::Align align) {
      table.columns.push_back({people ? "" : key, people ? words(heading) : std::string(), align});
    };
    add("value", say::kFigureValue, TableColumn::Align::Right);
    add("lost", say::kPointsLost, TableColumn::Align::Right);
    add("index", say::kIndex, TableColumn::Align::Right);
    add("grade", say::kGrade, TableColumn::Align::Left);
    add("rank", say::kRank, TableColumn::Align::Right);
    table.row_count = shown.size();
    table.row = [this_copy = *this, shown = std::move(shown)](std::size_t i,
                                                              std::vector<Cell>& cells) {
      const SweptValue& value = this_copy.in_.values[shown[i]];
      cells.emplace_back(value.value);
      cells.emplace_back(NumberCell{value.lost, kLossPlaces});
      cells.push_back(value.present
                          ? Cell{NumberCell{value.index, this_copy.in_.sheet->index.scale, true}}
                          : Cell{EmptyCell{}});
      cells.emplace_back(grade_words(*this_copy.in_.rulebook, value.grade, this_copy.language_));
      cells.push_back(value.rank == ScoreSheet::kUnranked ? Cell{EmptyCell{}}
                                                          : Cell{NumberCell{value.rank, 0}});
    };
    return table;
  }

  Sweep in_;
  Language language_;
};

}  // namespace

Report build_sweep(const Sweep& sweep, Language language) {
  return SweepBuilder(sweep, language).build();
}

}  // namespace parindex
