// SPDX-License-Identifier: Apache-2.0
//
// What some values of a program come to when some inputs of one row are otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/probe/box.h"
#include "analysis/probe/variable.h"
#include "engine/program/slice.h"
#include "engine/run/exact.h"
#include "model/data.h"
#include "model/scoring_program.h"

namespace parindex {

// Cells after which a comparison, or a step of bands, turns out otherwise; ascending.
struct Breakpoints {
  std::vector<std::int64_t> after;
  bool are_all = true;  // false: there may be more, in what was not looked at
};

// The least and the greatest that a value can be.
struct Bounds {
  Rational least, most;
  bool is_exact = true;  // both are reached; else no value lies beyond them
  // Where they are reached, or the best that was found: cells by variable.
  std::vector<std::int64_t> at_least, at_most;
};

class Probe {
 public:
  using Trace = std::vector<ExactCell>;
  using Cells = std::vector<std::int64_t>;  // by variable

  // Values are named by their position in `wanted`. `first_derived` is the first column of
  // ScoringProgram::derived. Keeps no reference to the program.
  Probe(const ScoringProgram& program, const std::vector<Quotient>& wanted,
        std::size_t first_derived);

  // A further value: minuend less subtrahend.
  std::size_t add_difference(std::size_t minuend, std::size_t subtrahend);

  // Takes the only row of `row`. Variables whose domain is empty must be left out. Keeps no
  // reference but to `row.population`.
  void look_at(const DataChunk& row, std::vector<Variable> variables);

  // Those of a dense domain are held in smaller units, `unit(i)` of them to one of the column.
  [[nodiscard]] const std::vector<Variable>& variables() const { return variables_; }
  [[nodiscard]] std::int64_t unit(std::size_t variable) const { return units_[variable]; }

  // The row as it is.
  [[nodiscard]] ExactCell now(std::size_t value) const { return read(trace_, values_[value]); }
  // The row with the variables at some cells.
  [[nodiscard]] Trace run(const Cells& cells);
  [[nodiscard]] ExactCell at(std::size_t value, const Cells& cells);
  [[nodiscard]] ExactCell value_in(const Trace& trace, std::size_t value) const {
    return read(trace, values_[value]);
  }

  // What is proved of a value while each variable stays within its domain.
  [[nodiscard]] SlotFacts facts(std::size_t value);

  // Bounds of a value over all that the variables may be, after examining at most `most_boxes`
  // parts of it. Empty: it has no value somewhere, or no bound was found.
  [[nodiscard]] std::optional<Bounds> bounds(std::size_t value, std::size_t most_boxes);

  // How many parts were examined since the probe was made.
  [[nodiscard]] std::size_t boxes() const { return boxes_; }

  // Of all comparisons, while one variable moves and the others stay as they are in the row. Where
  // what is compared is monotonic its breakpoints are found by halving; elsewhere by trying
  // `most_tried` values to either side of the figure.
  [[nodiscard]] Breakpoints breakpoints(std::size_t variable, std::int64_t most_tried);

  // Whether all values depend on a variable by comparisons alone, so that they are the same from
  // one breakpoint to the next.
  [[nodiscard]] bool moves_by_breakpoints(std::size_t variable) const;

 private:
  friend class BreakpointFinder;
  friend class BoundSearch;

  // Ends of the variables.
  using Sides = std::vector<std::pair<std::int64_t, std::int64_t>>;

  [[nodiscard]] std::vector<SlotFacts> examine_within(const Sides& sides);
  [[nodiscard]] Range range_of(std::size_t variable, std::int64_t low, std::int64_t high) const;
  [[nodiscard]] Sides whole() const;

  Slice slice_;
  std::vector<Quotient> values_;
  std::vector<int> scales_;  // of the program as it was compiled
  std::size_t first_derived_;
  std::vector<ScoringProgram::DerivedColumn> derived_;
  std::vector<std::vector<std::uint32_t>> behind_statistics_;  // columns
  std::vector<Variable> variables_;
  std::vector<std::int64_t> units_;
  std::vector<Column> columns_;
  const Population* population_ = nullptr;
  Box box_;  // but for its sides
  Trace trace_;
  std::size_t boxes_ = 0;
  std::optional<std::vector<SlotFacts>> facts_;  // over the whole domains
};

}  // namespace parindex
