// SPDX-License-Identifier: Apache-2.0
//
// Where a value stands in a rulebook, as people write it: the id of the criterion, then keys,
// joined by points: `III.1.max`, `III.1.bands.[95%..100%)`, `III.2.cases.1.points`,
// `grades.A.from`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"

namespace parindex {

// A value with the way to it. Criteria begin an address of their own, wherever they stand; an item
// of a list is called by its `id` or `name`, else by its position from 1.
struct PlacedValue {
  std::string criterion;          // id; empty above the criteria
  std::vector<std::string> keys;  // below the criterion, else from the top
  ConfigNode& node;

  [[nodiscard]] std::string address() const;
};

// True for a number that is written as a mapping: `{value: …}`, `{assumed: …}`, `{unknown: true}`.
bool is_number_form(const ConfigNode& node);

// Calls `visit` for every value of the tree, parents first, in order of the file. False: nothing
// below this one is visited.
void visit_values(ConfigNode& file, const std::function<bool(const PlacedValue& value)>& visit);

// The value at an address; null where there is none.
ConfigNode* find_value(ConfigNode& file, std::string_view address);

// Writes a scalar at an address, in place of whatever value stands there. False with an error at
// `place` (where the address was given) and a suggestion when no value has that address.
bool set_value(ConfigNode& file, std::string_view address, std::string text, SourceSpan place,
               Diagnostics& diagnostics);

}  // namespace parindex
