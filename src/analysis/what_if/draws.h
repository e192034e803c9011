// SPDX-License-Identifier: Apache-2.0
//
// Runs a program over many versions of the same figures. What does not depend on a changed figure
// is computed once; a draw costs the steps behind its changes. If rules compare units with each
// other, every draw has a population of its own, with groups of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/score/population.h"
#include "analysis/score/rank.h"
#include "analysis/what_if/distributions.h"
#include "engine/numbers/wide.h"
#include "engine/program/slice.h"
#include "engine/run/evaluate.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// One figure of one unit that draws give a value.
struct Parameter {
  IndicatorIndex indicator = 0;
  std::uint32_t row = 0;
  std::uint64_t key = 0;         // stable hash of its name
  std::size_t distribution = 0;  // index into a list of DistributionTable
  std::size_t change = 0;        // position in Scenario::changes
  std::int64_t base = 0, least = 0, most = 0;
  bool adds = false;  // to `base`, cut to least..most
};

// One number of the rulebook that draws give a value.
struct VaryingNumber {
  std::string address;
  std::uint64_t key = 0;
  std::size_t distribution = 0;
  std::size_t change = 0;
  std::vector<std::string> texts;  // by ticks; empty: ticks / 10^places, with `%` where percent
  int places = 0;
  bool percent = false;
  // Where it is an input of the program: the cells of its column for `texts`, or so many cells for
  // one tick, and the cell of the rulebook as it stands.
  std::vector<std::int64_t> cells;
  std::int64_t cells_per_tick = 1, now = 0;

  [[nodiscard]] std::int64_t cell_of(Outcome outcome) const {
    return texts.empty() ? outcome.ticks * cells_per_tick
                         : cells[static_cast<std::size_t>(outcome.ticks)];
  }
};

// A rulebook with other numbers, or with numbers that are inputs.
struct DrawnRules {
  std::unique_ptr<const Rulebook> rulebook;
  ScoringProgram program;
};

// All units of one data set with the program that scores them; nothing of a file is left in it.
struct DrawModel {
  const Rulebook* rulebook = nullptr;
  const ScoringProgram* program = nullptr;
  DataChunk data;                           // the columns of the indicators
  std::vector<std::uint8_t> ranked_groups;  // 1: is ranked
  std::vector<Parameter> parameters;
  std::vector<VaryingNumber> numbers;
  // Where all numbers are inputs: the rulebook of `program`. Null where some are not: then each
  // draw has a program of its own.
  std::shared_ptr<const DrawnRules> with_inputs;
  std::vector<DistributionTable> distributions;
  std::size_t changes = 0;  // of the scenario

  [[nodiscard]] bool has_program_for_each_draw() const {
    return !numbers.empty() && with_inputs == nullptr;
  }
  // Columns: the indicators, numbers that are inputs, what the program derives.
  [[nodiscard]] std::size_t first_number() const { return data.columns.size(); }
  [[nodiscard]] std::size_t first_derived() const {
    return data.columns.size() + (with_inputs == nullptr ? 0 : numbers.size());
  }
};

// What a draw gave its parameters: those of the model, then its numbers.
class DrawSource {
 public:
  DrawSource() = default;
  DrawSource(const DrawSource&) = delete;
  DrawSource& operator=(const DrawSource&) = delete;
  virtual ~DrawSource() = default;
  // Of the parameter at this position; draws count from 1. Empty: as the data or the rulebook has
  // it. Any thread.
  [[nodiscard]] virtual std::optional<Outcome> value(std::size_t parameter,
                                                     std::uint64_t draw) const = 0;
};

// The figure that an outcome comes to.
Outcome figure_of(const Parameter& parameter, Outcome outcome);

// How the rulebook writes the number that an outcome is.
std::string text_of(const VaryingNumber& number, Outcome outcome);

// One thread's share of the draws.
class DrawRunner {
 public:
  // Losses are kept of the leaves in `leaves`. `program` scores as model.program does, perhaps with
  // other numbers.
  DrawRunner(const DrawModel& model, const ScoringProgram& program,
             const std::vector<CriterionIndex>& leaves, std::size_t draws_per_run);

