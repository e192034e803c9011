// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/box.h"

#include <algorithm>
#include <set>

#include "engine/numbers/approximate.h"
#include "engine/numbers/relation.h"

namespace parindex {
namespace {

constexpr std::uint32_t kPresent = state_bit(CellState::Present);
constexpr std::uint32_t kAnyState = 0x1F;

SlotFacts constant(const Rational& value) {
  return {kPresent, Range::of(value), {}};
}

// One pass over the steps.
class Examiner {
 public:
  Examiner(const Program& program, const std::vector<ExactCell>& trace, const Box& box)
      : program_(program),
        trace_(trace),
        box_(box),
        slots_(program.scales.size()),
        open_(program.scales.size(), false),
        now_(box.sides.size()) {}

  std::vector<SlotFacts> examine() {
    for (const Step& step : program_.steps) {
      step_ = &step;
      open_[step.out] = is_open();
      slots_[step.out] = open_[step.out] ? settled(compute()) : of_run();
      narrow(slots_[step.out]);
    }
    return std::move(slots_);
  }

 private:
  [[nodiscard]] const SlotFacts& in(std::size_t i) const {
    return slots_[program_.inputs[step_->first_input + i]];
  }
  [[nodiscard]] std::size_t inputs() const { return step_->input_count; }
  [[nodiscard]] Decimal param(std::size_t i) const {
    return program_.params[step_->first_param + i];
  }
  [[nodiscard]] SlotFacts of_run() const {
    const ExactCell& cell = trace_[step_->out];
    return {state_bit(cell.state), Range::of(cell.value), {}};
  }

  // Whether the slot may differ from the run.
  [[nodiscard]] bool is_open() const {
    const auto contains = [](const std::vector<bool>& all, std::uint32_t i) {
      return i < all.size() && all[i];
    };
    if (step_->op == Op::Load) {
      return contains(box_.open_columns, step_->argument) || side().has_value();
    }
    if (step_->op == Op::Population && contains(box_.open_statistics, step_->argument)) {
      return true;
    }
    const auto first = program_.inputs.begin() + step_->first_input;
    return std::any_of(first, first + step_->input_count, [&](Slot slot) { return open_[slot]; });
  }

  // The variable that a step loads.
  [[nodiscard]] std::optional<std::uint32_t> side() const {
    for (std::uint32_t i = 0; i < box_.sides.size(); ++i) {
      if (box_.sides[i].column == step_->argument) {
        return i;
      }
    }
    return std::nullopt;
  }

  void narrow(SlotFacts& facts) const {
    if (facts.on.empty() || !facts.is_always(CellState::Present)) {
      return;
    }
    facts.range = along_slopes(facts, trace_[step_->out].value);
    // A value that goes one way with the only variable is between those at its ends.
    if (box_.ends == nullptr || facts.on.size() != 1 || !facts.is_always(CellState::Present) ||
        facts.on.front().second.direction == Monotonicity::Unknown) {
      return;
    }
    const Rational& a = box_.ends->first[step_->out].value;
    const Rational& b = box_.ends->second[step_->out].value;
    facts.range = {std::min(a, b), std::max(a, b)};
    facts = settled(std::move(facts));
  }

  // All that is said of a slot of which nothing is known.
  [[nodiscard]] SlotFacts anything(std::uint32_t states) const {
    SlotFacts facts{states, {}, {}};
    for (std::uint32_t variable = 0; variable < box_.sides.size(); ++variable) {
      facts.on.emplace_back(variable, Dependence::unknown());
    }
    return facts;
  }

  [[nodiscard]] SlotFacts load() {
    const std::optional<std::uint32_t> own = side();
    if (own) {
      now_[*own] = trace_[step_->out].value;
    }
    return own ? SlotFacts{kPresent,
                           box_.sides[*own].range,
                           {{*own, Dependence::affine(Range::of(1))}}}
               : anything(kAnyState);
  }

  [[nodiscard]] std::vector<std::uint32_t> variables() const {
    std::set<std::uint32_t> all;
    for (std::size_t i = 0; i < inputs(); ++i) {
      for (const auto& [variable, dependence] : in(i).on) {
        all.insert(variable);
      }
    }
    return {all.begin(), all.end()};
  }

  // With what `of_variable` says of each variable that an input depends on.
  template <typename Find>
  [[nodiscard]] SlotFacts facts(std::uint32_t states, Range range, const Find& of_variable) const {
    SlotFacts result{states, std::move(range), {}};
    for (const std::uint32_t variable : variables()) {
      result.on.emplace_back(variable, of_variable(variable));
    }
    return result;
  }

