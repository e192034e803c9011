// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/open_number.h"

namespace parindex {

// A rulebook in which every number is a plain one, and what was said of those that were not.
struct ResolvedRulebook {
  // What is not computed because a number is unknown.
  struct LeftOut {
    std::string criterion;  // id; empty: the root
    bool maximum = false;   // the maximum, too
  };

  ConfigNode tree;
  std::vector<OpenNumber> open_numbers;  // without criteria and effect
  std::size_t sourced_numbers = 0;
  std::vector<LeftOut> left_out;
  bool grades_unknown = false;
  bool rules_left_out = false;  // so that their figures may seem unused
};

// Replaces the numbers that are written as mappings (docs/rulebook.md, "Known, assumed, unknown")
// by those that `assumption` chooses; empty: by what is assumed. What needs a number that is
// unknown then is left out. Named numbers are written into the ends of bands, but for inputs.
// `inputs` stand in place of what is at their addresses.
ResolvedRulebook resolve_numbers(const ConfigNode& file, const Assumption& assumption,
                                 const std::vector<NumberInput>& inputs, Diagnostics& diagnostics);

// True where a text names a number: `tot` in `[tot..100%]` and in `rate >= tot`.
bool names_number(std::string_view text, std::string_view name);

// True for a value that may name numbers: expressions, ends of bands; not titles.
struct PlacedValue;
bool may_name_numbers(const PlacedValue& value);

}  // namespace parindex