  // Rows of one run that stay in the cache, as draws.
  [[nodiscard]] static std::size_t usual_draws(const DrawModel& model);
  [[nodiscard]] std::size_t draws_per_run() const { return draws_; }

  // Runs `draws` draws, at most draws_per_run(), beginning with draw number `first`; results are
  // read by draw (from 0) and row.
  void run(const DrawSource& source, std::uint64_t first, std::size_t draws);

  [[nodiscard]] std::size_t units() const { return model_.data.units.size(); }
  // The printed index; not to be read where `state` is not Present.
  [[nodiscard]] std::int64_t index(std::size_t draw, std::size_t row) const {
    return index_[draw * units() + row];
  }
  [[nodiscard]] CellState state(std::size_t draw, std::size_t row) const {
    return states_[draw * units() + row];
  }
  [[nodiscard]] std::uint8_t grade(std::size_t draw, std::size_t row) const {
    return grades_[draw * units() + row];
  }
  [[nodiscard]] std::uint32_t rank(std::size_t draw, std::size_t row) const {
    return ranks_[draw * units() + row];
  }
  // Maximum less points of a leaf, as printed, in steps of 10^-kLossPlaces; 0 if the leaf does not
  // apply.
  static constexpr int kLossPlaces = 9;
  [[nodiscard]] Wide loss(std::size_t leaf, std::size_t draw, std::size_t row) const {
    return losses_[leaf][draw * units() + row];
  }

  // Of the last run: rows that could only be computed in fractions, which is slow.
  [[nodiscard]] std::size_t exact_rows() const { return exact_rows_; }
  // Rows of all runs whose part in the population could only be computed in fractions.
  [[nodiscard]] std::size_t exact_operands() const { return operands_.exact_rows(); }
  // Whether draws may change the points of a leaf.
  [[nodiscard]] bool moves(std::size_t leaf) const { return moves_[leaf] != 0; }

 private:
  struct Slots {
    Slot index = 0, grade = Quotient::kNone, ranked = Quotient::kNone;
    std::vector<Quotient> keys;
    std::vector<Slot> points, maxima;  // by leaf
  };

  struct DrawnColumn {
    IndicatorIndex indicator = 0;
    std::vector<CellState> states;  // one for each cell, also where the column itself has none
  };

  void cut(const ScoringProgram& program, const std::vector<CriterionIndex>& leaves);
  void find_steps();
  void prepare_population(const std::vector<std::uint8_t>& changed);
  void measure(std::size_t draws);
  [[nodiscard]] ProgramInputs inputs() const {
    return {columns_, scoring_.derived.empty() ? nullptr : &population_.values};
  }
  void draw(const DrawSource& source, std::uint64_t first, std::size_t draws);
  void take(std::size_t row);
  void take_losses(std::size_t rows);
  void take_exactly(std::size_t row);
  void rank(std::size_t draws);

  const DrawModel& model_;
  const ScoringProgram& scoring_;
  std::size_t draws_ = 1;  // of one run, at most
  Program program_;        // without what nobody asks for
  Slots slots_;
  std::vector<Slice> ranked_on_;         // what each of slots_.keys needs
  std::vector<Column> columns_;          // every unit, draws_ times; then the derived columns
  std::vector<std::uint32_t> steps_;     // those that every draw runs again
  std::vector<DrawnColumn> drawn_;       // the columns that have a parameter
  std::vector<std::uint8_t> moves_;      // by leaf
  std::vector<std::size_t> taken_;       // leaves whose losses a run reads
  std::vector<std::uint8_t> undecided_;  // rows that steps outside of steps_ leave undecided
  bool base_fits_ = true;
  std::size_t exact_rows_ = 0;
  Scratch scratch_;
  OperandReader operands_;
  MeasuredUnits compared_;  // the units of each draw in groups of their own
  MeasuredPopulation population_;
  bool population_moves_ = false;  // from draw to draw
  std::vector<std::int64_t> index_;
  std::vector<CellState> states_;
  std::vector<std::uint8_t> grades_, unranked_;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::vector<Wide>> losses_;
  RankKeys keys_;
  std::vector<std::vector<std::uint32_t>> groups_;  // rows of the first draw, by group
};

}  // namespace parindex
