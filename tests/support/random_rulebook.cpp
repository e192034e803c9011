// SPDX-License-Identifier: Apache-2.0
#include "random_rulebook.h"

#include <algorithm>
#include <utility>

namespace oracle {

namespace {

using Kind = Expression::Kind;

// The divisor of the rule's value where it has one: what `when:` asks about most.
const Expression* divisor_of(const Expression& e) {
  return e.kind == Kind::Divide && e.operands[1].kind == Kind::Figure ? &e.operands[1] : nullptr;
}

void make_leaf(Random& random, Rulebook& rulebook, Criterion& leaf) {
  leaf.maximum = some_maximum(random);
  leaf.rule = random_rule(random, rulebook, leaf.maximum, 2);
  if (const Expression* divisor = divisor_of(leaf.rule->of);
      divisor != nullptr && random.chance(50)) {
    leaf.when = compare("==", *divisor, literal("0"));
  } else if (random.chance(12)) {
    leaf.when = random_condition(random, rulebook, random.between(0, 1));
  }
  if (random.chance(leaf.when ? 60 : 30)) {
    const Then choices[] = {Then::Rescale, Then::FullPoints, Then::Drop};
    leaf.then = choices[random.below(3)];
  }
  if (random.chance(10)) {
    leaf.needed = random_condition(random, rulebook, random.between(0, 1));
  }
  if (random.chance(30)) {
    leaf.missing = random.chance(60) ? Missing::Zero : Missing::NoScore;
  }
  if (random.chance(20)) {
    leaf.round = some_rounding(random);
  }
}

// ---------- the tree ----------

bool is_short(const mpq_class& value) {
  return rounded(value, 6, Mode::Down) == value;
}

bool joins_shares(const Criterion& node) {
  return node.aggregation != Aggregation::Sum && node.aggregation != Aggregation::Mean &&
         node.aggregation != Aggregation::WeightedMean;
}

bool adds_up(const Criterion& node) {
  return node.aggregation == Aggregation::Sum && node.cap.empty();
}

mpq_class maximum_of(const Criterion& c);

// What the parts of a sum or mean come to.
mpq_class joined(const Criterion& node) {
  mpq_class sum = 0;
  mpq_class weights = 0;
  for (const Criterion& child : node.children) {
    const mpq_class weight =
        node.aggregation == Aggregation::WeightedMean ? number(child.weight) : mpq_class(1);
    sum += weight * maximum_of(child);
    weights += weight;
  }
  return node.aggregation == Aggregation::Sum ? sum : mpq_class(sum / weights);
}

mpq_class maximum_of(const Criterion& c) {
  mpq_class parts;
  if (!c.maximum.empty()) {
    parts = number(c.maximum);
  } else {
    parts = joins_shares(c) ? maximum_of(c.children.front()) : joined(c);
  }
  return c.cap.empty() ? parts : std::min(parts, number(c.cap));
}

// All the same, and with an end.
bool same_maxima(const Criterion& node) {
  return is_short(maximum_of(node.children.front())) &&
         std::all_of(node.children.begin(), node.children.end(), [&](const Criterion& child) {
           return maximum_of(child) == maximum_of(node.children.front());
         });
}

Aggregation some_aggregation(Random& random) {
  const Aggregation choices[] = {Aggregation::WeightedMean, Aggregation::WeightedMean,
                                 Aggregation::Mean,         Aggregation::Geometric,
                                 Aggregation::Harmonic,     Aggregation::Minimum,
                                 Aggregation::Maximum};
  return random.chance(50) ? Aggregation::Sum : choices[random.below(7)];
}

void make_children(Random& random, Rulebook& rulebook, Criterion& node, int levels, int& budget);

// Its own maximum, cap and rounding, and what happens where it does not apply.
void complete_node(Random& random, Rulebook& rulebook, Criterion& node) {
  const bool shares = joins_shares(node);
  const mpq_class parts = shares ? number(some_maximum(random)) : joined(node);
  if (is_short(parts) && random.chance(12)) {
    node.cap = part_of(text_of(parts), random.between(3, 7));
  }
  if (shares ? !same_maxima(node) || random.chance(60) : is_short(parts) && random.chance(50)) {
    node.maximum = shares ? text_of(parts) : text_of(maximum_of(node));
  }
  if (random.chance(20)) {
    node.round = some_rounding(random);
  }
  if (random.chance(20)) {
    const Then choices[] = {Then::Rescale, Then::FullPoints, Then::Drop};
    node.then = choices[random.below(3)];
    if (random.chance(60)) {
      const std::vector<std::string> nameable = std::exchange(rulebook.nameable, {});
      node.when = random_condition(random, rulebook, random.between(0, 1));
      rulebook.nameable = nameable;
    }
  }
}

void make_children(Random& random, Rulebook& rulebook, Criterion& node, int levels, int& budget) {
  const int count = random.between(1, 4);
  const std::string prefix = node.id.empty() ? "C" : node.id + ".";
  for (int i = 1; i <= count && (budget > 0 || i == 1); ++i) {
    Criterion child;
    child.id = prefix + std::to_string(i);
    child.weight = node.aggregation == Aggregation::WeightedMean
                       ? random.pick({"1", "2", "0.3", "7", "25", "1.5"})
                       : "1";
    if (levels > 1 && random.chance(45)) {
      child.aggregation = some_aggregation(random);
      make_children(random, rulebook, child, levels - 1, budget);
      complete_node(random, rulebook, child);
    } else {
      make_leaf(random, rulebook, child);
      --budget;
    }
    rulebook.nameable.push_back(child.id);
    node.children.push_back(std::move(child));
  }
}

// ---------- points that go elsewhere ----------

// Some of what stands below `top`, by nodes that add up, is rescaled within it.
void rescale_some(Random& random, const Criterion& top, const std::string& to, Criterion& node) {
  for (Criterion& child : node.children) {
    if (random.chance(25)) {
      child.then = Then::Rescale;
      child.within = top.id;
      child.to = to;
    }
    if (!child.rule && adds_up(child)) {
      rescale_some(random, top, to, child);
    }
  }
}

void redirect(Random& random, Criterion& node) {
  for (Criterion& child : node.children) {
    if (adds_up(node) && random.chance(10)) {
      child.then = Then::ShareOut;
      child.within.clear();
      child.to.clear();
    }
    if (!child.rule) {
      if (adds_up(child) && random.chance(25)) {
        rescale_some(random, child, random.chance(20) ? some_maximum(random) : "", child);
      }
      redirect(random, child);
    }
  }
}

// ---------- the rest ----------

void make_frame(Random& random, Rulebook& rulebook) {
  rulebook.id = "made-up." + std::to_string(random.below(1000));
  rulebook.index = some_rounding(random);
  rulebook.index.digits = random.chance(8) ? random.between(5, 9) : rulebook.index.digits;
  rulebook.ranking.rounded = random.chance(25);
  rulebook.grading.rounded = random.chance(60);
  const std::size_t groups = random.below(4);
  for (std::size_t i = 0; i < groups; ++i) {
    rulebook.groups.push_back({"nhom" + std::to_string(i + 1), std::nullopt});
  }
}

std::optional<Criterion> some_extra(Random& random, Rulebook& rulebook, const char* id) {
  Criterion top;
  top.id = id;
  int budget = random.between(1, 3);
  make_children(random, rulebook, top, 2, budget);
  top.cap = random.chance(60) ? part_of(text_of(joined(top)), random.between(2, 8)) : "";
  redirect(random, top);
  top.id.clear();
  return top;
}

}  // namespace

Rounding some_rounding(Random& random) {
  const Mode modes[] = {Mode::HalfUp, Mode::HalfUp, Mode::HalfEven, Mode::Down, Mode::Up};
  return {random.between(0, 4), modes[random.below(5)]};
}

std::string some_maximum(Random& random) {
  return random.pick({"1", "2", "2.5", "3", "5", "10", "0.75", "20", "1.25", "40", "7", "0.3"});
}

std::string text_of(const mpq_class& value) {
  return shortest(rounded(value, 6, Mode::Down));
}

std::string part_of(const std::string& maximum, int eighths) {
  return text_of(number(maximum) * eighths / 8);
}

void make_rulebook(Random& random, Case& c) {
  Rulebook& rulebook = c.rulebook;
  make_frame(random, rulebook);
  const Aggregation means[] = {Aggregation::WeightedMean, Aggregation::Mean};
  rulebook.root.aggregation = random.chance(30) ? means[random.below(2)] : Aggregation::Sum;
  int budget = random.between(2, 10);
  make_children(random, rulebook, rulebook.root, random.between(1, 3), budget);
  redirect(random, rulebook.root);
  if (random.chance(25)) {
    rulebook.bonus = some_extra(random, rulebook, "B");
  }
  if (random.chance(25)) {
    rulebook.penalty = some_extra(random, rulebook, "P");
  }
  if (random.chance(85)) {
    make_grades(random, rulebook, {});
  }
  make_conclusion(random, rulebook);
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
  rulebook.root.aggregation = random.chance(30) ? Aggregation::WeightedMean : Aggregation::Sum;
  Criterion node;
  node.id = "C1";
  for (std::size_t i = 0; i < weights.size(); ++i) {
    Criterion leaf;
    leaf.id = "C1." + std::to_string(i + 1);
    leaf.maximum = weights[i];
    const std::size_t whole = add_indicator(random, rulebook, Type::Count);
    const std::size_t part = add_indicator(random, rulebook, Type::Count);
    rulebook.indicators[part].at_most = whole;
    rulebook.indicators[part].maximum = random.pick({"", "999999999"});
    rulebook.indicators[whole].maximum = rulebook.indicators[part].maximum;
    Rule rule;
    rule.kind = Rule::Kind::Proportional;
    rule.of = apply(Kind::Divide, {figure(part), figure(whole)});
    leaf.rule = rule;
    node.children.push_back(leaf);
  }
  Criterion board;
  board.id = "C2";
  board.maximum = "20";
  const std::size_t points = add_indicator(random, rulebook, Type::Points);
  rulebook.indicators[points].decimals = 9;
  rulebook.indicators[points].maximum = "20";
  board.rule = Rule{};
  board.rule->of = figure(points);
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
