// SPDX-License-Identifier: Apache-2.0
//
// The facts of engine/run/chunk_run.h, on random programs over columns that are small, near ties,
// or near the end of 62 bits: ranges hold in every row, errors and states in each decided row.
#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/program/builder.h"
#include "engine/program/dump.h"
#include "engine/run/evaluate.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

constexpr std::size_t kRows = 12;
constexpr std::array<int, 5> kScales = {0, 2, 6, 0, 18};
constexpr std::array kWithValue = {CellState::NotApplicable, CellState::NotScored,
                                   CellState::Unresolved, CellState::Missing};

class RandomRun {
 public:
  explicit RandomRun(std::uint32_t seed) : random_(seed) {
    const bool large = below(3) == 0;
    for (std::size_t i = 0; i < kScales.size(); ++i) {
      const bool non_negative = i % 2 == 0;
      columns_.push_back(column(large && below(2) == 0, non_negative));
      values_.push_back(builder_.load(static_cast<std::uint32_t>(i), kScales[i], non_negative));
    }
    conditions_.push_back(builder_.compare(value(), Relation::Less, value()));
    for (int i = 0; i < 12; ++i) {
      grow();
    }
    program = builder_.take();
  }

  // Rows that were decided on the fast path.
  std::size_t check() {
    Scratch scratch;
    evaluate(program, columns_, {0, kRows}, scratch);
    INFO(dump_steps(program, std::vector<bool>(program.scales.size(), true), {}));
    std::size_t decided = 0;
    for (std::size_t row = 0; scratch.fits && row < kRows; ++row) {
      const std::vector<ExactCell> exact = evaluate_exact(program, columns_, row);
      decided += scratch.undecided[row] == 0 ? 1U : 0U;
      for (std::size_t slot = 0; slot < exact.size(); ++slot) {
        INFO("row " << row << ", slot " << slot);
        const std::int64_t cell = scratch.slots[slot].cells[row];
        const SlotBounds bounds = scratch.bounds[slot];
        REQUIRE((bounds.lowest <= cell && cell <= bounds.highest));
        REQUIRE((!program.exact[slot] || bounds.error == 0));
        if (scratch.undecided[row] == 0) {
          check_decided(scratch.slots[slot].state_at(row), cell, bounds.error, exact[slot],
                        program.scales[slot]);
        }
      }
    }
    return decided;
  }

  Program program;

 private:
  static void check_decided(CellState state, std::int64_t cell, std::int64_t error,
                            const ExactCell& exact, int scale) {
    REQUIRE(state == exact.state);
    if (state == CellState::Present) {
      const Rational most = ticks_to_rational(error, scale);
      const Rational off = exact.value - ticks_to_rational(cell, scale);
      REQUIRE((-most <= off && off <= most));
    }
  }

  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }

  Column column(bool large, bool non_negative) {
    Column column;
    const bool gaps = below(3) == 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      const auto any = static_cast<std::int64_t>(random_() >> 1U);
      const std::int64_t size = large ? (any * any) % (std::int64_t{1} << 60) : any % 13;
      column.cells.push_back(non_negative || below(2) == 0 ? size : -size);
      if (gaps) {
        column.states.push_back(below(2) == 0 ? CellState::Present : kWithValue[below(4)]);
        column.cells.back() *= column.states.back() == CellState::Present ? 1 : 0;
      }
    }
    return column;
  }

  Quotient value() { return values_[below(static_cast<std::uint32_t>(values_.size()))]; }
  Quotient condition() {
    return conditions_[below(static_cast<std::uint32_t>(conditions_.size()))];
  }
  Decimal number() {
    return {static_cast<std::int64_t>(below(41)) - 20, static_cast<int>(below(3))};
  }
  Rounding rounding() { return static_cast<Rounding>(below(4)); }

  // One more value, or one more condition.
  void grow() {
    const Quotient a = value();
    const Quotient b = value();
    switch (below(13)) {
      case 0:
        return values_.push_back(builder_.linear(
            number(), std::array<ProgramBuilder::Term, 2>{{{a, number()}, {b, number()}}}));
      case 1:
        return values_.push_back(
            builder_.total(std::array<ProgramBuilder::Term, 2>{{{a, number()}, {b, number()}}}));
      case 2:
        return values_.push_back(builder_.multiply(a, b));
      case 3:
        return values_.push_back(builder_.divide(a, b));
      case 4:
        return values_.push_back(
            builder_.extreme(below(2) == 0 ? Op::Minimum : Op::Maximum, std::array{a, b}));
      case 5:
        return values_.push_back(builder_.steps(
            a, number(),
            std::array<ProgramBuilder::Threshold, 3>{{{Decimal{-1, 0}, false, number()},
                                                      {Decimal{5, 1}, true, number()},
                                                      {Decimal{5, 1}, false, number()}}}));
      case 6:
        return conditions_.push_back(
            builder_.compare(a, static_cast<Relation>(below(6)), below(2) == 0 ? a : b));
      case 7:
        return conditions_.push_back(
            builder_.logic(below(2) == 0 ? Op::And : Op::Or, std::array{condition(), condition()}));
      case 8:
        return values_.push_back(builder_.select(condition(), a, b));
      case 9:
        return values_.push_back(builder_.round(a, static_cast<int>(below(4)), rounding()));
      case 10:
        return values_.push_back(builder_.with_default(a, kWithValue[below(4)], number()));
      case 11:
        return values_.push_back(
            below(2) == 0 ? builder_.exclude(a, condition())
                          : builder_.relabel(a, CellState::Missing, kWithValue[below(3)]));
      default:
        values_.push_back(builder_.require(a, condition()));
        return conditions_.push_back(builder_.applicable(b));
    }
  }

  std::mt19937 random_;
  ProgramBuilder builder_;
  std::vector<Column> columns_;
  std::vector<Quotient> values_, conditions_;
};

}  // namespace

TEST_CASE("what the fast path says of its slots holds in fractions") {
  std::size_t decided = 0;
  constexpr std::uint32_t kRuns = 1500;
  for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
    INFO("seed " << seed);
    decided += RandomRun(seed).check();
  }
  CHECK(decided > kRuns * kRows / 4);  // else the test says little
}

}  // namespace parindex
