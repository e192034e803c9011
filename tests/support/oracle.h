// SPDX-License-Identifier: Apache-2.0
//
// The second opinion on every score: docs/rulebook.md taken literally, one unit and one criterion
// at a time, in GMP fractions. It includes nothing of src/, has its own structures and its own
// namespace, and knows nothing of speed.
//
// The whole language is here but `ln`, `exp`, `pow` and `goalposts: {log: true}`, which are no
// fractions. The geometric mean is: a root of a fraction can be rounded half up in whole numbers.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <gmpxx.h>
#include <optional>
#include <string>
#include <vector>

namespace oracle {

// ---------- what is scored ----------

enum class Type { Count, Number, Percent, Bool, Points, Date, Level };

struct Indicator {
  std::string id;
  Type type = Type::Number;
  int decimals = 0;
  std::string minimum, maximum;  // as a cell is written; empty: no bound
  std::optional<std::size_t> at_most;
  std::vector<std::string> levels;
  bool may_never_come = true;  // dates: whether `none` stands in the data
};

struct Expression {
  enum class Kind {
    Literal,  // `text`, with % where it is a ratio
    Day,      // `text`, 2024-12-31
    Level,    // `text`, the name; `figure` is what it is a level of
    Figure,   // `figure`
    Points,   // of the criterion `text`
    Share,    // its points divided by its maximum
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Compare,  // `text` is the relation
    And,
    Or,
    Not,
    Minimum,
    Maximum,
    Absolute,
    Round,  // operands[1] is a literal
    Clamp,
    If
  };

  Kind kind = Kind::Literal;
  std::string text;
  std::size_t figure = 0;
  std::vector<Expression> operands;
};

enum class Mode { HalfUp, HalfEven, Down, Up };

struct Rounding {
  int digits = 2;
  Mode mode = Mode::HalfUp;
};

// An end that is empty is infinite. Points are a number, a share of the maximum (`75%`) or
// `unknown`; with `to` they go from `points` to that.
struct Band {
  std::string low, high;
  bool low_open = false, high_open = false;
  std::string points, to = {};
};

struct Rule;

// One of several things that a rule looks at: a case, an item, an alternative, a loss, an answer,
// the points of a level.
struct Part {
  std::optional<Expression> when;  // cases, items, alternatives
  std::optional<Expression> of;    // losses, answers; cases: an expression for points
  std::string points;              // a number, a share, `unknown`; losses: for each
  std::string weight;              // answers
  std::string at_most;             // losses
  std::vector<Band> bands;         // losses
  std::vector<Rule> rule;          // cases, alternatives: one or none
};

// Options that are empty are left out.
struct Rule {
  enum class Kind {
    YesNo,
    Bands,
    Proportional,
    Line,
    Goalposts,
    PerItem,
    Increments,
    Deduct,
    Lateness,
    Levels,
    Cases,
    Checklist,
    Formula,
    BestOf,
    Relative,
    Survey,
    Given
  };

  Kind kind = Kind::Given;
  Expression of;
  std::vector<Band> bands;  // also of lateness and relative; the knots of a line: `low`, `points`
  std::vector<Part> parts;
  std::string points, cap, floor, base, from, step, start, worst, best;
  std::string to;                         // relative
  std::optional<Expression> due, target;  // lateness; leader_excess
  std::optional<std::size_t> issued;      // survey: a figure that only reports show
  bool uncapped = false;
  bool cut_to_bounds = false;  // formula: `cap: true`
  bool clamp = true;           // goalposts
  bool down = false, whole_steps = true;
  bool before = false;   // lateness: `before` and not `by`
  bool working = false;  // lateness: in working days, `plus` of them after `by`
  int plus = 0;
  bool all_or_nothing = false;
  bool low_is_better = false, difference = false, among_all = false, absolute_excess = false;
};

enum class Aggregation { Sum, WeightedMean, Mean, Geometric, Harmonic, Minimum, Maximum };
enum class Missing { Error, Zero, NoScore };
enum class Then { Rescale, FullPoints, Drop, ShareOut };

struct Criterion {
  std::string id;
  std::string weight = "1";
  std::string maximum;  // a node: empty where it is not stated
  std::optional<Rounding> round;
  std::optional<Expression> when;
  std::optional<Then> then;
  std::string within, to;

