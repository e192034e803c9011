// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "model/appraisal.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// One round of the same data: the figures as they hold in it, and what they score.
struct ScoredRound {
  const Round* round = nullptr;  // null: the data have no rounds
  const ScoringProgram* program = nullptr;
  const RowSource* rows = nullptr;
  const ScoreSheet* sheet = nullptr;  // with every criterion
};

// Puts the rounds side by side, the self-assessment first, where `self` goes before what the
// figures come to; a single round needs it. All rounds have the same units in the same order.
// Errors: PX3092, a self-score of a unit or criterion that is not there.
Appraisal appraise(const Rulebook& rulebook, const std::vector<ScoredRound>& rounds,
                   const std::vector<SelfScore>& self, Diagnostics& diagnostics);

// Warns of each criterion that asks for evidence where a unit that gave itself points names none.
void warn_of_evidence(const Appraisal& appraisal, Diagnostics& diagnostics);

}  // namespace parindex
