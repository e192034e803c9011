// SPDX-License-Identifier: Apache-2.0
//
// Rules that compare a unit with the others.
#include <algorithm>

#include "oracle.h"

namespace oracle {

namespace {

Value none(State state) {
  return {state, 0};
}

Value present(const mpq_class& number) {
  return {State::Present, number};
}

Value quotient(const mpq_class& a, const mpq_class& b) {
  return b == 0 ? none(State::Unresolved) : present(a / b);
}

mpq_class mean(const std::vector<mpq_class>& values) {
  mpq_class sum = 0;
  for (const mpq_class& value : values) {
    sum += value;
  }
  return sum / static_cast<unsigned long>(values.size());
}

mpq_class median(const std::vector<mpq_class>& values) {
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle]
                                : mpq_class((values[middle - 1] + values[middle]) / 2);
}

// Half of the maximum for the target, the other half for the excess over it.
Value leader_excess(const Rule& rule, const RuleContext& context) {
  const auto target_of = [&](const Facts& facts) { return evaluate(*rule.target, facts); };
  const auto excess_of = [&](const Facts& facts) {
    const Value actual = evaluate(rule.of, facts);
    const Value target = target_of(facts);
    if (const State state = worse(actual.state, target.state); state != State::Present) {
      return none(state);
    }
    if (actual.number <= target.number) {
      return none(State::NotApplicable);
    }
    const mpq_class excess = actual.number - target.number;
    return rule.absolute_excess ? present(excess) : quotient(excess, target.number);
  };
  Value actual = evaluate(rule.of, context.facts);
  const Value target = target_of(context.facts);
  if (target.state == State::NotApplicable) {
    if (actual.state != State::Present) {
      return actual;
    }
    const std::vector<mpq_class> free =
        context.population.values(rule, context.unit, [&](const Facts& facts) {
          return target_of(facts).state == State::NotApplicable ? evaluate(rule.of, facts)
                                                                : none(State::NotApplicable);
        });
    const Value share = quotient(actual.number, free.back());
    return share.state == State::Present ? present(share.number * context.maximum) : share;
  }
  if (const State state = worse(actual.state, target.state); state != State::Present) {
    return none(state);
  }
  const mpq_class half = context.maximum / 2;
  if (actual.number <= target.number) {
    const Value share = quotient(actual.number, target.number);
    return share.state == State::Present ? present(share.number * half) : share;
  }
  Value excess = excess_of(context.facts);
  if (excess.state != State::Present) {
    return excess;
  }
  const mpq_class best = context.population.values(rule, context.unit, excess_of).back();
  return present(half + half * excess.number / best);
}

// The place of a value among all, or the share of units that are not better.
Value placed(const Rule& rule, const mpq_class& value, const std::vector<mpq_class>& all) {
  const auto better = rule.low_is_better
                          ? std::lower_bound(all.begin(), all.end(), value) - all.begin()
                          : all.end() - std::upper_bound(all.begin(), all.end(), value);
  if (rule.to == "rank") {
    return present(better + 1);
  }
  mpq_class share(static_cast<long>(all.size()) - better, all.size());
  share.canonicalize();
  return present(share);
}

Value compared(const Rule& rule, const mpq_class& value, const std::vector<mpq_class>& all) {
  const mpq_class& best = rule.low_is_better ? all.front() : all.back();
  const mpq_class& worst = rule.low_is_better ? all.back() : all.front();
  if (rule.to == "rank" || rule.to == "percentile") {
    return placed(rule, value, all);
  }
  if (rule.to == "min_max") {
    return quotient(value - worst, best - worst);
  }
  const mpq_class other = rule.to == "best" ? best : (rule.to == "mean" ? mean(all) : median(all));
  if (rule.difference) {
    return present(value - other);
  }
  return rule.low_is_better ? quotient(other, value) : quotient(value, other);
}

}  // namespace

std::vector<mpq_class> Population::values(
    const Rule& rule, std::size_t unit,
    const std::function<Value(const Facts& facts)>& operand) const {
  std::vector<mpq_class> values;
  for (std::size_t other = 0; other < case_.units.size(); ++other) {
    if (!rule.among_all && case_.units[other].group != case_.units[unit].group) {
      continue;
    }
    const Value value = operand({case_.rulebook.indicators, figures_[other]});
    if (value.state == State::Present) {
      values.push_back(value.number);
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

Value points_of_relative(const Rule& rule, const RuleContext& context) {
  if (rule.to == "leader_excess") {
    return leader_excess(rule, context);
  }
  Value value = evaluate(rule.of, context.facts);
  if (value.state != State::Present) {
    return value;
  }
  const std::vector<mpq_class> all = context.population.values(
      rule, context.unit, [&](const Facts& facts) { return evaluate(rule.of, facts); });
  Value result = compared(rule, value.number, all);
  if (result.state != State::Present) {
    return result;
  }
  return rule.bands.empty()
             ? present(std::clamp<mpq_class>(result.number * context.maximum, 0, context.maximum))
             : points_in(rule.bands, result.number, context.maximum);
}

}  // namespace oracle
