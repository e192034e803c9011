// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/program/program.h"
#include "model/rulebook.h"
#include "model/scoring_rule.h"

namespace parindex {

// A rulebook compiled for running, with what it takes to read the results and to explain them.
// A criterion's points before they are printed are a Quotient; `printed` slots hold the same
// rounded to at most 9 places, or exactly where 9 are enough.
struct ScoringProgram {
  struct Node {
    Quotient points;
    Quotient maximum;  // what is left of it for this unit
    Slot printed_points = Quotient::kNone;
    Slot printed_maximum = Quotient::kNone;
    // Leaves where a missing figure counts as zero: the points before that, and after `when:` was
    // asked. Missing in the first and present in the second: taken as zero.
    Slot before_zero = Quotient::kNone, after_zero = Quotient::kNone;
    std::optional<RuleTrace> trace;  // leaves
  };

  // What grades or ranks look at next to the index, for messages.
  struct Condition {
    std::string text;  // as written
    bool of_ranking = false;
    Quotient value;
    std::vector<IndicatorIndex> inputs;
    SourceSpan span;
  };
  // Points that are added to the index or taken from it, under their cap.
  struct Extra {
    Quotient points;
    Slot printed = Quotient::kNone, rounded = Quotient::kNone;
  };
  // Columns that stand behind those of the indicators and of Rulebook::inputs, in this order.
  struct DerivedColumn {
    enum class Kind : std::uint8_t {
      Group,  // index of the unit's group
      // The unit's own number in statistics[statistic]: its rank, or the units that are not better
      StatisticNumerator,
      StatisticDivisor  // and of how many
    };
    Kind kind = Kind::Group;
    std::uint32_t statistic = 0;
  };

  Program program;
  std::vector<DerivedColumn> derived;
  std::vector<Statistic> statistics;
  bool reads_inputs = true;  // each of Rulebook::inputs is behind some step
  bool approximate = false;  // ln, exp, pow or a root is behind some points
  std::vector<Node> nodes;   // by CriterionIndex; [0] is the root
  // Of the root, rounded as the index is: what people read.
  Slot rounded_points = Quotient::kNone;
  Slot rounded_maximum = Quotient::kNone;
  std::optional<Extra> bonus, penalty;
  Quotient base_index;  // before bonus and penalty, unrounded
  Quotient index;       // unrounded
  Slot rounded_index = Quotient::kNone;
  // Position in Rulebook::grades, or behind them kGradeUndefined or kUngraded; kNone without
  // grades.
  Slot grade = Quotient::kNone;
  static constexpr std::uint8_t kGradeUndefined = 0xFE;
  static constexpr std::uint8_t kUngraded = 0xFF;
  // What units are ranked on, most important first, larger is better: the index and the keys of the
  // rulebook. A pair only of exact slots.
  std::vector<Quotient> rank_keys;
  Slot ranked = Quotient::kNone;  // 1 where the unit is ranked; kNone: every one
  std::vector<Condition> conditions;
};

}  // namespace parindex
