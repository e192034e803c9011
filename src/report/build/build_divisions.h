// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "report/build/build_gaps.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// One row for each division of a unit and each gap that its figures have a part in, division by
// division in the order of the data. For people each unit has its own table.
Report build_gaps_by_division(const std::vector<RulebookGaps>& all, Language language,
                              bool for_people);

}  // namespace parindex
