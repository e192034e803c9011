// SPDX-License-Identifier: Apache-2.0
//
// How the interval of an index can be found exactly. Where no way is proved there is none, and the
// reason is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/sources.h"
#include "model/rulebook.h"

namespace parindex {

struct OpenPlan {
  enum class Way : std::uint8_t {
    None,        // see `reason`
    Monotone,    // maxima are fixed: the index rises with the points of each leaf
    Ratio,       // sums only: the extremes of a quotient of two sums
    Everything,  // few numbers: all combinations of the ends of their ranges
  };
  // A leaf whose points or maximum rest on open numbers with a range.
  struct Leaf {
    CriterionIndex criterion = 0;
    std::vector<std::uint32_t> numbers;
    bool affine = true;  // points and maximum change evenly with each of them
    bool of_penalty = false;
    bool of_tree = true;  // not of bonus or penalty
  };

  Way way = Way::None;
  std::string reason;
  SourceSpan place;
  std::vector<Leaf> leaves;
  std::vector<std::uint32_t> moving;  // numbers with a range that an index may rest on
  // Numbers of one leaf have different colours: 2^colours rounds show all corners of every leaf.
  std::vector<std::size_t> colour;  // by number
  std::size_t colours = 0;
  bool sums_only = false;         // points and maximum of the tree are those of its leaves, added
  bool extras_open = false;       // bonus or penalty rest on open numbers
  bool conclusions_open = false;  // grades or ranking look at points that do

  // Where a number stands in a round.
  [[nodiscard]] NumberEnd end_in(std::size_t round, std::uint32_t number) const {
    return (round >> colour[number] & 1U) != 0 ? NumberEnd::High : NumberEnd::Low;
  }
  [[nodiscard]] std::size_t rounds() const { return std::size_t{1} << colours; }
};

OpenPlan plan_intervals(const Rulebook& rulebook);

// A weight of the parts of a node, its cap or its maximum is open.
bool node_moves(const Rulebook& rulebook, CriterionIndex node);

// A better index, and more points in any leaf, never give a worse grade.
bool grades_follow_index(const Rulebook& rulebook, const OpenPlan& plan);

}  // namespace parindex
