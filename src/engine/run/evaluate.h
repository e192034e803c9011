// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/program/program.h"
#include "engine/run/population.h"

namespace parindex {

// What is known of a slot in one chunk: all cells, also those without a value, lie in
// lowest..highest, and none is further than `error` last places from the exact value (0: exact).
// Bounds are those of the data at hand, step by step, not of what the indicators allow.
struct SlotBounds {
  std::int64_t lowest = 0, highest = 0, error = 0;
};

// Working memory of one thread; reused from chunk to chunk.
struct Scratch {
  std::vector<Column> slots;
  std::vector<SlotBounds> bounds;
  std::vector<std::uint8_t> undecided;  // by row: 1 if some decision could change within the error
  std::vector<CellState> states;        // of the step at hand
  bool fits = true;                     // false: int64 is not enough for this chunk
};

// Some consecutive rows of the input columns.
struct RowRange {
  std::size_t first = 0, count = 0;
};

// Runs the program over some rows on scaled int64. If a step might overflow, the run stops with
// `fits` false, and every row is undecided. The caller evaluates each undecided row again by
// evaluate_exact(). The slots in `scratch` hold rows.count cells.
void evaluate(const Program& program, const ProgramInputs& inputs, RowRange rows, Scratch& scratch);

// Runs only the steps with these numbers, ascending. Every other slot that they read must be there
// from a run over as many rows or more that did fit. Rows that `scratch.undecided` marks stay
// marked.
void evaluate_steps(const Program& program, const ProgramInputs& inputs, RowRange rows,
                    std::span<const std::uint32_t> steps, Scratch& scratch);

// By step: 1 if it depends on one of the marked input columns.
std::vector<std::uint8_t> steps_behind(const Program& program,
                                       const std::vector<std::uint8_t>& columns);

}  // namespace parindex
