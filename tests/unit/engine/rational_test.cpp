// SPDX-License-Identifier: Apache-2.0
//
// Rational against GMP, around the ends of 64 bits, where it changes its form.
#include "engine/numbers/rational.h"

#include <array>
#include <cstdint>
#include <gmpxx.h>
#include <random>
#include <string>

#include <catch2/catch.hpp>

namespace parindex {
namespace {

// The same fraction in both arithmetics.
struct Twin {
  Rational ours;
  mpq_class gmp;
};

mpq_class to_gmp(const Rational& value) {
  return mpq_class(fraction_text(value));
}

class Twins {
 public:
  explicit Twins(std::uint32_t seed) : random_(seed) {}

  // Whole numbers near 0, near powers of 2 up to 2^64, and products of those; their quotients.
  Twin next() {
    Twin over = whole();
    const Twin under = whole();
    if (random_() % 3 != 0 && under.ours != 0) {
      over = {over.ours / under.ours, over.gmp / under.gmp};
    }
    return over;
  }
  std::uint32_t number() { return static_cast<std::uint32_t>(random_()); }

 private:
  Twin whole() {
    const int power = static_cast<int>(random_() % 65);
    const std::int64_t offset = static_cast<std::int64_t>(random_() % 5) - 2;
    Twin twin{1, 1};
    for (int i = 0; i < power; ++i) {
      twin.ours *= 2;
      twin.gmp *= 2;
    }
    twin.ours += offset;
    twin.gmp += offset;
    if (random_() % 4 == 0) {
      const auto factor = static_cast<std::int64_t>(random_());
      twin.ours *= factor;
      twin.gmp *= factor;
    }
    return random_() % 2 == 0 ? twin : Twin{-twin.ours, -twin.gmp};
  }

  std::mt19937 random_;
};

TEST_CASE("fractions are added, multiplied, divided and compared exactly") {
  Twins twins(1);
  for (int i = 0; i < 20'000; ++i) {
    const Twin a = twins.next();
    const Twin b = twins.next();
    INFO(a.gmp << " and " << b.gmp);
    REQUIRE(to_gmp(a.ours) == a.gmp);
    REQUIRE(to_gmp(a.ours + b.ours) == mpq_class(a.gmp + b.gmp));
    REQUIRE(to_gmp(a.ours - b.ours) == mpq_class(a.gmp - b.gmp));
    REQUIRE(to_gmp(a.ours * b.ours) == mpq_class(a.gmp * b.gmp));
    if (b.gmp != 0) {
      REQUIRE(to_gmp(a.ours / b.ours) == mpq_class(a.gmp / b.gmp));
    }
    REQUIRE((a.ours < b.ours) == (a.gmp < b.gmp));
    REQUIRE((a.ours == b.ours) == (a.gmp == b.gmp));
    REQUIRE(a.ours.sign() == sgn(a.gmp));
    REQUIRE(a.ours.is_whole() == (a.gmp.get_den() == 1));
    REQUIRE(to_gmp(numerator(a.ours)) == a.gmp.get_num());
    REQUIRE(to_gmp(denominator(a.ours)) == a.gmp.get_den());
    REQUIRE(to_gmp(cut(a.ours)) == mpz_class(a.gmp.get_num() / a.gmp.get_den()));
    REQUIRE(to_gmp(abs(-a.ours)) == abs(a.gmp));
    REQUIRE(to_gmp(root_below(abs(numerator(a.ours)))) == sqrt(abs(a.gmp.get_num())));
  }
}

TEST_CASE("fractions keep their value when they are copied and moved over each other") {
  Twins twins(2);
  std::array<Twin, 4> all{twins.next(), twins.next(), twins.next(), twins.next()};
  for (int i = 0; i < 20'000; ++i) {
    Twin& to = all.at(twins.number() % all.size());
    Twin& from = all.at(twins.number() % all.size());
    switch (twins.number() % 4) {
      case 0:
        to.ours = from.ours;
        to.gmp = from.gmp;
        break;
      case 1: {
        Rational copy = from.ours;
        to.ours = std::move(copy);
        to.gmp = from.gmp;
        break;
      }
      case 2: {
        Rational moved = std::move(to.ours);
        to.ours = moved;
        break;
      }
      default:
        to = twins.next();
    }
    for (const Twin& twin : all) {
      REQUIRE(to_gmp(twin.ours) == twin.gmp);
    }
  }
}

// The nearest whole number by its definition: no other one is nearer, or it is the one asked for.
TEST_CASE("fractions are rounded under every rule") {
  Twins twins(3);
  for (int i = 0; i < 5'000; ++i) {
    const Twin a = twins.next();
    const int digits = static_cast<int>(twins.number() % 20);
    mpz_class unit;
    mpz_ui_pow_ui(unit.get_mpz_t(), 10, static_cast<unsigned long>(digits));
    const mpq_class scaled = abs(a.gmp) * unit;
    const mpz_class whole = scaled.get_num() / scaled.get_den();
    const mpq_class rest = scaled - whole;
    const mpq_class half(1, 2);
    const auto rounded = [&](bool up) {
      const mpz_class size = up ? mpz_class(whole + 1) : whole;
      return mpq_class(sgn(a.gmp) < 0 ? mpz_class(-size) : size);
    };
    const bool odd = mpz_odd_p(whole.get_mpz_t()) != 0;
    INFO(a.gmp << " to " << digits);
    CHECK(to_gmp(rounded_ticks(a.ours, digits, Rounding::HalfUp)) == rounded(rest >= half));
    CHECK(to_gmp(rounded_ticks(a.ours, digits, Rounding::HalfEven)) ==
          rounded(rest > half || (rest == half && odd)));
    CHECK(to_gmp(rounded_ticks(a.ours, digits, Rounding::Down)) == rounded(false));
    CHECK(to_gmp(rounded_ticks(a.ours, digits, Rounding::Up)) == rounded(rest > 0));
  }
}

TEST_CASE("fractions are written rounded, or in full") {
  CHECK(to_text(Rational(80, 3), 9) == "26.666666667");
  CHECK(to_text(Rational(-1, 8), 2) == "-0.13");
  CHECK(to_text(Rational(-1, 8), 0) == "0");
  CHECK(to_text(Rational(5, 2), 9) == "2.5");
  CHECK(to_text(rational_power_of_ten(40) + Rational(1, 4), 1) ==
        "1" + std::string(40, '0') + ".3");
  CHECK(fraction_text(Rational(4, -6)) == "-2/3");
  CHECK(fraction_text(Rational(8, 2)) == "4");
}

TEST_CASE("what does not fit 64 bits after rounding is not cut") {
  const Rational most = std::numeric_limits<std::int64_t>::max();
  CHECK(rounded_ticks64(most, 0, Rounding::HalfUp) == std::numeric_limits<std::int64_t>::max());
  CHECK(!rounded_ticks64(most + 1, 0, Rounding::HalfUp));
  CHECK(!rounded_ticks64(-most - 1, 0, Rounding::HalfUp));
  CHECK(!rounded_ticks64(most, 1, Rounding::HalfUp));
}

TEST_CASE("the least common multiple of large numbers") {
  const Rational a = rational_power_of_ten(30) * 6;
  CHECK(common_multiple(a, 9) == rational_power_of_ten(30) * 18);
  CHECK(common_multiple(4, 6) == 12);
}

}  // namespace
}  // namespace parindex
