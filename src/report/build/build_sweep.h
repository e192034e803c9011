// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

struct SweptValue {
  std::string value;  // as it would stand in the data or the rulebook
  std::int64_t index = 0;
  bool present = true;  // false: no index
  std::uint8_t grade = ScoreSheet::kUngraded;
  std::uint32_t rank = ScoreSheet::kUnranked;
  std::int64_t lost = 0;  // points, in steps of 10^-9
};

struct Sweep {
  const Rulebook* rulebook = nullptr;
  const ScoreSheet* sheet = nullptr;  // before
  std::string target;                 // what takes the values
  std::size_t row = 0;                // of the unit
  std::vector<SweptValue> values;
};

// The index as a line over the values; people see the values at which something changes, machines
// all of them.
Report build_sweep(const Sweep& sweep, Language language);

}  // namespace parindex
