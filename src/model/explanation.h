// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sources.h"
#include "engine/run/exact.h"
#include "model/indicator.h"
#include "model/rulebook.h"

namespace parindex {

// How one unit came to its points: read from the slots of an exact run of the same program.
struct Explanation {
  struct Figure {
    IndicatorIndex indicator = 0;
    std::string text;  // as written in the file; empty: no value
    SourceSpan place;
    std::string assumed;  // the range of one that is assumed, as `80..95`
  };
  struct Part {
    std::string text;
    ExactCell points;
  };
  struct Line {
    ExactCell points, maximum;
    // Leaves:
    std::optional<ExactCell> operand;      // what the rule looked at
    std::optional<ExactCell> compared;     // what that came to among all units, or days late
    std::vector<Part> parts;               // that count, of rules made of parts
    std::optional<std::size_t> band;       // the band that holds it, in RuleTrace::bands
    std::optional<std::size_t> next_band;  // the nearest better one: fewer points for a penalty
    std::optional<ExactCell> by_rule;      // the rule's points, where the board decided otherwise
    std::string remark;                    // of the board
    CriterionIndex criterion = 0;
    bool taken_as_zero = false;  // a figure was missing
    bool precondition_fails = false;
  };

  std::vector<Line> lines;      // all criteria but the root, document order
  std::vector<Figure> figures;  // used by the rules, in order of the indicators
  ExactCell points, maximum, index;
  std::optional<ExactCell> bonus, penalty;  // empty where the rulebook has none
};

}  // namespace parindex
