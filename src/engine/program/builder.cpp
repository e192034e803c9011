// SPDX-License-Identifier: Apache-2.0
#include "engine/program/builder.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace parindex {
namespace {

// Places of a quotient on the fast path: enough that nine printed places are rarely in doubt, and
// room for points up to some thousands. Larger quotients are computed on the exact path.
constexpr int kQuotientScale = 15;
constexpr int kPopulationScale = 12;
constexpr int kApproximatePlaces = 12;

// 1 / value where that is a decimal number.
std::optional<Decimal> reciprocal(Decimal value) {
  value = normalized(value);
  for (int places = 0; places + value.scale <= Decimal::kMaxScale; ++places) {
    const std::int64_t power = power_of_ten(places + value.scale);
    if (power % value.coefficient == 0) {
      return Decimal{power / value.coefficient, places};
    }
  }
  return std::nullopt;
}

}  // namespace

Slot ProgramBuilder::emit(Step step, std::span<const Slot> inputs, std::span<const Decimal> params,
                          int scale, SlotFacts facts) {
  step.out = static_cast<Slot>(program_.scales.size());
  step.origin = origin_;
  step.first_input = static_cast<std::uint32_t>(program_.inputs.size());
  step.input_count = static_cast<std::uint32_t>(inputs.size());
  step.first_param = static_cast<std::uint32_t>(program_.params.size());
  step.param_count = static_cast<std::uint32_t>(params.size());
  program_.inputs.insert(program_.inputs.end(), inputs.begin(), inputs.end());
  program_.params.insert(program_.params.end(), params.begin(), params.end());
  program_.scales.push_back(scale);
  program_.exact.push_back(facts.exact);
  program_.steps.push_back(step);
  facts_.push_back(facts);
  return step.out;
}

bool ProgramBuilder::all_exact(std::span<const Slot> slots) const {
  return std::all_of(slots.begin(), slots.end(), [&](Slot slot) { return facts_[slot].exact; });
}

Quotient ProgramBuilder::simple(Op op, std::span<const Slot> inputs,
                                std::span<const Decimal> params, int scale,
                                std::uint32_t argument) {
  const bool non_negative =
      std::all_of(inputs.begin(), inputs.end(), [&](Slot s) { return facts_[s].non_negative; }) &&
      std::none_of(params.begin(), params.end(), [](Decimal p) { return p.is_negative(); });
  return {emit({.op = op, .argument = argument}, inputs, params, scale,
               {.exact = all_exact(inputs), .non_negative = non_negative, .constant = {}})};
}

Quotient ProgramBuilder::load(std::uint32_t column, int scale, bool non_negative) {
  const auto known = loaded_.find(column);
  if (known != loaded_.end()) {
    return {known->second};
  }
  const Slot slot = emit({.op = Op::Load, .argument = column}, {}, {}, scale,
                         {.exact = true, .non_negative = non_negative, .constant = {}});
  loaded_.emplace(column, slot);
  return {slot};
}

Quotient ProgramBuilder::constant(Decimal value) {
  return {linear_slot(Op::Linear, value, {})};
}

std::optional<Decimal> ProgramBuilder::constant_of(Quotient x) const {
  return x.is_pair() ? std::nullopt : facts_[x.numerator].constant;
}

bool ProgramBuilder::is_exact(Quotient x) const {
  return facts_[x.numerator].exact && (!x.is_pair() || facts_[x.divisor].exact);
}

// The same value with fewer places: only the fast path loses them.
Slot ProgramBuilder::reduced(Slot slot, int scale) {
  return program_.scales[slot] <= scale ? slot
                                        : quotient_slot(slot, constant(kOne).numerator, scale);
}

Slot ProgramBuilder::quotient_slot(Slot numerator, Slot divisor, int scale) {
  const bool non_negative = facts_[numerator].non_negative && facts_[divisor].non_negative;
  return emit({.op = Op::Divide}, std::array{numerator, divisor}, {}, scale,
              {.exact = false, .non_negative = non_negative, .constant = {}});
}

