// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/faults.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "analysis/account/bands.h"
#include "base/codes.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

constexpr int kPlaces = 9;

class FaultReporter {
 public:
  FaultReporter(const Rulebook& rulebook, const ScoringProgram& program, const DataChunk& chunk,
                std::size_t row, const RowSource& rows, Diagnostics& diagnostics)
      : rulebook_(rulebook),
        program_(program),
        chunk_(chunk),
        row_(row),
        rows_(rows),
        diagnostics_(diagnostics),
        trace_(evaluate_exact(program.program, chunk.inputs(), row)) {}

  void report() {
    for (std::size_t i = 0; i < rulebook_.criteria.size(); ++i) {
      const CellState state = read(trace_, program_.nodes[i].points).state;
      if (!rulebook_.criteria[i].is_leaf()) {
        if (state == CellState::Unresolved) {
          report_negative_share(static_cast<CriterionIndex>(i));
        }
        continue;
      }
      if (state == CellState::Missing) {
        report_holes(static_cast<CriterionIndex>(i));
      } else if (state == CellState::Unresolved) {
        report_unresolved(static_cast<CriterionIndex>(i));
      }
    }
  }

  // What grades and ranking look at, for a unit that has an index.
  void report_conclusions() {
    for (const ScoringProgram::Condition& condition : program_.conditions) {
      const CellState state = read(trace_, condition.value).state;
      if (state == CellState::Present ||
          (state == CellState::NotApplicable && !condition.of_ranking)) {
        continue;
      }
      const std::string_view who = condition.of_ranking ? "the ranking needs" : "the grades need";
      bool any_hole = false;
      for (const IndicatorIndex indicator : condition.inputs) {
        if (is_missing(indicator)) {
          any_hole = true;
          if (reported_.insert(indicator).second) {
            add(codes::kNoConclusion,
                fmt::format("no value for `{}` of unit `{}`, which {}",
                            rulebook_.indicators[indicator].id, unit(), who),
                indicator, "fill in the figure");
          }
        }
      }
      if (!any_hole) {
        add(codes::kNoConclusion,
            fmt::format("`{}`, which {}, has no value for unit `{}`", condition.text, who, unit()),
            condition.inputs.empty() ? std::nullopt : std::optional(condition.inputs.front()),
            state == CellState::NotApplicable
                ? "a unit to which this does not apply cannot be ranked"
                : "write it so that it divides by nothing that is 0");
      }
    }
  }

 private:
  // A harmonic or geometric mean of shares of which one is negative.
  void report_negative_share(CriterionIndex index) {
    const Criterion& node = rulebook_.criteria[index];
    if (node.aggregation != Aggregation::Harmonic && node.aggregation != Aggregation::Geometric) {
      return;
    }
    for (const CriterionIndex child : node.children) {
      const ExactCell points = read(trace_, program_.nodes[child].points);
      if (points.state == CellState::Present && points.value < 0) {
        add(codes::kNegativeShare,
            fmt::format("criterion `{}` of unit `{}` has {} points, and `{}` takes their {} mean",
                        rulebook_.criteria[child].id, unit(), to_text(points.value, kPlaces),
                        node.id,
                        node.aggregation == Aggregation::Harmonic ? "harmonic" : "geometric"),
            std::nullopt, "such a mean needs points of 0 or more: correct figure or rule");
      }
    }
  }

  [[nodiscard]] const std::string& unit() const { return chunk_.units[row_].id; }

  [[nodiscard]] bool is_missing(IndicatorIndex indicator) const {
    const std::vector<CellState>& states = chunk_.columns[indicator].states;
    return !states.empty() && states[row_] == CellState::Missing;
  }

  // A fault at the cell of an indicator; at the unit where there is none.
  void add(std::string_view code, std::string message, std::optional<IndicatorIndex> indicator,
           std::string help) {
    const std::uint64_t offset = chunk_.row_offsets[row_];
    diagnostics_.add(
        {.severity = Severity::Error,
         .code = code,
         .message = std::move(message),
         .primary = {indicator ? rows_.cell(offset, *indicator) : rows_.unit_cell(offset), ""},
         .related = {},
         .help = std::move(help),
         .topic =
             indicator ? fmt::format("column `{}`", rulebook_.indicators[*indicator].id) : ""});
  }

  // First those of conditions: `missing:` does not say whether a criterion applies.
  void report_holes(CriterionIndex criterion) {
    report_holes_in_condition(criterion);
    for (const IndicatorIndex indicator : program_.nodes[criterion].trace->inputs) {
      if (is_missing(indicator) && reported_.insert(indicator).second) {
        add(codes::kMissingValue,
            fmt::format("no value for `{}` of unit `{}`, which criterion `{}` needs",
                        rulebook_.indicators[indicator].id, unit(),
                        rulebook_.criteria[criterion].id),
            indicator,
            "fill in the figure; or state `missing:` in the criterion, or pass --missing zero");
      }
    }
  }

  void report_holes_in_condition(CriterionIndex criterion) {
    for (std::optional<CriterionIndex> i = criterion; i; i = rulebook_.criteria[*i].parent) {
      if (rulebook_.criteria[*i].not_applicable_when) {
        report_holes_in(*rulebook_.criteria[*i].not_applicable_when, *i);
      }
    }
  }

