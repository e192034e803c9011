// SPDX-License-Identifier: Apache-2.0
//
// What can be said of an expression before any figure is seen.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/config_node.h"
#include "model/expression.h"
#include "model/indicator.h"

namespace parindex {

// All indicators that the expression names, in order of first use, without repeats.
std::vector<IndicatorIndex> indicators_of(const Expression& expression);

// The same, appended to others.
void add_indicator(IndicatorIndex indicator, std::vector<IndicatorIndex>& to);
void add_indicators(const Expression& expression, std::vector<IndicatorIndex>& to);

// True when the value is a whole number whatever the figures: counts, their sums and products.
bool is_whole(const Expression& expression, const std::vector<Indicator>& indicators);

// How messages call it: "a ratio".
std::string_view name_of(Quantity quantity);
// What a figure is in expressions.
Quantity quantity_of(const Indicator& indicator);
// What the product and the quotient of two amounts are.
Quantity quantity_of_times(const Expression& a, const Expression& b);
Quantity quantity_of_quotient(const Expression& a, const Expression& b);

// 0 where no figures can make the value negative; empty where there is no such end.
std::optional<Decimal> least_of(const Expression& expression,
                                const std::vector<Indicator>& indicators);

// True when no figures can make the value negative.
bool is_never_negative(const Expression& expression, const std::vector<Indicator>& indicators);

// Makes an expression that is one literal the input of the program that its scalar is, if it is
// one.
void take_input(const ConfigNode& scalar, Expression& expression);

}  // namespace parindex
