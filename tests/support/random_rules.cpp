// SPDX-License-Identifier: Apache-2.0
//
// A rule of every kind, with options.
#include <algorithm>
#include <utility>

#include "random_bands.h"
#include "random_rulebook.h"

namespace oracle {

namespace {

using Kind = Expression::Kind;

bool never_negative(const Rulebook& rulebook, const Expression& e) {
  if (e.kind == Kind::Figure) {
    const Indicator& indicator = rulebook.indicators[e.figure];
    return indicator.type != Type::Number ||
           (!indicator.minimum.empty() && number(indicator.minimum) >= 0);
  }
  if (e.kind == Kind::Add || e.kind == Kind::Divide) {
    return never_negative(rulebook, e.operands[0]) && never_negative(rulebook, e.operands[1]);
  }
  return e.kind == Kind::Literal;
}

// A quotient as annexes have it: a / b, or (a + b) / c.
Expression plain_quotient(Random& random, Rulebook& rulebook) {
  const std::size_t whole = add_indicator(random, rulebook, Type::Count);
  const std::size_t part = add_indicator(random, rulebook, Type::Count);
  Expression numerator = figure(part);
  if (random.chance(30)) {
    numerator = apply(Kind::Add,
                      {std::move(numerator), figure(add_indicator(random, rulebook, Type::Count))});
    if (random.chance(30)) {
      numerator = apply(Kind::Add, {std::move(numerator), literal("1")});
    }
  } else if (random.chance(50)) {
    rulebook.indicators[part].at_most = whole;
  }
  return apply(Kind::Divide, {std::move(numerator), figure(whole)});
}

// a / b over counts of its own.
Expression fraction(Random& random, Rulebook& rulebook) {
  const std::size_t part = add_indicator(random, rulebook, Type::Count);
  return apply(Kind::Divide, {figure(part), figure(add_indicator(random, rulebook, Type::Count))});
}

// Two fractions that meet: a / b >= c / d, or a / b + c / d >= 100%.
Expression fine_comparison(Random& random, Rulebook& rulebook) {
  const std::string relation = random.pick({"==", "!=", "<", "<=", ">", ">="});
  Expression left = fraction(random, rulebook);
  Expression right = fraction(random, rulebook);
  if (random.chance(50)) {
    return compare(relation, std::move(left), std::move(right));
  }
  return compare(relation, apply(Kind::Add, {std::move(left), std::move(right)}),
                 literal(random.pick({"100%", "95%", "120%"})));
}

Expression banded_ratio(Random& random, Rulebook& rulebook) {
  switch (random.below(9)) {
    case 8:
      return apply(Kind::Add, {fraction(random, rulebook), fraction(random, rulebook)});
    case 0:
      return random_ratio(random, rulebook, 2);
    case 1:
    case 2:
      return figure(add_indicator(random, rulebook, Type::Percent));
    default:
      return plain_quotient(random, rulebook);
  }
}

Expression banded_number(Random& random, Rulebook& rulebook) {
  switch (random.below(6)) {
    case 0:
      return random_number(random, rulebook, 2);
    case 1:
      return figure(add_indicator(random, rulebook, Type::Number));
    case 2:
      return figure(add_indicator(random, rulebook, Type::Points));
    case 3: {  // days between two dates
      const std::size_t from = add_indicator(random, rulebook, Type::Date);
      const std::size_t to = add_indicator(random, rulebook, Type::Date);
      rulebook.indicators[from].may_never_come = false;
      rulebook.indicators[to].may_never_come = false;
      return apply(Kind::Subtract, {figure(to), figure(from)});
    }
    default:
      return figure(add_indicator(random, rulebook, Type::Count));
  }
}

Expression condition(Random& random, Rulebook& rulebook) {
  return random.chance(20) ? fine_comparison(random, rulebook)
                           : random_condition(random, rulebook, random.between(0, 2));
}

// Whole figures of which there may be many.
Expression count(Random& random, Rulebook& rulebook) {
  return figure(add_indicator(random, rulebook, Type::Count));
}

std::string some_points(Random& random, const std::string& maximum) {
  return random.chance(20) ? random.pick({"75%", "50%", "12.5%", "100%"})
                           : part_of(maximum, random.between(0, 8));
}

// Makes the parts of one rule, each by a function of its own.
class RuleMaker {
 public:
  RuleMaker(Random& random, Rulebook& rulebook, const std::string& maximum, int depth)
      : random_(random),
        rulebook_(rulebook),
        maximum_(maximum),
        depth_(depth) {}

