// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "model/weights.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// For two units the weight with which they are equal: people are shown the smallest change, or all
// that are known where a unit was asked for.
Report build_weight_swaps(const Scored& scored, const WeightSwaps& found, bool of_unit,
                          Language language);

}  // namespace parindex
