// SPDX-License-Identifier: Apache-2.0
#include "oracle.h"

#include <algorithm>
#include <utility>

namespace oracle {

namespace {

using Kind = Expression::Kind;

mpz_class power_of_ten(int exponent) {
  mpz_class power = 1;
  for (int i = 0; i < exponent; ++i) {
    power *= 10;
  }
  return power;
}

// The larger state of two: why a result has no value.
State worse(State a, State b) {
  return std::max(a, b);
}

Value none(State state) {
  return {state, 0};
}

Value truth(bool holds) {
  return {State::Present, holds ? 1 : 0};
}

bool holds(const std::string& relation, const mpq_class& a, const mpq_class& b) {
  if (relation == "==") {
    return a == b;
  }
  if (relation == "!=") {
    return a != b;
  }
  if (relation == "<") {
    return a < b;
  }
  if (relation == "<=") {
    return a <= b;
  }
  return relation == ">" ? a > b : a >= b;
}

// `decisive` is the truth that settles it alone: false for `and`, true for `or`.
Value join(const std::vector<Value>& parts, bool decisive) {
  State state = State::Present;
  for (const Value& part : parts) {
    if (part.state == State::Present && (part.number != 0) == decisive) {
      return truth(decisive);
    }
    state = worse(state, part.state);
  }
  return state == State::Present ? truth(!decisive) : none(state);
}

// Operations that need all their operands.
Value combine(const Expression& e, const std::vector<Value>& v) {
  switch (e.kind) {
    case Kind::Negate:
      return {State::Present, -v[0].number};
    case Kind::Add:
      return {State::Present, v[0].number + v[1].number};
    case Kind::Subtract:
      return {State::Present, v[0].number - v[1].number};
    case Kind::Multiply:
      return {State::Present, v[0].number * v[1].number};
    case Kind::Divide:
      return v[1].number == 0 ? none(State::Unresolved)
                              : Value{State::Present, v[0].number / v[1].number};
    case Kind::Compare:
      return truth(holds(e.text, v[0].number, v[1].number));
    case Kind::Not:
      return truth(v[0].number == 0);
    case Kind::Absolute:
      return {State::Present, abs(v[0].number)};
    case Kind::Round:
      return {State::Present,
              rounded(v[0].number, static_cast<int>(v[1].number.get_num().get_si()), Mode::HalfUp)};
    case Kind::Clamp:
      return {State::Present, std::min(std::max(v[0].number, v[1].number), v[2].number)};
    case Kind::Minimum:
    case Kind::Maximum: {
      mpq_class best = v[0].number;
      for (const Value& part : v) {
        const bool better = e.kind == Kind::Minimum ? part.number < best : part.number > best;
        best = better ? part.number : best;
      }
      return {State::Present, best};
    }
    case Kind::Literal:
    case Kind::Figure:
    case Kind::And:
    case Kind::Or:
    case Kind::If:
      break;
  }
  return none(State::Unresolved);
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

Value within(const mpq_class& points, const mpq_class& maximum) {
  return points < 0 || points > maximum ? none(State::Unresolved) : Value{State::Present, points};
}

// The points of a rule whose value is there; unresolved where the value is an error.
Value points_of(const Criterion& c, const mpq_class& value) {
  const mpq_class maximum = number(c.maximum);
  switch (c.rule) {
    case Rule::Bands:
      for (const Band& band : c.bands) {
        if (contains(band, value)) {
          return {State::Present, number(band.points)};
        }
      }
      return none(State::Unresolved);
    case Rule::Proportional: {
      mpq_class points = value * maximum;
      if (!c.uncapped) {
        points = std::min(points, c.cap.empty() ? maximum : number(c.cap));
      }
      if (!c.floor.empty()) {
        points = std::max(points, number(c.floor));
      }
      return {State::Present, points};
    }
    case Rule::YesNo:
      return {State::Present,
              value == 0 ? mpq_class(0) : (c.points.empty() ? maximum : number(c.points))};
    case Rule::Formula:
      if (c.cut_to_bounds) {
        return {State::Present, std::min(std::max(value, mpq_class(0)), maximum)};
      }
      return within(value, maximum);
    case Rule::Given:
      return within(value, maximum);
    case Rule::Node:
      break;
  }
  return none(State::Unresolved);
}

// Scores one unit, criterion by criterion.
class UnitScorer {
 public:
  UnitScorer(const Case& c, const Unit& unit, UnitScore& score, std::vector<std::string>& errors)
      : case_(c),
        unit_(unit),
        score_(score),
        errors_(errors) {}

  void run() {
    read_figures();
    score_criterion(case_.rulebook.root);
    const NodeScore& root = score_.nodes.front();
    if (root.state != State::Present) {
      return;
    }
    const mpq_class index = 100 * root.points / *root.divisor;
    score_.index = std::min(std::max(index, mpq_class(0)), mpq_class(100));
    const Rounding& rounding = case_.rulebook.index;
    score_.rounded_index = rounded(*score_.index, rounding.digits, rounding.mode);
  }

 private:
  void fail(const std::string& what) { errors_.push_back(unit_.id + ": " + what); }

  void read_figures() {
    const std::vector<Indicator>& indicators = case_.rulebook.indicators;
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      figures_.push_back(read_cell(unit_.cells[i], indicators[i].type));
    }
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      check_bounds(indicators[i], figures_[i]);
    }
  }

