// SPDX-License-Identifier: Apache-2.0
//
// Figures for a rulebook: aimed at the ends of its bands and at each other, and kept only where the
// oracle finds no fault in them.
#include <algorithm>
#include <set>
#include <utility>

#include "random_rulebook.h"

namespace oracle {

namespace {

using Kind = Expression::Kind;

// ---------- cells ----------

// A number with at most `decimals` places, cut off; without trailing zeros but never with three
// places, which might be read as thousands.
std::string decimal_text(const mpq_class& value, int decimals) {
  std::string text = fixed(rounded(value, decimals, Mode::Down), decimals);
  while (text.find('.') != std::string::npos && (text.back() == '0' || text.back() == '.')) {
    const bool point = text.back() == '.';
    text.pop_back();
    if (point) {
      break;
    }
  }
  const std::size_t point = text.find('.');
  return point != std::string::npos && text.size() - point == 4 ? text + '0' : text;
}

std::string cell_text(Random& random, const Indicator& indicator, const mpq_class& value) {
  switch (indicator.type) {
    case Type::Level:
      return indicator.levels[value.get_num().get_ui() % indicator.levels.size()];
    case Type::Date:
      return indicator.may_never_come && random.chance(8) ? "none"
                                                          : day_text(value.get_num().get_si());
    case Type::Bool:
      return value == 0 ? random.pick({"no", "không", "0"}) : random.pick({"yes", "x", "có", "1"});
    case Type::Percent:
      return decimal_text(value * 100, indicator.decimals) + (random.chance(30) ? "%" : "");
    case Type::Count:
    case Type::Number:
    case Type::Points:
      break;
  }
  return decimal_text(value, indicator.decimals);
}

// The most that a cell can hold: 10^15 in its last place.
mpq_class most(const Indicator& indicator) {
  mpq_class value = 1;
  for (int i = indicator.decimals; i < 15; ++i) {
    value *= 10;
  }
  return value;
}

// Into the bounds that the indicator has.
mpq_class bounded(const Indicator& indicator, mpq_class value) {
  const mpq_class scale = indicator.type == Type::Percent ? mpq_class(1, 100) : mpq_class(1);
  value = std::min(value, mpq_class(most(indicator) * scale));
  if (indicator.type == Type::Date) {
    return value;
  }
  if (indicator.type != Type::Number && value < 0) {
    value = 0;
  }
  if (!indicator.minimum.empty()) {
    value = std::max(value, mpq_class(number(indicator.minimum) * scale));
  }
  if (!indicator.maximum.empty()) {
    value = std::min(value, mpq_class(number(indicator.maximum) * scale));
  }
  return value;
}

mpq_class some_value(Random& random, const Indicator& indicator) {
  static const std::vector<std::string> counts = {
      "0", "1", "2", "3", "7", "17", "20", "34", "99", "100", "340", "99999", "100000", "100001"};
  static const std::vector<std::string> numbers = {"0",    "0.5", "1",       "2.5",    "-3",
                                                   "9.99", "17",  "33.3333", "99.995", "100"};
  static const std::vector<std::string> ratios = {"0%",  "12.5%", "33.3333%", "50%",  "66.67%",
                                                  "80%", "95%",   "99.99%",   "100%", "120%"};
  switch (indicator.type) {
    case Type::Count:
      return number(random.pick(counts));
    case Type::Percent:
      return number(random.chance(70) ? random.pick(ratios)
                                      : std::to_string(random.below(10001)) + "%") /
             (random.chance(90) ? 1 : 100);
    case Type::Bool:
      return mpq_class(random.chance(65) ? 1 : 0);
    case Type::Level:
      return mpq_class(random.between(0, 3));
    case Type::Date:
      return day_number(random.pick({"2022-02-28", "2022-03-01", "2024-02-29", "2023-12-31"})) +
             random.between(-12, 40);
    case Type::Number:
    case Type::Points:
      break;
  }
  return number(random.pick(numbers));
}

// ---------- one unit ----------

class UnitMaker {
 public:
  UnitMaker(Random& random, const Case& c, Unit& unit) : random_(random), case_(c), unit_(unit) {}

  void run() {
    const std::vector<Indicator>& indicators = case_.rulebook.indicators;
    figures_.assign(indicators.size(), std::nullopt);
    for (const Criterion* leaf : leaves(case_.rulebook)) {
      aim(*leaf->rule, leaf->when.has_value());
    }
    unit_.cells.clear();
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      mpq_class value = figures_[i] ? *figures_[i] : some_value(random_, indicators[i]);
      if (indicators[i].at_most && figures_[*indicators[i].at_most]) {
        value = std::min(value, *figures_[*indicators[i].at_most]);
      }
      figures_[i] = bounded(indicators[i], value);
      unit_.cells.push_back(cell_text(random_, indicators[i], *figures_[i]));
    }
    make_holes();
  }

