// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "cli/input/scoring_run.h"
#include "cli/invocation.h"

namespace parindex {

struct FoundUnit {
  std::size_t part = 0, row = 0;
};

// The unit that `--unit` names, by id or name, in whichever rulebook; an error where there is none
// or several.
std::optional<FoundUnit> find_unit(Invocation& invocation, const ScoringRun& run);

}  // namespace parindex