Slot ProgramBuilder::linear_slot(Op op, Decimal offset, std::span<const SlotTerm> terms) {
  std::vector<Slot> slots;
  offset = normalized(offset);
  std::vector<Decimal> params{offset};
  int scale = offset.scale;
  bool non_negative = !offset.is_negative();
  std::optional<Decimal> folded = offset;
  for (const SlotTerm& term : terms) {
    const Decimal weight = normalized(term.weight);
    const Slot slot = reduced(term.slot, Decimal::kMaxScale - weight.scale);
    scale = std::max(scale, program_.scales[slot] + weight.scale);
    non_negative = non_negative && facts_[slot].non_negative && !weight.is_negative();
    const std::optional<Decimal> part =
        facts_[slot].constant ? parindex::multiply(*facts_[slot].constant, weight) : std::nullopt;
    folded = folded && part ? add(*folded, *part) : std::nullopt;
    slots.push_back(slot);
    params.push_back(weight);
  }
  if (folded) {
    slots.clear();
    params = {*folded};
    scale = folded->scale;
    op = Op::Linear;
  }
  return emit({.op = op}, slots, params, scale,
              {.exact = all_exact(slots), .non_negative = non_negative, .constant = folded});
}

Slot ProgramBuilder::product_slot(Slot a, Slot b) {
  if (facts_[a].constant) {
    std::swap(a, b);
  }
  if (facts_[b].constant) {
    return *facts_[b].constant == kOne
               ? a
               : linear_slot(Op::Linear, kZero, std::array{SlotTerm{a, *facts_[b].constant}});
  }
  constexpr int kHalf = Decimal::kMaxScale / 2;
  if (program_.scales[a] + program_.scales[b] > Decimal::kMaxScale) {
    a = reduced(a, kHalf);
    b = reduced(b, kHalf);
  }
  return simple(Op::Multiply, std::array{a, b}, {}, program_.scales[a] + program_.scales[b])
      .numerator;
}

// x * divisor as one slot, where x is a pair over this divisor or no pair.
Slot ProgramBuilder::over(Quotient x, Slot divisor) {
  return x.is_pair() ? x.numerator : product_slot(x.numerator, divisor);
}

Quotient ProgramBuilder::number(const Number& number) {
  if (!number.varies()) {
    return constant(number.value);
  }
  // The same form is the same number: it is computed once.
  const NumberOrigin* const origin = number.origin.get();
  if (const auto known = numbers_.find(origin); known != numbers_.end()) {
    return known->second;
  }
  Quotient result;
  switch (origin->kind) {
    case NumberOrigin::Kind::Input:
      result = load(first_number_ + origin->input, origin->scale, origin->non_negative);
      inputs_read_.insert(origin->input);
      break;
    case NumberOrigin::Kind::Sum:
    case NumberOrigin::Kind::Difference:
      result = linear(kZero,
                      std::array{Term{this->number(origin->a)},
                                 Term{this->number(origin->b),
                                      origin->kind == NumberOrigin::Kind::Sum ? kOne : kMinusOne}});
      break;
    case NumberOrigin::Kind::Product:
      result = multiply(this->number(origin->a), this->number(origin->b));
      break;
    case NumberOrigin::Kind::Least:
      result = extreme(Op::Minimum, std::array{this->number(origin->a), this->number(origin->b)});
      break;
  }
  kept_.push_back(number.origin);
  numbers_.emplace(origin, result);
  return result;
}

// Weights that vary become factors of their values.
std::vector<ProgramBuilder::Term> ProgramBuilder::with_constant_weights(
    std::span<const Term> terms) {
  std::vector<Term> result(terms.begin(), terms.end());
  for (Term& term : result) {
    if (term.weight.varies()) {
      term = {multiply(term.value, number(term.weight))};
    }
  }
  return result;
}

Quotient ProgramBuilder::linear(const Number& offset, std::span<const Term> terms) {
  std::vector<Term> all = with_constant_weights(terms);
  if (offset.varies()) {
    all.push_back({number(offset)});
  }
  return linear_of(offset.varies() ? kZero : offset.value, all);
}

Quotient ProgramBuilder::linear_of(Decimal offset, std::span<const Term> terms) {
  Slot divisor = Quotient::kNone;
  bool common = true;  // at most one divisor among all pairs
  for (const Term& term : terms) {
    if (term.value.is_pair()) {
      common = common && (divisor == Quotient::kNone || divisor == term.value.divisor);
      divisor = term.value.divisor;
    }
  }
  std::vector<SlotTerm> slot_terms;
  if (divisor == Quotient::kNone || !common) {
    for (const Term& term : terms) {
      slot_terms.push_back({operand(term.value), term.weight.value});
    }
    return {linear_slot(Op::Linear, offset, slot_terms)};
  }
  for (const Term& term : terms) {
    slot_terms.push_back({over(term.value, divisor), term.weight.value});
  }
  if (!offset.is_zero()) {
    slot_terms.push_back({divisor, offset});
  }
  return {linear_slot(Op::Linear, kZero, slot_terms), divisor};
}

