// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "rulebook/load/key_reader.h"

namespace parindex {

// Reads `grading`, `grades` and `grade_caps` of the top level. Indicators must be loaded already.
void load_grades(KeyReader& top, Rulebook& rulebook, Diagnostics& diagnostics);

// An expression of grades or ranking, which may name criteria.
std::optional<Expression> load_conclusion_expression(const ConfigNode& node,
                                                     std::optional<Quantity> wanted,
                                                     Rulebook& rulebook, Diagnostics& diagnostics);

// `on:` of grading and ranking: one word or a list of them. Returns whether before or after bonus
// is stated.
bool read_index_form(KeyReader& keys, IndexForm& form, Diagnostics& diagnostics);

}  // namespace parindex
