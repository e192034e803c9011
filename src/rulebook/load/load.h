// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/rulebook.h"

namespace parindex {

// Makes a Rulebook from the tree of its file (docs/rulebook.md), each open number taken as
// `assumption` says, by default as its assumed value, and with the numbers of
// `inputs` in place of those that stand at their addresses. All faults are reported; the result is
// empty if there was an error.
std::optional<Rulebook> load_rulebook(const ConfigNode& file, Diagnostics& diagnostics,
                                      const Assumption& assumption = {},
                                      const std::vector<NumberInput>& inputs = {});

}  // namespace parindex
