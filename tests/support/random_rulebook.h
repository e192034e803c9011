// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks and data made up from a seed, with the figures that shortcuts stumble over: values on
// the ends of bands, totals on a grade or a printed half reached through fractions that do not
// end, equal and nearly equal totals of different parts. Every rulebook is valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

Rounding some_rounding(Random& random);
std::string some_maximum(Random& random);
// At most six places; the rest is cut off.
std::string text_of(const mpq_class& value);
// The part k/8 of the maximum.
std::string part_of(const std::string& maximum, int eighths);

// A rule of any kind; rules inside of rules are `depth` deep at most.
Rule random_rule(Random& random, Rulebook& rulebook, const std::string& maximum, int depth);
void make_grades(Random& random, Rulebook& rulebook, const std::string& threshold);
// How units are graded and ranked beyond thresholds.
void make_conclusion(Random& random, Rulebook& rulebook);

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

// The expressions of a rulebook, those of a rule, and all that they are made of.
void visit(const Rulebook& rulebook, const std::function<void(const Expression&)>& see);
void visit(const Rule& rule, const std::function<void(const Expression&)>& see);
// The key of the rule and what stands there, then `of` where it has one.
std::string rule_text(const Rule& rule, const Rulebook& rulebook, const std::string& between);
std::string quoted(const std::string& text);
// Leaves, in rulebook order.
std::vector<const Criterion*> leaves(const Rulebook& rulebook);
// Which indicators a rule reads, by position.
std::vector<bool> used_indicators(const Rulebook& rulebook);

}  // namespace oracle
