// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/numbers/rational.h"
#include "model/explanation.h"
#include "model/indicator.h"
#include "model/open_results.h"
#include "model/rulebook.h"

namespace parindex {

// Another value for a figure; cells are value * 10^Indicator::scale().
struct FigureChange {
  IndicatorIndex indicator = 0;
  std::int64_t from = 0, to = 0;
};

// The least change of a unit's figures that reaches something, with what it gives. Found and proved
// by running the program with the figures changed, all others as they are.
struct GapStep {
  std::vector<FigureChange> changes;  // one; several where items of a checklist must all hold
  Rational points;                    // that the criterion gains
  std::optional<Rational> index;      // that the unrounded index gains; empty where the figure also
                                      // moves what other units are compared with
};

// What a division (subunit) of the unit has of the figure that a gap turns on.
struct DivisionPart {
  std::string division;
  IndicatorIndex indicator = 0;
  std::int64_t cell = 0;                  // of the division, as the column holds values
  std::optional<std::int64_t> whole;      // of which its figure is a part; counts only
  std::optional<std::int64_t> shortfall;  // counts: too many, or too few of the whole
  std::optional<Rational> share;          // of what all divisions fall short
};

// A criterion below its maximum, or a penalty.
struct Gap {
  enum class Class : std::uint8_t {
    NoPoints,
    BelowMaximum,
    Penalty,   // points taken off
    Possible,  // nothing is lost as numbers are assumed, but they may be others
    NotScored  // no figure, or the document does not say what it gives
  };

  Explanation::Line line;
  Rational lost = 0;              // maximum - points, or the penalty; 0 where NotScored
  std::optional<Rational> share;  // of what the unit lost in all; empty where parts do not add up
  std::optional<GapStep> next;    // to the next step of the rule; empty where none is found
  std::optional<GapStep> full;    // to the maximum
  OpenResults::Ends<Rational> lost_ends;  // where they rest on assumptions: all that it may lose
  std::vector<DivisionPart> divisions;    // that the figure consists of, in order of the data
  std::optional<bool> recurs;  // below its maximum in the previous data, too; empty: not known
  Class what = Class::NotScored;
  Basis basis = Basis::Known;  // on what the points rest
  bool no_lever = false;       // no single figure is known to move the criterion
};

// The gaps of one unit: known losses, then those that rest on assumptions, then those that cannot
// be told, each in document order.
struct UnitGaps {
  std::vector<Gap> gaps;
  Rational lost = 0;  // of all gaps; where they do not add up, of the total
};

}  // namespace parindex
