// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/data.h"
#include "model/indicator.h"
#include "model/rulebook.h"

namespace parindex {

// The state of the data for one rulebook: what is there, what is not, what looks wrong. Rows with
// faults, which are reported one by one, are not in it.
struct DataReview {
  struct Tally {
    std::size_t filled = 0, missing = 0, not_applicable = 0;
  };
  struct Holes {
    Unit unit;
    std::vector<IndicatorIndex> missing;
  };
  // Not wrong for certain: somebody should look.
  struct Doubt {
    std::string kind;       // "jump", "outside_period", "nothing_sent"
    std::string unit;       // id
    std::string indicator;  // id; empty for nothing_sent
    std::string value;      // as the file has it
    std::string previous;   // of a jump
  };

  const Rulebook* rulebook = nullptr;
  std::size_t units = 0;
  std::vector<DataForm> forms;
  std::vector<Tally> indicators;  // by IndicatorIndex
  std::vector<Holes> holes;       // units with missing figures, in order of the data
  std::vector<Doubt> doubts;
};

}  // namespace parindex
