// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/bands.h"

namespace parindex {

bool holds(const Band& band, const Rational& value) {
  if (band.lower) {
    const Rational lower = to_rational(band.lower->value.value);
    if (value < lower || (band.lower->open && value == lower)) {
      return false;
    }
  }
  if (band.upper) {
    const Rational upper = to_rational(band.upper->value.value);
    if (value > upper || (band.upper->open && value == upper)) {
      return false;
    }
  }
  return true;
}

}  // namespace parindex
