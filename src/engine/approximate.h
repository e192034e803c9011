// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/program.h"
#include "engine/rational.h"

namespace parindex {

// The function's value, computed to 50 digits and rounded half up to `places`; the same on every
// machine. Empty outside of the function's domain and where the value passes 10^18.
std::optional<Rational> approximate(Function function, const Rational& x, const Rational& exponent,
                                    int places);

}  // namespace parindex