  Rule run() {
    using Maker = void (RuleMaker::*)();
    static constexpr std::pair<Rule::Kind, Maker> kMakers[] = {
        {Rule::Kind::YesNo, &RuleMaker::yes_no},
        {Rule::Kind::Bands, &RuleMaker::bands},
        {Rule::Kind::Proportional, &RuleMaker::proportional},
        {Rule::Kind::Line, &RuleMaker::line},
        {Rule::Kind::Goalposts, &RuleMaker::goalposts},
        {Rule::Kind::PerItem, &RuleMaker::per_item},
        {Rule::Kind::Increments, &RuleMaker::increments},
        {Rule::Kind::Deduct, &RuleMaker::deduct},
        {Rule::Kind::Lateness, &RuleMaker::lateness},
        {Rule::Kind::Levels, &RuleMaker::levels},
        {Rule::Kind::Cases, &RuleMaker::cases},
        {Rule::Kind::Checklist, &RuleMaker::checklist},
        {Rule::Kind::Formula, &RuleMaker::formula},
        {Rule::Kind::BestOf, &RuleMaker::best_of},
        {Rule::Kind::Relative, &RuleMaker::relative},
        {Rule::Kind::Survey, &RuleMaker::survey},
        {Rule::Kind::Given, &RuleMaker::given},
    };
    std::size_t place = random_.below(std::size(kMakers) + 4);
    if (place >= std::size(kMakers)) {
      place = 1 + place % 2;  // bands and proportional are what annexes have most
    }
    const auto& [kind, make] = kMakers[place];
    if (depth_ == 0 && (kind == Rule::Kind::Cases || kind == Rule::Kind::BestOf)) {
      return run();
    }
    rule_.kind = kind;
    (this->*make)();
    return std::move(rule_);
  }

 private:
  // A ratio or a plain number.
  bool amount() {
    const bool ratio = random_.chance(65);
    rule_.of = ratio ? banded_ratio(random_, rulebook_) : banded_number(random_, rulebook_);
    return ratio;
  }

  void yes_no() {
    rule_.of = random_.chance(40) ? fine_comparison(random_, rulebook_)
                                  : random_condition(random_, rulebook_, random_.between(0, 2));
    rule_.points = random_.chance(20) ? part_of(maximum_, random_.between(7, 8)) : "";
  }

  void bands() {
    if (random_.chance(8)) {
      rule_.of = count(random_, rulebook_);
      rule_.bands = cut_counts(random_, 0);
      give_points(random_, maximum_, rule_.bands);
      return;
    }
    const bool ratio = amount();
    const bool natural = never_negative(rulebook_, rule_.of);
    const bool from_zero = natural && random_.chance(60);
    const bool plain = rule_.of.kind == Kind::Figure || natural;
    const std::vector<std::string> ends = some_ends(random_, ratio, !natural);
    rule_.bands = cut(random_, ends, from_zero, !plain || random_.chance(70));
    give_points(random_, maximum_, rule_.bands);
  }

  void proportional() {
    rule_.of = random_.chance(80) ? plain_quotient(random_, rulebook_)
                                  : random_ratio(random_, rulebook_, random_.between(0, 2));
    if (random_.chance(20)) {
      rule_.uncapped = true;
    } else if (random_.chance(15)) {
      rule_.cap = part_of(maximum_, random_.between(6, 10));
    }
    if (random_.chance(25)) {
      rule_.floor = part_of(maximum_, random_.between(0, 4));
    }
  }

  void line() {
    const bool ratio = amount();
    std::vector<std::string> ends = some_ends(random_, ratio, random_.chance(30));
    if (ends.size() < 2) {
      ends.insert(ends.begin(), ratio ? "-10%" : "-10");
    }
    for (const std::string& end : ends) {
      rule_.bands.push_back({end, end, false, false, some_points(random_, maximum_)});
    }
  }

