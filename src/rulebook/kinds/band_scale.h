// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "engine/program/builder.h"
#include "model/rulebook.h"
#include "model/scoring_rule.h"

namespace parindex {

// Points that are constant or linear between the ends of bands.
struct BandScale {
  std::vector<Band> bands;  // ascending, without gaps or overlaps between them
  bool open_below = false;  // no value lies below the first band

  [[nodiscard]] Number best() const;
  // The points of a value: unresolved outside of all bands, not scored in an unknown one.
  Quotient compile(ProgramBuilder& program, Quotient value) const;
};

// What is known of the value that bands look at.
struct BandedValue {
  bool ratio = false;                       // its numbers carry `%`
  std::optional<Number> least = {};         // no value lies below
  bool whole = false;                       // between whole numbers there is nothing
  Number maximum;                           // most points of a band
  const std::vector<NamedNumber>& numbers;  // that ends may name
};

// The bands of a mapping: an interval for each key; points, a share of the maximum, `unknown` or
// {linear: [at the lower end, at the upper end]} for each value. Empty with errors where values lie
// in no band or in two.
std::optional<BandScale> load_bands(const ConfigNode& mapping, const BandedValue& value,
                                    Diagnostics& diagnostics);

// Linear between knots, constant outside of them. `knots` ascend by `value`.
struct Knot {
  Number value, points;
};
BandScale scale_of_knots(const std::vector<Knot>& knots);

// False where the numbers of a linear band have too many digits to calculate with.
bool has_room(const Band& band);

}  // namespace parindex
