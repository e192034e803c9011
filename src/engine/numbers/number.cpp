// SPDX-License-Identifier: Apache-2.0
#include "engine/numbers/number.h"

namespace parindex {
namespace {

using Kind = NumberOrigin::Kind;

std::optional<Number> joined(Kind kind, std::optional<Decimal> value, const Number& a,
                             const Number& b) {
  if (!value) {
    return std::nullopt;
  }
  Number number(*value);
  if (a.varies() || b.varies()) {
    number.origin = std::make_shared<NumberOrigin>(NumberOrigin{kind, 0, 0, false, a, b});
  }
  return number;
}

}  // namespace

std::optional<Number> sum_of(const Number& a, const Number& b) {
  return joined(Kind::Sum, add(a.value, b.value), a, b);
}

std::optional<Number> difference_of(const Number& a, const Number& b) {
  return joined(Kind::Difference, subtract(a.value, b.value), a, b);
}

std::optional<Number> product_of(const Number& a, const Number& b) {
  return joined(Kind::Product, multiply(a.value, b.value), a, b);
}

Number least(const Number& a, const Number& b) {
  return *joined(Kind::Least, b < a ? b.value : a.value, a, b);
}

bool is_never_negative(const Number& number) {
  if (!number.varies()) {
    return !number.is_negative();
  }
  const NumberOrigin& origin = *number.origin;
  return origin.kind == Kind::Input
             ? origin.non_negative
             : origin.kind != Kind::Difference && is_never_negative(origin.a) &&
                   is_never_negative(origin.b);
}

bool is_whole(const Number& number) {
  if (!number.varies()) {
    return normalized(number.value).scale == 0;
  }
  const NumberOrigin& origin = *number.origin;
  return origin.kind == Kind::Input ? origin.scale == 0 : is_whole(origin.a) && is_whole(origin.b);
}

}  // namespace parindex
