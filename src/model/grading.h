// SPDX-License-Identifier: Apache-2.0
//
// What a rulebook concludes from the index: grades (xếp loại) and ranks (xếp hạng).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sources.h"
#include "engine/numbers/decimal.h"
#include "model/expression.h"
#include "model/scoring_rule.h"

namespace parindex {

// Which form of the index grades or ranks look at.
struct IndexForm {
  bool rounded = false;
  bool before_bonus = false;  // before bonus and penalty
};

// What a grade needs next to the index. Criteria that do not apply are passed over.
struct GradeNeed {
  enum class Kind : std::uint8_t {
    Condition,   // holds, or does not apply
    NoZero,      // each of the criteria has more than 0 points
    EachAtLeast  // each of the criteria has at least this share of its maximum
  };
  Kind kind = Kind::Condition;
  std::optional<Expression> condition;
  bool top_only = false;  // the top criteria; else the leaves
  Number share;
  SourceSpan span;
};

// What a unit gets whose index reaches a grade, but not what the grade needs.
enum class WithoutNeeds : std::uint8_t {
  Undefined,  // the rulebook does not say: no grade, and a warning
  NextGrade,  // the next grade is tested
  Ungraded    // no grade
};

// How many units of a group may have a grade.
struct Quota {
  std::optional<Decimal> share;   // of the units with the grade `of`, or of all that have a grade
  std::optional<std::size_t> of;  // position in Rulebook::grades
  std::optional<std::uint32_t> at_most;
};

// Grades from the best down. The last one has no bound and takes the rest.
struct Grade {
  std::string name;           // empty: no grade
  std::optional<Bound> from;  // of the index; open: strictly above
  SourceSpan span;
  std::vector<GradeNeed> needs;  // all must hold
  WithoutNeeds without = WithoutNeeds::Undefined;
  std::optional<Expression> next_when;  // NextGrade only where this holds, else Undefined
  std::optional<Quota> quota;
};

// Where the condition holds, the grade is at most this one. Never raises a grade.
struct GradeCap {
  std::optional<std::size_t> at_most;  // position in Rulebook::grades; empty: no grade
  Expression when;
};

// What settles the order of units with equal indices.
struct RankingKey {
  Expression by;
  bool low_is_better = false;
};

// Who settles what the keys leave equal.
enum class TieBreak : std::uint8_t {
  None,  // nobody: equal units share their rank
  Vote,
  Authority
};

struct Ranking {
  IndexForm on;
  bool dense = false;  // 1, 1, 2 instead of 1, 1, 3
  std::vector<RankingKey> keys;
  TieBreak then = TieBreak::None;
  std::optional<Expression> ranked_when;  // units where it fails have an index and no rank
};

}  // namespace parindex
