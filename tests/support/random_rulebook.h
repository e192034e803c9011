// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks and data made up from a seed, with the figures that shortcuts stumble over: values on
// the ends of bands, totals on a grade or a printed half reached through fractions that do not
// end, equal and nearly equal totals of different parts. Every rulebook is valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "oracle.h"

namespace oracle {

// A sequence of numbers that is the same everywhere for the same seed (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  std::size_t below(std::size_t limit);  // 0 .. limit - 1
  int between(int lowest, int highest);  // both included
  bool chance(int percent);

  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  std::string pick(std::initializer_list<const char*> from) {
    return *(from.begin() + below(from.size()));
  }

 private:
  std::uint64_t state_;
};

// A case without a fault, of at least one unit.
Case random_case(std::uint64_t seed, std::size_t most_units);

// The same with one cell that the program must refuse: a hole where `missing: error`, a divisor of
// zero, a value that no band covers, points above the maximum.
Case random_faulty_case(std::uint64_t seed, std::size_t most_units);

// ---------- the parts ----------

// Fills in everything but the units.
void make_rulebook(Random& random, Case& c);
// A rulebook of a few fractions, whose data reach `threshold` (on the index) exactly.
struct FineRulebook {
  std::string threshold;
  int denominator = 17;
};
FineRulebook make_fine_rulebook(Random& random, Case& c);

// A number or a condition over indicators that are added to the rulebook as needed.
Expression random_number(Random& random, Rulebook& rulebook, int depth);
Expression random_ratio(Random& random, Rulebook& rulebook, int depth);
Expression random_condition(Random& random, Rulebook& rulebook, int depth);
std::size_t add_indicator(Random& random, Rulebook& rulebook, Type type);

void make_units(Random& random, Case& c, std::size_t most_units);
void make_fine_units(Random& random, Case& c, const FineRulebook& fine, std::size_t most_units);

// ---------- as files ----------

std::string to_yaml(const Rulebook& rulebook);
std::string to_csv(const Case& c);
std::string to_text(const Expression& expression, const Rulebook& rulebook);

// Leaves, in rulebook order.
std::vector<const Criterion*> leaves(const Criterion& root);
// Which indicators a rule reads, by position.
std::vector<bool> used_indicators(const Rulebook& rulebook);

}  // namespace oracle
