// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/gap.h"
#include "model/gap_sums.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/table_of.h"
#include "report/words/catalogue.h"

namespace parindex {

// The gaps of some units of one rulebook.
struct RulebookGaps {
  Scored scored;
  std::vector<std::size_t> rows;  // of the sheet
  std::vector<UnitGaps> units;    // by position in `rows`
};

// A row of a table on a unit of one of several rulebooks.
struct UnitLine {
  const Scored* scored = nullptr;
  std::size_t row = 0;  // of the sheet

  [[nodiscard]] const Rulebook& rulebook() const { return *scored->rulebook; }
  [[nodiscard]] const Unit& unit() const { return scored->sheet->units[row]; }
};

// The same on a gap of the unit.
struct GapLine : UnitLine {
  const Gap* gap = nullptr;

  [[nodiscard]] const Criterion& criterion() const {
    return rulebook().criteria[gap->line.criterion];
  }
};

template <typename Line>
void add_unit_codes(TableOf<Line>& table) {
  table.code("rulebook", [](const Line& line) { return line.rulebook().id; });
  table.code("unit", [](const Line& line) { return line.unit().id; });
  table.code("name", [](const Line& line) { return line.unit().name; });
}

// The rulebook at the head of a report on gaps. Nothing where none of its units is asked for.
void add_gaps_of(const RulebookGaps& part, Language language, Report& report);

// One row per gap, unit by unit. For people each unit has its own table.
Report build_gaps(const std::vector<RulebookGaps>& all, Language language, bool for_people);

// One row per criterion that any of the units has below its maximum: how many, and what they lost.
// `sums` are by rulebook.
Report build_gaps_by_criterion(const std::vector<RulebookGaps>& all,
                               const std::vector<GapSums>& sums, Language language);

}  // namespace parindex
