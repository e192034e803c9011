// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/simulation.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// What is asked of a simulation besides its distribution.
struct SimulationTargets {
  std::optional<Decimal> index;
  std::optional<std::size_t> grade;  // position in Rulebook::grades: this or a better one
  std::optional<std::uint32_t> rank;
};

struct SimulatedRulebook {
  Scored scored;  // without the distributions
  const Simulation* simulation = nullptr;
  std::vector<std::string> changes;  // in words
  std::optional<std::size_t> only;   // the row of the one unit that is asked for
  SimulationTargets targets;
};

// Index, grade and rank of each unit over all draws, with the standard errors; how sure the order
// of neighbours is.
Report build_simulation(const SimulatedRulebook& simulated, Language language);

}  // namespace parindex
