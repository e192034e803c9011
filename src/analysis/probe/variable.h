// SPDX-License-Identifier: Apache-2.0
//
// What may be otherwise in one row: an input of a program and the values that it may take.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/program/program.h"
#include "model/rulebook.h"

namespace parindex {

// The values that an input may take, as its column holds them: all whole numbers of an interval.
struct Domain {
  std::int64_t lowest = 0, highest = 0;  // both are values
  // Numbers of a rulebook may be written with more places than the column holds: everything
  // between the ends is a value too.
  bool dense = false;
  // Of dates: the last day that can be written; the only value behind it is `highest`, for never.
  std::optional<std::int64_t> last_day = {};

  [[nodiscard]] bool is_empty() const { return highest < lowest; }
  [[nodiscard]] bool contains(std::int64_t cell) const {
    return lowest <= cell && cell <= highest && (!last_day || cell <= *last_day || cell == highest);
  }
  // The value nearest to a cell; the domain is not empty.
  [[nodiscard]] std::int64_t nearest(std::int64_t cell) const {
    const std::int64_t within = std::clamp(cell, lowest, highest);
    return contains(within) ? within : *last_day;
  }
};

// A column of a program's inputs: a figure of the unit, or a number of the rulebook.
struct Variable {
  std::uint32_t column = 0;
  Domain domain;
};

// All values of a figure that a data file may hold in a row whose other figures stay: those that
// parindex accepts when it reads a cell. A part is not more than its whole; that a whole is not
// less than its parts is not looked at. Bounds with more decimals than the figure are rounded to
// the inside. May be empty: no value is allowed beside such a whole.
Domain domain_of(const Rulebook& rulebook, const std::vector<Column>& columns, std::size_t row,
                 IndicatorIndex figure);

// Those that a unit can be asked to reach: the same, but no whole is less than its parts, and rates
// end at 100% unless the figure is more already.
Domain reachable_domain(const Rulebook& rulebook, const std::vector<Column>& columns,
                        std::size_t row, IndicatorIndex figure);

}  // namespace parindex