  [[nodiscard]] std::uint32_t merged_states() const {
    std::uint32_t states = kPresent;
    for (std::size_t i = 0; i < inputs(); ++i) {
      states = largest_state(states, in(i).states);
    }
    return states;
  }

  // inputs[0], or inputs[0] / inputs[1].
  [[nodiscard]] SlotFacts operand() const { return inputs() == 2 ? quotient(in(0), in(1)) : in(0); }

  // The sum of the inputs for which `counts` is true.
  template <typename Counts>
  [[nodiscard]] SlotFacts sum(std::uint32_t states, const Counts& counts) const {
    Range range = Range::of(to_rational(param(0)));
    for (std::size_t i = 0; i < inputs(); ++i) {
      if (counts(i)) {
        range = range + in(i).range * Range::of(to_rational(param(i + 1)));
      }
    }
    return facts(states, std::move(range), [&](std::uint32_t variable) {
      Dependence result;
      for (std::size_t i = 0; i < inputs(); ++i) {
        if (counts(i)) {
          const Range weight = Range::of(to_rational(param(i + 1)));
          result = result.plus(in(i).on_variable(variable).times(weight));
        }
      }
      return result;
    });
  }

  [[nodiscard]] SlotFacts linear() const {
    return sum(merged_states(), [](std::size_t) { return true; });
  }

  // Inputs that do not apply are left out: where that is not decided, the sum jumps.
  [[nodiscard]] SlotFacts total() const {
    std::uint32_t states = 0;
    bool decided = true;
    for (std::size_t i = 0; i < inputs(); ++i) {
      const std::uint32_t own = in(i).states & ~state_bit(CellState::NotApplicable);
      states = own == 0 ? states : (states == 0 ? own : largest_state(states, own));
      decided = decided && (own == in(i).states || own == 0);
    }
    if (states == 0) {
      return {state_bit(CellState::NotApplicable), Range::of(0), {}};
    }
    if (!decided) {
      return open_total();
    }
    return sum(states, [&](std::size_t i) { return !in(i).is_always(CellState::NotApplicable); });
  }

  [[nodiscard]] SlotFacts open_total() const {
    Range range = Range::of(to_rational(param(0)));
    std::uint32_t states = 0;
    for (std::size_t i = 0; i < inputs(); ++i) {
      states |= in(i).states;
      const Range term = in(i).range * Range::of(to_rational(param(i + 1)));
      range = range + (in(i).may_be(CellState::NotApplicable) ? hull(term, Range::of(0)) : term);
    }
    return facts(states, std::move(range), [](std::uint32_t) { return Dependence::unknown(); });
  }

  [[nodiscard]] SlotFacts product() const {
    return facts(merged_states(), in(0).range * in(1).range,
                 [&](std::uint32_t variable) { return product_on(in(0), in(1), variable); });
  }

  // Of inputs[a] + factor * inputs[b], which may move together.
  [[nodiscard]] Range combined(std::size_t a, std::size_t b, int factor) const {
    const Range by = Range::of(factor);
    SlotFacts sum{kPresent, in(a).range + in(b).range * by, {}};
    if (!in(a).is_always(CellState::Present) || !in(b).is_always(CellState::Present)) {
      return sum.range;
    }
    for (const std::uint32_t variable : variables()) {
      sum.on.emplace_back(variable,
                          in(a).on_variable(variable).plus(in(b).on_variable(variable).times(by)));
    }
    const Rational& first = trace_[program_.inputs[step_->first_input + a]].value;
    const Rational& second = trace_[program_.inputs[step_->first_input + b]].value;
    return along_slopes(sum, first + factor * second);
  }

  // The range of a value that is affine in all variables, sharpened: from the place of the run each
  // variable is moved in turn. `here` is its value there.
  [[nodiscard]] Range along_slopes(const SlotFacts& facts, const Rational& here) const {
    Range range = Range::of(here);
    for (const auto& [variable, dependence] : facts.on) {
      if (!dependence.slope) {
        return facts.range;
      }
      const Range moved = box_.sides[variable].range - Range::of(now_[variable]);
      range = range + moved * *dependence.slope;
    }
    return both_of(range, facts.range);
  }

  // An input that another one never lies behind does not move the extreme; of equal ones the first
  // counts.
  [[nodiscard]] bool is_never_extreme(std::size_t i, bool minimum) const {
    for (std::size_t other = 0; other < inputs(); ++other) {
      const Range lead = minimum ? combined(i, other, -1) : combined(other, i, -1);
      const bool equal = lead.is_one() && lead.least->sign() == 0;
      if (other != i && lead.is_never_negative() && (!equal || other < i)) {
        return true;
      }
    }
    return false;
  }

