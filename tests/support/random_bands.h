// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "random_rulebook.h"

namespace oracle {

// Ends in ascending order, all different.
std::vector<std::string> some_ends(Random& random, bool ratio, bool negative);
// The bands below, between, at and above the ends; each end belongs to one side or stands alone.
std::vector<Band> cut(Random& random, const std::vector<std::string>& ends, bool from_zero,
                      bool open_top);
// Whole counts, with nothing between one band and the next: "0", "[1..3]", ">=4".
std::vector<Band> cut_counts(Random& random, int first);
// Days late: "<=0", "[1..3]", …
std::vector<Band> cut_days(Random& random);
// Points, mostly rising, some as shares, slopes or `unknown`; then the bands stand in any order.
void give_points(Random& random, const std::string& maximum, std::vector<Band>& bands);

}  // namespace oracle
