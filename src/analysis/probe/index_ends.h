// SPDX-License-Identifier: Apache-2.0
//
// The least and the most that a unit comes to over the ranges of the open numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/probe/corners.h"
#include "analysis/probe/open_plan.h"
#include "engine/numbers/rational.h"
#include "engine/run/exact.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// The program of a rulebook whose open numbers are taken as an assumption says; null where the
// rulebook then has faults, which were told.
using ProgramUnder = std::function<std::shared_ptr<const ScoringProgram>(const Assumption&)>;

// What one run at one end comes to.
struct IndexEnd {
  std::int64_t index = 0;  // as printed
  Rational key;            // what ranks look at first
  std::uint8_t grade = ScoreSheet::kUngraded;
  bool uncut = false;                   // to 0..100
  std::vector<ExactCell> points, lost;  // by criterion
};
using IndexEnds = std::pair<IndexEnd, IndexEnd>;  // the least and the most

// Widens `ends` by more of them; both by the key.
void join(const IndexEnds& more, std::optional<IndexEnds>& ends);

class EndFinder {
 public:
  // Refers to all three.
  EndFinder(const Rulebook& rulebook, const OpenPlan& plan, const ProgramUnder& program_under)
      : rulebook_(rulebook),
        plan_(plan),
        program_under_(program_under) {}

  // `row` holds the unit alone, `corners` are its own. Empty where no end is proved, or where the
  // unit has no index at one.
  std::optional<IndexEnds> find(const DataChunk& row, const UnitCorners& corners);

  // A rulebook did not stand under an assumption.
  [[nodiscard]] bool is_faulty() const { return faulty_; }

 private:
  std::shared_ptr<const ScoringProgram> program_of(const Assumption& assumption);
  std::optional<IndexEnd> run(const Assumption& assumption, const DataChunk& row);
  [[nodiscard]] std::optional<IndexEnd> end_of(const ScoringProgram& program,
                                               const DataChunk& row) const;
  std::optional<IndexEnds> of_extremes(const DataChunk& row, const UnitCorners& corners);
  std::optional<IndexEnds> of_all(const DataChunk& row);

  const Rulebook& rulebook_;
  const OpenPlan& plan_;
  const ProgramUnder& program_under_;
  std::map<Assumption, std::shared_ptr<const ScoringProgram>> kept_;
  bool faulty_ = false;
};

}  // namespace parindex
