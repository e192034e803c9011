// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/numbers/rational.h"
#include "model/scoring_rule.h"

namespace parindex {

// What a published grade says of the points that are not known: the unit did not reach the grade
// above, so it lost at least so much in all, and what is not known of that it lost elsewhere.
struct LossBound {
  enum class Outcome : std::uint8_t {
    Follows,
    AllKnown,      // no criterion is without points
    BestGrade,     // no grade is above
    Conditions,    // grades above look at more than the index
    MaximumOpen,   // of the whole tree
    NotASum,       // the points of the tree are not those of its leaves, added up
    ExtrasOpen,    // bonus or penalty
    Assumed,       // some losses rest on assumptions
    Contradiction  // more would be lost than there is
  };

  Outcome outcome = Outcome::Follows;
  std::size_t grade = 0;  // that was published: position in Rulebook::grades
  // Where the grade above begins: the greatest that it may be.
  Bound above;
  Rational maximum;     // of all criteria that apply
  Rational divisor;     // of the index: more where some that do not apply still count there
  Rational known_lost;  // losses that are known, the penalty included
  // More than that, or at least where `attained`: in all, and in criteria without points.
  Rational lost, unknown_lost;
  bool attained = false;
  Rational most;  // that can be lost in criteria without points
};

}  // namespace parindex
