// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/kinds/points_value.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

class Levels final : public ScoringRule {
 public:
  // By position of the level in its list; empty: unknown.
  Levels(Expression operand, std::vector<std::optional<Number>> points,
         std::vector<std::string> names)
      : operand_(std::move(operand)),
        points_(std::move(points)),
        names_(std::move(names)) {}

  [[nodiscard]] std::optional<Number> best() const override {
    return std::max_element(
               points_.begin(), points_.end(),
               [](const auto& a, const auto& b) { return a.value_or(kZero) < b.value_or(kZero); })
        ->value_or(kZero);
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Quotient level = compile_expression(operand_, compiler);
    std::vector<ProgramBuilder::Threshold> points;
    std::vector<ProgramBuilder::Threshold> unknown;
    for (std::size_t i = 1; i < points_.size(); ++i) {
      const Number at{static_cast<std::int64_t>(i), 0};
      points.push_back({at, false, points_[i].value_or(kZero)});
      unknown.push_back({at, false, {points_[i] ? 0 : 1, 0}});
    }
    Quotient result = program.steps(level, points_.front().value_or(kZero), points);
    if (std::any_of(points_.begin(), points_.end(), [](const auto& p) { return !p; })) {
      const Number first{points_.front() ? 0 : 1, 0};
      result = program.exclude(result, program.steps(level, first, unknown), CellState::NotScored);
    }
    RuleTrace trace{"levels", operand_.text, level, Quantity::Level, {}, indicators_of(operand_)};
    trace.levels = names_;
    return {result, std::move(trace)};
  }

 private:
  Expression operand_;
  std::vector<std::optional<Number>> points_;
  std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_levels(const RuleContext& context,
                                               Diagnostics& diagnostics) {
  const bool is_figure = context.operand.kind == Expression::Kind::Indicator;
  if (context.options == nullptr || context.options->entries.empty() || !is_figure) {
    report_error(diagnostics, codes::kWrongType,
                 "`levels` must be a mapping from the levels of a figure to points", context.span,
                 "for example `of: muc` and `levels: {tốt: 100%, khá: 75%, đạt: 50%}`");
    return nullptr;
  }
  const std::size_t faults = diagnostics.errors();
  const std::vector<std::string>& names =
      context.vocabulary.indicators[context.operand.indicator].levels;
  std::vector<std::optional<Number>> points(names.size());
  std::vector<bool> stated(names.size(), false);
  for (const ConfigEntry& entry : context.options->entries) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return fold_case(name) == fold_case(entry.key);
    });
    if (found == names.end()) {
      report_error(diagnostics, codes::kUnknownName,
                   fmt::format("`{}` has no level `{}`", context.operand.text, entry.key),
                   entry.key_span, suggest(entry.key, names));
      continue;
    }
    const auto place = static_cast<std::size_t>(found - names.begin());
    if (stated[place]) {
      report_error(diagnostics, codes::kDuplicateId,
                   fmt::format("the level `{}` stands twice", entry.key), entry.key_span);
    }
    stated[place] = true;
    if (!is_unknown(entry.value)) {
      points[place] = read_points(entry.value, context.maximum, diagnostics);
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!stated[i]) {
      report_error(diagnostics, codes::kBandGap,
                   fmt::format("the level `{}` has no points", names[i]), context.span,
                   "each level has points, a share of the maximum, or `unknown`");
    }
  }
  return diagnostics.errors() > faults
             ? nullptr
             : std::make_unique<Levels>(context.operand, std::move(points), names);
}

}  // namespace parindex
