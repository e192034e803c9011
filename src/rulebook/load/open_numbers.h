// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/config_node.h"
#include "model/rulebook.h"
#include "rulebook/load/resolve_numbers.h"

namespace parindex {

// Keeps in a loaded rulebook what was said of its open numbers: what each of them moves, and what
// is not computed for want of one. `file` is the tree before numbers were resolved.
void take_open_numbers(ResolvedRulebook resolved, const ConfigNode& file, Rulebook& rulebook);

}  // namespace parindex
