// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/data.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// A figure of which only a range is known (FigureRemark::assumed).
struct AssumedFigure {
  IndicatorIndex indicator = 0;
  std::int64_t low = 0, high = 0;  // as the column holds values
};

// Those of one unit, in order of the indicators.
std::vector<AssumedFigure> assumed_figures(const RowSource& rows, std::uint64_t row_offset,
                                           std::size_t indicators);

// The unit's row with each combination of values of its assumed figures in which no part is more
// than its whole; empty where they are too many. `chunk` holds the row alone.
std::optional<std::vector<DataChunk>> rows_of_figures(const Rulebook& rulebook,
                                                      const DataChunk& chunk,
                                                      const std::vector<AssumedFigure>& figures);

// Whether all combinations are possible: no part can be more than its whole.
bool are_independent(const Rulebook& rulebook, const DataChunk& chunk,
                     const std::vector<AssumedFigure>& figures);

}  // namespace parindex
