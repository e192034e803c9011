// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/numbers/decimal.h"
#include "engine/numbers/rational.h"

namespace parindex {

// What a result rests on: nothing open, numbers that are assumed, or one that is unknown.
enum class Basis : std::uint8_t { Known, Assumed, Unknown };

// What open numbers do to the results of one rulebook: the least and the greatest that these can
// be while each number stays within its range. Ends are empty where they could not be computed.
struct OpenResults {
  template <typename T>
  using Ends = std::optional<std::pair<T, T>>;
  using Numbers = std::vector<std::uint32_t>;  // positions in Rulebook::open_numbers

  struct Unit {
    Basis basis = Basis::Known;
    Ends<std::int64_t> index;   // as printed: at the digits of the index
    Ends<std::uint32_t> ranks;  // best and worst
    Ends<std::uint8_t> grades;  // worst and best, as in ScoreSheet::grades
    Decimal assumed_points;     // printed points of the leaves that rest on assumed numbers
    std::vector<Basis> criterion_basis;            // by criterion
    std::vector<Ends<Rational>> criterion_points;  // by criterion
    std::vector<Ends<Rational>> criterion_lost;    // maximum less points, by criterion; leaves
    // What decides where the two ends differ, or where there is no result.
    Numbers index_rests_on, rank_rests_on, grade_rests_on;
    std::vector<std::uint32_t> assumed_figures;  // indicators of which only a range is known
  };

  std::vector<Unit> units;  // by row
};

}  // namespace parindex
