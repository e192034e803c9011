// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/corners.h"

#include <algorithm>

namespace parindex {

ExactCell lost_in(const ExactCell& points, const ExactCell& maximum, bool of_penalty) {
  if (points.state != CellState::Present || of_penalty) {
    return points;
  }
  return {maximum.value - points.value, maximum.state};
}

void widen(const ExactCell& cell, OpenResults::Ends<Rational>& ends) {
  if (cell.state == CellState::Present) {
    ends = ends ? std::pair(std::min(ends->first, cell.value), std::max(ends->second, cell.value))
                : std::pair(cell.value, cell.value);
  }
}

void keep_ends_of_leaf(const OpenPlan::Leaf& leaf, const std::vector<Corner>& corners,
                       OpenResults::Unit& unit) {
  const bool present =
      !corners.empty() && std::all_of(corners.begin(), corners.end(), [](const Corner& corner) {
        return corner.state == CellState::Present;
      });
  if (!present) {
    return;
  }
  const bool even =
      leaf.affine || std::all_of(corners.begin(), corners.end(), [&](const Corner& c) {
        return c.maximum == corners.front().maximum;
      });
  OpenResults::Ends<Rational> points;
  OpenResults::Ends<Rational> lost;
  for (const Corner& corner : corners) {
    const ExactCell here{corner.points, CellState::Present};
    widen(here, points);
    widen(lost_in(here, {corner.maximum, CellState::Present}, leaf.of_penalty), lost);
  }
  unit.criterion_points[leaf.criterion] = points;
  if (even) {
    unit.criterion_lost[leaf.criterion] = lost;
  }
}

}  // namespace parindex
