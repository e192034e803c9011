// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "rulebook/expression_compiler.h"
#include "rulebook/expression_facts.h"
#include "rulebook/expression_parser.h"
#include "rulebook/key_reader.h"
#include "rulebook/kinds.h"
#include "rulebook/kinds/band_scale.h"

namespace parindex {
namespace {

class Lateness final : public ScoringRule {
 public:
  // `due` is the last day that is in time.
  Lateness(Expression delivered, Expression due, Decimal grace, BandScale bands)
      : delivered_(std::move(delivered)),
        due_(std::move(due)),
        grace_(grace),
        bands_(std::move(bands)) {}

  [[nodiscard]] std::optional<Decimal> best() const override { return bands_.best(); }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Value delivered = compile_expression(delivered_, compiler);
    Value due = compile_expression(due_, compiler);
    // What counts from a day that never came has no due day, nor has half a day.
    constexpr Decimal kBeyondDays{kNever / 2, 0};
    due = program.require(due, program.compare(due, Relation::Less, program.constant(kBeyondDays)));
    due = program.require(
        due, program.compare(due, Relation::Equal, program.round(due, 0, Rounding::Down)));
    const Decimal grace{-grace_.coefficient, grace_.scale};
    const Value late = program.linear(
        grace, std::array{ProgramBuilder::Term{delivered}, ProgramBuilder::Term{due, {-1, 0}}});
    RuleTrace trace{"lateness",     delivered_.text, delivered,
                    Quantity::Date, bands_.bands,    indicators_of(delivered_)};
    add_indicators(due_, trace.inputs);
    trace.compared = late;
    return {bands_.compile(program, late), std::move(trace)};
  }

 private:
  Expression delivered_, due_;
  Decimal grace_;
  BandScale bands_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_lateness(const RuleContext& context,
                                                 Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`lateness` must be a mapping", context.span,
                 "lateness: {by: 2022-02-28, bands: {\"<=0\": 2, \"[1..5]\": 1, \">=6\": 0}}");
    return nullptr;
  }
  KeyReader keys(*context.options, "`lateness`", diagnostics);
  // "đến hết ngày" includes the day, "trước ngày" does not: the rulebook must say which.
  const ConfigEntry* by = keys.find("by");
  const ConfigEntry* before = keys.find("before");
  const ConfigEntry* bands = keys.required("bands");
  keys.finish();
  if ((by == nullptr) == (before == nullptr)) {
    report_error(diagnostics, by == nullptr ? codes::kMissingKey : codes::kSeveralRules,
                 "`lateness` has either `by` or `before`", context.span,
                 "`by: 2022-02-28` includes the day (đến hết), `before: 2022-03-01` does not");
    return nullptr;
  }
  const ConfigEntry& stated = by != nullptr ? *by : *before;
  std::optional<Expression> due =
      parse_expression(stated.value, context.vocabulary, Quantity::Date, diagnostics);
  std::optional<BandScale> scale =
      bands == nullptr
          ? std::nullopt
          : load_bands(bands->value,
                       {.ratio = false, .least = {}, .whole = true, .maximum = context.maximum},
                       diagnostics);
  if (!due || !scale) {
    return nullptr;
  }
  const Decimal grace{by != nullptr ? 0 : -1, 0};
  return std::make_unique<Lateness>(context.operand, std::move(*due), grace, std::move(*scale));
}

}  // namespace parindex
