// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "model/rulebook.h"

namespace parindex {

// Grades in order and without gaps, and whether what bonus and penalty do to them is stated.
void check_grades(const Rulebook& rulebook, Diagnostics& diagnostics);

// Everything that grades and ranking look at next to the index.
std::vector<const Expression*> conclusion_expressions(const Rulebook& rulebook);

}  // namespace parindex
