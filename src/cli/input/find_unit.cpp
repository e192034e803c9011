// SPDX-License-Identifier: Apache-2.0
#include "cli/input/find_unit.h"

#include <vector>

#include "analysis/score/unit_lookup.h"

namespace parindex {

// The unit may be in any of the rulebooks.
std::optional<FoundUnit> find_unit(Invocation& invocation, const ScoringRun& run) {
  std::vector<Unit> units;
  std::vector<FoundUnit> places;
  for (std::size_t part = 0; part < run.parts.size(); ++part) {
    const std::vector<Unit>& own = run.parts[part].sheet.units;
    for (std::size_t row = 0; row < own.size(); ++row) {
      units.push_back(own[row]);
      places.push_back({part, row});
    }
  }
  const std::optional<std::size_t> found =
      find_unit(units, invocation.arguments.text("unit"), {}, invocation.diagnostics);
  return found ? std::optional(places[*found]) : std::nullopt;
}

}  // namespace parindex
