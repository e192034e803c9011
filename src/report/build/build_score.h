// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// One rulebook with what scoring by it gave. All pointers outlive the report.
struct ScoredRulebook {
  const Rulebook* rulebook = nullptr;
  const ScoringProgram* program = nullptr;
  const ScoreSheet* sheet = nullptr;
};

// For people: per group a ranking, best first, with what it rests on. `see_more` is the command
// that explains the first unit's points; may be empty.
Report build_ranking(const std::vector<ScoredRulebook>& scored, Language language,
                     const std::string& see_more);

// For machines: one row per unit in input order, the columns of docs/output.md; with `wide` a
// further column of points for each leaf criterion.
Report build_scores(const std::vector<ScoredRulebook>& scored, bool wide);

// One row per unit and criterion, rulebook order. Codes for machines, words for people.
Report build_score_detail(const std::vector<ScoredRulebook>& scored, Language language);

}  // namespace parindex
