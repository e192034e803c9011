// SPDX-License-Identifier: Apache-2.0
//
// The sheet of open numbers that `init --fill` writes and `--filled` reads back.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/config_node.h"
#include "cli/arguments.h"
#include "cli/invocation.h"
#include "model/rulebook.h"

namespace parindex {

inline const std::array<std::string, 10> kSheetColumns = {
    "address", "rulebook", "criterion", "asked", "assumed",
    "low",     "high",     "why",       "value", "source"};

// Writes the values that the sheet `filled` has for this rulebook into its tree, with their
// sources. True where there is no sheet; false with errors where a row does not fit.
bool fill_numbers(Invocation& invocation, const GivenText& filled, ConfigNode& tree);

// Rows of rulebooks that this run does not have are errors.
void check_filled_rulebooks(Invocation& invocation, const GivenText& filled,
                            const std::vector<Rulebook>& rulebooks);

}  // namespace parindex
