// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/rulebook.h"

namespace parindex {

// ASCII letters, digits and the characters of `extra`; not empty.
bool is_identifier(std::string_view text, std::string_view extra);

// Appends the indicators of the mapping to the rulebook.
void load_indicators(const ConfigNode& mapping, Rulebook& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
