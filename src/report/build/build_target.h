// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "model/target.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// What was asked for and what was found: facts, the steps of the cheapest way, the next best ways.
// `in_days`: effort is days of work, else steps.
Report build_target(const Scored& scored, std::size_t row, const TargetGoal& goal,
                    const TargetAnswer& answer, bool in_days, Language language);

}  // namespace parindex