  void goalposts() {
    const bool ratio = amount();
    rule_.worst = ratio ? random_.pick({"0%", "20%", "33.3%"}) : random_.pick({"0", "3", "20"});
    rule_.best = ratio ? random_.pick({"100%", "95%", "60%"}) : random_.pick({"100", "85", "50"});
    if (random_.chance(30)) {
      std::swap(rule_.worst, rule_.best);
    }
    rule_.clamp = random_.chance(80);
  }

  void per_item() {
    rule_.of = random_.chance(70) ? count(random_, rulebook_) : banded_number(random_, rulebook_);
    rule_.points = random_.pick({"0.5", "0.25", "1", "0.1", "0.333"});
    rule_.cap = random_.chance(20) ? part_of(maximum_, random_.between(5, 8)) : "";
  }

  void increments() {
    const bool ratio = amount();
    rule_.base = random_.chance(70) ? part_of(maximum_, random_.between(0, 5)) : "";
    rule_.from = ratio ? random_.pick({"40%", "95%", "0%"}) : random_.pick({"10", "3", "99"});
    rule_.step = ratio ? random_.pick({"5%", "1%", "0.3%"}) : random_.pick({"1", "3", "0.7"});
    rule_.points = random_.pick({"0.5", "0.25", "1", "0.1"});
    rule_.cap = random_.chance(20) ? part_of(maximum_, random_.between(5, 8)) : "";
    rule_.down = random_.chance(35);
    rule_.whole_steps = random_.chance(60);
  }

  void deduct() {
    rule_.start = random_.chance(30) ? part_of(maximum_, random_.between(4, 8)) : "";
    rule_.floor = random_.pick({"0", "0", "none", part_of(maximum_, 2).c_str()});
    const int losses = random_.between(1, 3);
    for (int i = 0; i < losses; ++i) {
      Part loss;
      loss.of = random_.chance(70) ? count(random_, rulebook_) : plain_quotient(random_, rulebook_);
      if (loss.of->kind == Kind::Figure && random_.chance(20)) {
        loss.of = apply(Kind::Subtract, {std::move(*loss.of), count(random_, rulebook_)});
      }
      if (loss.of->kind == Kind::Figure && random_.chance(40)) {
        loss.bands = cut_counts(random_, 0);
        for (Band& band : loss.bands) {
          band.points = random_.pick({"0", "0.5", "1", "25", "100"});
        }
      } else {
        loss.points = random_.pick({"0.1", "0.25", "1", "5"});
      }
      loss.at_most = random_.chance(40) ? random_.pick({"0.5", "2", "10"}) : "";
      rule_.parts.push_back(loss);
    }
  }

  void lateness() {
    rule_.of = figure(add_indicator(random_, rulebook_, Type::Date));
    if (random_.chance(60)) {
      rule_.due =
          Expression{Kind::Day, random_.pick({"2022-02-28", "2024-03-01", "2023-12-31"}), 0, {}};
    } else {
      Expression received = figure(add_indicator(random_, rulebook_, Type::Date));
      Expression days = literal(random_.pick({"15", "5", "0", "30"}));
      if (random_.chance(40)) {
        days = count(random_, rulebook_);
        rulebook_.indicators[days.figure].maximum = "1000";
      }
      rule_.due = random_.chance(80)
                      ? apply(Kind::Add, {std::move(received), std::move(days)})
                      : apply(Kind::Subtract, {std::move(received), std::move(days)});
    }
    rule_.before = random_.chance(40);
    rule_.working = random_.chance(40);
    rule_.plus = rule_.working && !rule_.before && random_.chance(50) ? random_.between(1, 10) : 0;
    rulebook_.has_calendar = rulebook_.has_calendar || rule_.working;
    rule_.bands = cut_days(random_);
    give_points(random_, maximum_, rule_.bands);
  }

  void levels() {
    rule_.of = figure(add_indicator(random_, rulebook_, Type::Level));
    for (std::size_t i = 0; i < rulebook_.indicators[rule_.of.figure].levels.size(); ++i) {
      Part level;
      level.points = random_.chance(4) ? "unknown" : some_points(random_, maximum_);
      rule_.parts.push_back(level);
    }
  }

  Rule inner() { return random_rule(random_, rulebook_, maximum_, depth_ - 1); }