 private:
  void make_holes() {
    const int holes = random_.chance(25) ? random_.between(1, 2) : 0;
    for (int i = 0; i < holes && !unit_.cells.empty(); ++i) {
      unit_.cells[random_.below(unit_.cells.size())] = random_.pick({"", "", "NA", "KĐG"});
    }
  }

  void set(std::size_t indicator, const mpq_class& value) {
    if (!figures_[indicator]) {
      figures_[indicator] = bounded(case_.rulebook.indicators[indicator], value);
    }
  }

  // The value that the rule's value should have: mostly where something changes.
  mpq_class target(const Rule& rule) {
    if (!rule.bands.empty() && random_.chance(70)) {
      const Band& band = random_.pick(rule.bands);
      return number(band.high.empty() ? band.low : band.high);
    }
    if (!rule.from.empty() && random_.chance(50)) {
      return number(rule.from) + number(rule.step) * random_.between(-1, 9);
    }
    mpq_class fraction(random_.between(0, 17), 17);
    fraction.canonicalize();
    return random_.chance(60) ? fraction : mpq_class(random_.between(0, 1));
  }

  void aim(const Rule& rule, bool may_not_apply) {
    if (rule.kind == Rule::Kind::Lateness) {
      aim_day(rule);
      return;
    }
    const mpq_class value = target(rule);
    const Expression& of = rule.of;
    if (of.kind == Kind::Figure) {
      aim_figure(rule, value);
    } else if (of.kind == Kind::Divide && of.operands[1].kind == Kind::Figure) {
      aim_quotient(of, value, may_not_apply);
    } else if (of.kind == Kind::Add) {
      aim_sum(of, value);
    } else if (of.kind == Kind::Compare) {
      aim_comparison(of);
    }
    for (const Part& part : rule.parts) {
      for (const Rule& inner : part.rule) {
        aim(inner, false);
      }
    }
  }

  // Near the day when it is due.
  void aim_day(const Rule& rule) {
    if (rule.due->kind == Kind::Day) {
      set(rule.of.figure, day_number(rule.due->text) + random_.between(-2, 13));
    }
  }

  static bool is_fraction(const Expression& e) {
    return e.kind == Kind::Divide && e.operands[0].kind == Kind::Figure &&
           e.operands[1].kind == Kind::Figure;
  }

  // A number of seventeenths, thirds, …
  mpq_class some_fraction() {
    const int whole = random_.pick(std::vector<int>{3, 7, 17, 300, 99999, 100001});
    mpq_class value(random_.between(1, whole), whole);
    value.canonicalize();
    return value;
  }

  // The fraction itself in larger figures, now and then one too many.
  void set_fraction(const Expression& e, const mpq_class& value) {
    const int factor = random_.pick(std::vector<int>{1, 1, 2, 3, 100, 99991});
    set(e.operands[1].figure, value.get_den() * factor);
    set(e.operands[0].figure, value.get_num() * factor + (random_.chance(20) ? 1 : 0));
  }

  // Two fractions with that sum.
  void aim_sum(const Expression& sum, const mpq_class& value) {
    const mpq_class first = some_fraction();
    if (is_fraction(sum.operands[0]) && is_fraction(sum.operands[1]) && first <= value) {
      set_fraction(sum.operands[0], first);
      set_fraction(sum.operands[1], value - first);
    }
  }

  void aim_comparison(const Expression& comparison) {
    const Expression& left = comparison.operands[0];
    const Expression& right = comparison.operands[1];
    if (is_fraction(left) && is_fraction(right)) {
      const mpq_class value = some_fraction();
      set_fraction(left, value);
      set_fraction(right, value);
    } else if (left.kind == Kind::Add && right.kind == Kind::Literal) {
      aim_sum(left, number(right.text));
    }
  }

  // The value itself or the next one that a cell can have.
  void aim_figure(const Rule& rule, const mpq_class& value) {
    const Indicator& indicator = case_.rulebook.indicators[rule.of.figure];
    const bool is_number = indicator.type != Type::Bool && indicator.type != Type::Date &&
                           indicator.type != Type::Level;
    if (!is_number || (rule.bands.empty() && rule.from.empty())) {
      return;
    }
    mpq_class tick = 1;
    for (int i = 0; i < indicator.decimals + (indicator.type == Type::Percent ? 2 : 0); ++i) {
      tick /= 10;
    }
    set(rule.of.figure, value + tick * (random_.chance(50) ? 0 : random_.between(-1, 1)));
  }

