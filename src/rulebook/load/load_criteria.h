// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "rulebook/load/key_reader.h"

namespace parindex {

// Appends the criteria in the list `criteria` as children of `parent`, and theirs below them.
// Indicators must be loaded already.
void load_criteria(const ConfigNode& list, CriterionIndex parent, Rulebook& rulebook,
                   Diagnostics& diagnostics);

// `cap` of a node, above 0; empty where there is none.
std::optional<Number> read_cap(KeyReader& keys);

Aggregation read_aggregation(KeyReader& keys);

// The mapping {digits, mode}.
RoundingRule read_rounding(const ConfigNode& node, Diagnostics& diagnostics);

}  // namespace parindex
