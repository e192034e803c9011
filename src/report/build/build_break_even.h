// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "model/break_even.h"
#include "model/target.h"
#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

struct ShownBreakEven {
  Scored scored;
  std::size_t row = 0;  // of the unit
  TargetGoal goal;
  const BreakEven* found = nullptr;
};

// For each figure what it must come to, alone; then those that are not enough, or that do not
// matter.
Report build_break_even(const ShownBreakEven& shown, Language language);

}  // namespace parindex
