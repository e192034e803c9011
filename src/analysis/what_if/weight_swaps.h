// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"
#include "model/weights.h"

namespace parindex {

// The program of the rulebook with one criterion weighing otherwise.
using WeighedProgram = std::function<ScoringProgram(WeightFactor factor)>;

// What is ranked.
struct RankedUnits {
  const Rulebook& rulebook;
  const RowSource& rows;
  const ScoreSheet& sheet;
};

// Which other weight of which one criterion makes neighbours of the ranking change places, or, for
// a unit, it and each other unit of its group: at most three for each two. The index is a quotient
// of sums in one weight; it is found from exact runs with four weights, the crossing is solved for,
// and the order is looked up again with a weight on either side of it. Fault: PX4006 where units
// times criteria are more than 100,000.
std::optional<WeightSwaps> find_weight_swaps(const RankedUnits& ranked,
                                             std::optional<std::size_t> unit,
                                             const WeighedProgram& weighed,
                                             Diagnostics& diagnostics);

}  // namespace parindex
