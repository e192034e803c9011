// SPDX-License-Identifier: Apache-2.0
//
// What would be otherwise: figures and numbers of the rulebook, each with a distribution that says
// what it may be. A what-if is a scenario whose distributions are all fixed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sources.h"
#include "engine/numbers/decimal.h"
#include "engine/program/program.h"
#include "model/indicator.h"

namespace parindex {

// What a figure is to be: a cell of its indicator, or a share of the unit's own whole. What a
// number of the rulebook is to be: its text.
struct ScenarioValue {
  std::int64_t ticks = 0;  // value * 10^Change::scale
  CellState state = CellState::Present;
  // 0.95: of the figure Indicator::at_most, rounded half up; where the change adds, of the figure
  // itself.
  std::optional<Decimal> of_whole;
  std::string text = {};  // as it stands in the rulebook: "95%"
};

// Which values there may be, and how likely each is. Every value has the declared digits of what
// it is a value of.
struct Distribution {
  enum class Kind : std::uint8_t {
    Fixed,       // values[0]
    Choice,      // of `values` by `weights`
    Uniform,     // values[0]..values[1], both included, all alike
    Triangular,  // least values[0], most likely values[1], greatest values[2]
    Normal,      // mean and deviation, cut to values[0]..values[1]
    Beta,        // of `parameters` a, b, stretched to values[0]..values[1]
    Bernoulli,   // 1 with the probability parameters[0], else 0
    Binomial,    // of so many as the unit's figure `whole`, each with probability parameters[0]
    Empirical    // one of `values`, all alike
  };

  Kind kind = Kind::Fixed;
  std::vector<ScenarioValue> values;
  std::vector<Decimal> weights;     // of Choice, none negative, some positive
  std::vector<Decimal> parameters;  // in the measure of the figure: 0.85 for a mean of 85%
  IndicatorIndex whole = 0;
};

// Whose figure is changed.
struct Scope {
  enum class Kind : std::uint8_t { Unit, Group, All };

  Kind kind = Kind::All;
  std::string unit;         // id or name as written
  std::uint32_t group = 0;  // index into Rulebook::groups
};

struct Change {
  std::string name;          // what its random numbers are a function of; unique in a scenario
  std::string text;          // what is changed, as written: "so-tnmt.dung_han", "III.1.max"
  std::string written = {};  // with its value, where it stood on the command line
  // A figure of some units; without an indicator a number of the rulebook.
  std::optional<IndicatorIndex> indicator;
  Scope scope;
  int scale = 0;         // of the values
  bool percent = false;  // numbers of the rulebook: written with `%`
  bool adds = false;     // to what the figure is, cut to what it may be; else in its place
  bool shared = false;   // one value for all units, not one for each
  Distribution distribution;
  SourceSpan span;
};

struct Scenario {
  std::string title;
  std::vector<Change> changes;
  // How figures that data call assumed lie within their ranges; empty: they stay. The assumed
  // numbers of the rulebook are among the changes.
  std::optional<Distribution::Kind> assumed;
};

}  // namespace parindex