  // A whole that makes the quotient exact, or one that makes it nearly so.
  void aim_quotient(const Expression& of, const mpq_class& value, bool may_not_apply) {
    const std::size_t whole = of.operands[1].figure;
    if (may_not_apply && random_.chance(15)) {
      set(whole, 0);
    }
    const mpz_class exact = value.get_den() * random_.between(1, 9);
    const mpz_class odd =
        random_.pick(std::vector<int>{1, 3, 7, 17, 99999, 100000, 100001, 999983, 1500000000});
    set(whole, random_.chance(65) ? exact : odd);
    const mpz_class all = mpq_class(*figures_[whole] * value).get_num() /
                          mpq_class(*figures_[whole] * value).get_den();
    const mpz_class part = all + (random_.chance(60) ? 0 : random_.between(-1, 1));
    share(of.operands[0], part);
  }

  // Gives the terms of a sum a part of the whole each.
  void share(const Expression& terms, const mpz_class& all) {
    if (terms.kind == Kind::Figure) {
      set(terms.figure, all);
    } else if (terms.kind == Kind::Add) {
      const mpz_class rest =
          terms.operands[1].kind == Kind::Literal ? mpz_class(1) : mpz_class(all / 3);
      share(terms.operands[0], all - rest);
      share(terms.operands[1], rest);
    }
  }

  Random& random_;
  const Case& case_;
  Unit& unit_;
  std::vector<std::optional<mpq_class>> figures_;
};

std::string some_name(Random& random, std::size_t number_of_unit) {
  return random.pick({"Sở Nội vụ", "Phường Tây Nha Trang, tỉnh Khánh Hòa", "Unit", "Xã Ea Súp"}) +
         " " + std::to_string(number_of_unit);
}

Unit new_unit(Random& random, const Case& c) {
  Unit unit;
  const std::size_t place = c.units.size() + 1;
  unit.id = "u" + std::to_string(place);
  unit.name = some_name(random, place);
  unit.group = c.rulebook.groups.empty() ? 0 : random.below(c.rulebook.groups.size());
  return unit;
}

// Whether the unit alone is without a fault; `alone` is the case without its units.
bool is_sound(Case& alone, const Unit& unit) {
  alone.units = {unit};
  return evaluate(alone).errors.empty();
}

// As many units as there are, more, or not said.
void declare_groups(Random& random, Case& c) {
  for (std::size_t g = 0; g < c.rulebook.groups.size(); ++g) {
    const auto rows = static_cast<std::size_t>(std::count_if(
        c.units.begin(), c.units.end(), [g](const Unit& unit) { return unit.group == g; }));
    if (random.chance(60) && rows > 0) {
      c.rulebook.groups[g].units = rows + (random.chance(25) ? 1U : 0U);
    }
  }
}

// The same figures once more, or as multiples of the same fractions: a true tie.
std::optional<Unit> twin(Random& random, const Case& c) {
  if (c.units.empty() || !random.chance(12)) {
    return {};
  }
  Unit unit = new_unit(random, c);
  unit.cells = random.pick(c.units).cells;
  const int factor = random.between(1, 4);
  for (std::size_t i = 0; i < unit.cells.size(); ++i) {
    const Value value = read_cell(unit.cells[i], c.rulebook.indicators[i]);
    if (c.rulebook.indicators[i].type == Type::Count && value.state == State::Present) {
      unit.cells[i] = mpq_class(value.number * factor).get_num().get_str();
    }
  }
  return unit;
}

// Takes out the units that are at fault, until none is: without some, others may be.
void drop_faulty(Case& c) {
  while (true) {
    const std::vector<Fault> faults = evaluate(c).errors;
    if (faults.empty()) {
      return;
    }
    std::set<std::size_t> places;
    for (const Fault& fault : faults) {
      places.insert(fault.unit);
    }
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      c.units.erase(c.units.begin() + static_cast<std::ptrdiff_t>(*place));
    }
  }
}

bool compares_units(const Rule& rule) {
  return rule.kind == Rule::Kind::Relative ||
         std::any_of(rule.parts.begin(), rule.parts.end(), [](const Part& part) {
           return std::any_of(part.rule.begin(), part.rule.end(), compares_units);
         });
}

}  // namespace

