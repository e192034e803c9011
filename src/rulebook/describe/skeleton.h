// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "engine/numbers/decimal.h"

namespace parindex {

// A criterion as a list has it, before it has a rule.
struct ListedCriterion {
  std::string id, title;
  std::optional<Decimal> maximum;
  std::string parent;  // an id; empty: found from the ids, `II.1` stands below `II`
  SourceSpan span, parent_span;
};

// The text of a rulebook with these criteria, each leaf `given` by a figure of its own until its
// rule takes the place. `english`: the language of its comments and its `lang`. Empty with errors:
// an id twice, a parent that is not there or below itself, a leaf without maximum.
std::optional<std::string> rulebook_skeleton(std::span<const ListedCriterion> list, bool english,
                                             Diagnostics& diagnostics);

// Text as a YAML scalar: as it is where that is safe everywhere, else in double quotes.
std::string yaml_scalar(std::string_view text);

}  // namespace parindex
