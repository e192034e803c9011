// SPDX-License-Identifier: Apache-2.0
//
// Inputs and results as real annexes and published rankings have them: BTP-2022 is the score sheet
// of the Ministry of Justice, QD-09 a decision of the Prime Minister, HP-212, CT-157, CT-2579 city
// decisions, ND-335 a decree.
#include "known_answers.h"

#include <utility>

#include "oracle.h"

namespace oracle {

namespace {

using Kind = Expression::Kind;

class Checker {
 public:
  void expect(const std::string& what, const std::string& found, const std::string& expected) {
    if (found != expected) {
      wrong_.push_back(what + ": expected `" + expected + "`, found `" + found + "`");
    }
  }

  // Points of one criterion over these cells; "error" or the state where there are none.
  void expect_points(const std::string& what, const Criterion& leaf,
                     const std::vector<Indicator>& indicators,
                     const std::vector<std::string>& cells, const std::string& expected) {
    Case c;
    c.rulebook.indicators = indicators;
    c.rulebook.root.children = {leaf};
    c.units = {{"u", "", 0, cells}};
    const Score score = evaluate(c);
    const NodeScore& node = score.units[0].nodes[1];
    std::string found = shortest(node.points);
    if (!score.errors.empty()) {
      found = "error";
    } else if (node.state != State::Present) {
      found = "none";
    }
    expect(what + " at " + cells[0], found, expected);
  }

  std::vector<std::string> take() { return std::move(wrong_); }

