// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/numbers/rational.h"
#include "model/scoring_rule.h"

namespace parindex {

bool holds(const Band& band, const Rational& value);

}  // namespace parindex
