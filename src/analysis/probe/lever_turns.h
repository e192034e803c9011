// SPDX-License-Identifier: Apache-2.0
//
// Where the comparisons of a program turn while one figure of a unit is moved.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/probe/lever.h"
#include "engine/program/program.h"
#include "model/data.h"
#include "model/indicator.h"

namespace parindex {

struct Turns {
  // Cells after which a comparison, or a step of bands, turns out otherwise; ascending.
  std::vector<std::int64_t> after;
  bool are_all = true;  // false: there may be more, in what was not looked at
};

// All other figures stay as they are. Where what is compared goes one way with the figure its turns
// are found by halving; elsewhere by trying `most_tried` values to either side of the figure. `row`
// is the unit alone, and the same afterwards.
Turns turns_of(const Program& program, DataChunk& row, IndicatorIndex figure, FigureRange range,
               std::int64_t most_tried);

// Whether some values of a program depend on a figure by comparisons alone, so that they are the
// same from one turn to the next.
bool moves_by_turns(const Program& program, IndicatorIndex figure,
                    std::span<const Quotient> values);

}  // namespace parindex
