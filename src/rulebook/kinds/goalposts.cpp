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

struct Posts {
  Number worst, best;
  bool logarithmic = false;
  bool clamp = true;
};

class Goalposts final : public ScoringRule {
 public:
  Goalposts(Expression operand, Posts posts, Number maximum)
      : operand_(std::move(operand)),
        posts_(std::move(posts)),
        maximum_(std::move(maximum)) {}

  [[nodiscard]] std::optional<Number> best() const override {
    return posts_.clamp ? std::optional(maximum_) : std::nullopt;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Quotient value = compile_expression(operand_, compiler);
    const auto scaled = [&](Quotient x) {
      return posts_.logarithmic ? program.approximate(Function::Logarithm, std::array{x}) : x;
    };
    const Quotient worst = scaled(program.number(posts_.worst));
    const Quotient best = scaled(program.number(posts_.best));
    const Quotient way = difference(program, scaled(value), worst);
    Quotient share = program.divide(way, difference(program, best, worst));
    if (posts_.clamp) {
      share = program.extreme(Op::Maximum, std::array{share, program.constant(kZero)});
      share = program.extreme(Op::Minimum, std::array{share, program.constant({1, 0})});
    }
    return {program.multiply(share, program.number(maximum_)),
            {"goalposts", operand_.text, value, operand_.quantity, {}, indicators_of(operand_)}};
  }

 private:
  static Quotient difference(ProgramBuilder& program, Quotient a, Quotient b) {
    return program.linear(kZero,
                          std::array{ProgramBuilder::Term{a}, ProgramBuilder::Term{b, {-1, 0}}});
  }

  Expression operand_;
  Posts posts_;
  Number maximum_;
};

std::optional<Number> read_post(KeyReader& keys, std::string_view key, const RuleContext& context,
                                Diagnostics& diagnostics) {
  const ConfigEntry* entry = keys.required(key);
  if (entry == nullptr) {
    return std::nullopt;
  }
  const std::optional<Expression> post =
      parse_expression(entry->value, context.vocabulary, context.operand.quantity, diagnostics);
  if (post && post->kind != Expression::Kind::Literal) {
    report_error(diagnostics, codes::kBadNumber, fmt::format("`{}` must be a number", key),
                 entry->value.span);
    return std::nullopt;
  }
  return post ? std::optional(post->literal) : std::nullopt;
}

}  // namespace

std::unique_ptr<const ScoringRule> make_goalposts(const RuleContext& context,
                                                  Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`goalposts` must be a mapping", context.span,
                 "for example `of: tuoi_tho` and `goalposts: {min: 20, max: 85}`");
    return nullptr;
  }
  KeyReader keys(*context.options, "`goalposts`", diagnostics);
  const std::optional<Number> worst = read_post(keys, "min", context, diagnostics);
  const std::optional<Number> best = read_post(keys, "max", context, diagnostics);
  const bool logarithmic = keys.flag("log");
  const bool clamp = keys.find("clamp") == nullptr || keys.flag("clamp");
  keys.finish();
  if (!worst || !best) {
    return nullptr;
  }
  if (*worst == *best || (logarithmic && (!(kZero < *worst) || !(kZero < *best)))) {
    report_error(diagnostics, codes::kBadNumber,
                 logarithmic ? "logarithms need goalposts above 0 that differ"
                             : "the goalposts stand at the same value",
                 context.span, "`min` gives no points, `max` the maximum");
    return nullptr;
  }
  return std::make_unique<Goalposts>(context.operand, Posts{*worst, *best, logarithmic, clamp},
                                     context.maximum);
}

}  // namespace parindex
