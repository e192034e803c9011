// SPDX-License-Identifier: Apache-2.0
//
// The second opinion on every score: docs/rulebook.md taken literally, one unit and one criterion
// at a time, in GMP fractions. It includes nothing of src/, has its own structures and its own
// namespace, and knows nothing of speed.
#pragma once

#include <cstddef>
#include <gmpxx.h>
#include <optional>
#include <string>
#include <vector>

namespace oracle {

// ---------- what is scored ----------

enum class Type { Count, Number, Percent, Bool, Points };

struct Indicator {
  std::string id;
  Type type = Type::Number;
  int decimals = 0;
  std::string minimum, maximum;  // as a cell is written; empty: no bound
  std::optional<std::size_t> at_most;
};

struct Expression {
  enum class Kind {
    Literal,  // `text`, with % where it is a ratio
    Figure,   // `figure`
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

// An end that is empty is infinite.
struct Band {
  std::string low, high;
  bool low_open = false, high_open = false;
  std::string points;
};

enum class Rule { Node, Bands, Proportional, YesNo, Formula, Given };
enum class Missing { Error, Zero, NoScore };
enum class Then { Rescale, FullPoints, Drop };

struct Criterion {
  std::string id;
  std::string weight = "1";
  std::string maximum;  // a node: empty where it is not stated
  std::optional<Rounding> round;

  std::vector<Criterion> children;  // nodes
  bool weighted_mean = false;

  Rule rule = Rule::Node;  // leaves
  Expression of;
  std::vector<Band> bands;
  std::string cap, floor;  // proportional; empty: left out
  bool uncapped = false;
  std::string points;          // yes_no; empty: left out
  bool cut_to_bounds = false;  // formula: `cap: true`
  Missing missing = Missing::Error;
  std::optional<Expression> when;
  std::optional<Then> then;
};

struct Group {
  std::string id;
  std::optional<std::size_t> units;
};

// A grade without a threshold takes the rest; without a name it is `ungraded`.
struct Grade {
  std::string name, threshold;
  bool above = false;
};

struct Rulebook {
  std::string id;
  std::vector<Group> groups;  // none: one group `all`
  std::vector<Indicator> indicators;
  Criterion root;
  Rounding index;
  bool rank_on_rounded = false;
  bool grade_on_rounded = true;
  std::vector<Grade> grades;
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
  mpq_class maximum = 0;  // what is left of it for this unit
  // What the index divides by: `maximum` and what was dropped. Empty where all was rescaled away.
  std::optional<mpq_class> divisor;
  bool zero_for_missing = false;
  bool full_for_not_applicable = false;
};

struct UnitScore {
  std::vector<NodeScore> nodes;  // rulebook order, the root first
  std::optional<mpq_class> index, rounded_index;
  std::optional<std::size_t> rank;
  std::string grade;
};

struct Score {
  std::vector<UnitScore> units;
  std::vector<std::string> errors;  // not empty: the run must stop
};

Score evaluate(const Case& c);

// ---------- numbers ----------

// "12.5" or "12.5%", the latter 0.125.
mpq_class number(const std::string& text);
mpq_class rounded(const mpq_class& value, int digits, Mode mode);
// Exactly `digits` places; the value must have no more.
std::string fixed(const mpq_class& value, int digits);
// At most nine places, rounded half up, without trailing zeros.
std::string shortest(const mpq_class& value);
// A cell as a value: states of words and of the empty cell, percents as ratios.
Value read_cell(const std::string& text, Type type);
Value evaluate(const Expression& expression, const std::vector<Value>& figures);

// ---------- expressions ----------

Expression literal(const std::string& text);
Expression figure(std::size_t indicator);
Expression apply(Expression::Kind kind, std::vector<Expression> operands);
Expression compare(const std::string& relation, Expression left, Expression right);

// ---------- what the program must print ----------

std::string score_csv(const Case& c, const Score& score);
std::string detail_csv(const Case& c, const Score& score);
// One unit in `explain --format csv`: the unit, then its criteria up to the column `reason`.
std::string explained_csv(const Case& c, const Score& score, std::size_t unit);

}  // namespace oracle
