// SPDX-License-Identifier: Apache-2.0
//
// Which divisions (subunits) of a unit a gap comes from.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/data.h"
#include "model/gap.h"
#include "model/indicator.h"
#include "model/rulebook.h"

namespace parindex {

// What the divisions of the unit at a row have of `lever`, the figure that moves the criterion;
// where there is no single one, of all `inputs` of the rule. `step` says which way the lever should
// go: downwards, all that a division has is too many; upwards, it is short by what is left of its
// whole (`at_most`). Without a step, or a whole to go up to, and for rates, nothing is said of
// shortfalls. Empty where the data are not split.
std::vector<DivisionPart> divisions_of(const Rulebook& rulebook, const RowSource& source,
                                       std::uint64_t row_offset,
                                       const std::vector<IndicatorIndex>& inputs,
                                       std::optional<IndicatorIndex> lever,
                                       const std::optional<GapStep>& step);

}  // namespace parindex
