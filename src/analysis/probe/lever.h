// SPDX-License-Identifier: Apache-2.0
//
// The least change of a unit's figures that gives a criterion more points.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/probe/trend.h"
#include "engine/program/slice.h"
#include "model/data.h"
#include "model/gap.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// What a criterion's points and maximum need of the program, for running it many times.
struct LeverProgram {
  Slice slice;  // values: points, maximum; the value of the rule's bands, where it has any
  Trend of_bands = Trend::Unknown;  // which way the points go with that value
  // The figures that may be changed: the lever that the rulebook names; the only
  // one of the rule; of a part and its whole the part;
  // else conditions and levels that the rule reads. Empty: none is known.
  std::vector<IndicatorIndex> levers;
  bool is_penalty = false;  // fewer points are better
};

// `criterion` is a leaf. No levers where its rule compares the unit with others.
LeverProgram lever_program(const Rulebook& rulebook, const ScoringProgram& program,
                           CriterionIndex criterion);

// The values that a figure can take in a unit whose other figures stay, as cells, both included.
struct FigureRange {
  std::int64_t lowest = 0, highest = 0;
};

// `row` is the unit alone.
FigureRange figure_range(const Rulebook& rulebook, const DataChunk& row, IndicatorIndex figure);

struct LeverSteps {
  std::optional<std::vector<FigureChange>> next;  // the least change that gives more points
  std::optional<std::vector<FigureChange>> full;  // that reaches the maximum
  bool is_cut = false;  // a figure may have values with more points that were not tried
};

// Runs the slice over the only row of `row` with figures changed. Where the points go one way with
// the figure (trend_of) the least change is found by halving; where they depend on comparisons
// alone it is where one of these turns; elsewhere each value is tried, at most 20,000 to either
// side, and what comparisons turn at beyond that. A rule without steps has no `next` unless the
// figure is a count, or the maximum is out of reach: then it goes to what gives most. `row` is the
// same afterwards.
LeverSteps find_lever_steps(const LeverProgram& program, const Rulebook& rulebook, DataChunk& row);

}  // namespace parindex
