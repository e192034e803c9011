// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/sources.h"
#include "engine/numbers/decimal.h"

namespace parindex {

// Points that the board gave a unit in place of those of the rule (điểm do hội đồng quyết định).
struct BoardDecision {
  std::string unit;       // id or name, as written
  std::string criterion;  // id
  Decimal points;
  std::string remark;  // who decided, when and why
  SourceSpan unit_place, criterion_place, points_place;
};

}  // namespace parindex
