// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/given_points.h"

#include <algorithm>
#include <vector>

#include "engine/numbers/decimal.h"

namespace parindex {

std::optional<std::int64_t> most_given_points(const Rulebook& rulebook,
                                              const ScoringProgram& program,
                                              IndicatorIndex figure) {
  std::optional<std::int64_t> most;
  for (CriterionIndex i = 0; i < rulebook.criteria.size(); ++i) {
    const std::optional<RuleTrace>& rule = program.nodes[i].trace;
    if (!rule || !rule->is_entered || rule->inputs != std::vector{figure}) {
      continue;
    }
    const std::optional<std::int64_t> own =
        ticks_at(rulebook.criteria[i].maximum.value, rulebook.indicators[figure].decimals);
    most = most && own ? std::min(most, own) : (own ? own : most);
  }
  return most;
}

}  // namespace parindex
