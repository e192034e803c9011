// SPDX-License-Identifier: Apache-2.0
//
// How a node joins its parts.
#pragma once

#include <optional>
#include <vector>

#include "engine/program/builder.h"
#include "model/rulebook.h"

namespace parindex {

// What a criterion brings into its parent.
struct Part {
  Quotient points;   // not applicable where the criterion does not apply
  Quotient maximum;  // what is left of it for the unit; 0 where it does not apply
  Quotient applies;  // 1 or 0
  // Its share in what the index divides by, and 1 where it has one. What is dropped has one
  // although it does not apply.
  Quotient divisor, counted;
  Number weight{1, 0};
  std::optional<Number> declared;  // leaves: the maximum where it applies
};

// The part that the parts come to, under their aggregation; `maximum` is the node's declared one.
Part aggregate(ProgramBuilder& builder, Aggregation aggregation, const Number& maximum,
               const std::vector<Part>& parts);

}  // namespace parindex
