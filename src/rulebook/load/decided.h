// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "model/board_decision.h"
#include "model/rulebook.h"

namespace parindex {

// Makes room for the decisions of the board that are about leaf criteria of this rulebook: each
// such criterion gets an indicator of its own (Criterion::decided) whose points go before those of
// the rule, which are still computed. Decisions about criteria that it does not have are passed
// over. Faults: PX3092 for a node, or points outside 0..maximum.
void add_decisions(Rulebook& rulebook, const std::vector<BoardDecision>& decisions,
                   Diagnostics& diagnostics);

}  // namespace parindex
