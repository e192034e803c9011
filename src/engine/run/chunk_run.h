// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/numbers/wide.h"
#include "engine/program/program.h"
#include "engine/run/evaluate.h"

namespace parindex {

// Every cell, bound and error of a slot is at most this in size, or the chunk does not fit. So a
// product of two is at most 2^124, and sums of a few such products fit Wide, which ends at 2^127.
inline constexpr Wide kMostTicks = Wide{1} << 62;

inline Wide magnitude(const SlotBounds& bounds) {
  return std::max(absolute(bounds.lowest), absolute(bounds.highest));
}

// One run of a program over one chunk. Member functions named after Op do one step.
//
// Each step relies on three facts about its inputs and proves them for its output, in the comments
// at the step. In each row, let X be the cell and x the exact value at the same scale, so that x
// need not be whole:
//   1. Range: lowest <= X <= highest, also in rows without a value, because loops run over all
//   rows.
//   2. Error: |x - X| <= error in each row that has a value and is not undecided.
//   3. State: the states are those of the exact path in each row that is not undecided.
// A step that decides something (a band, a comparison, a rounding) looks at both ends of
// [X - error, X + error]. If they agree, so does x, which lies between them; if not, it marks the
// row as undecided. Nothing is claimed about an undecided row but fact 1: evaluate_exact() replaces
// all its results, and no step reads a cell of another row. So the errors of a step never hide an
// undecided row: its mark stays whatever later steps make of the wrong cell.
class ChunkRun {
 public:
  ChunkRun(const Program& program, const ProgramInputs& inputs, RowRange rows, Scratch& scratch)
      : program_(program),
        inputs_(inputs),
        first_row_(rows.first),
        rows_(rows.count),
        scratch_(scratch) {}

  void run() {
    prepare();
    scratch_.undecided.assign(rows_, 0);
    for (const Step& step : program_.steps) {
      if (!do_fitting(step)) {
        return;
      }
    }
  }
  // Only the steps that `numbers` names; rows that were undecided before stay so.
  void run(std::span<const std::uint32_t> numbers) {
    prepare();
    scratch_.undecided.resize(rows_);
    for (const std::uint32_t number : numbers) {
      if (!do_fitting(program_.steps[number])) {
        return;
      }
    }
  }

 private:
  void prepare() {
    scratch_.slots.resize(program_.scales.size());
    scratch_.bounds.resize(program_.scales.size());
    scratch_.fits = true;
  }
  // False if int64 is not enough: then every row is undecided, and the run stops.
  bool do_fitting(const Step& step) {
    step_ = &step;
    out().cells.resize(rows_);
    do_step();
    if (!scratch_.fits) {
      scratch_.undecided.assign(rows_, 1);
    }
    return scratch_.fits;
  }

  // ---- access ----
  [[nodiscard]] std::size_t input_count() const { return step_->input_count; }
  [[nodiscard]] Slot input(std::size_t i) const { return program_.inputs[step_->first_input + i]; }
  [[nodiscard]] Decimal param(std::size_t i) const {
    return program_.params[step_->first_param + i];
  }
  [[nodiscard]] const Column& in(std::size_t i) const { return scratch_.slots[input(i)]; }
  [[nodiscard]] const SlotBounds& bounds(std::size_t i) const { return scratch_.bounds[input(i)]; }
  [[nodiscard]] int scale(std::size_t i) const { return program_.scales[input(i)]; }
  [[nodiscard]] int out_scale() const { return program_.scales[step_->out]; }
  Column& out() { return scratch_.slots[step_->out]; }

  [[nodiscard]] CellState state(std::size_t i, std::size_t row) const {
    return in(i).state_at(row);
  }
  [[nodiscard]] bool present(std::size_t i, std::size_t row) const {
    return state(i, row) == CellState::Present;
  }
  [[nodiscard]] bool any_states() const {
    for (std::size_t i = 0; i < input_count(); ++i) {
      if (!in(i).states.empty()) {
        return true;
      }
    }
    return false;
  }

  void set_bounds(Wide lowest, Wide highest, Wide error) {
    if (lowest < -kMostTicks || highest > kMostTicks || error > kMostTicks) {
      scratch_.fits = false;
      return;
    }
    scratch_.bounds[step_->out] = {static_cast<std::int64_t>(lowest),
                                   static_cast<std::int64_t>(highest),
                                   static_cast<std::int64_t>(error)};
  }

  // A number of the rulebook at a scale; if it does not fit, the exact path takes over.
  std::int64_t ticks(Decimal value, int at_scale) {
    const std::optional<std::int64_t> result = ticks_at(value, at_scale);
    scratch_.fits = scratch_.fits && result.has_value();
    return result.value_or(0);
  }

  // The result takes the largest state of its operands.
  void merge_states() {
    out().states.clear();
    for (std::size_t i = 0; i < input_count(); ++i) {
      const std::vector<CellState>& more = in(i).states;
      if (more.empty()) {
        continue;
      }
      std::vector<CellState>& states = out().states;
      if (states.empty()) {
        states = more;
        continue;
      }
      for (std::size_t row = 0; row < rows_; ++row) {
        states[row] = std::max(states[row], more[row]);
      }
    }
  }

  void set_state(std::size_t row, CellState state) {
    if (out().states.empty()) {
      out().states.assign(rows_, CellState::Present);
    }
    out().states[row] = std::max(out().states[row], state);
  }

  // A zero among the divisors inputs[first..] makes a present inputs[0] unresolved.
  void flag_zeros(std::size_t first) {
    for (std::size_t i = first; i < input_count(); ++i) {
      if (bounds(i).lowest > 0) {
        continue;
      }
      for (std::size_t row = 0; row < rows_; ++row) {
        if (in(i).cells[row] == 0 && present(i, row) && present(0, row)) {
          set_state(row, CellState::Unresolved);
        }
      }
    }
  }

  // Crosswise decisions need a divisor that is exact and never negative: then a zero cell is a zero
  // for certain, and multiplying a comparison by the divisor keeps its direction.
  [[nodiscard]] bool sound_divisor(std::size_t i) const {
    return bounds(i).error == 0 && bounds(i).lowest >= 0;
  }

  // A condition decides by being 0 or not, so it must be exact.
  void need_exact(std::size_t i) { scratch_.fits = scratch_.fits && bounds(i).error == 0; }

  // ---- steps ----
  void do_step();
  void load();
  void linear();
  void total();
  void multiply();
  void divide();
  void extreme(bool minimum);
  void steps();
  template <typename Number>
  void steps_loop(std::span<const CrosswiseThreshold> thresholds,
                  std::span<const std::int64_t> values);
  void steps_column(std::span<const CrosswiseThreshold> thresholds,
                    std::span<const std::int64_t> values);
  void compare();
  void logic(std::int64_t deciding);
  void select();
  void round();
  void replace_default();
  void relabel();
  void exclude();
  void require();
  void applicable();
  void population();

  const Program& program_;
  const ProgramInputs& inputs_;
  std::size_t first_row_;  // in the columns of inputs_
  std::size_t rows_;
  Scratch& scratch_;
  const Step* step_ = nullptr;
};

}  // namespace parindex
