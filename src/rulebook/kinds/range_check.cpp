// SPDX-License-Identifier: Apache-2.0
#include "rulebook/kinds/range_check.h"

#include <array>

namespace parindex {

Quotient require_points_in_range(ProgramBuilder& program, Quotient points, const Number& maximum) {
  const Quotient from_zero =
      program.compare(points, Relation::GreaterEqual, program.constant({0, 0}));
  const Quotient to_maximum = program.compare(points, Relation::LessEqual, program.number(maximum));
  return program.require(points, program.logic(Op::And, std::array{from_zero, to_maximum}));
}

}  // namespace parindex
