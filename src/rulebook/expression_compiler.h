// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/builder.h"
#include "model/expression.h"
#include "model/indicator.h"

namespace parindex {

// Emits the steps that compute the expression. Conditions are 0/1 slots.
Value compile_expression(const Expression& expression, const std::vector<Indicator>& indicators,
                         ProgramBuilder& program);

}  // namespace parindex