void make_units(Random& random, Case& c, std::size_t most_units) {
  const std::vector<const Criterion*> rules = leaves(c.rulebook);
  const bool together = std::any_of(rules.begin(), rules.end(), [](const Criterion* leaf) {
    return compares_units(*leaf->rule);
  });
  // Each unit is compared with all: few of them will do.
  constexpr std::size_t kMostTogether = 80;
  const std::size_t wanted =
      1 + random.below(together ? std::min(most_units, kMostTogether) : most_units);
  const std::size_t attempts = 6 * wanted;
  Case alone = c;
  for (std::size_t i = 0; i < attempts && c.units.size() < wanted; ++i) {
    std::optional<Unit> unit = twin(random, c);
    if (!unit) {
      unit = new_unit(random, c);
      UnitMaker(random, c, *unit).run();
    }
    if (together || is_sound(alone, *unit)) {
      c.units.push_back(std::move(*unit));
    }
  }
  drop_faulty(c);
  declare_groups(random, c);
}

namespace {

// Three fractions, as whole and part each, and the points of the board.
struct FineFigures {
  std::vector<mpz_class> counts;
  mpq_class board;
};

// Fractions that differ from each other in the tenth place, in any order: true ties and near ones.
FineFigures near_ties(Random& random) {
  FineFigures figures;
  for (int i = 0; i < 3; ++i) {
    const int whole = 100000 + random.between(-2, 2);
    figures.counts.emplace_back(whole);
    figures.counts.emplace_back(whole - 1);
  }
  figures.board = mpq_class(random.between(9, 10));
  return figures;
}

// Fractions with board points that make up the rest to the threshold, if they can; else nothing.
std::optional<FineFigures> on_threshold(Random& random, const FineRulebook& fine) {
  const int n = fine.denominator;
  const int parts[] = {random.between(n / 2, n), random.between(n / 2, n),
                       random.between(n / 2, n)};
  mpq_class sum(25 * parts[0] + 30 * parts[1] + 25 * parts[2], n);
  sum.canonicalize();
  const mpq_class exact = number(fine.threshold) - sum;
  FineFigures figures;
  figures.board = rounded(exact, 9, random.chance(50) ? Mode::Down : Mode::Up);
  // Mostly sums with an end, so that the threshold is met; else the nearest to it.
  if (figures.board < 0 || figures.board > 20 || (figures.board != exact && !random.chance(5))) {
    return {};
  }
  for (const int part : parts) {
    const mpz_class factor(random.pick({"1", "1", "2", "3", "1000", "999983", "100000000000"}));
    figures.counts.emplace_back(n * factor);
    // One dossier of a hundred thousand million more or less.
    const bool off = factor > 1000000 && part < n && random.chance(50);
    figures.counts.emplace_back(part * factor + (off ? random.between(-1, 1) : 0));
  }
  const mpq_class tick(1, 1000000000);
  figures.board += tick * (random.chance(60) ? 0 : random.between(-1, 1));
  figures.board = std::clamp<mpq_class>(figures.board, 0, 20);
  return figures;
}

}  // namespace

void make_fine_units(Random& random, Case& c, const FineRulebook& fine, std::size_t most_units) {
  const std::size_t wanted = 1 + random.below(most_units);
  const bool ties = random.chance(25);
  Case alone = c;
  while (c.units.size() < wanted) {
    const std::optional<FineFigures> figures =
        ties ? near_ties(random) : on_threshold(random, fine);
    if (!figures) {
      continue;
    }
    Unit unit = new_unit(random, c);
    for (const mpz_class& count : figures->counts) {
      unit.cells.push_back(count.get_str());
    }
    unit.cells.push_back(decimal_text(figures->board, 9));
    if (is_sound(alone, unit)) {
      c.units.push_back(unit);
    }
  }
  declare_groups(random, c);
}

Case random_faulty_case(std::uint64_t seed, std::size_t most_units) {
  for (std::uint64_t attempt = 0;; ++attempt) {
    Case c = random_case(seed + 1000003 * attempt, most_units);
    Random random(seed ^ attempt);
    for (int i = 0; i < 40; ++i) {
      Case faulty = c;
      Unit& unit = faulty.units[random.below(faulty.units.size())];
      const std::size_t cell = random.below(unit.cells.size());
      const Type type = faulty.rulebook.indicators[cell].type;
      const bool is_number = type != Type::Bool && type != Type::Date && type != Type::Level;
      unit.cells[cell] = is_number ? random.pick({"", "-1", "2000"}) : "";
      if (type == Type::Count && random.chance(50)) {
        unit.cells[cell] = "0";
      }
      if (used_indicators(faulty.rulebook)[cell] && !evaluate(faulty).errors.empty()) {
        return faulty;
      }
    }
  }
}

}  // namespace oracle
