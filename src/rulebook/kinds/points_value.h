// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "engine/numbers/number.h"

namespace parindex {

// Points as rules write them: a number, or a share of the maximum with `%` (75% of 2 is 1.5). Empty
// with an error where it is neither, or more than the maximum.
std::optional<Number> read_points(const ConfigNode& node, const Number& maximum,
                                  Diagnostics& diagnostics);

// The word `unknown`: the document does not say what there is here.
bool is_unknown(const ConfigNode& node);

}  // namespace parindex
