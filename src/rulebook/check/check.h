// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "base/diagnostics.h"
#include "model/indicator.h"
#include "model/rulebook.h"

namespace parindex {

// Looks across a loaded rulebook: maxima reached and added up, indicators used, grades in order and
// without gaps, ids that look alike. Fills in the maxima of nodes that state none.
void check_rulebook(Rulebook& rulebook, Diagnostics& diagnostics);

// Reads the text of a cell of an example; the reader of data files in `io` is passed in by cli.
using CellReader = std::function<std::optional<std::int64_t>(
    const Example::Given& given, const Indicator& indicator, CellState& state)>;

// Runs the worked examples; one that gives other points is an error. Returns how many there are.
std::size_t run_examples(const Rulebook& rulebook, const CellReader& read_cell,
                         Diagnostics& diagnostics);

}  // namespace parindex
