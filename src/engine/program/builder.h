// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/numbers/number.h"
#include "engine/program/program.h"

namespace parindex {

// Appends steps to a Program. Keeps quotients as pairs as long as it can, so that a band on a ratio
// or a rounding is decided crosswise on whole numbers. Decimal places of a slot never exceed 18.
class ProgramBuilder {
 public:
  struct Term {
    Quotient value;
    Number weight{1, 0};
  };
  struct Threshold {
    Number at;
    bool open = false;  // open: strictly above
    Number points;      // from here on
  };

  // Who the following steps belong to (Step::origin).
  void set_origin(std::uint32_t origin) { origin_ = origin; }
  // Numbers that are inputs stand in the columns from here on.
  void set_first_number(std::uint32_t column) { first_number_ = column; }

  // Column `column` of the data holds value * 10^scale; a percent column is loaded with the scale
  // of its ratio. `non_negative` is a promise that allows the column to divide.
  Quotient load(std::uint32_t column, int scale, bool non_negative);
  // Constants cost no step of a run; what varies is loaded or computed from its inputs.
  Quotient number(const Number& number);
  Quotient constant(Decimal value);

  // offset + sum of weight * value.
  Quotient linear(const Number& offset, std::span<const Term> terms);
  // Sum of weight * value over the terms that apply; not applicable when none does.
  Quotient total(std::span<const Term> terms);
  Quotient multiply(Quotient a, Quotient b);
  Quotient divide(Quotient a, Quotient b);
  Quotient extreme(Op minimum_or_maximum, std::span<const Quotient> values);
  Quotient steps(Quotient x, const Number& below, std::span<const Threshold> thresholds);
  Quotient compare(Quotient a, Relation relation, Quotient b);
  Quotient logic(Op and_or_or, std::span<const Quotient> values);
  Quotient negate(Quotient condition);  // not: 1 - condition
  Quotient select(Quotient condition, Quotient yes, Quotient no);
  Quotient round(Quotient x, int digits, Rounding mode);  // one slot with exactly so many places
  Quotient with_default(Quotient x, CellState state, const Number& number);
  Quotient relabel(Quotient x, CellState from, CellState to);
  Quotient exclude(Quotient x, Quotient condition, CellState state = CellState::NotApplicable);
  Quotient require(Quotient x, Quotient condition);
  Quotient applicable(Quotient x);
  // A number of all units of the row's group; see Op::Population. `group` is the slot of its index.
  Quotient population(std::uint32_t statistic, Quotient group, bool non_negative);
  // Never on the fast path, and marked approximate; see Function.
  Quotient approximate(Function function, std::span<const Quotient> values);
  [[nodiscard]] bool is_approximate() const { return approximate_; }
  [[nodiscard]] bool reads_input(std::uint32_t input) const { return inputs_read_.contains(input); }

  // One slot for the value: a pair is divided (approximately, with a bound known at run time).
  Quotient materialize(Quotient x);

  [[nodiscard]] std::optional<Decimal> constant_of(Quotient x) const;
  [[nodiscard]] int scale(Slot slot) const { return program_.scales[slot]; }
  // True when no division of the fast path is behind the value: its slots hold exact numbers.
  [[nodiscard]] bool is_exact(Quotient x) const;

  Program take() { return std::move(program_); }

 private:
  // What is known of a slot before any data is seen.
  struct SlotFacts {
    bool exact = true;  // see Program::exact
    bool non_negative = false;
    std::optional<Decimal> constant;
  };
  struct SlotTerm {
    Slot slot = 0;
    Decimal weight{1, 0};
  };

  Slot emit(Step step, std::span<const Slot> inputs, std::span<const Decimal> params, int scale,
            SlotFacts facts);
  std::vector<Term> with_constant_weights(std::span<const Term> terms);
  Quotient linear_of(Decimal offset, std::span<const Term> terms);
  Slot linear_slot(Op op, Decimal offset, std::span<const SlotTerm> terms);
  Slot product_slot(Slot a, Slot b);
  Slot quotient_slot(Slot numerator, Slot divisor, int scale);
  Slot reduced(Slot slot, int scale);
  Slot over(Quotient x, Slot divisor);
  Quotient simple(Op op, std::span<const Slot> inputs, std::span<const Decimal> params, int scale,
                  std::uint32_t argument = 0);
  Slot operand(Quotient x) { return materialize(x).numerator; }
  [[nodiscard]] bool all_exact(std::span<const Slot> slots) const;

  Program program_;
  std::vector<SlotFacts> facts_;  // by Slot
  std::map<std::uint32_t, Slot> loaded_;
  std::map<const NumberOrigin*, Quotient> numbers_;
  std::vector<std::shared_ptr<const NumberOrigin>>
      kept_;  // so that no address in numbers_ is reused
  std::set<std::uint32_t> inputs_read_;
  std::uint32_t first_number_ = 0;
  std::uint32_t origin_ = 0;
  bool approximate_ = false;
};

}  // namespace parindex
