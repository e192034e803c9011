// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// One rulebook with what scoring by it gave. Whoever makes it keeps what it points to.
struct Scored {
  const Rulebook* rulebook = nullptr;
  const ScoringProgram* program = nullptr;
  const ScoreSheet* sheet = nullptr;
};

}  // namespace parindex
