// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/program/program.h"
#include "engine/run/population.h"

namespace parindex {

// What is known of a slot in one chunk: all present cells lie in lowest..highest, and none is
// further than `error` last places from the exact value (0: exact).
struct SlotBounds {
  std::int64_t lowest = 0, highest = 0, error = 0;
};

// Working memory of one thread; reused from chunk to chunk.
struct Scratch {
  std::vector<Column> slots;
  std::vector<SlotBounds> bounds;
  std::vector<std::uint8_t> undecided;  // by row: some decision lies within its error bound
  std::vector<CellState> states;        // of the step at hand
  bool fits = true;                     // false: int64 is not enough for this chunk
};

// Some consecutive rows of the input columns.
struct RowRange {
  std::size_t first = 0, count = 0;
};

// Runs the program over some rows on scaled int64. Bounds are those of the data at hand: where a
// step might overflow, the run stops with `fits` false and every row counts as undecided. A row
// marked undecided must be evaluated again by evaluate_exact(). The slots in `scratch` hold
// rows.count cells.
void evaluate(const Program& program, const ProgramInputs& inputs, RowRange rows, Scratch& scratch);

// Runs only the steps with these numbers, ascending; every other slot they read must be there from
// a run over as many rows or more. Rows that `scratch.undecided` marks stay marked.
void evaluate_steps(const Program& program, const ProgramInputs& inputs, RowRange rows,
                    std::span<const std::uint32_t> steps, Scratch& scratch);

// By step: 1 where it depends on one of the input columns that are marked.
std::vector<std::uint8_t> steps_behind(const Program& program,
                                       const std::vector<std::uint8_t>& columns);

}  // namespace parindex
