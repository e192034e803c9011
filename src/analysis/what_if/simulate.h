// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/probe/changed_rows.h"
#include "analysis/what_if/draws.h"
#include "base/diagnostics.h"
#include "model/scenario.h"
#include "model/score_sheet.h"
#include "model/simulation.h"

namespace parindex {

struct SimulateOptions {
  static constexpr std::uint64_t kUsualDraws = 10'000;

  std::optional<std::uint64_t> draws;  // empty: all values where they are few, else kUsualDraws
  std::uint64_t seed = 1;
  std::size_t threads = 1;
  // In units of the printed index: draws are added until no mean has a larger standard error.
  std::optional<Decimal> until_error;
  // Called now and then with the draws made and those to make; false ends the run with what there
  // is.
  std::function<bool(std::uint64_t draws, std::uint64_t of)> go_on;
};

// The rulebook with other numbers, by position in DrawModel::numbers, empty ones as they stand;
// null with an error where it then cannot stand. One call at a time.
using RulesWith = std::function<std::shared_ptr<const DrawnRules>(
    const std::vector<std::string>& texts, Diagnostics& diagnostics)>;

// What a draw gives: edits of the rows, and the texts of DrawModel::numbers.
struct DrawnValues {
  std::vector<CellEdit> edits;
  std::vector<std::string> numbers;
};

// All rows of a data set and the distributions of a scenario over them. Every value that a
// distribution can give is held against what the figure may be before the first draw. Empty with
// errors where one cannot be. `rulebook` and `program` must outlive the result; `sheet` is what
// scoring the rows gave.
std::optional<DrawModel> make_draw_model(const Rulebook& rulebook, const ScoringProgram& program,
                                         RowSource& rows, const ScoreSheet& sheet,
                                         const Scenario& scenario, Diagnostics& diagnostics);

// The leaves of the tree whose points are printed: those that runners keep losses of.
std::vector<CriterionIndex> printed_leaves(const DrawModel& model);

// The texts of the varying numbers in a draw; empty: as the rulebook has it.
std::vector<std::string> numbers_of_draw(const DrawModel& model, const DrawSource& source,
                                         std::uint64_t draw);

// Draw number `draw` of those that simulate() makes under the same options. Empty with an error
// where it goes through fewer values.
std::optional<DrawnValues> values_of_draw(const DrawModel& model, const SimulateOptions& options,
                                          std::uint64_t draw, Diagnostics& diagnostics);

// Goes through all values where neither draws nor an error are asked for, that takes no more than
// 100,000 runs, and their chances are whole numbers; else makes numbered draws. The same result for
// any number of threads. Empty with an error where a draw leaves a unit without points that have to
// be there. `rules_with` is asked only where numbers of the rulebook vary.
std::optional<Simulation> simulate(const DrawModel& model, const ScoreSheet& sheet,
                                   const RulesWith& rules_with, const SimulateOptions& options,
                                   Diagnostics& diagnostics);

}  // namespace parindex
