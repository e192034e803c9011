// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/what_if/simulate.h"
#include "engine/numbers/rational.h"

namespace parindex {

// Which change of a scenario matters how much for the index of one unit.
struct Sensitivity {
  // A share of the variance and the square of its standard error.
  struct Share {
    Rational value, error_square;
  };
  struct Factor {
    std::size_t change = 0;  // position in Scenario::changes; behind them the assumed figures
    // Printed index ticks with this change alone at the value that 5%, 95% of its distribution lie
    // below; empty where there is no index.
    std::optional<std::int64_t> low, high;
    Share first;  // of the variance, by this change alone
    Share total;  // with all that it does together with others
  };

  std::vector<Factor> factors;
  std::uint64_t runs = 0;
  bool varies = false;  // false: the index is the same in all runs, and there are no shares
};

// One-at-a-time swings, and Sobol indices by the estimators of Saltelli (first order) and Jansen
// (total) over a Sobol sequence that is shifted at random 16 times; the spread of the 16 results is
// the standard error. Exact sums of printed indices. Empty with an error where numbers of the
// rulebook cannot be, a run has no index, or there are too many figures.
std::optional<Sensitivity> find_sensitivity(const DrawModel& model, const RulesWith& rules_with,
                                            std::size_t row, std::uint64_t seed,
                                            Diagnostics& diagnostics);

}  // namespace parindex
