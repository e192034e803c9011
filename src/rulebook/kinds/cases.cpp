// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/kinds/points_value.h"
#include "rulebook/kinds/range_check.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostCases = 200;

// What a case gives: points by a rule of its own, or nothing that is known.
struct Case {
  std::optional<Expression> when;           // empty: always
  std::unique_ptr<const ScoringRule> rule;  // null: an expression, or unknown
  std::optional<Expression> points;
  std::string text;  // for explain

  [[nodiscard]] bool is_unknown() const { return rule == nullptr && !points; }
};

class Cases final : public ScoringRule {
 public:
  Cases(std::vector<Case> cases, Number maximum)
      : cases_(std::move(cases)),
        maximum_(std::move(maximum)) {}

  [[nodiscard]] std::optional<Number> best() const override {
    Number most{0, 0};
    for (const Case& one : cases_) {
      std::optional<Number> own = kZero;
      if (one.rule != nullptr) {
        own = one.rule->best();
      } else if (one.points) {
        own = one.points->kind == Expression::Kind::Literal ? std::optional(one.points->literal)
                                                            : std::nullopt;
      }
      if (!own) {
        return std::nullopt;
      }
      most = std::max(most, *own);
    }
    return most;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    RuleTrace trace{"cases", "", std::nullopt, Quantity::Number, {}, {}};
    trace.first_part_decides = true;
    std::vector<Quotient> points;
    for (const Case& one : cases_) {
      const std::optional<Quotient> holds =
          one.when ? std::optional(compile_expression(*one.when, compiler)) : std::nullopt;
      if (one.when) {
        add_indicators(*one.when, trace.inputs);
      }
      points.push_back(points_of(one, compiler, trace.inputs));
      trace.parts.push_back({one.text, holds, points.back()});
    }
    // From the last to the first: a case counts where none before it holds. Where none holds at
    // all, there are no points.
    Quotient result = points.back();
    if (cases_.back().when) {
      const Quotient none = program.require(program.constant(kZero), program.constant(kZero));
      result = program.select(*trace.parts.back().holds, result, none);
    }
    for (std::size_t i = cases_.size() - 1; i-- > 0;) {
      result = program.select(*trace.parts[i].holds, points[i], result);
    }
    return {result, std::move(trace)};
  }

 private:
  [[nodiscard]] Quotient points_of(const Case& one, const RuleCompiler& compiler,
                                   std::vector<IndicatorIndex>& inputs) const {
    ProgramBuilder& program = compiler.program;
    if (one.is_unknown()) {
      return program.exclude(program.constant(kZero), program.constant({1, 0}),
                             CellState::NotScored);
    }
    if (one.points) {
      add_indicators(*one.points, inputs);
      const Quotient points = compile_expression(*one.points, compiler);
      // A number was checked when it was read.
      return one.points->kind == Expression::Kind::Literal
                 ? points
                 : require_points_in_range(program, points, maximum_);
    }
    CompiledRule rule = one.rule->compile(compiler);
    for (const IndicatorIndex indicator : rule.trace.inputs) {
      add_indicator(indicator, inputs);
    }
    return rule.points;
  }

  std::vector<Case> cases_;
  Number maximum_;
};

// `points:` of a case: a number, a share, an expression or `unknown`.
void read_case_points(const ConfigNode& node, const RuleContext& context, Case& result,
                      Diagnostics& diagnostics) {
  if (is_unknown(node)) {
    return;
  }
  const std::string_view text = node.text;
  if (text.ends_with('%') || parse_decimal(text)) {
    const std::optional<Number> points = read_points(node, context.maximum, diagnostics);
    Expression literal;
    literal.literal = points.value_or(kZero);
    literal.text = text;
    result.points = std::move(literal);
    return;
  }
  result.points = parse_expression(node, context.vocabulary, Quantity::Number, diagnostics);
}

std::optional<Case> read_case(const ConfigNode& node, const RuleContext& context, bool last,
                              Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(node, "a case", diagnostics);
  if (!keys.is_mapping()) {
    return std::nullopt;
  }
  Case result;
  if (const ConfigEntry* when = keys.find("when")) {
    result.when = parse_expression(when->value, context.vocabulary, Quantity::Truth, diagnostics);
    result.text = when->value.text;
  } else if (!last) {
    report_error(diagnostics, codes::kGradeUnreachable,
                 "a case without `when` always holds: the ones after it can never be reached",
                 node.span, "put it last, or state its condition");
  }
  if (const ConfigEntry* points = keys.find("points")) {
    read_case_points(points->value, context, result, diagnostics);
  } else {
    result.rule = load_rule(keys, context.maximum, context.vocabulary, diagnostics);
  }
  keys.finish();
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(result));
}

}  // namespace

std::unique_ptr<const ScoringRule> make_cases(const RuleContext& context,
                                              Diagnostics& diagnostics) {
  const std::vector<ConfigNode>& items = context.options->items;
  if (items.empty() || items.size() > kMostCases) {
    report_error(diagnostics, codes::kWrongType, "`cases` must be a list of 1 to 200 cases",
                 context.span, "- {when: ke_hoach and dung_han, points: 1.5}");
    return nullptr;
  }
  const std::size_t faults = diagnostics.errors();
  std::vector<Case> cases;
  for (const ConfigNode& item : items) {
    if (std::optional<Case> one = read_case(item, context, &item == &items.back(), diagnostics)) {
      cases.push_back(std::move(*one));
    }
  }
  if (diagnostics.errors() > faults) {
    return nullptr;
  }
  if (cases.back().when) {
    diagnostics.add({.severity = Severity::Warning,
                     .code = codes::kBandGap,
                     .message = "a unit for which no case holds has no points",
                     .primary = {items.back().span, ""},
                     .related = {},
                     .help = "add a last case without `when`, for example `- {points: 0}`",
                     .topic = ""});
  }
  return std::make_unique<Cases>(std::move(cases), context.maximum);
}

}  // namespace parindex
