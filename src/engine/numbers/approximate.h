// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/numbers/rational.h"
#include "engine/program/program.h"

namespace parindex {

// The function's value, computed to more than 40 digits and rounded half up to `places`; the same
// on every machine. Empty outside of the function's domain, for logarithms and powers of numbers
// beyond 10^18 or below 10^-18, and where the value passes e^41.
std::optional<Rational> approximate(Function function, const Rational& x, const Rational& exponent,
                                    int places);

}  // namespace parindex
