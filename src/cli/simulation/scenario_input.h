// SPDX-License-Identifier: Apache-2.0
//
// What the command line and a scenario file say is to be otherwise.
#pragma once

#include <optional>

#include "base/config_node.h"
#include "cli/arguments.h"
#include "cli/invocation.h"
#include "model/rulebook.h"
#include "model/scenario.h"

namespace parindex {

bool is_fixed(const Change& change);

// The changes of the scenario file, then those of `--set`, then the errors, then the sweep. `file`
// is the tree of the rulebook. Empty with errors where one cannot be.
std::optional<Scenario> read_scenario(Invocation& invocation, const SimulateArguments& arguments,
                                      const Rulebook& rulebook, const ConfigNode& file);

}  // namespace parindex
