// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/numbers/rational.h"
#include "model/score_sheet.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// Shares of the variance of the index, with the squares of their standard errors.
struct ShownFactor {
  std::string change;
  std::optional<std::int64_t> low, high;  // printed index ticks
  Rational first, first_error_square, total, total_error_square;
};

struct ShownSensitivity {
  const ScoreSheet* sheet = nullptr;
  std::size_t row = 0;  // of the unit
  std::uint64_t runs = 0;
  bool varies = false;
  std::vector<ShownFactor> factors;
};

// The swing of each change alone, the widest first, and its shares.
Report build_sensitivity(ShownSensitivity shown, Language language);

}  // namespace parindex
