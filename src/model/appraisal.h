// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/numbers/decimal.h"
#include "engine/numbers/rational.h"
#include "model/data.h"
#include "model/rulebook.h"

namespace parindex {

// Points that a unit gave itself, beside what its figures come to (điểm tự chấm).
struct SelfScore {
  std::string unit;       // id
  std::string criterion;  // id
  Decimal points;
  std::string evidence, note;
  SourceSpan unit_place, criterion_place, points_place;
};

enum class AppraisalResult : std::uint8_t {
  Confirmed,      // the points that the unit gave itself hold
  Changed,        // other points
  Insufficient,   // there are no figures that the points could rest on
  NoEvidence,     // the criterion asks for a document, and the unit names none
  NotClaimed,     // the unit gave itself no points
  NotSelfScored,  // a survey or the board gives the points
  NotAppraised,   // no later round says anything of it
  NotApplicable
};
inline constexpr std::size_t kAppraisalResults = 8;

// A leaf criterion of a unit through the stages.
struct AppraisalLine {
  struct Remark {
    std::size_t stage = 0;  // position in Appraisal::stages
    std::string text;
  };

  std::uint32_t unit = 0;  // position in Appraisal::units
  CriterionIndex criterion = 0;
  std::vector<std::optional<Decimal>> points;  // by Appraisal::stages, as printed; empty: none
  std::string evidence;                        // documents that the unit names
  std::vector<Remark> remarks;                 // notes, in order of the stages
  std::vector<IndicatorIndex> missing;         // figures without which there are no points
  AppraisalResult result = AppraisalResult::Confirmed;
  SourceSpan place;  // of what the unit gave itself
};

// Self-assessment and appraisal side by side.
struct Appraisal {
  const Rulebook* rulebook = nullptr;
  // The self-assessment first. Rounds of the rulebook; where the data have none, self-scores and
  // what the figures come to.
  struct Stage {
    std::string id, title;
  };
  std::vector<Stage> stages;
  std::vector<Unit> units;
  std::vector<AppraisalLine> lines;  // by unit, leaves in document order
};

// The leaf criteria of a unit that one agency appraises, added up.
struct AppraiserPoints {
  const Rulebook* rulebook = nullptr;
  const Unit* unit = nullptr;
  std::string appraiser;                   // empty: of criteria that name none
  std::uint32_t criteria = 0, scored = 0;  // how many, and how many of them have points
  Rational points, maximum;                // of those that have points
};

}  // namespace parindex
