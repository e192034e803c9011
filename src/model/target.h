// SPDX-License-Identifier: Apache-2.0
//
// What a unit wants to reach, and the cheapest way there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/numbers/decimal.h"
#include "engine/numbers/rational.h"
#include "model/gap.h"
#include "model/rulebook.h"

namespace parindex {

struct TargetGoal {
  enum class Kind : std::uint8_t { Grade, Index, Rank };

  Kind kind = Kind::Index;
  std::size_t grade = 0;   // position in Rulebook::grades: this one or a better one
  Decimal index;           // as printed
  std::uint32_t rank = 0;  // in the group, if all others stay as they are
  // Rank only: what the unit that stands in the way is ranked on, most important first; with as
  // much the rank is shared. Empty: nobody does.
  std::vector<Rational> to_pass;
};

// What may be moved, and what that costs.
struct TargetOptions {
  std::vector<bool> held;  // by IndicatorIndex: not to be moved
  // By IndicatorIndex: days of work for each step; a figure without is held. Empty: steps count.
  std::vector<std::optional<Decimal>> days;
};

// One figure that is moved.
struct TargetStep {
  FigureChange change;
  std::int64_t steps = 0;                // bands, levels, items or files further
  Rational effort;                       // days, or the same as `steps`
  std::vector<CriterionIndex> criteria;  // whose points change by it, after the steps before
  Rational points;                       // what they gain
  Rational index;                        // what the unrounded index gains
};

// Steps in the order of what they gain alone, the largest first.
struct TargetWay {
  std::vector<TargetStep> steps;
  Rational effort;
  Rational index;                    // in the end, unrounded
  std::optional<std::size_t> grade;  // in the end; empty: none
};

struct TargetAnswer {
  enum class Kind : std::uint8_t { Already, Reached, OutOfReach };

  Kind kind = Kind::Already;
  Rational index_now;
  TargetWay way;  // OutOfReach: the one that gains most
  // Reached: the cheapest ways that leave one of the figures of `way` as it is; cheapest first.
  std::vector<TargetWay> others;
  // OutOfReach: what the grade asks of these criteria no known change can give.
  std::vector<CriterionIndex> blocked;
  bool conditions_fail = false;  // OutOfReach: a condition of the grade fails whatever is moved
};

}  // namespace parindex