  std::vector<Criterion> children;  // nodes
  Aggregation aggregation = Aggregation::Sum;
  std::string cap;

  std::optional<Rule> rule;  // leaves
  std::optional<Expression> needed;
  Missing missing = Missing::Error;
};

struct Group {
  std::string id;
  std::optional<std::size_t> units;
};

struct Need {
  std::optional<Expression> condition;  // else every leaf or top criterion is asked:
  bool top_only = false;
  std::string at_least;  // a share of the maximum; empty: more than 0 points
};

enum class Else { Undefined, Next, Ungraded };

// A grade without a threshold takes the rest; without a name it is `ungraded`.
struct Grade {
  std::string name, threshold;
  bool above = false;
  std::vector<Need> needs = {};
  Else otherwise = Else::Undefined;
  std::optional<Expression> next_when = {};
  std::string quota = {};  // as written; changes no grade
};

// A grade at most where the condition holds; without a grade: none.
struct GradeCap {
  std::optional<std::size_t> at_most;
  Expression when;
};

struct Key {
  Expression by;
  bool low_is_better = false;
};

// Which index is meant.
struct Form {
  bool rounded = false, before_bonus = false;
};

// The calendar of all rulebooks that count working days.
struct Calendar {
  static constexpr const char* kFrom = "2015-01-01";
  static constexpr const char* kTo = "2029-12-31";
  static constexpr std::array kHolidays = {"2022-02-28", "2022-03-01", "2024-01-01", "2024-02-29"};
  static constexpr std::array kWorked = {"2022-03-05", "2024-03-02"};  // Saturdays
};

struct Rulebook {
  std::string id;
  bool has_calendar = false;
  std::vector<Group> groups;  // none: one group `all`
  std::vector<Indicator> indicators;
  Criterion root;
  std::optional<Criterion> bonus, penalty;
  Rounding index;
  bool clamp = true;
  Form ranking, grading{.rounded = true};
  bool dense = false;
  std::vector<Key> keys;
  std::optional<Expression> ranked_when;
  std::vector<Grade> grades;
  std::vector<GradeCap> caps;
  std::vector<std::string> nameable;  // criteria that expressions may name; for making rulebooks
};

struct Unit {
  std::string id, name;
  std::size_t group = 0;
  std::vector<std::string> cells;  // by indicator, as written in the file
};

struct Case {
  Rulebook rulebook;
  std::vector<Unit> units;
  bool missing_is_zero = false;  // --missing zero
};

// ---------- the answer ----------

// Where operands differ the result takes the last of them.
enum class State { Present, NotApplicable, NotScored, Unresolved, Missing };

struct Value {
  State state = State::Present;
  mpq_class number = 0;
};

struct NodeScore {
  const Criterion* criterion = nullptr;
  State state = State::Present;  // present, not applicable or not scored
  mpq_class points = 0;
  mpq_class maximum = 0;    // what is left of it for this unit
  mpq_class divisor = 0;    // what the index divides by: `maximum` and what was dropped
  bool counted = true;      // whether anything of it is in the divisor
  bool parts_apply = true;  // nodes: whether any of its parts does
  bool zero_for_missing = false;

