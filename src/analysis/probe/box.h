// SPDX-License-Identifier: Apache-2.0
//
// What can be proved of the slots of a program while some of its inputs stay within intervals (the
// box) and all others are as in one row.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "analysis/probe/dependence.h"
#include "engine/program/program.h"
#include "engine/run/exact.h"

namespace parindex {

struct Box {
  struct Side {
    std::uint32_t column = 0;
    Range range;
  };
  std::vector<Side> sides;  // by variable
  // Numbers of all units that may move with the variables: by Step::argument of Op::Population.
  std::vector<bool> open_statistics;
  // The same for inputs that are no variables but computed from them: by column.
  std::vector<bool> open_columns;
  // Of a box with one side: exact runs at its ends, which sharpen ranges; may be null.
  const std::pair<std::vector<ExactCell>, std::vector<ExactCell>>* ends = nullptr;
};

// By Slot. `trace` is an exact run over the row with the variables somewhere in the box.
std::vector<SlotFacts> examine(const Program& program, const std::vector<ExactCell>& trace,
                               const Box& box);

// Of a value that may be a pair.
SlotFacts facts_of(const std::vector<SlotFacts>& slots, Quotient value);

}  // namespace parindex