 private:
  std::vector<std::string> wrong_;
};

Indicator indicator(Type type, int decimals = 0) {
  Indicator result;
  result.id = "x";
  result.type = type;
  result.decimals = decimals;
  return result;
}

Criterion leaf(Rule::Kind kind, const std::string& maximum, Expression of) {
  Criterion c;
  c.id = "C";
  c.rule = Rule();
  c.rule->kind = kind;
  c.rule->of = std::move(of);
  c.maximum = maximum;
  return c;
}

Expression quotient() {
  return apply(Kind::Divide, {figure(0), figure(1)});
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

void check_bands(Checker& check, const std::string& what, const std::string& maximum,
                 const std::vector<Band>& bands, const Pairs& pairs) {
  Criterion c = leaf(Rule::Kind::Bands, maximum, figure(0));
  c.rule->bands = bands;
  for (const auto& [rate, points] : pairs) {
    check.expect_points(what, c, {indicator(Type::Percent, 2)}, {rate}, points);
  }
}

void check_yes_no(Checker& check) {
  const Criterion c = leaf(Rule::Kind::YesNo, "2", figure(0));
  for (const auto& [cell, points] : Pairs{{"yes", "2"}, {"no", "0"}, {"NA", "none"}}) {
    check.expect_points("A1", c, {indicator(Type::Bool)}, {cell}, points);
  }
}

void check_all_bands(Checker& check) {
  check_bands(check, "A2", "5", {{"100%", "", false, false, "5"}, {"", "100%", false, true, "0"}},
              {{"100", "5"}, {"99.99", "0"}, {"0", "0"}});
  check_bands(check, "A3", "2",
              {{"100%", "100%", false, false, "2"},
               {"95%", "100%", false, true, "1.75"},
               {"80%", "95%", false, true, "1.5"},
               {"70%", "80%", false, true, "1"},
               {"60%", "70%", false, true, "0.5"},
               {"0", "60%", false, true, "0"}},
              {{"100", "2"},
               {"99.99", "1.75"},
               {"95", "1.75"},
               {"94.99", "1.5"},
               {"80", "1.5"},
               {"79.99", "1"},
               {"70", "1"},
               {"69.99", "0.5"},
               {"60", "0.5"},
               {"59.99", "0"},
               {"0", "0"},
               {"100.01", "error"}});
  check_bands(check, "A4", "1.5",
              {{"95%", "", true, false, "1.5"},
               {"75%", "95%", false, false, "1"},
               {"50%", "75%", false, true, "0.5"},
               {"", "50%", false, true, "0"}},
              {{"100", "1.5"},
               {"95.01", "1.5"},
               {"95", "1"},
               {"75", "1"},
               {"74.99", "0.5"},
               {"50", "0.5"},
               {"49.99", "0"},
               {"0", "0"}});
  check_bands(check, "A5", "60",
              {{"90%", "", false, false, "60"},
               {"80%", "90%", false, true, "50"},
               {"70%", "80%", false, true, "40"},
               {"60%", "70%", false, true, "30"},
               {"50%", "60%", false, true, "20"},
               {"", "50%", false, true, "10"}},
              {{"90", "60"},
               {"89.99", "50"},
               {"80", "50"},
               {"79.99", "40"},
               {"70", "40"},
               {"60", "30"},
               {"59.99", "20"},
               {"50", "20"},
               {"49.99", "10"},
               {"0", "10"}});
  check_bands(check, "A9", "2.5", {{"95%", "", false, false, "2.5"}, {"", "95%", false, true, "0"}},
              {{"95", "2.5"}, {"94.99", "0"}, {"100", "2.5"}});
}

void check_targets(Checker& check) {
  const Criterion c = leaf(Rule::Kind::YesNo, "2.5", compare(">=", figure(0), figure(1)));
  const std::vector<Indicator> figures = {indicator(Type::Number, 2), indicator(Type::Number, 2)};
  for (const auto& [actual, points] : Pairs{{"90", "2.5"}, {"89.99", "0"}, {"97", "2.5"}}) {
    check.expect_points("A9 target", c, figures, {actual, "90"}, points);
  }
  check.expect_points("A9 no target", c, figures, {"90", "NA"}, "none");
  check.expect_points("A9 hole", c, figures, {"90", ""}, "error");
}

void check_proportional(Checker& check) {
  struct Row {
    const char *part, *whole, *maximum, *points;
  };
  const std::vector<Indicator> figures = {indicator(Type::Count), indicator(Type::Count)};
  for (const Row& row : std::initializer_list<Row>{{"850", "1000", "40", "34"},
                                                   {"1000", "1000", "40", "40"},
                                                   {"0", "1000", "40", "0"},
                                                   {"2", "3", "40", "26.666666667"},
                                                   {"0", "0", "40", "error"},
                                                   {"19", "20", "5", "4.75"},
                                                   {"18", "20", "10", "9"},
                                                   {"17", "20", "25", "21.25"}}) {
    check.expect_points("A11", leaf(Rule::Kind::Proportional, row.maximum, quotient()), figures,
                        {row.part, row.whole}, row.points);
  }
  Criterion open = leaf(Rule::Kind::Proportional, "10", figure(0));
  check.expect_points("A12 capped", open, {indicator(Type::Percent)}, {"120"}, "10");
  open.rule->uncapped = true;
  for (const auto& [cell, points] : Pairs{{"100", "10"}, {"120", "12"}, {"80%", "8"}, {"0", "0"}}) {
    check.expect_points("A12", open, {indicator(Type::Percent)}, {cell}, points);
  }
}

// g + 70 * (a + b + c) / 300%
void check_formula(Checker& check) {
  Expression sum = apply(Kind::Add, {apply(Kind::Add, {figure(1), figure(2)}), figure(3)});
  Expression part = apply(
      Kind::Divide, {apply(Kind::Multiply, {literal("70"), std::move(sum)}), literal("300%")});
  const Criterion c =
      leaf(Rule::Kind::Formula, "100", apply(Kind::Add, {figure(0), std::move(part)}));
  const std::vector<Indicator> figures = {indicator(Type::Points), indicator(Type::Percent),
                                          indicator(Type::Percent), indicator(Type::Percent)};
  check.expect_points("A24", c, figures, {"30", "100", "100", "100"}, "100");
  check.expect_points("A24", c, figures, {"30", "90", "80", "70"}, "86");
  check.expect_points("A24", c, figures, {"25", "100", "75", "50"}, "77.5");
  check.expect_points("A24", c, figures, {"30", "0", "0", "0"}, "30");
  check.expect_points("A24", c, figures, {"31", "100", "100", "100"}, "error");
}

Case one_given(const std::string& maximum, const std::vector<std::string>& points, int digits) {
  Case c;
  c.rulebook.indicators = {indicator(Type::Points, 3)};
  c.rulebook.root.children = {leaf(Rule::Kind::Given, maximum, figure(0))};
  c.rulebook.index.digits = digits;
  for (const std::string& cell : points) {
    c.units.push_back({"u", "", 0, {cell}});
  }
  return c;
}

void check_index(Checker& check) {
  struct Row {
    const char *points, *maximum;
    int digits;
    const char* index;
  };
  for (const Row& row : std::initializer_list<Row>{{"92.83", "100", 2, "92.83"},
                                                   {"68.32", "84", 2, "81.33"},
                                                   {"8.6", "13", 2, "66.15"},
                                                   {"84.50", "100", 0, "85"},
                                                   {"90.5", "100", 0, "91"},
                                                   {"87.25", "100", 0, "87"},
                                                   {"92.75", "100", 0, "93"},
                                                   {"1.005", "100", 2, "1.01"}}) {
    const Score score = evaluate(one_given(row.maximum, {row.points}, row.digits));
    check.expect(std::string("B1, B3 ") + row.points,
                 fixed(*score.units[0].rounded_index, row.digits), row.index);
  }
  check.expect("half even", shortest(rounded(number("84.5"), 0, Mode::HalfEven)), "84");
  check.expect("half up below zero", shortest(rounded(number("-2.5"), 0, Mode::HalfUp)), "-3");
  check.expect("up", shortest(rounded(number("1.001"), 2, Mode::Up)), "1.01");
  check.expect("down", shortest(rounded(number("-1.009"), 2, Mode::Down)), "-1");
}

void check_ranks(Checker& check) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> rows = {
      {{"90.1", "90.1", "89"}, "1 1 3 "},
      {{"95", "90", "90", "90", "80"}, "1 2 2 2 5 "},
      {{"59.044", "59.036"}, "1 2 "}};
  for (const auto& [points, expected] : rows) {
    const Score score = evaluate(one_given("100", points, 2));
    std::string ranks;
    for (const UnitScore& unit : score.units) {
      ranks += std::to_string(unit.rank.value_or(0)) + " ";
    }
    check.expect("E2 " + points[0], ranks, expected);
  }
}

}  // namespace

std::vector<std::string> wrong_answers() {
  Checker check;
  check_yes_no(check);
  check_all_bands(check);
  check_targets(check);
  check_proportional(check);
  check_formula(check);
  check_index(check);
  check_ranks(check);
  return check.take();
}

}  // namespace oracle
