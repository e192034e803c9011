// SPDX-License-Identifier: Apache-2.0
//
// What the builder makes of each call, as the text of its steps.
#include "engine/program/dump.h"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/program/builder.h"
#include "engine/program/operations.h"

namespace parindex {
namespace {

// A builder with columns that are loaded when they are first asked for: `a`, `b` and `c` hold whole
// numbers that are never negative, `d` one with two places that may be.
class Build : public ProgramBuilder {
 public:
  Quotient a() { return load(0, 0, true); }
  Quotient b() { return load(1, 0, true); }
  Quotient c() { return load(2, 0, true); }
  Quotient d() { return load(3, 2, false); }
  Quotient a_over(Quotient divisor) { return divide(a(), divisor); }
};

struct Case {
  std::string_view what;
  Quotient (*build)(Build& in);
  std::string_view text;  // steps, then the result
};

const std::vector<Case> kCases = {
    {"a column is loaded once", [](Build& in) { return in.a(), in.a(); },
     "%0 = load a -> 0 places; t\n"
     "%0"},
    {"a constant",
     [](Build& in) {
       return in.constant({250, 2});
     },
     "%0 = linear 2.5 -> 1 place; t\n"
     "%0"},
    {"a sum has the places it needs",
     [](Build& in) {
       return in.linear({5, 1}, std::array<Build::Term, 2>{{{in.a()}, {in.d(), {-3, 0}}}});
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = load d -> 2 places; t\n"
     "%2 = linear 0.5 + %0 - 3 * %1 -> 2 places; t\n"
     "%2"},
    {"a sum of constants is one",
     [](Build& in) {
       const Quotient two = in.constant({2, 0});
       return in.linear({1, 0}, std::array<Build::Term, 1>{{{two, {3, 0}}}});
     },
     "%0 = linear 2 -> 0 places; t\n"
     "%1 = linear 7 -> 0 places; t\n"
     "%1"},
    {"a sum over one divisor stays a pair",
     [](Build& in) {
       const Quotient share = in.a_over(in.b());
       return in.linear({1, 0}, std::array<Build::Term, 2>{{{share, {2, 0}}, {in.c()}}});
     },
     "%0 = load b -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = load c -> 0 places; t\n"
     "%3 = multiply %2 * %0 -> 0 places; t\n"
     "%4 = linear 2 * %1 + %3 + %0 -> 0 places; t\n"
     "%4 / %0"},
    {"a sum over two divisors is divided",
     [](Build& in) {
       const Quotient one = in.a_over(in.b());
       const Quotient other = in.a_over(in.c());
       return in.linear(kZero, std::array<Build::Term, 2>{{{one}, {other}}});
     },
     "%0 = load b -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = load c -> 0 places; t\n"
     "%3 = divide %1 / %0 -> 15 places, inexact; t\n"
     "%4 = divide %1 / %2 -> 15 places, inexact; t\n"
     "%5 = linear %3 + %4 -> 15 places, inexact; t\n"
     "%5"},
    {"a total",
     [](Build& in) {
       return in.total(std::array<Build::Term, 1>{{{in.a(), {5, 1}}}});
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = total 0.5 * %0 -> 1 place; t\n"
     "%1"},
    {"a product of pairs",
     [](Build& in) {
       const Quotient share = in.a_over(in.b());
       return in.multiply(share, share);
     },
     "%0 = load b -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = multiply %1 * %1 -> 0 places; t\n"
     "%3 = multiply %0 * %0 -> 0 places; t\n"
     "%2 / %3"},
    {"division by 8 is a product",
     [](Build& in) {
       return in.a_over(in.constant({8, 0}));
     },
     "%0 = linear 8 -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = linear 0.125 -> 3 places; t\n"
     "%3 = linear 0.125 * %1 -> 3 places; t\n"
     "%3"},
    {"division by what may be negative", [](Build& in) { return in.a_over(in.d()); },
     "%0 = load d -> 2 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = divide %1 / %0 -> 15 places, inexact; t\n"
     "%2"},
    {"division by a pair asks for its divisor",
     [](Build& in) {
       const Quotient share = in.divide(in.b(), in.c());
       return in.a_over(share);
     },
     "%0 = load c -> 0 places; t\n"
     "%1 = load b -> 0 places; t\n"
     "%2 = load a -> 0 places; t\n"
     "%3 = multiply %2 * %0 -> 0 places; t\n"
     "%4 = linear 0 -> 0 places; t\n"
     "%5 = linear %0 - %4 -> 0 places; t\n"
     "%6 = compare %5 != 0 -> 0 places; t\n"
     "%7 = require %3, unresolved unless %6 -> 0 places; t\n"
     "%7 / %1"},
    {"the smallest of pairs over one divisor",
     [](Build& in) {
       const Quotient share = in.a_over(in.b());
       return in.extreme(Op::Minimum, std::array{share, in.constant(kOne)});
     },
     "%0 = load b -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = linear 1 -> 0 places; t\n"
     "%3 = minimum %1, %0 -> 0 places; t\n"
     "%3 / %0"},
    {"the largest",
     [](Build& in) {
       const Quotient first = in.a();
       return in.extreme(Op::Maximum, std::array{first, in.d()});
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = load d -> 2 places; t\n"
     "%2 = maximum %0, %1 -> 2 places; t\n"
     "%2"},
    {"bands on a quotient",
     [](Build& in) {
       return in.steps(in.a_over(in.b()), kZero,
                       std::array<Build::Threshold, 2>{
                           {{Decimal{8, 1}, false, Decimal{2, 0}}, {kOne, true, Decimal{5, 1}}}});
     },
     "%0 = load b -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = steps %1 / %0: 0, >= 0.8 gives 2, > 1 gives 0.5 -> 1 place; t\n"
     "%2"},
    {"a quotient is compared crosswise",
     [](Build& in) {
       return in.compare(in.a_over(in.b()), Relation::Less, in.constant({9, 1}));
     },
     "%0 = linear 0.9 -> 1 place; t\n"
     "%1 = load b -> 0 places; t\n"
     "%2 = load a -> 0 places; t\n"
     "%3 = linear 0.9 * %1 -> 1 place; t\n"
     "%4 = linear %2 - %3 -> 1 place; t\n"
     "%5 = compare %4 < 0, divisors %1 -> 0 places; t\n"
     "%5"},
    {"and, or, not",
     [](Build& in) {
       const std::array<Quotient, 2> all{in.a(), in.b()};
       const Quotient both = in.logic(Op::And, all);
       return in.negate(in.logic(Op::Or, std::array{both, all[0]}));
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = load b -> 0 places; t\n"
     "%2 = and %0, %1 -> 0 places; t\n"
     "%3 = or %2, %0 -> 0 places; t\n"
     "%4 = linear 1 - %3 -> 0 places; t\n"
     "%4"},
    {"one of two values",
     [](Build& in) {
       const Quotient condition = in.a();
       const Quotient yes = in.b();
       return in.select(condition, yes, in.d());
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = load b -> 0 places; t\n"
     "%2 = load d -> 2 places; t\n"
     "%3 = select %0 ? %1 : %2 -> 2 places; t\n"
     "%3"},
    {"rounding a quotient",
     [](Build& in) { return in.round(in.a_over(in.b()), 1, Rounding::HalfEven); },
     "%0 = load b -> 0 places; t\n"
     "%1 = load a -> 0 places; t\n"
     "%2 = round %1 / %0, half_even -> 1 place; t\n"
     "%2"},
    {"rounding what has these places", [](Build& in) { return in.round(in.d(), 2, Rounding::Up); },
     "%0 = load d -> 2 places; t\n"
     "%0"},
    {"a default, another state, a condition",
     [](Build& in) {
       const Quotient known = in.with_default(in.a(), CellState::Missing, Decimal{5, 1});
       const Quotient named = in.relabel(known, CellState::Missing, CellState::NotScored);
       const Quotient left = in.exclude(named, in.b());
       return in.applicable(in.require(left, in.b()));
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = default %0, 0.5 if missing -> 1 place; t\n"
     "%2 = relabel %1, missing becomes not_scored -> 1 place; t\n"
     "%3 = load b -> 0 places; t\n"
     "%4 = exclude %2, not_applicable if %3 -> 1 place; t\n"
     "%5 = require %4, unresolved unless %3 -> 1 place; t\n"
     "%6 = applicable %5 -> 0 places; t\n"
     "%6"},
    {"a number of all units", [](Build& in) { return in.population(0, in.a(), true); },
     "%0 = load a -> 0 places; t\n"
     "%1 = population mean, group %0 -> 12 places, inexact; t\n"
     "%1"},
    {"a function whose values are no fractions",
     [](Build& in) {
       const Quotient base = in.a();
       return in.approximate(Function::Power, std::array{base, in.d()});
     },
     "%0 = load a -> 0 places; t\n"
     "%1 = load d -> 2 places; t\n"
     "%2 = approximate pow of %0, %1 -> 12 places; t\n"
     "%2"},
};

const ProgramNames kNames{{"a", "b", "c", "d"}, {"mean"}, {"t"}};

std::string text_of(const Case& one, std::set<Op>& met) {
  Build builder;
  const Quotient result = one.build(builder);
  const Program program = builder.take();
  for (const Step& step : program.steps) {
    met.insert(step.op);
  }
  const std::vector<bool> all(program.scales.size(), true);
  return dump_steps(program, all, kNames) + to_text(result);
}

}  // namespace

TEST_CASE("the builder emits the steps that are expected") {
  std::set<Op> met;
  for (const Case& one : kCases) {
    INFO(one.what);
    CHECK(text_of(one, met) == one.text);
  }
  for (const Operation& operation : kOperations) {
    INFO("no case has the operation " << operation.name);
    CHECK(met.contains(operation.op));
  }
}

TEST_CASE("what has no name is shown by its number") {
  Build builder;
  builder.set_origin(7);
  builder.a();
  const Program program = builder.take();
  CHECK(dump_steps(program, {true}, {}) == "%0 = load #0 -> 0 places; #7\n");
  CHECK(dump_steps(program, {false}, {}).empty());
}

}  // namespace parindex
