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

// The unit's row with its assumed figures at values among which the index and the points of each
// leaf take their least and their greatest: all values where they are few, else the ends of the
// ranges where it is proved from the program that points only rise or only fall between them.
// Empty where neither is so, or where no such row can be. `chunk` holds the row alone. Where
// `numbers_move`, nothing is proved from the program, which is not the only one.
std::vector<DataChunk> rows_at_ends(const Rulebook& rulebook, const ScoringProgram& program,
                                    const DataChunk& chunk,
                                    const std::vector<AssumedFigure>& figures, bool numbers_move);

}  // namespace parindex
