// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/interval.h"
#include "rulebook/kinds/band_scale.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/kinds/points_value.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

class Bands final : public ScoringRule {
 public:
  Bands(std::string_view kind, Expression operand, BandScale scale)
      : kind_(kind),
        operand_(std::move(operand)),
        scale_(std::move(scale)) {}

  [[nodiscard]] std::optional<Number> best() const override { return scale_.best(); }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    const Quotient value = compile_expression(operand_, compiler);
    return {
        scale_.compile(compiler.program, value),
        {kind_, operand_.text, value, operand_.quantity, scale_.bands, indicators_of(operand_)}};
  }

 private:
  std::string_view kind_;
  Expression operand_;
  BandScale scale_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_bands(const RuleContext& context,
                                              Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`bands` must be a mapping of 1 to 200 intervals",
                 context.span,
                 "for example {\"[80%..100%]\": 2, \"<80%\": 0}, with the value in `of:`");
    return nullptr;
  }
  std::optional<BandScale> scale =
      load_bands(*context.options,
                 {.ratio = context.operand.quantity == Quantity::Ratio,
                  .least = least_of(context.operand, context.vocabulary.indicators),
                  .whole = is_whole(context.operand, context.vocabulary.indicators),
                  .maximum = context.maximum,
                  .numbers = context.vocabulary.numbers},
                 diagnostics);
  return scale ? std::make_unique<Bands>("bands", context.operand, std::move(*scale)) : nullptr;
}

std::unique_ptr<const ScoringRule> make_line(const RuleContext& context, Diagnostics& diagnostics) {
  const std::size_t count = context.options == nullptr ? 0 : context.options->entries.size();
  if (count < 2 || count > 200) {
    report_error(diagnostics, codes::kWrongType, "`line` must be a mapping of 2 to 200 knots",
                 context.span, "for example `line: {0%: 0, 80%: 2, 100%: 3}`");
    return nullptr;
  }
  const bool ratio = context.operand.quantity == Quantity::Ratio;
  const std::size_t faults = diagnostics.errors();
  std::vector<Knot> knots;
  for (const ConfigEntry& entry : context.options->entries) {
    std::string problem;
    const std::optional<Interval> at =
        parse_interval(entry.key, ratio, context.vocabulary.numbers, problem);
    const std::optional<Number> points = read_points(entry.value, context.maximum, diagnostics);
    const bool exact = at && at->lower && at->upper && at->lower->value == at->upper->value;
    if (!exact) {
      report_error(diagnostics, codes::kBadNumber,
                   problem.empty() ? fmt::format("`{}` is not a number", entry.key) : problem,
                   entry.key_span, "a knot is one value and its points");
    } else if (!knots.empty() && !(knots.back().value < at->lower->value)) {
      report_error(diagnostics, codes::kBandOverlap, "the knots do not ascend", entry.key_span,
                   "from the least value to the greatest, each once");
    } else if (points) {
      knots.push_back({at->lower->value, *points});
    }
  }
  if (diagnostics.errors() > faults) {
    return nullptr;
  }
  BandScale scale = scale_of_knots(knots);
  for (const Band& band : scale.bands) {
    if (!has_room(band)) {
      report_error(diagnostics, codes::kBadNumber, "the knots have too many digits", context.span,
                   "at most nine digits each");
      return nullptr;
    }
  }
  return std::make_unique<Bands>("line", context.operand, std::move(scale));
}

}  // namespace parindex
