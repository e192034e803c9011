// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/scored.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// What `scored` points to must outlive these reports.

// For people: per group a ranking, best first, with what it rests on. `see_more` is the command
// that explains the first unit's points; may be empty.
Report build_ranking(const std::vector<Scored>& scored, Language language,
                     const std::string& see_more);

// For machines: one row per unit in input order, the columns of docs/output.md; with `wide` a
// further column of points for each leaf criterion.
Report build_scores(const std::vector<Scored>& scored, bool wide);

// One row per unit and criterion, rulebook order. Codes for machines, words for people.
Report build_score_detail(const std::vector<Scored>& scored, Language language);

}  // namespace parindex
