// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/rulebook.h"
#include "model/scoring_rule.h"

namespace parindex {

// The ends of an interval as a rulebook writes it: `[80%..95%)`, `[100%]`, `4`, `<80%`, `>=5`.
struct Interval {
  std::optional<Bound> lower, upper;
};

// Ends may name `numbers`; `ratio` says whether they carry `%`. On a fault empty, and `problem`
// says what is wrong.
std::optional<Interval> parse_interval(std::string_view text, bool ratio,
                                       const std::vector<NamedNumber>& numbers,
                                       std::string& problem);

// The same in the rulebook's notation, for messages: "[0.8..0.95)" as "[80%..95%)".
std::string to_text(const Interval& interval, bool ratio);
std::string bound_text(const Number& value, bool ratio);

}  // namespace parindex