Quotient ProgramBuilder::total(std::span<const Term> terms) {
  std::vector<SlotTerm> slot_terms;
  for (const Term& term : with_constant_weights(terms)) {
    slot_terms.push_back({operand(term.value), term.weight.value});
  }
  return {linear_slot(Op::Total, kZero, slot_terms)};
}

Quotient ProgramBuilder::multiply(Quotient a, Quotient b) {
  Quotient product{product_slot(a.numerator, b.numerator)};
  if (a.is_pair() && b.is_pair()) {
    product.divisor = product_slot(a.divisor, b.divisor);
  } else if (a.is_pair() || b.is_pair()) {
    product.divisor = a.is_pair() ? a.divisor : b.divisor;
  }
  return product;
}

Quotient ProgramBuilder::divide(Quotient a, Quotient b) {
  if (const std::optional<Decimal> by = constant_of(b); by && !by->is_zero()) {
    if (const std::optional<Decimal> factor = reciprocal(*by)) {
      const Slot numerator = product_slot(a.numerator, constant(*factor).numerator);
      return {numerator, a.divisor};
    }
    if (by->is_negative()) {
      return divide(multiply(a, constant({-1, 0})), constant({-by->coefficient, by->scale}));
    }
  }
  if (!facts_[b.numerator].non_negative) {
    return {quotient_slot(operand(a), operand(b), kQuotientScale)};
  }
  Quotient quotient{a.numerator, b.numerator};
  if (b.is_pair()) {
    // a / (n / d) = a * d / n, but where d is zero there is no n / d.
    const Quotient product{product_slot(quotient.numerator, b.divisor)};
    quotient.numerator =
        require(product, compare({b.divisor}, Relation::NotEqual, constant(kZero))).numerator;
  }
  if (a.is_pair()) {
    quotient.divisor = product_slot(quotient.divisor, a.divisor);
  }
  return quotient;
}

Quotient ProgramBuilder::extreme(Op minimum_or_maximum, std::span<const Quotient> values) {
  Slot divisor = Quotient::kNone;
  bool common = true;
  for (const Quotient& value : values) {
    if (value.is_pair()) {
      common = common && (divisor == Quotient::kNone || divisor == value.divisor);
      divisor = value.divisor;
    }
  }
  std::vector<Slot> slots;
  int scale = 0;
  for (const Quotient& value : values) {
    slots.push_back(common && divisor != Quotient::kNone ? over(value, divisor) : operand(value));
    scale = std::max(scale, program_.scales[slots.back()]);
  }
  Quotient result = simple(minimum_or_maximum, slots, {}, scale);
  result.divisor = common ? divisor : Quotient::kNone;
  return result;
}

Quotient ProgramBuilder::steps(Quotient x, const Number& below,
                               std::span<const Threshold> thresholds) {
  const bool varies =
      below.varies() || std::any_of(thresholds.begin(), thresholds.end(), [](const Threshold& t) {
        return t.at.varies() || t.points.varies();
      });
  if (varies) {
    // The last threshold that is met decides, as in Op::Steps.
    Quotient result = number(below);
    for (const Threshold& threshold : thresholds) {
      const Relation relation = threshold.open ? Relation::Greater : Relation::GreaterEqual;
      result = select(compare(x, relation, number(threshold.at)), number(threshold.points), result);
    }
    return result;
  }
  std::vector<Slot> slots{x.numerator};
  if (x.is_pair()) {
    slots.push_back(x.divisor);
  }
  std::vector<Decimal> params{normalized(below.value)};
  int scale = params.front().scale;
  bool non_negative = !below.is_negative();
  for (const Threshold& threshold : thresholds) {
    params.push_back(normalized(threshold.at.value));
    params.push_back({threshold.open ? 1 : 0, 0});
    params.push_back(normalized(threshold.points.value));
    scale = std::max(scale, params.back().scale);
    non_negative = non_negative && !threshold.points.is_negative();
  }
  return {emit({.op = Op::Steps}, slots, params, scale,
               {.exact = true, .non_negative = non_negative, .constant = {}})};
}

