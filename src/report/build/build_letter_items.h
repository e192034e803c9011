// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/letter.h"
#include "report/build/build_gaps.h"

namespace parindex {

// The items of a letter with what each criterion of theirs lost, as far as the rulebook knows the
// criterion, and what other documents say of it. Below them criteria that several of those
// documents name and the letter does not. `gaps` holds one unit.
Report build_letter_items(const RulebookGaps& gaps, const std::vector<LetterItem>& items,
                          const std::vector<Finding>& findings, Language language);

}  // namespace parindex
