// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/plan_progress.h"
#include "report/build/build_gaps.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// One row for each unit, figure and target of a plan. `progress` is by position in `all`. For
// people each unit has its own table.
Report build_plan_progress(const std::vector<RulebookGaps>& all,
                           const std::vector<std::vector<PlanProgress>>& progress,
                           Language language, bool for_people);

}  // namespace parindex
