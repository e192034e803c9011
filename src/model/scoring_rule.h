// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/builder.h"
#include "engine/decimal.h"
#include "engine/program.h"
#include "model/expression.h"

namespace parindex {

// One end of an interval.
struct Bound {
  Decimal value;  // a ratio for percents: 95% is 0.95
  bool open = false;
};

// An interval of a value and the points it gives: "từ 95% đến dưới 100%" -> 2.5. An end that is not
// there is infinite.
struct Band {
  std::optional<Bound> lower, upper;
  Decimal points;
};

// How a rule came to its points, for explain: read from the slots of the same run.
struct RuleTrace {
  std::string_view kind;                 // the key in the rulebook: "bands"
  std::string operand_text;              // the expression as written: "dung_han / ho_so"
  std::optional<Value> operand;          // what the rule looked at
  Quantity quantity = Quantity::Number;  // of the operand
  std::vector<Band> bands;               // bands only, ascending
  std::vector<IndicatorIndex> inputs;    // figures that the rule reads, in order of use
};

struct CompiledRule {
  Value points;
  RuleTrace trace;
};

// How one leaf criterion turns figures into points. Asked once per program, never once per unit.
class ScoringRule {
 public:
  ScoringRule() = default;
  ScoringRule(const ScoringRule&) = delete;
  ScoringRule& operator=(const ScoringRule&) = delete;
  virtual ~ScoringRule() = default;

  // The most points the rule can give; empty where it has no such bound or it cannot be known.
  [[nodiscard]] virtual std::optional<Decimal> best() const = 0;
  // Emits the steps that compute the points.
  virtual CompiledRule compile(ProgramBuilder& program,
                               const std::vector<Indicator>& indicators) const = 0;
};

}  // namespace parindex