  void cases() {
    const int count = random_.between(1, 3);
    for (int i = 0; i <= count; ++i) {
      Part part;
      if (i < count || random_.chance(20)) {
        part.when = condition(random_, rulebook_);
      }
      if (random_.chance(35)) {
        part.rule.push_back(inner());
      } else if (random_.chance(20)) {
        part.of = apply(Kind::Clamp, {random_number(random_, rulebook_, 1), literal("0"),
                                      literal(random_.chance(80) ? maximum_ : "100")});
      } else {
        part.points = random_.chance(4) ? "unknown" : some_points(random_, maximum_);
      }
      rule_.parts.push_back(std::move(part));
    }
  }

  void checklist() {
    const int count = random_.between(1, 4);
    rule_.all_or_nothing = random_.chance(35);
    for (int i = 0; i < count; ++i) {
      Part item;
      item.when = condition(random_, rulebook_);
      item.points = part_of(maximum_, 8 / count);
      rule_.parts.push_back(std::move(item));
    }
  }

  void formula() {
    if (random_.chance(40)) {
      const std::size_t board = add_indicator(random_, rulebook_, Type::Points);
      rule_.of = apply(Kind::Divide, {figure(board), literal(random_.pick({"3", "7", "2"}))});
      rule_.cut_to_bounds = random_.chance(50);
      return;
    }
    rule_.of = random_number(random_, rulebook_, random_.between(1, 3));
    rule_.cut_to_bounds = random_.chance(90);
  }

  void best_of() {
    const int count = random_.between(1, 3);
    for (int i = 0; i < count; ++i) {
      Part part;
      if (random_.chance(40)) {
        part.when = condition(random_, rulebook_);
      }
      part.rule.push_back(inner());
      rule_.parts.push_back(std::move(part));
    }
  }

  void relative() {
    rule_.to = random_.pick(
        {"best", "best", "mean", "median", "min_max", "rank", "percentile", "leader_excess"});
    rule_.among_all = random_.chance(40);
    // Criteria may not be named here: the others' points are not known yet.
    const std::vector<std::string> nameable = std::exchange(rulebook_.nameable, {});
    const bool ratio = random_.chance(40);
    rule_.of = ratio ? figure(add_indicator(random_, rulebook_, Type::Percent))
                     : count(random_, rulebook_);
    if (random_.chance(25)) {
      rule_.of = plain_quotient(random_, rulebook_);
    } else if (rule_.to == "leader_excess") {
      rule_.target = figure(add_indicator(random_, rulebook_, ratio ? Type::Percent : Type::Count));
      rule_.absolute_excess = random_.chance(50);
    }
    rulebook_.nameable = nameable;
    if (rule_.to == "leader_excess" && !rule_.target) {
      rule_.to = "mean";
    }
    if (!rule_.target) {
      compare_by_bands(rule_.of.kind == Kind::Divide || ratio);
    }
  }

  void compare_by_bands(bool ratio) {
    rule_.low_is_better = random_.chance(30);
    const bool place = rule_.to == "rank";
    const bool against = rule_.to == "best" || rule_.to == "mean" || rule_.to == "median";
    rule_.difference = against && random_.chance(25);
    if (!place && !rule_.difference && random_.chance(50)) {
      return;
    }
    rule_.bands =
        place ? cut_counts(random_, 1)
              : cut(random_, some_ends(random_, ratio || !rule_.difference, rule_.difference),
                    !rule_.difference && random_.chance(50), true);
    give_points(random_, maximum_, rule_.bands);
  }

  void survey() {
    const std::vector<std::string> weights = {"100%", "75%", "50%", "25%", "0%"};
    const int answers = random_.between(2, 5);
    for (int i = 0; i < answers; ++i) {
      Part answer;
      answer.of = count(random_, rulebook_);
      answer.weight = weights[static_cast<std::size_t>(i)];
      rule_.parts.push_back(std::move(answer));
    }
    if (random_.chance(40)) {
      rule_.issued = add_indicator(random_, rulebook_, Type::Count);
    }
  }

  void given() { rule_.of = figure(add_indicator(random_, rulebook_, Type::Points)); }

  Random& random_;
  Rulebook& rulebook_;
  const std::string& maximum_;
  int depth_;
  Rule rule_;
};

}  // namespace

Rule random_rule(Random& random, Rulebook& rulebook, const std::string& maximum, int depth) {
  return RuleMaker(random, rulebook, maximum, depth).run();
}

}  // namespace oracle