  void report_holes_in(const Expression& expression, CriterionIndex criterion) {
    if (expression.kind == Expression::Kind::Indicator && is_missing(expression.indicator) &&
        reported_.insert(expression.indicator).second) {
      add(codes::kMissingValue,
          fmt::format(
              "no value for `{}` of unit `{}`, which decides whether criterion `{}` applies",
              rulebook_.indicators[expression.indicator].id, unit(),
              rulebook_.criteria[criterion].id),
          expression.indicator, "fill in the figure");
    }
    for (const Expression& operand : expression.operands) {
      report_holes_in(operand, criterion);
    }
  }

  // The figure that most likely stands in the divisor: the last one that is zero.
  [[nodiscard]] std::optional<IndicatorIndex> last_zero(
      const std::vector<IndicatorIndex>& inputs) const {
    const auto found = std::find_if(inputs.rbegin(), inputs.rend(), [&](IndicatorIndex i) {
      return chunk_.columns[i].cells[row_] == 0;
    });
    return found == inputs.rend() ? std::nullopt : std::optional(*found);
  }

  // False where the rule's own value is what stands in the way.
  [[nodiscard]] bool rule_has_points(const RuleTrace& rule, const ExactCell& operand,
                                     const Rational& maximum) const {
    if (operand.state != CellState::Present) {
      return false;
    }
    if (rule.bands.empty()) {
      return operand.value >= 0 && operand.value <= maximum;
    }
    return std::any_of(rule.bands.begin(), rule.bands.end(),
                       [&](const Band& band) { return holds(band, operand.value); });
  }

  // `when:` of the criterion or of what it stands in.
  [[nodiscard]] bool has_condition(CriterionIndex criterion) const {
    std::optional<CriterionIndex> i = criterion;
    while (i && !rulebook_.criteria[*i].not_applicable_when) {
      i = rulebook_.criteria[*i].parent;
    }
    return i.has_value();
  }

  void report_unresolved(CriterionIndex index) {
    const RuleTrace& rule = *program_.nodes[index].trace;
    const Criterion& criterion = rulebook_.criteria[index];
    const std::optional<Quotient> looked_at = rule.compared ? rule.compared : rule.operand;
    const ExactCell operand = looked_at ? read(trace_, *looked_at) : ExactCell{};
    std::optional<IndicatorIndex> first;
    if (!rule.inputs.empty()) {
      first = rule.inputs.front();
    }
    if (has_condition(index) &&
        rule_has_points(rule, operand, to_rational(criterion.maximum.value))) {
      add(codes::kUnresolved,
          fmt::format("`when:` of criterion `{}` divides by 0 for unit `{}`", criterion.id, unit()),
          first, "write the condition so that it asks for the divisor first");
    } else if (rule.counts_days) {
      add(codes::kUnresolved,
          fmt::format("criterion `{}` has no due day for unit `{}`, or no band for its days late",
                      criterion.id, unit()),
          first,
          "a due day counts whole days from a day that came; working days are known only "
          "within the calendar");
    } else if (rule.first_part_decides || rule.compares_units) {
      add(codes::kUnresolved,
          rule.first_part_decides
              ? fmt::format("no case of criterion `{}` holds for unit `{}`, or it divides by 0 or "
                            "passes 0..maximum",
                            criterion.id, unit())
              : fmt::format("criterion `{}` cannot compare unit `{}`: it divides by 0, or no unit "
                            "has a value to compare with",
                            criterion.id, unit()),
          first, "correct the figures, or say in the rulebook what holds then");
    } else if (!rule.parts.empty() || operand.state == CellState::Unresolved) {
      add(codes::kUnresolved,
          fmt::format("criterion `{}` divides by 0 for unit `{}`", criterion.id, unit()),
          last_zero(rule.inputs),
          "state `not_applicable: {when: … == 0}` in the criterion, or correct the figures");
    } else {
      const bool ratio = rule.quantity == Quantity::Ratio;
      const std::string value =
          to_text(ratio ? Rational(operand.value * 100) : operand.value, kPlaces) +
          (ratio ? "%" : "");
      add(codes::kUnresolved,
          rule.bands.empty()
              ? fmt::format("criterion `{}` of unit `{}` comes to {} points, outside 0..{}",
                            criterion.id, unit(), value, to_text(criterion.maximum))
              : fmt::format("no band of criterion `{}` holds {} of unit `{}`", criterion.id, value,
                            unit()),
          first, "correct the figure or the rule");
    }
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const DataChunk& chunk_;
  std::size_t row_;
  const RowSource& rows_;
  Diagnostics& diagnostics_;
  std::vector<ExactCell> trace_;
  std::set<IndicatorIndex> reported_;
};

}  // namespace

void report_faults(const Rulebook& rulebook, const ScoringProgram& program, const DataChunk& chunk,
                   std::size_t row, const RowSource& rows, Diagnostics& diagnostics) {
  FaultReporter(rulebook, program, chunk, row, rows, diagnostics).report();
}

void report_conclusions(const Rulebook& rulebook, const ScoringProgram& program,
                        const DataChunk& chunk, std::size_t row, const RowSource& rows,
                        Diagnostics& diagnostics) {
  FaultReporter(rulebook, program, chunk, row, rows, diagnostics).report_conclusions();
}

}  // namespace parindex
