// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "model/rulebook.h"

namespace parindex {

// Criteria whose rules name others: the others exist, and no points rest on themselves.
void check_references(const Rulebook& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
