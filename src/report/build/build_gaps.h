// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/gap.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// The gaps of some units of one rulebook.
struct RulebookGaps {
  ScoredRulebook scored;
  std::vector<std::size_t> rows;  // of the sheet
  std::vector<UnitGaps> units;    // by position in `rows`
};

// The rulebook at the head of a report on gaps. Nothing where none of its units is asked for.
void add_gaps_of(const RulebookGaps& part, Language language, Report& report);

// One row per gap, unit by unit. For people each unit has its own table.
Report build_gaps(const std::vector<RulebookGaps>& all, Language language, bool for_people);

// One row per criterion that any of the units has below its maximum: how many, and what they lost.
Report build_gaps_by_criterion(const std::vector<RulebookGaps>& all, Language language);

}  // namespace parindex
