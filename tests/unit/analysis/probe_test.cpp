// SPDX-License-Identifier: Apache-2.0
//
// What is proved of random programs, against all places of small domains.
#include "analysis/probe/probe.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>

#include <catch2/catch.hpp>

#include "engine/program/builder.h"

namespace parindex {
namespace {

using Cells = Probe::Cells;

constexpr std::size_t kColumns = 4;  // the last one is no variable

class RandomProgram {
 public:
  explicit RandomProgram(unsigned seed) : random_(seed) {
    for (std::uint32_t column = 0; column < kColumns; ++column) {
      const std::int64_t low = below(7) - 3;
      const std::int64_t high = low + below(column == 0 ? 9 : 4);
      row.columns.push_back(Column{{low + below(static_cast<int>(high - low) + 1)}, {}});
      if (column + 1 < kColumns) {
        variables.push_back({column, {low, high}});
      }
      values_.push_back(
          builder_.load(column, below(3) == 0 ? 1 : 0,
                        column + 1 < kColumns ? low >= 0 : row.columns.back().cells[0] >= 0));
    }
    row.units = {Unit{}};
    const int steps = 3 + below(10);
    for (int i = 0; i < steps; ++i) {
      add();
    }
    for (std::size_t i = kColumns; i < values_.size(); ++i) {
      wanted.push_back(values_[i]);
    }
    wanted.insert(wanted.end(), truths_.begin(), truths_.end());
    program.program = builder_.take();
  }

  DataChunk row;
  std::vector<Variable> variables;
  std::vector<Quotient> wanted;
  ScoringProgram program;

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  Quotient any() {
    return values_[static_cast<std::size_t>(below(static_cast<int>(values_.size())))];
  }
  Quotient truth() {
    return truths_.empty() || below(4) == 0
               ? builder_.compare(any(), static_cast<Relation>(below(6)), any())
               : truths_[static_cast<std::size_t>(below(static_cast<int>(truths_.size())))];
  }
  Decimal number() { return {below(9) - 4, below(2)}; }

  void add() {
    const auto terms = [&] {
      return std::vector<ProgramBuilder::Term>{{any(), number()}, {any(), number()}};
    };
    switch (below(16)) {
      case 0:
      case 1:
        return keep(builder_.linear(number(), terms()));
      case 2:
        return keep(builder_.total(terms()));
      case 3:
        return keep(builder_.multiply(any(), any()));
      case 4:
      case 5:
        return keep(builder_.divide(any(), any()));
      case 6:
        return keep(
            builder_.extreme(Op::Minimum, std::array{any(), any(), builder_.constant(number())}));
      case 7:
        return keep(builder_.extreme(Op::Maximum, std::array{any(), builder_.constant(number())}));
      case 8: {
        std::vector<ProgramBuilder::Threshold> thresholds;
        for (int at = below(4) - 4; at < 4; at += 1 + below(4)) {
          thresholds.push_back({{at, 0}, below(2) == 0, number()});
        }
        return keep(builder_.steps(any(), number(), thresholds));
      }
      case 9:
        truths_.push_back(builder_.compare(any(), static_cast<Relation>(below(6)), any()));
        return;
      case 10:
        truths_.push_back(builder_.logic(below(2) == 0 ? Op::And : Op::Or,
                                         std::array{truth(), truth(), truth()}));
        return;
      case 11:
        return keep(builder_.select(truth(), any(), any()));
      case 12:
        return keep(builder_.round(any(), below(2), static_cast<Rounding>(below(4))));
      case 13:
        return keep(below(2) == 0 ? builder_.exclude(any(), truth())
                                  : builder_.require(any(), truth()));
      case 14:
        return keep(below(2) == 0
                        ? builder_.with_default(any(), CellState::NotApplicable, number())
                        : builder_.relabel(any(), CellState::Unresolved, CellState::NotApplicable));
      default:
        truths_.push_back(below(3) == 0 ? builder_.applicable(any()) : builder_.negate(truth()));
    }
  }

