// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/config_node.h"
#include "rulebook/load/read_change.h"

namespace parindex {

// Makes a scenario of the tree of its file (docs/simulation.md). All faults are reported; the
// result is empty if there was an error.
std::optional<Scenario> load_scenario(const ConfigNode& file, const ChangeContext& context);

}  // namespace parindex
