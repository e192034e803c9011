// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/expression.h"
#include "rulebook/load/vocabulary.h"

namespace parindex {

// Reads the expression in a scalar (grammar: docs/rulebook.md) and checks that numbers, ratios and
// conditions are not mixed. `wanted` is what the place needs; empty: a number or a ratio.
std::optional<Expression> parse_expression(const ConfigNode& scalar, const Vocabulary& vocabulary,
                                           std::optional<Quantity> wanted,
                                           Diagnostics& diagnostics);

}  // namespace parindex