  void keep(Quotient value) { values_.push_back(value); }

  std::mt19937 random_;
  ProgramBuilder builder_;
  std::vector<Quotient> values_;
  std::vector<Quotient> truths_;
};

// All places of the domains, the first variable moving fastest.
std::vector<Cells> all_places(const std::vector<Variable>& variables) {
  std::vector<Cells> places{{}};
  for (std::size_t i = variables.size(); i-- > 0;) {
    std::vector<Cells> longer;
    for (const Cells& rest : places) {
      for (std::int64_t c = variables[i].domain.lowest; c <= variables[i].domain.highest; ++c) {
        Cells cells{c};
        cells.insert(cells.end(), rest.begin(), rest.end());
        longer.push_back(std::move(cells));
      }
    }
    places = std::move(longer);
  }
  return places;
}

using Table = std::map<Cells, ExactCell>;

// What is said of one variable, along each line of places.
void check_dependence(const Table& table, const Dependence& on, std::uint32_t variable,
                      const Range& whole) {
  std::map<Cells, std::vector<std::pair<std::int64_t, Rational>>> lines;
  for (const auto& [cells, cell] : table) {
    if (cell.state == CellState::Present) {
      Cells others = cells;
      others[variable] = 0;
      lines[others].emplace_back(cells[variable], cell.value);
      REQUIRE((!whole.least || *whole.least <= cell.value));
      REQUIRE((!whole.most || cell.value <= *whole.most));
    }
  }
  for (auto& [others, line] : lines) {
    std::sort(line.begin(), line.end());
    bool rises = true;
    bool falls = true;
    std::optional<Rational> slope;
    for (std::size_t i = 1; i < line.size(); ++i) {
      const Rational more = line[i].second - line[i - 1].second;
      rises = rises && more >= 0;
      falls = falls && more <= 0;
      const Rational own = more / (line[i].first - line[i - 1].first);
      REQUIRE((!on.slope || !slope || *slope == own));
      slope = own;
    }
    switch (on.direction) {
      case Monotonicity::Fixed:
        REQUIRE((rises && falls));
        break;
      case Monotonicity::Rising:
        REQUIRE(rises);
        break;
      case Monotonicity::Falling:
        REQUIRE(falls);
        break;
      case Monotonicity::Either:
        REQUIRE((rises || falls));
        break;
      case Monotonicity::Unknown:
        break;
    }
  }
}

void check_bounds(Probe& probe, std::size_t value, const Table& table, int& exact) {
  std::optional<Rational> least;
  std::optional<Rational> most;
  bool present = true;
  for (const auto& [cells, cell] : table) {
    present = present && cell.state == CellState::Present;
    least = least ? std::min(*least, cell.value) : cell.value;
    most = most ? std::max(*most, cell.value) : cell.value;
  }
  for (const std::size_t budget : {std::size_t{3}, std::size_t{100'000}}) {
    const std::optional<Bounds> bounds = probe.bounds(value, budget);
    if (budget > 3) {
      REQUIRE(bounds.has_value() == present);
      REQUIRE((!bounds || bounds->is_exact));
    }
    if (!bounds) {
      continue;
    }
    REQUIRE(present);
    REQUIRE(bounds->least <= *least);
    REQUIRE(bounds->most >= *most);
    if (bounds->is_exact) {
      ++exact;
      REQUIRE(bounds->least == *least);
      REQUIRE(bounds->most == *most);
      REQUIRE(table.at(bounds->at_least).value == *least);
      REQUIRE(table.at(bounds->at_most).value == *most);
    }
  }
}

}  // namespace

TEST_CASE("What is proved of a program holds at all places of its domains") {
  int proved = 0;
  int unknown = 0;
  int exact = 0;
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    const RandomProgram random(seed);
    INFO("seed " << seed);
    if (random.wanted.empty()) {
      continue;
    }
    Probe probe(random.program, random.wanted, kColumns);
    probe.look_at(random.row, random.variables);
    std::vector<Table> tables(random.wanted.size());
    for (const Cells& cells : all_places(random.variables)) {
      const Probe::Trace trace = probe.run(cells);
      for (std::size_t value = 0; value < tables.size(); ++value) {
        tables[value].emplace(cells, probe.value_in(trace, value));
      }
    }
    for (std::size_t value = 0; value < tables.size(); ++value) {
      INFO("value " << value);
      const SlotFacts facts = probe.facts(value);
      for (const auto& [cells, cell] : tables[value]) {
        REQUIRE(facts.may_be(cell.state));
      }
      for (std::uint32_t variable = 0; variable < random.variables.size(); ++variable) {
        INFO("variable " << variable);
        const Dependence on = facts.on_variable(variable);
        check_dependence(tables[value], on, variable, facts.range);
        (on.direction == Monotonicity::Unknown ? unknown : proved) += 1;
      }
      if (seed % 5 == 0) {
        check_bounds(probe, value, tables[value], exact);
      }
    }
  }
  // A test of nothing but unknowns shows nothing.
  CHECK(proved > unknown);
  CHECK(exact > 500);
}

TEST_CASE("Values that depend on comparisons alone are the same between breakpoints") {
  int found = 0;
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    const RandomProgram random(seed);
    INFO("seed " << seed);
    for (const Quotient wanted : random.wanted) {
      Probe probe(random.program, {wanted}, kColumns);
      probe.look_at(random.row, {random.variables.front()});
      const Breakpoints breakpoints = probe.breakpoints(0, 100);
      if (!breakpoints.are_all || !probe.moves_by_breakpoints(0)) {
        continue;
      }
      const Domain& domain = random.variables.front().domain;
      for (std::int64_t cell = domain.lowest; cell < domain.highest; ++cell) {
        const ExactCell before = probe.at(0, {cell});
        const ExactCell after = probe.at(0, {cell + 1});
        const bool present =
            before.state == CellState::Present && after.state == CellState::Present;
        if (present && before.value != after.value) {
          ++found;
          REQUIRE(std::count(breakpoints.after.begin(), breakpoints.after.end(), cell) == 1);
        }
      }
    }
  }
  CHECK(found > 500);
}

TEST_CASE("A divisor that changes its sign is no way in one direction") {
  ProgramBuilder builder;
  const Quotient x = builder.load(0, 0, true);
  const Quotient tot = builder.load(1, 0, true);
  const Quotient five = builder.constant({5, 0});
  const Quotient rest =
      builder.linear(kZero, std::array<ProgramBuilder::Term, 2>{{{five}, {tot, kMinusOne}}});
  const Quotient share = builder.extreme(
      Op::Minimum, std::array{builder.constant({3, 0}),
                              builder.extreme(Op::Maximum, std::array{builder.constant(kZero),
                                                                      builder.divide(x, rest)})});
  ScoringProgram program;
  program.program = builder.take();
  DataChunk row;
  row.units = {Unit{}};
  row.columns = {Column{{1}, {}}, Column{{4}, {}}};
  Probe probe(program, {share}, 2);
  const auto dense = [](std::int64_t low, std::int64_t high) {
    return Variable{1, {.lowest = low, .highest = high, .dense = true}};
  };

  probe.look_at(row, {dense(4, 6)});
  CHECK(probe.facts(0).on_variable(0).direction == Monotonicity::Unknown);
  CHECK_FALSE(probe.bounds(0, 1000));  // at 5 it has no value

  probe.look_at(row, {dense(6, 9)});
  CHECK(probe.facts(0).on_variable(0).direction == Monotonicity::Fixed);

  row.columns[1].cells[0] = 2;
  probe.look_at(row, {dense(1, 4)});
  CHECK(probe.facts(0).on_variable(0).direction == Monotonicity::Rising);
  const std::optional<Bounds> bounds = probe.bounds(0, 1000);
  REQUIRE(bounds);
  CHECK(bounds->is_exact);
  CHECK(bounds->least == Rational(1, 4));
  CHECK(bounds->most == 1);
}

}  // namespace parindex