  void check_bounds(const Indicator& indicator, const Value& figure) {
    if (figure.state != State::Present) {
      return;
    }
    const mpq_class as_written =
        indicator.type == Type::Percent ? mpq_class(figure.number * 100) : figure.number;
    const bool signed_type = indicator.type == Type::Number;
    if ((!signed_type && as_written < 0) ||
        (!indicator.minimum.empty() && as_written < number(indicator.minimum)) ||
        (!indicator.maximum.empty() && as_written > number(indicator.maximum))) {
      fail(indicator.id + " is out of bounds");
    }
    if (indicator.at_most) {
      const Value& whole = figures_[*indicator.at_most];
      if (whole.state == State::Present && figure.number > whole.number) {
        fail(indicator.id + " is more than its whole");
      }
    }
  }

  NodeScore score_criterion(const Criterion& c) {
    const std::size_t place = score_.nodes.size();
    score_.nodes.emplace_back();
    NodeScore node = c.rule == Rule::Node ? score_node(c) : score_leaf(c);
    node.criterion = &c;
    // Full points are the maximum as it stands.
    if (node.state == State::Present && c.round && !node.full_for_not_applicable) {
      node.points = rounded(node.points, c.round->digits, c.round->mode);
    }
    score_.nodes[place] = node;
    return node;
  }

  // Whether the rule concerns the unit, and if so its points. A figure that is not applicable
  // settles it; else `when` is asked before the value is looked at, and must have its figures.
  Value leaf_points(const Criterion& c) {
    const Value value = evaluate(c.of, figures_);
    if (c.when && value.state != State::NotApplicable) {
      const Value when = evaluate(*c.when, figures_);
      if (when.state == State::Missing) {
        fail(c.id + " asks for a figure that is missing");
      }
      if (when.state != State::Present || when.number != 0) {
        return none(when.state == State::Present ? State::NotApplicable : when.state);
      }
    }
    return value.state == State::Present ? points_of(c, value.number) : none(value.state);
  }

  NodeScore score_leaf(const Criterion& c) {
    NodeScore node;
    node.maximum = number(c.maximum);
    node.divisor = node.maximum;
    Value points = leaf_points(c);
    if (points.state == State::Missing) {
      if (c.missing == Missing::NoScore) {
        points = none(State::NotScored);
      } else if (c.missing == Missing::Zero || case_.missing_is_zero) {
        points = Value{};
        node.zero_for_missing = true;
      } else {
        fail(c.id + " has a hole");
      }
    } else if (points.state == State::Unresolved) {
      fail(c.id + " is unresolved");
    } else if (points.state == State::NotApplicable) {
      const Then then = c.then.value_or(Then::Rescale);
      if (then == Then::FullPoints) {
        points = {State::Present, node.maximum};
        node.full_for_not_applicable = true;
      } else if (then == Then::Rescale) {
        node.divisor.reset();
      }
    }
    node.state = points.state;
    node.points = points.number;
    return node;
  }

  NodeScore score_node(const Criterion& c) {
    NodeScore node;
    node.state = State::NotApplicable;
    mpq_class weights = 0;
    mpq_class divisor = 0;
    mpq_class divisor_weights = 0;
    for (const Criterion& child : c.children) {
      const NodeScore part = score_criterion(child);
      const mpq_class weight = c.weighted_mean ? number(child.weight) : mpq_class(1);
      if (part.divisor) {
        divisor += weight * *part.divisor;
        divisor_weights += weight;
      }
      if (part.state == State::NotApplicable) {
        continue;
      }
      // A child without a score leaves its parent without one, whatever the others have.
      const bool first = node.state == State::NotApplicable;
      node.state = first ? part.state : worse(node.state, part.state);
      node.points += weight * part.points;
      node.maximum += weight * part.maximum;
      weights += weight;
    }
    if (c.weighted_mean && weights != 0) {
      node.points /= weights;
      node.maximum /= weights;
    }
    if (divisor_weights != 0) {
      node.divisor = c.weighted_mean ? mpq_class(divisor / divisor_weights) : divisor;
    }
    return node;
  }

