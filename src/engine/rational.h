// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/decimal.h"

namespace parindex {

// An unbounded exact fraction. Slow; used where the fast path cannot decide, and by explain.
using Rational = boost::multiprecision::cpp_rational;
using BigInteger = boost::multiprecision::cpp_int;

Rational to_rational(Decimal value);
Rational ticks_to_rational(std::int64_t ticks, int scale);

// The whole number nearest to value * 10^digits under `mode`.
BigInteger rounded_ticks(const Rational& value, int digits, Rounding mode);

// The same as int64; empty where it does not fit.
std::optional<std::int64_t> rounded_ticks64(const Rational& value, int digits, Rounding mode);

// Rounded half up to at most `places` digits, without trailing zeros: 26.666666667.
std::string to_text(const Rational& value, int places);

}  // namespace parindex
