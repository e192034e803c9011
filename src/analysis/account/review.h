// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "engine/numbers/decimal.h"
#include "model/data.h"
#include "model/data_review.h"
#include "model/rulebook.h"

namespace parindex {

struct ReviewOptions {
  RowSource* previous = nullptr;      // figures of the period before; null: none
  Decimal jump{50, 0};                // percent: a larger change of a figure is a jump
  std::vector<std::string> expected;  // ids of units that should have a row
};

// Reads all rows. A figure has jumped when it differs from the previous one by more than `jump`
// percent of that; from 0, any change is a jump. A date is outside the period when the rulebook's
// `period` is a year and it is not in it. Faults of rows go to `diagnostics`.
DataReview review(const Rulebook& rulebook, RowSource& rows, const ReviewOptions& options,
                  Diagnostics& diagnostics);

}  // namespace parindex
