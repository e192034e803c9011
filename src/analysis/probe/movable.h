// SPDX-License-Identifier: Apache-2.0
//
// What a unit could change: figures, the values worth moving them to, and what each way gives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/reach/grade_conditions.h"
#include "engine/run/exact.h"
#include "model/data.h"
#include "model/gap.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// A figure that can be moved, with the values at which a criterion gets more points or a comparison
// in a condition of the grade turns.
struct MovableFigure {
  struct To {
    std::int64_t cell = 0;
    std::int64_t steps = 0;  // the how manieth value on its side of `now`
  };

  static constexpr std::int64_t kMostSteps = 200;  // to one side; what is beyond is left out

  IndicatorIndex indicator = 0;
  std::int64_t now = 0;
  // Those that turn nothing but are the last before a comparison does take the steps of the next.
  std::vector<To> values;
  std::optional<std::int64_t> steps_of_cut;  // values that were left out take at least so many
};

// In order of the indicators. Figures without a value, held ones, and those by which units are
// compared with each other are left out. `conditions`: of the grades that would do. `row` is the
// unit alone, and the same afterwards.
std::vector<MovableFigure> movable_figures(const Rulebook& rulebook, const ScoringProgram& program,
                                           DataChunk& row, const std::vector<bool>& held,
                                           const std::vector<GradeCondition>& conditions);

// Whether every comparison behind a condition looks at one figure at most that can be moved, but
// for conditions and levels: so that its turns are known, wherever the others are.
bool turns_alone(const Rulebook& rulebook, const ScoringProgram& program, DataChunk& row,
                 const std::vector<bool>& held, const GradeCondition& gate);

// The indicators that some values of a program are computed from, ascending.
std::vector<IndicatorIndex> figures_behind(const ScoringProgram& program,
                                           std::span<const Quotient> values,
                                           std::size_t indicator_count);

// An exact run of the program over the unit with figures changed; `before` is an earlier one, whose
// other figures it keeps. `row` is the same afterwards.
std::vector<ExactCell> run_changed(const ScoringProgram& program, DataChunk& row,
                                   const std::vector<ExactCell>& before,
                                   std::span<const FigureChange> changes);

}  // namespace parindex
