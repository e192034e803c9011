// SPDX-License-Identifier: Apache-2.0
//
// The kinds of rules, one after the other, as docs/rulebook.md has them.
#include <algorithm>

#include "oracle.h"

namespace oracle {

namespace {

using Kind = Rule::Kind;

Value none(State state) {
  return {state, 0};
}

Value present(const mpq_class& number) {
  return {State::Present, number};
}

Value within(const mpq_class& points, const mpq_class& maximum) {
  return points < 0 || points > maximum ? none(State::Unresolved) : present(points);
}

// A number of points, or a share of the maximum.
mpq_class amount(const std::string& text, const mpq_class& maximum) {
  return text.ends_with('%') ? mpq_class(number(text) * maximum) : number(text);
}

Value stated(const std::string& text, const mpq_class& maximum) {
  return text == "unknown" ? none(State::NotScored) : present(amount(text, maximum));
}

bool contains(const Band& band, const mpq_class& value) {
  if (!band.low.empty()) {
    const mpq_class low = number(band.low);
    if (value < low || (band.low_open && value == low)) {
      return false;
    }
  }
  if (!band.high.empty()) {
    const mpq_class high = number(band.high);
    if (value > high || (band.high_open && value == high)) {
      return false;
    }
  }
  return true;
}

// From the points at one end to those at the other.
mpq_class between(const mpq_class& value, const mpq_class& low, const mpq_class& high,
                  const mpq_class& from, const mpq_class& to) {
  return from + (to - from) * (value - low) / (high - low);
}

Value proportional(const Rule& rule, const mpq_class& value, const mpq_class& maximum) {
  mpq_class points = value * maximum;
  if (!rule.uncapped) {
    points = std::min(points, rule.cap.empty() ? maximum : number(rule.cap));
  }
  return present(rule.floor.empty() ? points : std::max(points, number(rule.floor)));
}

Value line(const std::vector<Band>& knots, const mpq_class& value, const mpq_class& maximum) {
  if (value <= number(knots.front().low)) {
    return stated(knots.front().points, maximum);
  }
  for (std::size_t i = 1; i < knots.size(); ++i) {
    const mpq_class high = number(knots[i].low);
    if (value <= high) {
      return present(between(value, number(knots[i - 1].low), high,
                             amount(knots[i - 1].points, maximum),
                             amount(knots[i].points, maximum)));
    }
  }
  return stated(knots.back().points, maximum);
}

Value goalposts(const Rule& rule, const mpq_class& value, const mpq_class& maximum) {
  mpq_class share = between(value, number(rule.worst), number(rule.best), 0, 1);
  if (rule.clamp) {
    share = std::clamp<mpq_class>(share, 0, 1);
  }
  return present(share * maximum);
}

Value per_item(const Rule& rule, const mpq_class& value, const mpq_class& maximum) {
  const mpq_class cap = rule.cap.empty() ? maximum : number(rule.cap);
  return present(std::max<mpq_class>(std::min<mpq_class>(value * number(rule.points), cap), 0));
}

Value increments(const Rule& rule, const mpq_class& value, const mpq_class& maximum) {
  const mpq_class beyond =
      rule.down ? mpq_class(number(rule.from) - value) : mpq_class(value - number(rule.from));
  mpq_class steps = std::max<mpq_class>(beyond, 0) / number(rule.step);
  if (rule.whole_steps) {
    steps = rounded(steps, 0, Mode::Down);
  }
  const mpq_class base = rule.base.empty() ? mpq_class(0) : number(rule.base);
  return present(std::min<mpq_class>(base + steps * number(rule.points),
                                     rule.cap.empty() ? maximum : number(rule.cap)));
}

Value yes_no(const Rule& rule, const mpq_class& value, const mpq_class& maximum) {
  return present(value == 0 ? mpq_class(0) : (rule.points.empty() ? maximum : number(rule.points)));
}

bool is_among(long day, const auto& days) {
  return std::any_of(days.begin(), days.end(),
                     [&](const char* one) { return day_number(one) == day; });
}

bool is_working(long day) {
  const bool weekend = (day + 3) % 7 >= 5;  // day 0 is a Thursday
  const bool off = weekend || is_among(day, Calendar::kHolidays);
  return !off || is_among(day, Calendar::kWorked);
}

// Working days after `due` up to `day`, which counts as the next one where it is off; less than 0
// where it came before. Counted day by day.
Value working_days_late(long sent, long due, int plus) {
  const long first = day_number(Calendar::kFrom);
  const long last = day_number(Calendar::kTo);
  constexpr long kNever = 3'000'000;
  const auto is_known = [&](long day) { return first <= day && day <= last; };
  if (!is_known(due)) {
    return none(State::Unresolved);
  }
  for (int left = plus; left > 0 && due <= last; left -= is_working(due) ? 1 : 0) {
    ++due;
  }
  if (!is_known(due) || (sent != kNever && !is_known(sent))) {
    return none(State::Unresolved);
  }
  if (sent == kNever) {
    return present(kNever);
  }
  long late = 0;
  for (long day = due + 1; day <= sent; ++day) {
    late += is_working(day) || day == sent ? 1 : 0;
  }
  for (long day = sent + 1; day <= due; ++day) {
    late -= is_working(day) ? 1 : 0;
  }
  return present(late);
}

// A due day that never comes is none, nor is half a day.
Value lateness(const Rule& rule, const Value& sent, const RuleContext& context) {
  constexpr long kBeyondDays = 5'000'000;
  Value due = evaluate(*rule.due, context.facts);
  if (due.state == State::Present && (due.number > kBeyondDays || due.number.get_den() != 1)) {
    due = none(State::Unresolved);
  }
  if (const State state = worse(sent.state, due.state); state != State::Present) {
    return none(state);
  }
  if (rule.working) {
    const long last = due.number.get_num().get_si() - (rule.before ? 1 : 0);
    const Value late = working_days_late(sent.number.get_num().get_si(), last, rule.plus);
    return late.state == State::Present ? points_in(rule.bands, late.number, context.maximum)
                                        : late;
  }
  // `before` the 5th is in time until the 4th.
  return points_in(rule.bands, sent.number - due.number + (rule.before ? 1 : 0), context.maximum);
}

Value deduct(const Rule& rule, const RuleContext& context) {
  mpq_class points = rule.start.empty() ? context.maximum : number(rule.start);
  State state = State::Present;
  for (const Part& loss : rule.parts) {
    const Value value = evaluate(*loss.of, context.facts);
    Value lost = value;
    if (value.state == State::Present) {
      // Losses in bands are points: there is no maximum to have a share of.
      lost = loss.bands.empty() ? present(value.number * number(loss.points))
                                : points_in(loss.bands, value.number, 0);
      lost.number = std::max(lost.number, mpq_class(0));
    }
    state = worse(state, lost.state);
    points -= loss.at_most.empty() ? lost.number : std::min(lost.number, number(loss.at_most));
  }
  if (state != State::Present) {
    return none(state);
  }
  return present(rule.floor == "none" ? points : std::max(points, number(rule.floor)));
}

Value case_points(const Part& part, const RuleContext& context) {
  if (!part.rule.empty()) {
    return points_of(part.rule.front(), context);
  }
  if (!part.of) {
    return stated(part.points, context.maximum);
  }
  const Value value = evaluate(*part.of, context.facts);
  return value.state == State::Present ? within(value.number, context.maximum) : value;
}

Value cases(const Rule& rule, const RuleContext& context) {
  for (const Part& part : rule.parts) {
    Value holds = part.when ? evaluate(*part.when, context.facts) : present(1);
    if (holds.state != State::Present) {
      return holds;
    }
    if (holds.number != 0) {
      return case_points(part, context);
    }
  }
  return none(State::Unresolved);
}

Value checklist(const Rule& rule, const RuleContext& context) {
  mpq_class points = 0;
  bool fails = false;
  State state = State::Present;
  for (const Part& item : rule.parts) {
    const Value holds = evaluate(*item.when, context.facts);
    state = worse(state, holds.state);
    fails = fails || (holds.state == State::Present && holds.number == 0);
    const bool counts = rule.all_or_nothing || holds.number != 0;
    points += counts ? amount(item.points, context.maximum) : mpq_class(0);
  }
  if (rule.all_or_nothing && fails) {
    return present(0);
  }
  return state == State::Present ? present(points) : none(state);
}

// What an alternative gives; not applicable where it does not count.
Value alternative(const Part& part, const RuleContext& context) {
  Value points = points_of(part.rule.front(), context);
  if (!part.when || points.state == State::NotApplicable) {
    return points;
  }
  const Value when = evaluate(*part.when, context.facts);
  if (when.state != State::Present) {
    return none(when.state);
  }
  return when.number == 0 ? none(State::NotApplicable) : points;
}

Value best_of(const Rule& rule, const RuleContext& context) {
  std::optional<mpq_class> best;
  State state = State::NotApplicable;
  for (const Part& part : rule.parts) {
    const Value points = alternative(part, context);
    if (points.state == State::Present) {
      best = best ? std::max(*best, points.number) : points.number;
    }
    state = worse(state, points.state);
  }
  if (state > State::NotApplicable) {
    return none(state);
  }
  return best ? present(*best) : none(State::NotApplicable);
}

Value survey(const Rule& rule, const RuleContext& context) {
  mpq_class weighted = 0;
  mpq_class all = 0;
  State state = State::Present;
  for (const Part& answer : rule.parts) {
    const Value count = evaluate(*answer.of, context.facts);
    state = worse(state, count.state);
    weighted += number(answer.weight) * count.number;
    all += count.number;
  }
  if (state != State::Present) {
    return none(state);
  }
  return all == 0 ? none(State::Unresolved) : present(context.maximum * weighted / all);
}

// Kinds that look at one value.
Value points_of_value(const Rule& rule, const mpq_class& value, const mpq_class& maximum) {
  switch (rule.kind) {
    case Kind::YesNo:
      return yes_no(rule, value, maximum);
    case Kind::Bands:
      return points_in(rule.bands, value, maximum);
    case Kind::Proportional:
      return proportional(rule, value, maximum);
    case Kind::Line:
      return line(rule.bands, value, maximum);
    case Kind::Goalposts:
      return goalposts(rule, value, maximum);
    case Kind::PerItem:
      return per_item(rule, value, maximum);
    case Kind::Increments:
      return increments(rule, value, maximum);
    case Kind::Levels:
      return stated(rule.parts[value.get_num().get_ui()].points, maximum);
    case Kind::Formula:
      return rule.cut_to_bounds ? present(std::clamp<mpq_class>(value, 0, maximum))
                                : within(value, maximum);
    case Kind::Given:
      return within(value, maximum);
    case Kind::Deduct:
    case Kind::Lateness:
    case Kind::Cases:
    case Kind::Checklist:
    case Kind::BestOf:
    case Kind::Relative:
    case Kind::Survey:
      break;
  }
  return none(State::Unresolved);
}

}  // namespace

Value points_in(const std::vector<Band>& bands, const mpq_class& value, const mpq_class& maximum) {
  for (const Band& band : bands) {
    if (contains(band, value)) {
      return band.to.empty()
                 ? stated(band.points, maximum)
                 : present(between(value, number(band.low), number(band.high),
                                   amount(band.points, maximum), amount(band.to, maximum)));
    }
  }
  return none(State::Unresolved);
}

Value points_of(const Rule& rule, const RuleContext& context) {
  switch (rule.kind) {
    case Kind::Deduct:
      return deduct(rule, context);
    case Kind::Cases:
      return cases(rule, context);
    case Kind::Checklist:
      return checklist(rule, context);
    case Kind::BestOf:
      return best_of(rule, context);
    case Kind::Survey:
      return survey(rule, context);
    case Kind::Relative:
      return points_of_relative(rule, context);
    case Kind::Lateness:
      return lateness(rule, evaluate(rule.of, context.facts), context);
    case Kind::YesNo:
    case Kind::Bands:
    case Kind::Proportional:
    case Kind::Line:
    case Kind::Goalposts:
    case Kind::PerItem:
    case Kind::Increments:
    case Kind::Levels:
    case Kind::Formula:
    case Kind::Given:
      break;
  }
  const Value value = evaluate(rule.of, context.facts);
  return value.state == State::Present ? points_of_value(rule, value.number, context.maximum)
                                       : none(value.state);
}

}  // namespace oracle
