// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/expression.h"
#include "model/indicator.h"

namespace parindex {

// Reads the expression in a scalar (grammar: docs/rulebook.md) and checks that numbers, ratios and
// conditions are not mixed. `wanted` is what the place needs; empty: a number or a ratio.
std::optional<Expression> parse_expression(const ConfigNode& scalar,
                                           const std::vector<Indicator>& indicators,
                                           std::optional<Quantity> wanted,
                                           Diagnostics& diagnostics);

// All indicators that the expression names, in order of first use, without repeats.
std::vector<IndicatorIndex> indicators_of(const Expression& expression);

// True when the value is a whole number whatever the figures: counts, their sums and products.
bool is_whole(const Expression& expression, const std::vector<Indicator>& indicators);

// True when no figures can make the value negative.
bool is_never_negative(const Expression& expression, const std::vector<Indicator>& indicators);

}  // namespace parindex