  // Of Minimum and Maximum.
  [[nodiscard]] SlotFacts extreme(bool minimum) const {
    Range range = in(0).range;
    for (std::size_t i = 1; i < inputs(); ++i) {
      range = minimum ? least_of(range, in(i).range) : most_of(range, in(i).range);
    }
    if (inputs() == 2) {
      // The lesser of two is at most their mean: so |x|, which is max(x, -x), is never negative.
      const Range mean = combined(0, 1, 1) * Range::of(Rational(1, 2));
      range = both_of(range,
                      minimum ? Range{std::nullopt, mean.most} : Range{mean.least, std::nullopt});
    }
    return facts(merged_states(), range, [&](std::uint32_t variable) {
      std::optional<Dependence> result;
      for (std::size_t i = 0; i < inputs(); ++i) {
        if (is_never_extreme(i, minimum)) {
          continue;
        }
        const Dependence own = in(i).on_variable(variable);
        const bool alone = !result;
        result = alone ? own : Dependence{both(result->direction, own.direction), std::nullopt};
        if (!alone && result->direction == Monotonicity::Fixed) {
          result->slope = Range::of(0);
        }
      }
      return result.value_or(Dependence{});
    });
  }

  [[nodiscard]] bool passes(const Rational& value, std::size_t threshold) const {
    const Rational at = to_rational(param(threshold));
    return param(threshold + 1).is_zero() ? value >= at : value > at;
  }

  // Thresholds ascend, so that what can come out are the values of steps in a row.
  [[nodiscard]] SlotFacts steps() const {
    const SlotFacts x = operand();
    const auto never = [&](std::size_t p) { return x.range.most && !passes(*x.range.most, p); };
    const auto always = [&](std::size_t p) { return x.range.least && passes(*x.range.least, p); };
    bool rises = true;
    bool falls = true;
    std::optional<Range> range;
    Rational before;
    for (std::size_t next = 1; next <= step_->param_count; next += 3) {
      const bool is_reached = next == 1 || !never(next - 3);
      const bool is_left = next < step_->param_count && always(next);
      if (!is_reached || is_left) {
        continue;
      }
      const Rational value = to_rational(param(next - 1));
      rises = rises && (!range || before <= value);
      falls = falls && (!range || value <= before);
      range = range ? hull(*range, Range::of(value)) : Range::of(value);
      before = value;
    }
    SlotFacts result{x.states, range.value_or(Range{}), {}};
    for (const auto& [variable, dependence] : x.on) {
      const Monotonicity way = rises   ? dependence.direction
                               : falls ? reversed(dependence.direction)
                                       : Monotonicity::Unknown;
      result.on.emplace_back(variable, Dependence{way, std::nullopt});
    }
    return result;
  }

  [[nodiscard]] SlotFacts compare() const;
  [[nodiscard]] SlotFacts logic(int deciding) const;
  [[nodiscard]] SlotFacts select() const;
  [[nodiscard]] SlotFacts round() const;
  [[nodiscard]] SlotFacts default_value() const;
  [[nodiscard]] SlotFacts relabel() const;
  [[nodiscard]] SlotFacts conditional() const;
  [[nodiscard]] SlotFacts applicable() const;
  [[nodiscard]] SlotFacts approximate() const;
  [[nodiscard]] SlotFacts compute();