  const Case& case_;
  const Unit& unit_;
  UnitScore& score_;
  std::vector<std::string>& errors_;
  std::vector<Value> figures_;
};

// The key that units are ranked on; empty where there is no index.
const std::optional<mpq_class>& rank_key(const Rulebook& rulebook, const UnitScore& score) {
  return rulebook.rank_on_rounded ? score.rounded_index : score.index;
}

void rank(const Case& c, Score& score) {
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    const std::size_t group = c.units[u].group;
    const auto& own = rank_key(c.rulebook, score.units[u]);
    std::size_t rows = 0;
    std::size_t better = 0;
    for (std::size_t v = 0; v < c.units.size(); ++v) {
      if (c.units[v].group == group) {
        ++rows;
        const auto& other = rank_key(c.rulebook, score.units[v]);
        better += own && other && *other > *own ? 1U : 0U;
      }
    }
    const std::vector<Group>& groups = c.rulebook.groups;
    const bool complete = groups.empty() || rows >= groups[group].units.value_or(0);
    if (own && complete) {
      score.units[u].rank = better + 1;
    }
  }
}

void grade(const Rulebook& rulebook, UnitScore& unit) {
  const auto& index = rulebook.grade_on_rounded ? unit.rounded_index : unit.index;
  if (!index) {
    return;
  }
  for (const Grade& grade : rulebook.grades) {
    const bool reached =
        grade.threshold.empty() ||
        (grade.above ? *index > number(grade.threshold) : *index >= number(grade.threshold));
    if (reached) {
      unit.grade = grade.name;
      return;
    }
  }
}

}  // namespace

mpq_class number(const std::string& text) {
  const bool percent = text.ends_with('%');
  std::string digits = percent ? text.substr(0, text.size() - 1) : text;
  int places = percent ? 2 : 0;
  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    places += static_cast<int>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  mpq_class value(mpz_class(digits, 10), power_of_ten(places));
  value.canonicalize();
  return value;
}

mpq_class rounded(const mpq_class& value, int digits, Mode mode) {
  const mpz_class unit = power_of_ten(digits);
  const mpq_class scaled = abs(value) * unit;
  mpz_class whole = scaled.get_num() / scaled.get_den();
  const mpq_class rest = scaled - whole;
  const mpq_class half(1, 2);
  const bool odd = whole % 2 != 0;
  const bool away = (mode == Mode::Up && rest > 0) || (mode == Mode::HalfUp && rest >= half) ||
                    (mode == Mode::HalfEven && (rest > half || (rest == half && odd)));
  whole += away ? 1 : 0;
  mpq_class result(value < 0 ? mpz_class(-whole) : whole, unit);
  result.canonicalize();
  return result;
}

std::string fixed(const mpq_class& value, int digits) {
  const mpz_class ticks = mpq_class(abs(value) * power_of_ten(digits)).get_num();
  std::string text = ticks.get_str();
  const auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) {
    text.insert(0, places + 1 - text.size(), '0');
  }
  if (digits > 0) {
    text.insert(text.size() - places, 1, '.');
  }
  return value < 0 ? "-" + text : text;
}

std::string shortest(const mpq_class& value) {
  constexpr int kPlaces = 9;
  std::string text = fixed(rounded(value, kPlaces, Mode::HalfUp), kPlaces);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

Value read_cell(const std::string& text, Type type) {
  if (text.empty()) {
    return none(State::Missing);
  }
  if (text == "NA" || text == "KĐG") {
    return none(State::NotApplicable);
  }
  if (type == Type::Bool) {
    return truth(text == "yes" || text == "x" || text == "có" || text == "1");
  }
  if (type == Type::Percent && !text.ends_with('%')) {
    return {State::Present, number(text + "%")};
  }
  return {State::Present, number(text)};
}

Value evaluate(const Expression& e, const std::vector<Value>& figures) {
  if (e.kind == Kind::Literal) {
    return {State::Present, number(e.text)};
  }
  if (e.kind == Kind::Figure) {
    return figures[e.figure];
  }
  if (e.kind == Kind::If) {
    Value condition = evaluate(e.operands[0], figures);
    if (condition.state != State::Present) {
      return condition;
    }
    return evaluate(e.operands[condition.number != 0 ? 1 : 2], figures);
  }
  std::vector<Value> values;
  State state = State::Present;
  for (const Expression& operand : e.operands) {
    values.push_back(evaluate(operand, figures));
    state = worse(state, values.back().state);
  }
  if (e.kind == Kind::And || e.kind == Kind::Or) {
    return join(values, e.kind == Kind::Or);
  }
  return state == State::Present ? combine(e, values) : none(state);
}

Score evaluate(const Case& c) {
  Score score;
  score.units.resize(c.units.size());
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    UnitScorer(c, c.units[u], score.units[u], score.errors).run();
    grade(c.rulebook, score.units[u]);
  }
  rank(c, score);
  return score;
}

Expression literal(const std::string& text) {
  return {Kind::Literal, text, 0, {}};
}

Expression figure(std::size_t indicator) {
  return {Kind::Figure, {}, indicator, {}};
}

Expression apply(Kind kind, std::vector<Expression> operands) {
  return {kind, {}, 0, std::move(operands)};
}

Expression compare(const std::string& relation, Expression left, Expression right) {
  Expression result = apply(Kind::Compare, {});
  result.text = relation;
  result.operands = {std::move(left), std::move(right)};
  return result;
}

}  // namespace oracle
