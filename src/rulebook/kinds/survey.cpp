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
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostAnswers = 50;

struct Answer {
  Expression count;
  Number weight;  // 1 gives the maximum
};

class Survey final : public ScoringRule {
 public:
  Survey(std::vector<Answer> answers, std::vector<IndicatorIndex> kept, Number maximum)
      : answers_(std::move(answers)),
        kept_(std::move(kept)),
        maximum_(std::move(maximum)) {}

  [[nodiscard]] std::optional<Number> best() const override { return maximum_; }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    RuleTrace trace{"survey", "", std::nullopt, Quantity::Ratio, {}, {}};
    std::vector<ProgramBuilder::Term> weighted;
    std::vector<ProgramBuilder::Term> counted;
    for (const Answer& answer : answers_) {
      const Quotient count = compile_expression(answer.count, compiler);
      weighted.push_back({count, answer.weight});
      counted.push_back({count});
      trace.parts.push_back({answer.count.text, count, program.number(answer.weight)});
      add_indicators(answer.count, trace.inputs);
    }
    const Quotient share =
        program.divide(program.linear(kZero, weighted), program.linear(kZero, counted));
    trace.operand = share;
    for (const IndicatorIndex indicator : kept_) {
      add_indicator(indicator, trace.shown);
    }
    return {program.multiply(share, program.number(maximum_)), std::move(trace)};
  }

 private:
  std::vector<Answer> answers_;
  std::vector<IndicatorIndex> kept_;  // figures of the survey that reports show
  Number maximum_;
};

std::optional<Answer> read_answer(const ConfigNode& node, const RuleContext& context,
                                  Diagnostics& diagnostics) {
  KeyReader keys(node, "an answer", diagnostics);
  const ConfigEntry* of = keys.required("of");
  const ConfigEntry* weight = keys.required("weight");
  keys.finish();
  if (of == nullptr || weight == nullptr) {
    return std::nullopt;
  }
  std::optional<Expression> count =
      parse_expression(of->value, context.vocabulary, Quantity::Number, diagnostics);
  const std::optional<Expression> share =
      parse_expression(weight->value, context.vocabulary, Quantity::Ratio, diagnostics);
  if (!count || !share) {
    return std::nullopt;
  }
  if (!is_never_negative(*count, context.vocabulary.indicators)) {
    report_error(diagnostics, codes::kTypeMismatch, "answers are counted: this may be negative",
                 of->value.span, "declare the figure as `count`");
    return std::nullopt;
  }
  if (share->kind != Expression::Kind::Literal || Decimal{1, 0} < share->literal) {
    report_error(diagnostics, codes::kBadNumber, "a weight is a percent from 0% to 100%",
                 weight->value.span, "for example `weight: 75%`");
    return std::nullopt;
  }
  return Answer{std::move(*count), share->literal};
}

}  // namespace

std::unique_ptr<const ScoringRule> make_survey(const RuleContext& context,
                                               Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  KeyReader keys(*context.options, "`survey`", diagnostics);
  std::vector<Answer> answers;
  if (const ConfigEntry* list = keys.required("answers")) {
    if (list->value.items.empty() || list->value.items.size() > kMostAnswers) {
      report_error(diagnostics, codes::kWrongType, "`answers` must be a list of 1 to 50 answers",
                   list->value.span, "- {of: rat_hai_long, weight: 100%}");
    }
    for (const ConfigNode& item : list->value.items) {
      if (std::optional<Answer> answer = read_answer(item, context, diagnostics)) {
        answers.push_back(std::move(*answer));
      }
    }
  }
  // Not part of the points: who gave no answer, and the forms that reports account for.
  std::vector<IndicatorIndex> kept;
  for (const std::string_view key : {"no_answer", "issued", "returned", "valid"}) {
    const ConfigEntry* entry = keys.find(key);
    if (entry == nullptr) {
      continue;
    }
    if (const std::optional<Expression> figure =
            parse_expression(entry->value, context.vocabulary, Quantity::Number, diagnostics)) {
      for (const IndicatorIndex indicator : indicators_of(*figure)) {
        kept.push_back(indicator);
      }
    }
  }
  keys.finish();
  return diagnostics.errors() > faults
             ? nullptr
             : std::make_unique<Survey>(std::move(answers), std::move(kept), context.maximum);
}

}  // namespace parindex
