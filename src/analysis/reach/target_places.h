// SPDX-License-Identifier: Apache-2.0
//
// Where a unit's index can be moved so that what is gained adds up: figures that work together
// make one place, with all ways of moving them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/probe/movable.h"
#include "analysis/reach/grade_conditions.h"
#include "base/diagnostics.h"

namespace parindex {

// A way of moving the figures of a place; the first leaves them as they are.
struct PlaceMove {
  std::vector<FigureChange> changes;  // those that are moved
  std::vector<std::int64_t> steps;    // by `changes`
  Rational gain;                      // of the index that the goal looks at
  std::vector<bool> meets;            // by TargetPlace::conditions
};

struct TargetPlace {
  std::vector<std::size_t> figures;     // positions in TargetPlaces::figures
  std::vector<std::size_t> conditions;  // positions in the list of conditions: decided here alone
  std::vector<PlaceMove> moves;
};

// A gate that several places decide together: they must gain so much of the index.
struct SharedGate {
  std::size_t gate = 0;
  std::vector<std::size_t> places;
  Rational least;
};

// What a goal looks at.
struct GoalLook {
  const std::vector<GradeCondition>& conditions;
  Quotient index;  // before it is rounded
};

struct TargetPlaces {
  std::vector<MovableFigure> figures;
  std::vector<TargetPlace> places;
  std::vector<SharedGate> shared;
  std::vector<std::size_t> untouched;  // conditions that no figure moves
};

// Where figures meet in a rule,
// a gate, or a node that does not add up (another mean, a rounding, a cap that can bind), every
// combination is tried. Moves that change what applies to the unit are left out. Fault: PX4030
// more than 4,096 combinations in one place, or 20,000 in all.
std::optional<TargetPlaces> find_places(const Rulebook& rulebook, const ScoringProgram& program,
                                        DataChunk& row, std::vector<MovableFigure> figures,
                                        const GoalLook& goal, Diagnostics& diagnostics);

}  // namespace parindex
