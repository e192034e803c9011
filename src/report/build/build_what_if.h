// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/build/build_score.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// Two scorings of the same units, in the same order.
struct WhatIf {
  Scored before, after;
  std::vector<std::string> changes;  // in words
  std::optional<std::size_t> only;   // the row of the one unit that is asked for
};

// Which units move, and in which criteria.
Report build_what_if(const WhatIf& what_if, Language language);

}  // namespace parindex
