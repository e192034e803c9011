// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/gap_sums.h"

namespace parindex {

GapSums sum_gaps(const std::vector<UnitGaps>& units, std::size_t criteria) {
  GapSums sums;
  sums.criteria.resize(criteria);
  Rational lost = 0;
  bool add_up = true;  // losses of a unit are parts of what it lost in all
  for (const UnitGaps& unit : units) {
    for (const Gap& gap : unit.gaps) {
      GapSums::Criterion& sum = sums.criteria[gap.line.criterion];
      sum.not_scored += gap.what == Gap::Class::NotScored ? 1 : 0;
      sum.below += gap.lost > 0 ? 1 : 0;
      sum.no_points += gap.what == Gap::Class::NoPoints ? 1 : 0;
      sum.lost += gap.lost;
      lost += gap.lost;
      add_up = add_up && (gap.share || gap.lost == 0);
    }
  }
  for (GapSums::Criterion& sum : sums.criteria) {
    if (add_up && lost != 0) {
      sum.share = sum.lost / lost;
    }
  }
  return sums;
}

}  // namespace parindex