  [[nodiscard]] bool applies() const { return state != State::NotApplicable; }
};

struct UnitScore {
  std::vector<NodeScore> nodes;  // rulebook order: the root first, then bonus and penalty
  std::optional<mpq_class> index, rounded_index;
  std::optional<mpq_class> base, rounded_base;  // before bonus and penalty
  std::optional<Value> bonus, penalty;          // where the rulebook has them
  std::vector<mpq_class> keys;
  bool ranked = true;
  std::optional<std::size_t> rank;
  std::string grade;
};

struct Fault {
  std::size_t unit = 0;
  std::string what;
};

struct Score {
  std::vector<UnitScore> units;
  std::vector<Fault> errors;  // not empty: the run must stop
};

Score evaluate(const Case& c);

// ---------- numbers ----------

// "12.5" or "12.5%", the latter 0.125.
mpq_class number(const std::string& text);
mpq_class rounded(const mpq_class& value, int digits, Mode mode);
// The n-th root, rounded half up to 12 places.
mpq_class root(const mpq_class& value, unsigned long n);
// Exactly `digits` places; the value must have no more.
std::string fixed(const mpq_class& value, int digits);
// At most nine places, rounded half up, without trailing zeros.
std::string shortest(const mpq_class& value);
// Days since 1970-01-01.
long day_number(const std::string& text);
std::string day_text(long day);
// A cell as a value: states of words and of the empty cell, percents as ratios, levels as places
// in their list, days as numbers. What never came is later than every day.
Value read_cell(const std::string& text, const Indicator& indicator);
// The larger state of two: why a result has no value.
State worse(State a, State b);

// ---------- expressions ----------

// What an expression may look at.
struct Facts {
  const std::vector<Indicator>& indicators;
  const std::vector<Value>& figures;
  // Points or share of a criterion; empty where none may be named.
  std::function<Value(const std::string& id, bool share)> criterion = {};
};

Value evaluate(const Expression& expression, const Facts& facts);

Expression literal(const std::string& text);
Expression figure(std::size_t indicator);
Expression apply(Expression::Kind kind, std::vector<Expression> operands);
Expression compare(const std::string& relation, Expression left, Expression right);

// ---------- rules ----------

// The figures of all units, and what relative rules ask of them.
class Population {
 public:
  Population(const Case& c, const std::vector<std::vector<Value>>& figures)
      : case_(c),
        figures_(figures) {}

  // What an operand comes to in the units that `unit` is compared with, ascending; units without a
  // value are passed over.
  [[nodiscard]] std::vector<mpq_class> values(
      const Rule& rule, std::size_t unit,
      const std::function<Value(const Facts& facts)>& operand) const;

 private:
  const Case& case_;
  const std::vector<std::vector<Value>>& figures_;
};

struct RuleContext {
  const Facts& facts;
  const Population& population;
  std::size_t unit;
  mpq_class maximum;
};

// The points of a rule; unresolved where they are an error.
Value points_of(const Rule& rule, const RuleContext& context);
Value points_of_relative(const Rule& rule, const RuleContext& context);
// The points of the band that holds the value; unresolved where none does.
Value points_in(const std::vector<Band>& bands, const mpq_class& value, const mpq_class& maximum);

// ---------- the tree and what follows from it ----------

// The criteria of a tree, parents first.
void list_criteria(const Criterion& top, std::vector<const Criterion*>& criteria);
std::vector<const Criterion*> all_criteria(const Rulebook& rulebook);
// Points and maxima of all criteria of one unit; faults go to `errors`.
std::vector<NodeScore> score_tree(const Case& c, const Facts& figures, const Population& population,
                                  std::size_t unit, std::vector<Fault>& errors);
// Index, grade and what the rank goes by. `score.nodes` is there.
void conclude(const Case& c, const Facts& figures, std::size_t unit, UnitScore& score,
              std::vector<Fault>& errors);
void rank(const Case& c, Score& score);

// ---------- what the program must print ----------

std::string score_csv(const Case& c, const Score& score);
std::string detail_csv(const Case& c, const Score& score);
// One unit in `explain --format csv`: the unit, then its criteria up to the column `reason`.
std::string explained_csv(const Case& c, const Score& score, std::size_t unit);

}  // namespace oracle
