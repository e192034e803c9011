// SPDX-License-Identifier: Apache-2.0
//
// What people must know to read a ranking.
#pragma once

#include <cstdint>
#include <string>

#include "report/build/build_score.h"

namespace parindex {

// On what ranks and grades rest, as one sentence.
std::string basis_words(const Rulebook& rulebook, Language language);

// Below the table of a group: who is not ranked, and what is left for people to decide.
void add_group_notes(const Scored& scored, std::uint32_t group, Language language, Report& report);

}  // namespace parindex
