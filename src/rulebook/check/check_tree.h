// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "model/rulebook.h"

namespace parindex {

// Whether maxima add up. Fills in those of nodes that state none.
void check_maxima(Rulebook& rulebook, Diagnostics& diagnostics);

// Whether points of what does not apply can go where the rulebook sends them.
void check_not_applicable(const Rulebook& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
