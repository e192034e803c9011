// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/sources.h"
#include "model/explanation.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// Every point of one unit: facts, then one row per criterion with the value, the step that was met
// and the next one, then the figures with their places. `only` limits it to one criterion and what
// is below it; 0 is the root, which means all.
Report build_explanation(const Scored& scored, const Explanation& explanation, std::size_t row,
                         CriterionIndex only, const Sources& sources, Language language);

}  // namespace parindex
