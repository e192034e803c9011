// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/diagnostics.h"
#include "engine/run/population.h"
#include "model/data.h"
#include "model/scoring_program.h"

namespace parindex {

// What all units of a data set come to on the statistics of a program.
struct MeasuredPopulation {
  // The own number of each unit in a statistic of ranks: numerator / divisor.
  struct Own {
    std::int64_t numerator = 0, divisor = 1;
    CellState state = CellState::Present;
  };

  Population values;                   // [statistic][group]
  std::vector<std::uint64_t> rows;     // offsets of all rows, ascending
  std::vector<std::vector<Own>> owns;  // [statistic][position in `rows`]; empty where not asked for
};

// Runs the program over all rows and looks across the units, exactly. Units whose operand has no
// value do not count; a statistic without any unit is unresolved. The rows are then back at their
// beginning.
std::optional<MeasuredPopulation> measure_population(const ScoringProgram& program, RowSource& rows,
                                                     std::size_t groups, std::size_t threads,
                                                     Diagnostics& diagnostics);

// The same of units whose values are known already.
struct MeasuredUnits {
  std::vector<std::uint64_t> rows;  // offsets; may be empty
  std::vector<std::uint32_t> groups;
  std::vector<std::vector<ExactCell>> operands;  // [statistic][unit]
};
MeasuredPopulation population_of(const ScoringProgram& program, std::size_t groups,
                                 MeasuredUnits units);

// A derived column of all units of a population, in its order.
Column derived_column(const ScoringProgram::DerivedColumn& derived,
                      const MeasuredPopulation& population, const std::vector<Unit>& units);

// The same rows with the derived columns of the program behind those of the indicators.
std::unique_ptr<RowSource> with_derived_columns(std::unique_ptr<RowSource> rows,
                                                const ScoringProgram& program,
                                                MeasuredPopulation population);

}  // namespace parindex
