// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "model/data_review.h"
#include "report/report.h"

namespace parindex {

// Appends the page on the state of the data: how the files were read, figures by indicator, units
// with holes, what looks wrong, and the faults of `diagnostics` counted by code and column. The
// reviews must outlive the report.
void append_review(const std::vector<DataReview>& reviews, const Diagnostics& diagnostics,
                   Report& report);

}  // namespace parindex
