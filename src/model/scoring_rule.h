// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/numbers/decimal.h"
#include "engine/numbers/number.h"
#include "engine/program/builder.h"
#include "engine/program/program.h"
#include "model/expression.h"

namespace parindex {

// One end of an interval.
struct Bound {
  Number value;  // a ratio for percents: 95% is 0.95
  bool open = false;
};

// An interval of a value and the points it gives: "từ 95% đến dưới 100%" -> 2.5. An end that is not
// there is infinite.
struct Band {
  std::optional<Bound> lower, upper;
  Number points;                  // at the lower end; everywhere where there is no `to`
  std::optional<Number> to = {};  // at the upper end: linear between the two ends
  bool unknown = false;           // the annex does not say what this interval gives
};

// A rule made of named parts: cases, items of a checklist, alternatives.
struct RulePart {
  std::string text;               // as written in the rulebook
  std::optional<Quotient> holds;  // 1 where this part counts; empty: always
  Quotient points;                // what it gives where it counts
};

// How a rule came to its points, for explain: read from the slots of the same run.
struct RuleTrace {
  std::string_view kind;                      // the key in the rulebook: "bands"
  std::string operand_text;                   // the expression as written: "dung_han / ho_so"
  std::optional<Quotient> operand;            // what the rule looked at
  Quantity quantity = Quantity::Number;       // of the operand
  std::vector<Band> bands;                    // of rules that are piecewise linear: ascending
  std::vector<IndicatorIndex> inputs;         // figures that the rule reads, in order of use
  std::vector<RulePart> parts = {};           // of rules that have parts, in order
  std::optional<RulePart> precondition = {};  // no points unless it holds
  std::vector<IndicatorIndex> shown = {};     // figures that reports show beside `inputs`
  std::vector<std::string> levels = {};       // names, where the operand is a level
  // Of rules that compare units: what their value was turned into, which bands look at.
  std::optional<Quotient> compared = {};
  Quantity compared_quantity = Quantity::Number;
  // Points that the board may give (not applicable: it did not) in place of those of the rule.
  struct Decision {
    Quotient given, by_rule;
    IndicatorIndex indicator = 0;
  };
  std::optional<Decision> decision = {};
  // What the kind says of itself, so that nobody goes by its name.
  bool operand_is_points = false;      // the value is the points, unless it is cut
  bool operand_times_maximum = false;  // the value is a share of the maximum
  bool is_entered = false;             // a board or a survey enters the points
  bool first_part_decides = false;     // of the parts that hold only the first one counts
  bool counts_days = false;            // `compared` is how many days late the operand is
  bool compares_units = false;
};

struct CompiledRule {
  Quotient points;
  RuleTrace trace;
};

// What all units come to on a value, for rules that compare units with each other.
struct Statistic {
  enum class Kind : std::uint8_t {
    Best,
    Worst,
    Mean,
    Median,
    Rank,      // 1 for the best; equal values share it
    NotBetter  // share of the units, itself included, that are not better
  };

  Kind kind = Kind::Best;
  Quotient operand;  // units where it has no value do not count
  bool within_group = true;
  bool high_is_better = true;
};

// What a rule needs to become steps.
struct RuleCompiler {
  struct CriterionValues {
    Quotient points, maximum;
  };

  ProgramBuilder& program;
  const std::vector<Indicator>& indicators;
  // Points and applicable maximum of another criterion, compiled before if need be.
  std::function<CriterionValues(const std::string& id)> criterion;
  std::function<Quotient(const Statistic& statistic)> statistic;
};

// How one leaf criterion turns figures into points. Asked once per program, never once per unit.
class ScoringRule {
 public:
  ScoringRule() = default;
  ScoringRule(const ScoringRule&) = delete;
  ScoringRule& operator=(const ScoringRule&) = delete;
  virtual ~ScoringRule() = default;

  // The most points the rule can give; empty where it has no such bound or it cannot be known.
  [[nodiscard]] virtual std::optional<Number> best() const = 0;
  // Emits the steps that compute the points.
  virtual CompiledRule compile(const RuleCompiler& compiler) const = 0;
};

}  // namespace parindex
