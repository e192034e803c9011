// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"

namespace parindex {

// Looks at what the rulebook leaves to people, with a warning for each: units for which it defines
// no grade, quotas that are passed, units that nothing tells apart. Fills in
// ScoreSheet::quotas_passed; ranks, ties and grades must be there.
void look_at_grades(const Rulebook& rulebook, const RowSource& rows, ScoreSheet& sheet,
                    Diagnostics& diagnostics);

}  // namespace parindex
