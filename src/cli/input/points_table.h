// SPDX-License-Identifier: Apache-2.0
//
// Tables of points beside the figures: what the board decided, what units gave themselves.
#pragma once

#include <vector>

#include "cli/arguments.h"
#include "cli/invocation.h"
#include "model/appraisal.h"
#include "model/board_decision.h"
#include "model/rulebook.h"

namespace parindex {

// The table that `--overrides` names: `unit,criterion,points,by,date,remark`. Each decision says
// who made it and when. Faulty ones are reported (PX3092) and left out.
std::vector<BoardDecision> board_decisions(Invocation& invocation, const GivenText& path);

// The table that `--self` names: `unit,criterion,points,evidence,note`, the same way.
std::vector<SelfScore> self_scores(Invocation& invocation, const GivenText& path);

// Says which decisions are about criteria that no rulebook has.
void check_decided_criteria(const std::vector<BoardDecision>& decisions,
                            const std::vector<Rulebook>& rulebooks, Diagnostics& diagnostics);

}  // namespace parindex
