// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/loss_bound.h"
#include "report/build/build_gaps.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// Adds to a report on the gaps of one unit what follows from its published grade, each premise by
// name, and for people where the assumed ones come from.
void add_loss_bound(const RulebookGaps& part, const LossBound& bound, Language language,
                    bool for_people, Report& report);

}  // namespace parindex
