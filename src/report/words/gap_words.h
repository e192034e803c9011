// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/gap.h"
#include "model/rulebook.h"
#include "report/words/catalogue.h"

namespace parindex {

// A stable code and the words for it.
std::string_view class_code(Gap::Class what);
std::string class_words(Gap::Class what, Language language);

// A cell as a data file has it, and as people read it.
std::string cell_code(const Indicator& indicator, std::int64_t cell);
std::string cell_words(const Indicator& indicator, std::int64_t cell, Language language);

// "Late files: 163 fewer (400 → 237)".
std::string change_words(const Rulebook& rulebook, const FigureChange& change, Language language);

// The changes as `--data` cells, for machines: "late_files=237; plan=yes".
std::string changes_code(const Rulebook& rulebook, const GapStep& step);
// By how much the only figure moves, as a number in the figure's own unit, days for a date; empty
// where there are several figures, or one that is no amount.
std::string change_number(const Rulebook& rulebook, const GapStep& step);

// "Late files: 163 fewer (400 → 237): +1 points, index +1.25".
std::string step_words(const Rulebook& rulebook, const GapStep& step, Language language);

}  // namespace parindex
