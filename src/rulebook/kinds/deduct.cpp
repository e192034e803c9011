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
#include "rulebook/kinds/band_scale.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostLosses = 100;

// What one kind of fault takes away.
struct Loss {
  Expression of;
  std::optional<BandScale> bands;  // or
  Number points;                   // for each
  std::optional<Number> at_most;
};

class Deduct final : public ScoringRule {
 public:
  Deduct(Number start, std::vector<Loss> losses, std::optional<Number> floor)
      : start_(std::move(start)),
        losses_(std::move(losses)),
        floor_(std::move(floor)) {}

  [[nodiscard]] std::optional<Number> best() const override { return start_; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    RuleTrace trace{"deduct", "", std::nullopt, Quantity::Number, {}, {}};
    std::vector<ProgramBuilder::Term> terms;
    for (const Loss& loss : losses_) {
      const Quotient value = compile_expression(loss.of, compiler);
      Quotient lost = loss.bands ? loss.bands->compile(program, value)
                                 : program.multiply(value, program.number(loss.points));
      if (!is_never_negative(loss.of, compiler.indicators)) {
        lost = program.extreme(Op::Maximum, std::array{lost, program.constant(kZero)});
      }
      if (loss.at_most) {
        lost = program.extreme(Op::Minimum, std::array{lost, program.number(*loss.at_most)});
      }
      terms.push_back({lost, {-1, 0}});
      trace.parts.push_back(
          {loss.of.text, value, program.multiply(lost, program.constant({-1, 0}))});
      add_indicators(loss.of, trace.inputs);
    }
    Quotient points = program.linear(start_, terms);
    if (floor_) {
      points = program.extreme(Op::Maximum, std::array{points, program.number(*floor_)});
    }
    return {points, std::move(trace)};
  }

 private:
  Number start_;
  std::vector<Loss> losses_;
  std::optional<Number> floor_;
};

std::optional<Loss> read_loss(const ConfigNode& node, const RuleContext& context,
                              Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(node, "a loss", diagnostics);
  const ConfigEntry* of = keys.required("of");
  std::optional<Expression> value =
      of == nullptr ? std::nullopt
                    : parse_expression(of->value, context.vocabulary, std::nullopt, diagnostics);
  const ConfigEntry* bands = keys.find("bands");
  const std::optional<Number> points = keys.number("points");
  Loss loss;
  loss.at_most = keys.number("at_most");
  keys.finish();
  if ((bands == nullptr) == !points) {
    report_error(diagnostics, bands == nullptr ? codes::kMissingKey : codes::kSeveralRules,
                 "a loss has either `points` for each or `bands`", node.span,
                 "- {of: loi, points: 25, at_most: 50}");
  }
  if (!value || diagnostics.errors() > faults) {
    return std::nullopt;
  }
  loss.points = points.value_or(kZero);
  if (bands != nullptr) {
    constexpr Decimal kNoLimit{1'000'000'000, 0};  // losses may be larger than what there is
    const std::vector<Indicator>& indicators = context.vocabulary.indicators;
    loss.bands = load_bands(bands->value,
                            {.ratio = value->quantity == Quantity::Ratio,
                             .least = least_of(*value, indicators),
                             .whole = is_whole(*value, indicators),
                             .maximum = kNoLimit,
                             .numbers = context.vocabulary.numbers},
                            diagnostics);
    if (!loss.bands) {
      return std::nullopt;
    }
  }
  loss.of = std::move(*value);
  return loss;
}

}  // namespace

std::unique_ptr<const ScoringRule> make_deduct(const RuleContext& context,
                                               Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(*context.options, "`deduct`", diagnostics);
  const Number start = keys.number("start").value_or(context.maximum);
  // Losses may pass what there is to lose: annexes must be asked whether points go below 0.
  const ConfigEntry* floor = keys.required("floor");
  const bool none = floor != nullptr && floor->value.text == "none";
  const std::optional<Number> least = none ? std::nullopt : keys.number("floor");
  std::vector<Loss> losses;
  if (const ConfigEntry* list = keys.required("losses")) {
    if (list->value.items.empty() || list->value.items.size() > kMostLosses) {
      report_error(diagnostics, codes::kWrongType, "`losses` must be a list of 1 to 100 losses",
                   list->value.span, "- {of: loi, points: 25}");
    }
    for (const ConfigNode& item : list->value.items) {
      if (std::optional<Loss> loss = read_loss(item, context, diagnostics)) {
        losses.push_back(std::move(*loss));
      }
    }
  }
  keys.finish();
  if (diagnostics.errors() > faults) {
    return nullptr;
  }
  return std::make_unique<Deduct>(start, std::move(losses), least);
}

}  // namespace parindex
