// SPDX-License-Identifier: Apache-2.0
#include "random_rulebook.h"

#include <algorithm>
#include <utility>

namespace oracle {

namespace {

using Kind = Expression::Kind;

Rounding some_rounding(Random& random) {
  const Mode modes[] = {Mode::HalfUp, Mode::HalfUp, Mode::HalfEven, Mode::Down, Mode::Up};
  return {random.between(0, 4), modes[random.below(5)]};
}

std::string some_maximum(Random& random) {
  return random.pick({"1", "2", "2.5", "3", "5", "10", "0.75", "20", "1.25", "40", "7", "0.3"});
}

// At most nine places; the rest is cut off.
std::string text_of(const mpq_class& value) {
  return shortest(rounded(value, 6, Mode::Down));
}

// The part k/8 of the maximum.
std::string part_of(const std::string& maximum, int eighths) {
  return text_of(number(maximum) * eighths / 8);
}

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

// ---------- bands ----------

// Ends in ascending order, all different.
std::vector<std::string> some_ends(Random& random, bool ratio, bool negative) {
  const std::vector<std::string> ratios = {"12.5%", "33.3333%", "50%",    "60%",  "66.67%",
                                           "70%",   "80%",      "88%",    "90%",  "95%",
                                           "95.5%", "99%",      "99.99%", "100%", "105%"};
  const std::vector<std::string> numbers = {"1",    "2",  "2.5", "3",  "4",  "5",      "7",
                                            "9.99", "10", "17",  "20", "50", "99.995", "100"};
  std::vector<std::string> ends;
  for (const std::string& end : ratio ? ratios : numbers) {
    if (random.chance(30)) {
      ends.push_back(end);
    }
  }
  if (negative && random.chance(40)) {
    ends.insert(ends.begin(), ratio ? "-5%" : "-2.5");
  }
  if (ends.empty()) {
    ends.emplace_back(ratio ? "95%" : "3");
  }
  return ends;
}

// The bands below, between, at and above the ends; each end belongs to one side or stands alone.
std::vector<Band> cut(Random& random, const std::vector<std::string>& ends, bool from_zero,
                      bool open_top) {
  std::vector<Band> bands;
  Band current;
  if (from_zero) {
    current.low = ends.front().ends_with('%') ? "0%" : "0";
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool last = i + 1 == ends.size();
    const std::size_t side = random.below(3);  // 0 the lower band, 1 the upper, 2 its own
    current.high = ends[i];
    current.high_open = side != 0;
    bands.push_back(current);
    if (side == 2) {
      bands.push_back({ends[i], ends[i], false, false, {}});
    }
    current = {ends[i], {}, side != 1, false, {}};
    if (last && (open_top || side == 1)) {
      bands.push_back(current);
    }
  }
  return bands;
}

void give_points(Random& random, const std::string& maximum, std::vector<Band>& bands) {
  const bool ordered = random.chance(70);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const int eighths = ordered
                            ? static_cast<int>(8 * i / std::max<std::size_t>(bands.size() - 1, 1))
                            : random.between(0, 8);
    bands[i].points = part_of(maximum, bands.size() == 1 ? 8 : eighths);
  }
  if (!ordered && random.chance(90)) {
    bands[random.below(bands.size())].points = maximum;
  }
  for (std::size_t i = bands.size(); i > 1; --i) {
    std::swap(bands[i - 1], bands[random.below(i)]);
  }
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
  switch (random.below(5)) {
    case 0:
      return random_number(random, rulebook, 2);
    case 1:
      return figure(add_indicator(random, rulebook, Type::Number));
    case 2:
      return figure(add_indicator(random, rulebook, Type::Points));
    default:
      return figure(add_indicator(random, rulebook, Type::Count));
  }
}

// Whole counts, with nothing between one band and the next: "0", "[1..3]", ">=4".
std::vector<Band> cut_counts(Random& random) {
  std::vector<Band> bands;
  int next = 0;
  const int count = random.between(1, 4);
  for (int i = 0; i < count; ++i) {
    const int last = next + random.between(0, 3);
    bands.push_back({std::to_string(next), std::to_string(last), false, false, {}});
    next = last + 1;
  }
  bands.push_back({std::to_string(next), {}, false, false, {}});
  return bands;
}

void make_bands(Random& random, Rulebook& rulebook, Criterion& leaf) {
  if (random.chance(8)) {
    leaf.of = figure(add_indicator(random, rulebook, Type::Count));
    leaf.bands = cut_counts(random);
    give_points(random, leaf.maximum, leaf.bands);
    return;
  }
  const bool ratio = random.chance(70);
  leaf.of = ratio ? banded_ratio(random, rulebook) : banded_number(random, rulebook);
  const bool natural = never_negative(rulebook, leaf.of);
  const bool from_zero = natural && random.chance(60);
  const bool plain = leaf.of.kind == Kind::Figure || natural;
  const std::vector<std::string> ends = some_ends(random, ratio, !natural);
  leaf.bands = cut(random, ends, from_zero, !plain || random.chance(70));
  give_points(random, leaf.maximum, leaf.bands);
}

// ---------- the other rules ----------

void make_proportional(Random& random, Rulebook& rulebook, Criterion& leaf) {
  leaf.of = random.chance(80) ? plain_quotient(random, rulebook)
                              : random_ratio(random, rulebook, random.between(0, 2));
  if (random.chance(20)) {
    leaf.uncapped = true;
  } else if (random.chance(15)) {
    leaf.cap = part_of(leaf.maximum, random.between(6, 10));
  }
  if (random.chance(25)) {
    leaf.floor = part_of(leaf.maximum, random.between(0, 4));
  }
}

void make_formula(Random& random, Rulebook& rulebook, Criterion& leaf) {
  if (random.chance(40)) {
    const std::size_t board = add_indicator(random, rulebook, Type::Points);
    leaf.of = apply(Kind::Divide, {figure(board), literal(random.pick({"3", "7", "2"}))});
    leaf.cut_to_bounds = random.chance(50);
    return;
  }
  leaf.of = random_number(random, rulebook, random.between(1, 3));
  leaf.cut_to_bounds = random.chance(90);
}

void make_rule(Random& random, Rulebook& rulebook, Criterion& leaf) {
  switch (random.below(10)) {
    case 0:
    case 1:
    case 2:
    case 3:
      leaf.rule = Rule::Bands;
      make_bands(random, rulebook, leaf);
      return;
    case 4:
    case 5:
    case 6:
      leaf.rule = Rule::Proportional;
      make_proportional(random, rulebook, leaf);
      return;
    case 7:
      leaf.rule = Rule::YesNo;
      leaf.of = random.chance(40) ? fine_comparison(random, rulebook)
                                  : random_condition(random, rulebook, random.between(0, 2));
      leaf.points = random.chance(20) ? part_of(leaf.maximum, random.between(7, 8)) : "";
      return;
    case 8:
      leaf.rule = Rule::Formula;
      make_formula(random, rulebook, leaf);
      return;
    default:
      leaf.rule = Rule::Given;
      leaf.of = figure(add_indicator(random, rulebook, Type::Points));
  }
}

// The divisor of the rule's value where it has one: what `when:` asks about most.
const Expression* divisor_of(const Expression& e) {
  return e.kind == Kind::Divide && e.operands[1].kind == Kind::Figure ? &e.operands[1] : nullptr;
}

void make_leaf(Random& random, Rulebook& rulebook, Criterion& leaf) {
  leaf.maximum = some_maximum(random);
  make_rule(random, rulebook, leaf);
  if (const Expression* divisor = divisor_of(leaf.of); divisor != nullptr && random.chance(50)) {
    leaf.when = compare("==", *divisor, literal("0"));
  } else if (random.chance(12)) {
    leaf.when = random_condition(random, rulebook, random.between(0, 1));
  }
  if (random.chance(leaf.when ? 60 : 30)) {
    const Then choices[] = {Then::Rescale, Then::FullPoints, Then::Drop};
    leaf.then = choices[random.below(3)];
  }
  if (random.chance(30)) {
    leaf.missing = random.chance(60) ? Missing::Zero : Missing::NoScore;
  }
}

// ---------- the tree ----------

bool is_short(const mpq_class& value) {
  return rounded(value, 6, Mode::Down) == value;
}

// What the children come to; empty where it has no end.
std::optional<mpq_class> maximum_of(const Criterion& node) {
  mpq_class sum = 0;
  mpq_class weights = 0;
  for (const Criterion& child : node.children) {
    std::optional<mpq_class> own =
        child.rule == Rule::Node ? maximum_of(child) : number(child.maximum);
    if (!own) {
      return {};
    }
    const mpq_class weight = node.weighted_mean ? number(child.weight) : mpq_class(1);
    sum += weight * *own;
    weights += weight;
  }
  return node.weighted_mean ? mpq_class(sum / weights) : sum;
}

void make_children(Random& random, Rulebook& rulebook, Criterion& node, int levels, int& budget) {
  const int count = random.between(1, 4);
  for (int i = 1; i <= count && (budget > 0 || i == 1); ++i) {
    Criterion child;
    child.id = (node.id.empty() ? "C" : node.id + ".") + std::to_string(i);
    child.weight = node.weighted_mean ? random.pick({"1", "2", "0.3", "7", "25", "1.5"}) : "1";
    if (levels > 1 && random.chance(45)) {
      child.weighted_mean = random.chance(35);
      make_children(random, rulebook, child, levels - 1, budget);
      const mpq_class maximum = *maximum_of(child);
      child.maximum = is_short(maximum) && random.chance(50) ? text_of(maximum) : "";
      if (random.chance(20)) {
        child.round = some_rounding(random);
      }
    } else {
      make_leaf(random, rulebook, child);
      if (random.chance(20)) {
        child.round = some_rounding(random);
      }
      --budget;
    }
    node.children.push_back(child);
  }
}

// ---------- the rest ----------

void make_grades(Random& random, Rulebook& rulebook, const std::string& threshold) {
  const std::vector<std::string> scale = {"95", "90", "85.5", "80", "70", "66.67", "50", "33.3"};
  for (const std::string& step : scale) {
    const bool near = !threshold.empty() && abs(number(step) - number(threshold)) < 5;
    if (random.chance(40) && !near) {
      rulebook.grades.push_back({"Hạng " + step, step, random.chance(30)});
    }
  }
  if (!threshold.empty()) {
    rulebook.grades.push_back({"Đúng", threshold, random.chance(40)});
    std::sort(rulebook.grades.begin(), rulebook.grades.end(), [](const Grade& a, const Grade& b) {
      return number(a.threshold) > number(b.threshold);
    });
  }
  if (!rulebook.grades.empty()) {
    rulebook.grades.push_back({random.chance(70) ? "Yếu" : "", "", false});
  }
}

void make_frame(Random& random, Rulebook& rulebook) {
  rulebook.id = "made-up." + std::to_string(random.below(1000));
  rulebook.index = some_rounding(random);
  rulebook.index.digits = random.chance(8) ? random.between(5, 9) : rulebook.index.digits;
  rulebook.rank_on_rounded = random.chance(25);
  rulebook.grade_on_rounded = random.chance(60);
  const std::size_t groups = random.below(4);
  for (std::size_t i = 0; i < groups; ++i) {
    rulebook.groups.push_back({"nhom" + std::to_string(i + 1), std::nullopt});
  }
}

}  // namespace

