// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/rulebook.h"

namespace parindex {

// The same rows with the points that the board decided (Rulebook::decisions) in the columns of
// Criterion::decided; not applicable where it decided nothing. `rulebook` must outlive the result.
std::unique_ptr<RowSource> with_decisions(std::unique_ptr<RowSource> rows,
                                          const Rulebook& rulebook);

// Says which decisions are about units that are not among `units`, those of all rulebooks.
void check_decided_units(const std::vector<BoardDecision>& decisions,
                         const std::vector<Unit>& units, Diagnostics& diagnostics);

}  // namespace parindex
