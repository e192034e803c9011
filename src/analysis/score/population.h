// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/diagnostics.h"
#include "engine/program/slice.h"
#include "engine/run/evaluate.h"
#include "engine/run/population.h"
#include "model/data.h"
#include "model/scoring_program.h"

namespace parindex {

// The statistics of a program over all units of a data set.
struct MeasuredPopulation {
  // The own number of each unit in a statistic of ranks: numerator / divisor.
  struct Own {
    std::int64_t numerator = 0, divisor = 1;
    CellState state = CellState::Present;
  };

  Population values;                   // [statistic][group]
  std::vector<std::uint64_t> rows;     // offsets of all rows, ascending
  std::vector<std::vector<Own>> owns;  // [statistic][unit]; empty where not asked for
};

// Looks at all rows and computes the statistics, exactly. Units whose operand has no value do not
// count; a statistic without any unit is unresolved. The rows are then back at their beginning.
std::optional<MeasuredPopulation> measure_population(const ScoringProgram& program, RowSource& rows,
                                                     std::size_t groups, std::size_t threads,
                                                     Diagnostics& diagnostics);

// What units are compared on.
struct MeasuredUnits {
  std::vector<std::uint32_t> groups;             // by unit
  std::vector<std::vector<ExactCell>> operands;  // [statistic][unit]
};

// Reads the operands of all statistics. It runs only the steps that they need, over columns; a row
// takes fractions only if the columns do not hold its operands exactly.
class OperandReader {
 public:
  explicit OperandReader(const ScoringProgram& program);

  // Appends the operands of these rows.
  void read(const ProgramInputs& inputs, RowRange rows,
            std::vector<std::vector<ExactCell>>& operands);

  [[nodiscard]] const Slice& part() const { return part_; }
  // Rows read so far that took fractions, which is slow.
  [[nodiscard]] std::size_t exact_rows() const { return exact_rows_; }

 private:
  [[nodiscard]] bool is_exact(Slot slot) const { return scratch_.bounds[slot].error == 0; }
  [[nodiscard]] bool holds_operands() const;
  [[nodiscard]] ExactCell cell(Slot slot, std::size_t row) const;
  [[nodiscard]] ExactCell quotient(Quotient value, std::size_t row) const;

  Slice part_;  // its values are the operands
  Scratch scratch_;
  std::size_t exact_rows_ = 0;
};

// The statistics over units whose operands are known. Units may belong to several populations that
// are not compared with each other: those of population p have groups p * groups and following.
MeasuredPopulation population_of(const ScoringProgram& program, std::size_t groups,
                                 const MeasuredUnits& units, std::size_t populations = 1);

// A derived column of all units of a population, in its order.
Column derived_column(const ScoringProgram::DerivedColumn& derived,
                      const MeasuredPopulation& population, const MeasuredUnits& units);

// The same rows with the derived columns of the program behind those of the indicators.
std::unique_ptr<RowSource> with_derived_columns(std::unique_ptr<RowSource> rows,
                                                const ScoringProgram& program,
                                                MeasuredPopulation population);

}  // namespace parindex
