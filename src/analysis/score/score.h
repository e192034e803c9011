// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

struct ScoreOptions {
  std::size_t threads = 1;
  bool every_criterion = false;  // keep points of all criteria; the program must have print slots
  bool partial = false;          // rank groups that are not complete
  std::function<void(std::uint64_t units)>
      progress;  // may be empty; called in order, one at a time
};

// Scores all units of a data set, ranks them within their groups and grades them. Every decision
// and digit is that of the exact value; the result does not depend on the number of threads. Holes,
// values that cannot be scored and units that stand twice are errors: then the result is empty.
std::optional<ScoreSheet> score(const Rulebook& rulebook, const ScoringProgram& program,
                                RowSource& rows, const ScoreOptions& options,
                                Diagnostics& diagnostics);

}  // namespace parindex
