// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/range.h"

#include <algorithm>

namespace parindex {
namespace {

using End = std::optional<Rational>;

End sum(const End& a, const End& b) {
  return a && b ? End(*a + *b) : std::nullopt;
}

// The lower end of a / b where b is positive: the least dividend by the divisor that makes it
// least.
End least_quotient(const End& dividend, const Range& divisor) {
  if (!dividend) {
    return std::nullopt;
  }
  if (dividend->sign() >= 0) {
    return divisor.most && divisor.most->sign() > 0 ? End(*dividend / *divisor.most) : End(0);
  }
  return divisor.least && divisor.least->sign() > 0 ? End(*dividend / *divisor.least)
                                                    : std::nullopt;
}

End negative(const End& end) {
  return end ? End(-*end) : std::nullopt;
}

}  // namespace

Range operator-(const Range& a) {
  return {negative(a.most), negative(a.least)};
}

Range operator+(const Range& a, const Range& b) {
  return {sum(a.least, b.least), sum(a.most, b.most)};
}

Range operator-(const Range& a, const Range& b) {
  return a + -b;
}

Range operator*(const Range& a, const Range& b) {
  const auto is_zero = [](const Range& range) {
    return range.is_one() && range.least->sign() == 0;
  };
  if (is_zero(a) || is_zero(b)) {
    return Range::of(0);
  }
  if (a.is_never_positive()) {
    return -(-a * b);
  }
  if (b.is_never_positive()) {
    return -(a * -b);
  }
  if (a.is_never_negative() && b.is_never_negative()) {
    return {*a.least * *b.least, a.most && b.most ? End(*a.most * *b.most) : std::nullopt};
  }
  if (!a.least || !a.most || !b.least || !b.most) {
    return {};
  }
  const auto [least, most] =
      std::minmax({*a.least * *b.least, *a.least * *b.most, *a.most * *b.least, *a.most * *b.most});
  return {least, most};
}

Range operator/(const Range& a, const Range& b) {
  if (b.is_never_negative()) {
    return {least_quotient(a.least, b), negative(least_quotient(negative(a.most), b))};
  }
  return b.is_never_positive() ? -a / -b : Range{};
}

Range hull(const Range& a, const Range& b) {
  return {a.least && b.least ? End(std::min(*a.least, *b.least)) : std::nullopt,
          a.most && b.most ? End(std::max(*a.most, *b.most)) : std::nullopt};
}

Range both_of(const Range& a, const Range& b) {
  return {a.least && b.least ? End(std::max(*a.least, *b.least)) : (a.least ? a.least : b.least),
          a.most && b.most ? End(std::min(*a.most, *b.most)) : (a.most ? a.most : b.most)};
}

Range least_of(const Range& a, const Range& b) {
  const auto most = [&]() {
    return a.most && b.most ? End(std::min(*a.most, *b.most)) : (a.most ? a.most : b.most);
  };
  return {a.least && b.least ? End(std::min(*a.least, *b.least)) : std::nullopt, most()};
}

Range most_of(const Range& a, const Range& b) {
  return -least_of(-a, -b);
}

}  // namespace parindex
