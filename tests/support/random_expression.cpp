// SPDX-License-Identifier: Apache-2.0
//
// Expressions of every form of the grammar. A plain number always holds an indicator, so that its
// kind is beyond doubt; bare literals stand only as second operands.
#include <optional>
#include <utility>

#include "random_rulebook.h"

namespace oracle {

namespace {

using Kind = Expression::Kind;

std::string some_number(Random& random) {
  return random.pick({"0", "1", "2", "3", "5", "7", "10", "17", "20", "0.5", "2.5", "0.125",
                      "33.33", "99.5", "100"});
}

std::string some_ratio(Random& random) {
  return random.pick({"0%", "5%", "50%", "60%", "80%", "95%", "99.5%", "100%", "33.3333%", "66.67%",
                      "120%", "0.01%"});
}

std::string some_divisor(Random& random) {
  return random.pick({"2", "3", "7", "10", "0.3", "17", "1.5"});
}

// One that is there already, or a new one.
Expression some_figure(Random& random, Rulebook& rulebook, Type type) {
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < rulebook.indicators.size(); ++i) {
    if (rulebook.indicators[i].type == type) {
      present.push_back(i);
    }
  }
  if (!present.empty() && random.chance(35)) {
    return figure(random.pick(present));
  }
  return figure(add_indicator(random, rulebook, type));
}

Expression plain_figure(Random& random, Rulebook& rulebook) {
  const Type types[] = {Type::Count, Type::Count, Type::Number, Type::Points};
  return some_figure(random, rulebook, types[random.below(4)]);
}

// Mostly not zero; where it is, the unit is given other figures or the rule does not concern it.
Expression divisor(Random& random, Rulebook& rulebook) {
  Expression count = some_figure(random, rulebook, Type::Count);
  switch (random.below(6)) {
    case 0:
      return apply(Kind::Maximum, {std::move(count), literal("1")});
    case 1:
      return apply(Kind::Add, {std::move(count), literal(random.pick({"1", "2", "0.5"}))});
    case 2:
      return random.chance(40) ? plain_figure(random, rulebook) : count;
    default:
      return count;
  }
}

// a / b, with the zero caught by `if` now and then.
Expression quotient(Random& random, Rulebook& rulebook, int depth) {
  Expression whole = divisor(random, rulebook);
  Expression part =
      random.chance(8) ? literal(some_number(random)) : random_number(random, rulebook, depth - 1);
  if (!random.chance(30)) {
    return apply(Kind::Divide, {std::move(part), std::move(whole)});
  }
  Expression zero = compare("==", whole, literal("0"));
  Expression division = apply(Kind::Divide, {std::move(part), std::move(whole)});
  return apply(Kind::If, {std::move(zero), literal(some_ratio(random)), std::move(division)});
}

std::string some_day(Random& random) {
  return random.pick({"2022-02-28", "2022-03-01", "2024-02-29", "2023-12-31", "2024-01-15"});
}

// A figure that is a date, now and then with days added.
Expression some_date(Random& random, Rulebook& rulebook) {
  Expression date = some_figure(random, rulebook, Type::Date);
  if (!random.chance(25)) {
    return date;
  }
  return apply(random.chance(70) ? Kind::Add : Kind::Subtract,
               {std::move(date), literal(random.pick({"5", "30", "1"}))});
}

// `level == "tốt"`, or a date against a day or another date.
Expression comparison_of_names(Random& random, Rulebook& rulebook) {
  if (random.chance(50)) {
    Expression level = some_figure(random, rulebook, Type::Level);
    const std::string name = random.pick(rulebook.indicators[level.figure].levels);
    Expression word{Kind::Level, name, level.figure, {}};
    return compare(random.pick({"==", "!="}), std::move(level), std::move(word));
  }
  const std::string relation = random.pick({"==", "!=", "<", "<=", ">", ">="});
  Expression left = some_date(random, rulebook);
  return compare(relation, std::move(left),
                 random.chance(60) ? Expression{Kind::Day, some_day(random), 0, {}}
                                   : some_date(random, rulebook));
}

// points("C1") or share("C1"); empty where no criterion may be named.
std::optional<Expression> of_criterion(Random& random, const Rulebook& rulebook, Kind kind) {
  if (rulebook.nameable.empty() || !random.chance(12)) {
    return {};
  }
  return Expression{kind, random.pick(rulebook.nameable), 0, {}};
}

using Maker = Expression (*)(Random&, Rulebook&, int);

// What plain numbers and ratios have in common: the functions and the signs.
Expression function_of(Random& random, Rulebook& rulebook, int depth, Maker same,
                       std::string (*some_literal)(Random&)) {
  Expression first = same(random, rulebook, depth - 1);
  const auto second = [&] {
    return random.chance(40) ? literal(some_literal(random)) : same(random, rulebook, depth - 1);
  };
  switch (random.below(8)) {
    case 0:
      return apply(Kind::Minimum, {std::move(first), second()});
    case 1:
      return apply(Kind::Maximum, {std::move(first), second(), literal(some_literal(random))});
    case 2:
      return apply(Kind::Absolute, {apply(Kind::Subtract, {std::move(first), second()})});
    case 3:
      return apply(Kind::Round, {std::move(first), literal(std::to_string(random.below(5)))});
    case 4: {
      std::string low = some_literal(random);
      std::string high = some_literal(random);
      if (number(low) > number(high)) {
        std::swap(low, high);
      }
      return apply(Kind::Clamp, {std::move(first), literal(low), literal(high)});
    }
    case 5:
      return apply(Kind::Negate, {std::move(first)});
    default:
      return apply(Kind::If,
                   {random_condition(random, rulebook, depth - 1), std::move(first), second()});
  }
}

Expression comparison(Random& random, Rulebook& rulebook, int depth) {
  const std::string relation = random.pick({"==", "!=", "<", "<=", ">", ">="});
  if (random.chance(50)) {
    Expression left = random_ratio(random, rulebook, depth - 1);
    return compare(relation, std::move(left),
                   random.chance(75) ? literal(some_ratio(random))
                                     : random_ratio(random, rulebook, depth - 1));
  }
  Expression left = random_number(random, rulebook, depth - 1);
  return compare(relation, std::move(left),
                 random.chance(60) ? literal(some_number(random))
                                   : random_number(random, rulebook, depth - 1));
}

}  // namespace

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

