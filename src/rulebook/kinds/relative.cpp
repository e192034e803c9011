// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

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

enum class Against : std::uint8_t { Best, Mean, Median, Span, Rank, NotBetter, Leader };

constexpr std::array<std::pair<std::string_view, Against>, 7> kAgainst = {{
    {"best", Against::Best},
    {"mean", Against::Mean},
    {"median", Against::Median},
    {"min_max", Against::Span},
    {"rank", Against::Rank},
    {"percentile", Against::NotBetter},
    {"leader_excess", Against::Leader},
}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kWithin = {
    {{"group", true}, {"all", false}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kBetter = {
    {{"high", true}, {"low", false}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kAs = {
    {{"ratio", false}, {"difference", true}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kExcess = {
    {{"relative", true}, {"absolute", false}}};

struct Options {
  Against against = Against::Best;
  bool within_group = true;
  bool high_is_better = true;
  bool difference = false;
  bool relative_excess = true, states_excess = false;
  std::optional<Expression> target;  // leader_excess only
};

// What of a unit's value and those of all units gives the points.
struct Compared {
  Quotient value;
  Quantity quantity = Quantity::Ratio;
};

class Relative final : public ScoringRule {
 public:
  Relative(Expression operand, Options options, std::optional<BandScale> bands, Number maximum)
      : operand_(std::move(operand)),
        options_(std::move(options)),
        bands_(std::move(bands)),
        maximum_(std::move(maximum)) {}

  [[nodiscard]] std::optional<Number> best() const override {
    return bands_ ? std::optional(bands_->best()) : maximum_;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Quotient value = compile_expression(operand_, compiler);
    RuleTrace trace{"relative", operand_.text,          value, operand_.quantity,
                    {},         indicators_of(operand_)};
    trace.compares_units = true;
    if (options_.against == Against::Leader) {
      add_indicators(*options_.target, trace.inputs);
      const Quotient target = compile_expression(*options_.target, compiler);
      return {against_leader(compiler, value, target), std::move(trace)};
    }
    const Compared compared = compare_with_all(compiler, value);
    trace.compared = compared.value;
    trace.compared_quantity = compared.quantity;
    if (bands_) {
      trace.bands = bands_->bands;
      return {bands_->compile(program, compared.value), std::move(trace)};
    }
    Quotient points = program.multiply(compared.value, program.number(maximum_));
    points = program.extreme(Op::Minimum, std::array{points, program.number(maximum_)});
    points = program.extreme(Op::Maximum, std::array{points, program.constant({0, 0})});
    return {points, std::move(trace)};
  }

 private:
  using Kind = Statistic::Kind;

  [[nodiscard]] Quotient statistic(const RuleCompiler& compiler, Kind kind,
                                   Quotient operand) const {
    return compiler.statistic({kind, operand, options_.within_group, options_.high_is_better});
  }

  [[nodiscard]] Quotient ratio_or_difference(const RuleCompiler& compiler, Quotient value,
                                             Quotient other) const {
    ProgramBuilder& program = compiler.program;
    if (options_.difference) {
      return difference(program, value, other);
    }
    return options_.high_is_better ? program.divide(value, other) : program.divide(other, value);
  }

  static Quotient difference(ProgramBuilder& program, Quotient a, Quotient b) {
    return program.linear({0, 0},
                          std::array{ProgramBuilder::Term{a}, ProgramBuilder::Term{b, {-1, 0}}});
  }

  [[nodiscard]] Compared compare_with_all(const RuleCompiler& compiler, Quotient value) const {
    ProgramBuilder& program = compiler.program;
    const Quantity quantity = options_.difference ? operand_.quantity : Quantity::Ratio;
    switch (options_.against) {
      case Against::Best:
        return {ratio_or_difference(compiler, value, statistic(compiler, Kind::Best, value)),
                quantity};
      case Against::Mean:
        return {ratio_or_difference(compiler, value, statistic(compiler, Kind::Mean, value)),
                quantity};
      case Against::Median:
        return {ratio_or_difference(compiler, value, statistic(compiler, Kind::Median, value)),
                quantity};
      case Against::Span: {
        const Quotient worst = statistic(compiler, Kind::Worst, value);
        const Quotient best = statistic(compiler, Kind::Best, value);
        return {program.divide(difference(program, value, worst), difference(program, best, worst)),
                Quantity::Ratio};
      }
      case Against::Rank:
        return {statistic(compiler, Kind::Rank, value), Quantity::Number};
      case Against::NotBetter:
        return {statistic(compiler, Kind::NotBetter, value), Quantity::Ratio};
      case Against::Leader:
        break;
    }
    return {};
  }

  // Half of the maximum for reaching the target, the other half for the excess over it, measured by
  // the largest excess of all; a unit without a target is measured by the largest of those without.
  [[nodiscard]] Quotient against_leader(const RuleCompiler& compiler, Quotient actual,
                                        Quotient target) const {
    ProgramBuilder& program = compiler.program;
    const Quotient has_target = program.applicable(target);
    const Quotient half = program.multiply(program.number(maximum_), program.constant({5, 1}));
    const Quotient above = program.compare(actual, Relation::Greater, target);
    const Quotient over = difference(program, actual, target);
    const Quotient excess =
        program.materialize(options_.relative_excess ? program.divide(over, target) : over);
    const Quotient counted = program.exclude(excess, program.negate(above));
    const Quotient share = program.divide(excess, statistic(compiler, Kind::Best, counted));
    const Quotient more =
        program.linear({0, 0}, std::array{ProgramBuilder::Term{half},
                                          ProgramBuilder::Term{program.multiply(share, half)}});
    const Quotient less = program.multiply(program.divide(actual, target), half);
    const Quotient free = program.exclude(actual, has_target);
    const Quotient alone = program.multiply(
        program.divide(actual, statistic(compiler, Kind::Best, free)), program.number(maximum_));
    return program.select(has_target, program.select(above, more, less), alone);
  }

  Expression operand_;
  Options options_;
  std::optional<BandScale> bands_;
  Number maximum_;
};

// Which options go together.
bool check_options(const RuleContext& context, const Options& options, bool has_bands,
                   Diagnostics& diagnostics) {
  const bool needs_bands = options.difference || options.against == Against::Rank;
  const bool leads = options.against == Against::Leader;
  const bool to_one = options.against == Against::Best || options.against == Against::Mean ||
                      options.against == Against::Median;
  if (options.difference && !to_one) {
    report_error(diagnostics, codes::kSeveralRules,
                 "`as: difference` goes with `to: best`, `mean` or `median`", context.span,
                 "leave `as` out");
    return false;
  }
  if ((leads && !options.high_is_better) || (!leads && options.states_excess)) {
    report_error(diagnostics, codes::kSeveralRules,
                 leads ? "`leader_excess` is led by the largest excess: it has no `better: low`"
                       : "only `leader_excess` has an `excess`",
                 context.span, leads ? "leave `better` out" : "leave `excess` out");
    return false;
  }
  if (needs_bands && !has_bands) {
    report_error(diagnostics, codes::kMissingKey,
                 "a rank or a difference gives points only by `bands`", context.span,
                 "for example `relative: {to: rank, bands: {\"1\": 2, \">1\": 0}}`");
  } else if (leads && has_bands) {
    report_error(diagnostics, codes::kSeveralRules, "`leader_excess` has no bands", context.span,
                 "its points follow from the target and the leader");
  } else if (leads != options.target.has_value()) {
    report_error(diagnostics, leads ? codes::kMissingKey : codes::kUnknownKey,
                 leads ? "`leader_excess` needs a `target`" : "only `leader_excess` has a `target`",
                 context.span);
  } else {
    return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<const ScoringRule> make_relative(const RuleContext& context,
                                                 Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`relative` must be a mapping", context.span,
                 "for example `of: so_lieu` and `relative: {to: best}`");
    return nullptr;
  }
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(*context.options, "`relative`", diagnostics);
  Options options;
  keys.required("to");
  options.against = keys.choice<Against>("to", kAgainst, Against::Best);
  options.within_group = keys.choice<bool>("within", kWithin, true);
  options.high_is_better = keys.choice<bool>("better", kBetter, true);
  options.difference = keys.choice<bool>("as", kAs, false);
  if (options.against == Against::Leader) {
    keys.required("excess");
  }
  options.states_excess = keys.find("excess") != nullptr;
  options.relative_excess = keys.choice<bool>("excess", kExcess, true);
  if (const ConfigEntry* target = keys.find("target")) {
    options.target =
        parse_expression(target->value, context.vocabulary, context.operand.quantity, diagnostics);
  }
  const ConfigEntry* bands = keys.find("bands");
  keys.finish();
  if (diagnostics.errors() > faults ||
      !check_options(context, options, bands != nullptr, diagnostics)) {
    return nullptr;
  }
  std::optional<BandScale> scale;
  if (bands != nullptr) {
    const bool rank = options.against == Against::Rank;
    std::optional<Number> least = options.difference
                                      ? std::nullopt
                                      : least_of(context.operand, context.vocabulary.indicators);
    if (rank || options.against == Against::NotBetter || options.against == Against::Span) {
      least = Decimal{rank ? 1 : 0, 0};
    }
    const bool ratio =
        !rank && (!options.difference || context.operand.quantity == Quantity::Ratio);
    scale = load_bands(bands->value,
                       {.ratio = ratio,
                        .least = least,
                        .whole = rank,
                        .maximum = context.maximum,
                        .numbers = context.vocabulary.numbers},
                       diagnostics);
    if (!scale) {
      return nullptr;
    }
  }
  return std::make_unique<Relative>(context.operand, std::move(options), std::move(scale),
                                    context.maximum);
}

}  // namespace parindex