void make_rulebook(Random& random, Case& c) {
  Rulebook& rulebook = c.rulebook;
  make_frame(random, rulebook);
  rulebook.root.weighted_mean = random.chance(25);
  int budget = random.between(2, 10);
  make_children(random, rulebook, rulebook.root, random.between(1, 3), budget);
  if (random.chance(85)) {
    make_grades(random, rulebook, {});
  }
  c.missing_is_zero = random.chance(15);
}

// Three fractions with the same denominator and points of a board: 25·a/n + 30·b/n + 25·c/n + g of
// 100. No term of the sum need have an end, and yet the sum may be exactly 90 or 89.995.
FineRulebook make_fine_rulebook(Random& random, Case& c) {
  Rulebook& rulebook = c.rulebook;
  make_frame(random, rulebook);
  FineRulebook fine;
  fine.denominator = random.pick(std::vector<int>{17, 3, 7, 13, 19, 300});
  fine.threshold = random.pick({"90", "89.995", "80", "79.5", "66.65", "89.9995", "75.00005"});
  const std::vector<std::string> weights = {"25", "30", "25"};
  rulebook.root.weighted_mean = random.chance(30);
  Criterion node;
  node.id = "C1";
  for (std::size_t i = 0; i < weights.size(); ++i) {
    Criterion leaf;
    leaf.id = "C1." + std::to_string(i + 1);
    leaf.maximum = weights[i];
    leaf.rule = Rule::Proportional;
    const std::size_t whole = add_indicator(random, rulebook, Type::Count);
    const std::size_t part = add_indicator(random, rulebook, Type::Count);
    rulebook.indicators[part].at_most = whole;
    rulebook.indicators[part].maximum = random.pick({"", "999999999"});
    rulebook.indicators[whole].maximum = rulebook.indicators[part].maximum;
    leaf.of = apply(Kind::Divide, {figure(part), figure(whole)});
    node.children.push_back(leaf);
  }
  Criterion board;
  board.id = "C2";
  board.maximum = "20";
  board.rule = Rule::Given;
  board.of = figure(add_indicator(random, rulebook, Type::Points));
  rulebook.indicators[board.of.figure].decimals = 9;
  rulebook.indicators[board.of.figure].maximum = "20";
  rulebook.root.children = {node, board};
  make_grades(random, rulebook, fine.threshold);
  return fine;
}

Case random_case(std::uint64_t seed, std::size_t most_units) {
  Random random(seed);
  while (true) {
    Case c;
    if (random.chance(25)) {
      const FineRulebook fine = make_fine_rulebook(random, c);
      make_fine_units(random, c, fine, most_units);
    } else {
      make_rulebook(random, c);
      make_units(random, c, most_units);
    }
    if (!c.units.empty()) {
      return c;
    }
  }
}

}  // namespace oracle