Quotient ProgramBuilder::compare(Quotient a, Relation relation, Quotient b) {
  Quotient left{a.numerator};
  Quotient right{b.numerator};
  std::vector<Slot> slots{0};
  if (a.is_pair()) {
    right = multiply(right, {a.divisor});
    slots.push_back(a.divisor);
  }
  if (b.is_pair()) {
    left = multiply(left, {b.divisor});
    slots.push_back(b.divisor);
  }
  slots.front() = linear(kZero, std::array{Term{left}, Term{right, {-1, 0}}}).numerator;
  return {emit({.op = Op::Compare, .argument = static_cast<std::uint32_t>(relation)}, slots, {}, 0,
               {.exact = true, .non_negative = true, .constant = {}})};
}

Quotient ProgramBuilder::logic(Op and_or_or, std::span<const Quotient> values) {
  std::vector<Slot> slots;
  for (const Quotient& value : values) {
    slots.push_back(operand(value));
  }
  return simple(and_or_or, slots, {}, 0);
}

Quotient ProgramBuilder::negate(Quotient condition) {
  return {linear_slot(Op::Linear, kOne, std::array{SlotTerm{operand(condition), {-1, 0}}})};
}

Quotient ProgramBuilder::select(Quotient condition, Quotient yes, Quotient no) {
  const std::array slots{operand(condition), operand(yes), operand(no)};
  return simple(Op::Select, slots, {},
                std::max(program_.scales[slots[1]], program_.scales[slots[2]]));
}

Quotient ProgramBuilder::round(Quotient x, int digits, Rounding mode) {
  if (!x.is_pair() && facts_[x.numerator].exact && program_.scales[x.numerator] == digits) {
    return x;
  }
  std::vector<Slot> slots{x.numerator};
  if (x.is_pair()) {
    slots.push_back(x.divisor);
  }
  const bool non_negative =
      std::all_of(slots.begin(), slots.end(), [&](Slot slot) { return facts_[slot].non_negative; });
  return {emit({.op = Op::Round, .rounding = mode}, slots, {}, digits,
               {.exact = true, .non_negative = non_negative, .constant = {}})};
}

Quotient ProgramBuilder::with_default(Quotient x, CellState state, const Number& number) {
  if (number.varies()) {
    // Where nothing is asked of x, 0 and the number; else x and nothing of the number.
    assert(state == CellState::NotApplicable);
    const Quotient absent = negate(applicable(x));
    return linear(kZero, std::array{Term{with_default(x, state, kZero)},
                                    Term{multiply(absent, this->number(number))}});
  }
  const Slot slot = operand(x);
  const Decimal value = normalized(number.value);
  return simple(Op::Default, std::array{slot}, std::array{value},
                std::max(program_.scales[slot], value.scale), static_cast<std::uint32_t>(state));
}

Quotient ProgramBuilder::relabel(Quotient x, CellState from, CellState to) {
  const Slot slot = operand(x);
  const auto argument = static_cast<std::uint32_t>(from) + 16 * static_cast<std::uint32_t>(to);
  return simple(Op::Relabel, std::array{slot}, {}, program_.scales[slot], argument);
}

Quotient ProgramBuilder::exclude(Quotient x, Quotient condition, CellState state) {
  const std::array slots{operand(x), operand(condition)};
  return simple(Op::Exclude, slots, {}, program_.scales[slots[0]],
                static_cast<std::uint32_t>(state));
}

Quotient ProgramBuilder::require(Quotient x, Quotient condition) {
  const std::array slots{operand(x), operand(condition)};
  return simple(Op::Require, slots, {}, program_.scales[slots[0]]);
}

Quotient ProgramBuilder::applicable(Quotient x) {
  return simple(Op::Applicable, std::array{operand(x)}, {}, 0);
}

Quotient ProgramBuilder::population(std::uint32_t statistic, Quotient group, bool non_negative) {
  return {emit({.op = Op::Population, .argument = statistic}, std::array{operand(group)}, {},
               kPopulationScale, {.exact = false, .non_negative = non_negative, .constant = {}})};
}

Quotient ProgramBuilder::approximate(Function function, std::span<const Quotient> values) {
  approximate_ = true;
  std::vector<Slot> slots;
  slots.reserve(values.size());
  for (const Quotient& value : values) {
    slots.push_back(operand(value));
  }
  const bool non_negative = function == Function::Exponential ||
                            (function == Function::Power && facts_[slots.front()].non_negative);
  return {emit({.op = Op::Approximate, .argument = static_cast<std::uint32_t>(function)}, slots, {},
               kApproximatePlaces, {.exact = true, .non_negative = non_negative, .constant = {}})};
}

Quotient ProgramBuilder::materialize(Quotient x) {
  return x.is_pair() ? Quotient{quotient_slot(x.numerator, x.divisor, kQuotientScale)} : x;
}

}  // namespace parindex
