// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/expression.h"
#include "model/scoring_rule.h"

namespace parindex {

// Emits the steps that compute the expression. Conditions are 0/1 slots.
Quotient compile_expression(const Expression& expression, const RuleCompiler& compiler);

}  // namespace parindex
