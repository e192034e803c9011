// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/decimal.h"
#include "engine/program.h"

namespace parindex {

// Appends steps to a Program. Keeps quotients as pairs as long as it can, so that a band on a ratio
// or a rounding is decided crosswise on whole numbers. Decimal places of a slot never exceed 18.
class ProgramBuilder {
 public:
  struct Term {
    Value value;
    Decimal weight{1, 0};
  };
  struct Threshold {
    Decimal at;
    bool open = false;  // open: strictly above
    Decimal points;     // from here on
  };

  // Who the following steps belong to (Step::origin).
  void set_origin(std::uint32_t origin) { origin_ = origin; }

  // Column `column` of the data holds value * 10^scale; a percent column is loaded with the scale
  // of its ratio. `non_negative` is a promise that allows the column to divide.
  Value load(std::uint32_t column, int scale, bool non_negative);
  Value constant(Decimal value);

  // constant + sum of weight * value. `skip_not_applicable` leaves such terms out (Op::Total).
  Value linear(Decimal constant, std::span<const Term> terms, bool skip_not_applicable = false);
  Value multiply(Value a, Value b);
  Value divide(Value a, Value b);
  Value extreme(Op minimum_or_maximum, std::span<const Value> values);
  Value steps(Value x, Decimal below, std::span<const Threshold> thresholds);
  Value compare(Value a, Relation relation, Value b);
  Value logic(Op and_or_or, std::span<const Value> values);
  Value negate(Value condition);  // not: 1 - condition
  Value select(Value condition, Value yes, Value no);
  Value round(Value x, int digits, Rounding mode);
  Value with_default(Value x, CellState state, Decimal value);
  Value relabel(Value x, CellState from, CellState to);
  Value exclude(Value x, Value condition);
  Value require(Value x, Value condition);
  Value applicable(Value x);

  // One slot for the value: a pair is divided (approximately, with a bound known at run time).
  Value materialize(Value x);

  [[nodiscard]] bool is_exact(Value x) const;  // made without a division of the fast path
  [[nodiscard]] int scale(Value x) const { return program_.scales[x.numerator]; }
  [[nodiscard]] std::optional<Decimal> constant_of(Value x) const;
  [[nodiscard]] std::uint32_t step_count() const {
    return static_cast<std::uint32_t>(program_.steps.size());
  }

  Program take() { return std::move(program_); }

 private:
  struct SlotFacts {
    bool exact = true;
    bool non_negative = false;
    std::optional<Decimal> constant;
  };

  Slot emit(Step step, std::span<const Slot> inputs, std::span<const Decimal> params, int scale,
            SlotFacts facts);
  Slot linear_slot(Decimal constant, std::span<const std::pair<Slot, Decimal>> terms,
                   bool skip_not_applicable);
  std::optional<Slot> product_slot(Slot a, Slot b);
  Slot operand(Value x) { return materialize(x).numerator; }
  [[nodiscard]] const SlotFacts& facts(Slot slot) const { return facts_[slot]; }

  Program program_;
  std::vector<SlotFacts> facts_;
  std::map<std::pair<std::uint32_t, int>, Slot> loaded_;
  std::uint32_t origin_ = 0;
};

}  // namespace parindex
