// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sources.h"

namespace parindex {

// A number of the rulebook that no source gives: assumed within a range, or unknown.
struct OpenNumber {
  // What moves with it.
  enum class Effect : std::uint8_t {
    Points,    // of `criteria`, in one direction, whatever the other numbers are
    Maximum,   // of the criteria, and with it their points
    Weight,    // of the criteria within their parents, or the maximum that a node states
    ExtraCap,  // the most that bonus or penalty count
    Grade,     // where a grade begins
    Nothing,   // that is computed: quotas, which are only reported
    Other      // anything else: what it does to an index is not known
  };

  std::string address;            // `III.1.max`
  std::string criterion;          // id; empty: it stands above the criteria
  std::vector<std::string> keys;  // below the criterion
  bool unknown = false;           // else assumed
  // As written; empty: not stated. What is assumed always has a range.
  std::string value, low, high, why, source;
  SourceSpan span;

  // Positions in Rulebook::criteria: whose points, maximum, weight or cap rest on it directly.
  std::vector<std::uint32_t> criteria;
  Effect effect = Effect::Other;
  bool affine = false;  // Points, Maximum: the points change evenly with it

  [[nodiscard]] bool has_range() const { return !low.empty(); }
};

// A number that is written otherwise when the rulebook is loaded, and may be an input of the
// program.
struct NumberInput {
  std::string address;
  std::string text;           // in place of what stands there
  bool varies = true;         // an input; else a constant like all others
  int places = 0;             // of its column, which holds the number as it is written: 95 for 95%
  bool non_negative = false;  // whatever value it takes
};

// Which of its numbers each open number is taken to be: by position in Rulebook::open_numbers.
enum class NumberEnd : std::uint8_t {
  Value,  // what is assumed; of an unknown number nothing is computed
  Low,
  High
};
using Assumption = std::vector<NumberEnd>;

}  // namespace parindex