  const Program& program_;
  const std::vector<ExactCell>& trace_;
  const Box& box_;
  std::vector<SlotFacts> slots_;
  std::vector<bool> open_;     // by Slot: a variable is behind it
  std::vector<Rational> now_;  // by variable: in the run
  const Step* step_ = nullptr;
};

// A truth of which it is known whether it may be 0 and may be 1; neither: it is never present.
Range truth(bool may_be_false, bool may_be_true) {
  return {Rational(may_be_false || !may_be_true ? 0 : 1), Rational(may_be_true ? 1 : 0)};
}

SlotFacts Examiner::compare() const {
  const SlotFacts& x = in(0);
  std::uint32_t states = merged_states();
  for (std::size_t i = 1; i < inputs(); ++i) {
    states |= in(i).range.has_zero() ? state_bit(CellState::Unresolved) : 0;
  }
  const auto relation = static_cast<Relation>(step_->argument);
  const bool negative = !x.range.is_never_negative();
  const bool positive = !x.range.is_never_positive();
  const bool zero = x.range.has_zero();
  const auto may = [&](bool outcome) {
    return (negative && holds(relation, Rational(-1)) == outcome) ||
           (zero && holds(relation, Rational(0)) == outcome) ||
           (positive && holds(relation, Rational(1)) == outcome);
  };
  return facts(states, truth(may(false), may(true)), [&](std::uint32_t variable) {
    const Monotonicity way = x.on_variable(variable).direction;
    switch (relation) {
      case Relation::Greater:
      case Relation::GreaterEqual:
        return Dependence{way, std::nullopt};
      case Relation::Less:
      case Relation::LessEqual:
        return Dependence{reversed(way), std::nullopt};
      case Relation::Equal:
      case Relation::NotEqual:
        break;
    }
    return way == Monotonicity::Fixed ? Dependence{} : Dependence::unknown();
  });
}

// Present: one input decides, or all are present. For two places of one variable, where all inputs
// go one way with it, an input that decides at the place before still does at the other one, or is
// not present there; then the result is present only where another input decides.
SlotFacts Examiner::logic(int deciding) const {
  std::uint32_t states = merged_states();
  bool may_decide = false;
  bool may_not_decide = (states & kPresent) != 0;
  const Rational other = 1 - deciding;
  for (std::size_t i = 0; i < inputs(); ++i) {
    const Range& own = in(i).range;
    const bool may_be_other = !own.is_one() || *own.least == other;
    if (in(i).may_be(CellState::Present) && (!own.is_one() || *own.least == deciding)) {
      may_decide = true;
    }
    may_not_decide = may_not_decide && may_be_other;
    if (in(i).is_always(CellState::Present) && !may_be_other) {
      return constant(deciding);
    }
  }
  states |= may_decide ? kPresent : 0;
  const bool may_be_true = deciding == 1 ? may_decide : may_not_decide;
  const bool may_be_false = deciding == 1 ? may_not_decide : may_decide;
  return facts(states, truth(may_be_false, may_be_true), [&](std::uint32_t variable) {
    Monotonicity way = Monotonicity::Fixed;
    for (std::size_t i = 0; i < inputs(); ++i) {
      way = both(way, in(i).on_variable(variable).direction);
    }
    return Dependence{way, way == Monotonicity::Fixed ? std::optional(Range::of(0)) : std::nullopt};
  });
}

SlotFacts Examiner::select() const {
  const SlotFacts& condition = in(0);
  const SlotFacts& yes = in(1);
  const SlotFacts& no = in(2);
  const bool may_hold = condition.may_be(CellState::Present) && condition.range.most != Rational(0);
  const bool may_fail =
      condition.may_be(CellState::Present) && condition.range.least != Rational(1);
  const std::uint32_t states =
      (condition.states & ~kPresent) | (may_hold ? yes.states : 0) | (may_fail ? no.states : 0);
  if (!may_hold || !may_fail) {
    const SlotFacts& only = may_hold ? yes : no;
    return condition.is_always(CellState::Present)
               ? only
               : facts(states, only.range,
                       [&](std::uint32_t variable) { return only.on_variable(variable); });
  }
  // Values of both sides that one place of the box can have; the condition turns between them.
  const bool up = no.range.most && yes.range.least && *no.range.most <= *yes.range.least;
  const bool down = no.range.least && yes.range.most && *yes.range.most <= *no.range.least;
  return facts(states, hull(yes.range, no.range), [&](std::uint32_t variable) {
    const Dependence a = yes.on_variable(variable);
    const Dependence b = no.on_variable(variable);
    const Monotonicity turns = condition.on_variable(variable).direction;
    if (turns == Monotonicity::Fixed) {
      return a.or_else(b);
    }
    const Monotonicity inside = both(a.direction, b.direction);
    const Monotonicity jump = up ? turns : (down ? reversed(turns) : Monotonicity::Unknown);
    return Dependence{both(inside, jump), std::nullopt};
  });
}

SlotFacts Examiner::round() const {
  SlotFacts x = operand();
  const int digits = program_.scales[step_->out];
  for (std::optional<Rational>* const end : {&x.range.least, &x.range.most}) {
    if (*end) {
      *end = rounded_ticks(**end, digits, step_->rounding) / rational_power_of_ten(digits);
    }
  }
  for (auto& [variable, dependence] : x.on) {
    dependence.slope =
        dependence.direction == Monotonicity::Fixed ? dependence.slope : std::nullopt;
  }
  return x;
}

SlotFacts Examiner::default_value() const {
  const auto replaced = static_cast<CellState>(step_->argument);
  const SlotFacts& x = in(0);
  if (!x.may_be(replaced)) {
    return x;
  }
  const Range given = Range::of(to_rational(param(0)));
  if (x.is_always(replaced)) {
    return {kPresent, given, {}};
  }
  const bool is_mixed = x.may_be(CellState::Present);
  return facts((x.states & ~state_bit(replaced)) | kPresent,
               is_mixed ? hull(x.range, given) : given,
               [&](std::uint32_t) { return is_mixed ? Dependence::unknown() : Dependence{}; });
}

SlotFacts Examiner::relabel() const {
  const auto from = static_cast<CellState>(step_->argument % 16);
  const auto to = static_cast<CellState>(step_->argument / 16);
  SlotFacts x = in(0);
  if (!x.may_be(from)) {
    return x;
  }
  if (to == CellState::Present) {
    x.range = hull(x.range, Range::of(0));
    for (auto& [variable, dependence] : x.on) {
      dependence = Dependence::unknown();
    }
  }
  x.states = (x.states & ~state_bit(from)) | state_bit(to);
  return x;
}

// Exclude and Require: the value of inputs[0], where a condition does not take it away.
SlotFacts Examiner::conditional() const {
  const SlotFacts& x = in(0);
  const SlotFacts& condition = in(1);
  const bool is_exclude = step_->op == Op::Exclude;
  const bool may_be_one =
      condition.may_be(CellState::Present) && condition.range.most != Rational(0);
  const bool may_be_zero =
      condition.may_be(CellState::Present) && condition.range.least != Rational(1);
  const std::uint32_t kept = state_bit(is_exclude ? CellState::NotApplicable : CellState::Present);
  // States that stay whatever the condition is: of Exclude one, of Require all but Present.
  const std::uint32_t own = is_exclude ? x.states & kept : x.states & ~kept;
  std::uint32_t states = own;
  if (is_exclude ? may_be_zero : may_be_one) {
    states |= x.states;
  }
  if (own != x.states) {
    states |= condition.states & ~kPresent;
    if (is_exclude ? may_be_one : may_be_zero) {
      states |=
          state_bit(is_exclude ? static_cast<CellState>(step_->argument) : CellState::Unresolved);
    }
  }
  return facts(states, x.range, [&](std::uint32_t variable) { return x.on_variable(variable); });
}

SlotFacts Examiner::applicable() const {
  const SlotFacts& x = in(0);
  const bool may_not = x.may_be(CellState::NotApplicable);
  const bool may = !x.is_always(CellState::NotApplicable);
  return facts(kPresent, truth(may_not, may), [](std::uint32_t) { return Dependence::unknown(); });
}

SlotFacts Examiner::approximate() const {
  for (std::size_t i = 0; i < inputs(); ++i) {
    if (!in(i).is_always(CellState::Present) || !in(i).range.is_one()) {
      return anything(merged_states() | state_bit(CellState::Unresolved));
    }
  }
  const std::optional<Rational> value = parindex::approximate(
      static_cast<Function>(step_->argument), *in(0).range.least,
      inputs() == 2 ? *in(1).range.least : Rational(0), program_.scales[step_->out]);
  return value ? constant(*value) : SlotFacts{state_bit(CellState::Unresolved), Range::of(0), {}};
}

SlotFacts Examiner::compute() {
  switch (step_->op) {
    case Op::Load:
      return load();
    case Op::Linear:
      return linear();
    case Op::Total:
      return total();
    case Op::Multiply:
      return product();
    case Op::Divide:
      return operand();
    case Op::Minimum:
    case Op::Maximum:
      return extreme(step_->op == Op::Minimum);
    case Op::Steps:
      return steps();
    case Op::Compare:
      return compare();
    case Op::And:
      return logic(0);
    case Op::Or:
      return logic(1);
    case Op::Select:
      return select();
    case Op::Round:
      return round();
    case Op::Default:
      return default_value();
    case Op::Relabel:
      return relabel();
    case Op::Exclude:
    case Op::Require:
      return conditional();
    case Op::Applicable:
      return applicable();
    case Op::Population:
      break;
    case Op::Approximate:
      return approximate();
  }
  return anything(kAnyState);
}

}  // namespace

std::vector<SlotFacts> examine(const Program& program, const std::vector<ExactCell>& trace,
                               const Box& box) {
  return Examiner(program, trace, box).examine();
}

SlotFacts facts_of(const std::vector<SlotFacts>& slots, Quotient value) {
  return value.is_pair() ? settled(quotient(slots[value.numerator], slots[value.divisor]))
                         : slots[value.numerator];
}

}  // namespace parindex