std::size_t Random::below(std::size_t limit) {
  return next() % limit;
}

int Random::between(int lowest, int highest) {
  return lowest + static_cast<int>(below(static_cast<std::size_t>(highest - lowest) + 1));
}

bool Random::chance(int percent) {
  return between(0, 99) < percent;
}

std::size_t add_indicator(Random& random, Rulebook& rulebook, Type type) {
  Indicator indicator;
  indicator.type = type;
  indicator.id =
      random.pick({"ho_so", "x", "Tong_so", "y", "c"}) + std::to_string(rulebook.indicators.size());
  switch (type) {
    case Type::Count:
      indicator.maximum = random.pick({"", "1000", "1000000", "999999999"});
      break;
    case Type::Number:
      indicator.decimals = static_cast<int>(random.pick(std::vector<int>{0, 1, 2, 4, 6, 9}));
      indicator.minimum = random.pick({"", "-50", "0", "0.5"});
      indicator.maximum = random.pick({"", "100", "1000.5"});
      break;
    case Type::Percent:
      indicator.decimals = random.pick(std::vector<int>{0, 1, 2, 4, 6});
      indicator.maximum = random.pick({"", "100", "150", "100"});
      break;
    case Type::Points:
      indicator.decimals = random.pick(std::vector<int>{0, 1, 2, 4, 6});
      indicator.maximum = random.pick({"", "10", "100"});
      break;
    case Type::Level:
      indicator.levels = {"xuất sắc", "tốt", "khá", "yếu"};
      indicator.levels.resize(static_cast<std::size_t>(random.between(2, 4)));
      break;
    case Type::Bool:
    case Type::Date:
      break;
  }
  rulebook.indicators.push_back(indicator);
  return rulebook.indicators.size() - 1;
}

Expression random_number(Random& random, Rulebook& rulebook, int depth) {
  if (std::optional<Expression> points = of_criterion(random, rulebook, Kind::Points)) {
    return *std::move(points);
  }
  if (depth <= 0) {
    return plain_figure(random, rulebook);
  }
  const auto deeper = [&] { return random_number(random, rulebook, depth - 1); };
  const auto second = [&] { return random.chance(40) ? literal(some_number(random)) : deeper(); };
  switch (random.below(11)) {
    case 0:
      return apply(Kind::Add, {deeper(), second()});
    case 1:
      return apply(Kind::Subtract, {deeper(), second()});
    case 2:
      return apply(Kind::Multiply, {deeper(), literal(some_number(random))});
    case 3:
      return apply(Kind::Divide, {deeper(), literal(some_divisor(random))});
    case 4: {
      Expression factor = random.chance(40) ? literal(some_number(random)) : deeper();
      return apply(Kind::Multiply, {std::move(factor), random_ratio(random, rulebook, depth - 1)});
    }
    case 5:
      return apply(Kind::Divide, {deeper(), literal(random.pick({"300%", "95%", "7%"}))});
    case 6:
      return plain_figure(random, rulebook);
    case 7:
      return apply(Kind::Multiply,
                   {plain_figure(random, rulebook), plain_figure(random, rulebook)});
    default:
      return function_of(random, rulebook, depth, random_number, some_number);
  }
}

Expression random_ratio(Random& random, Rulebook& rulebook, int depth) {
  if (std::optional<Expression> share = of_criterion(random, rulebook, Kind::Share)) {
    return *std::move(share);
  }
  if (depth <= 0) {
    return some_figure(random, rulebook, Type::Percent);
  }
  const auto deeper = [&] { return random_ratio(random, rulebook, depth - 1); };
  switch (random.below(10)) {
    case 0:
      return apply(Kind::Add, {deeper(), deeper()});
    case 1:
      return apply(Kind::Subtract, {deeper(), literal(some_ratio(random))});
    case 2:
      return apply(Kind::Multiply, {deeper(), deeper()});
    case 3:
      return apply(Kind::Divide, {deeper(), literal(some_divisor(random))});
    case 4:
      return apply(Kind::Divide, {deeper(), literal(random.pick({"300%", "95%", "7%"}))});
    case 5:
    case 6:
    case 7:
      return quotient(random, rulebook, depth);
    default:
      return function_of(random, rulebook, depth, random_ratio, some_ratio);
  }
}

Expression random_condition(Random& random, Rulebook& rulebook, int depth) {
  if (random.chance(12)) {
    return comparison_of_names(random, rulebook);
  }
  if (depth <= 0) {
    return random.chance(60) ? some_figure(random, rulebook, Type::Bool)
                             : comparison(random, rulebook, 1);
  }
  const auto deeper = [&] { return random_condition(random, rulebook, depth - 1); };
  switch (random.below(5)) {
    case 0:
      return apply(Kind::And, {deeper(), deeper()});
    case 1:
      return apply(Kind::Or, {deeper(), deeper(), deeper()});
    case 2:
      return apply(Kind::Not, {deeper()});
    default:
      return comparison(random, rulebook, depth);
  }
}

}  // namespace oracle
