// SPDX-License-Identifier: Apache-2.0
//
// What Rational and the approximate functions are made of where 64 bits are not enough. Only their
// two sources include this: it brings 140,000 lines of Boost.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/numbers/rational.h"

namespace parindex {

using BigInteger = boost::multiprecision::cpp_int;
using BigRational = boost::multiprecision::cpp_rational;

struct Rational::Big {
  BigRational value;
};

}  // namespace parindex
