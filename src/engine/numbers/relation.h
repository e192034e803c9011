// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/program/program.h"

namespace parindex {

// Whether x `relation` 0.
template <typename Number>
bool holds(Relation relation, const Number& x) {
  switch (relation) {
    case Relation::Less:
      return x < 0;
    case Relation::LessEqual:
      return x <= 0;
    case Relation::Equal:
      return x == 0;
    case Relation::NotEqual:
      return x != 0;
    case Relation::GreaterEqual:
      return x >= 0;
    case Relation::Greater:
      return x > 0;
  }
  return false;
}

}  // namespace parindex
