// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/numbers/decimal.h"
#include "engine/program/builder.h"

namespace parindex {

// The points where they lie in 0..maximum; unresolved elsewhere.
Quotient require_points_in_range(ProgramBuilder& program, Quotient points, const Number& maximum);

}  // namespace parindex
