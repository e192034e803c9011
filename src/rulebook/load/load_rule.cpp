// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"

namespace parindex {
namespace {

struct ChosenKind {
  const RuleKind* kind = nullptr;
  const ConfigEntry* entry = nullptr;
};

// The one key of the mapping that names a kind; null with an error where there is none or two.
ChosenKind choose_kind(KeyReader& keys, Diagnostics& diagnostics) {
  ChosenKind chosen;
  std::vector<std::string> names;
  for (const RuleKind& candidate : kRuleKinds) {
    names.emplace_back(candidate.name);
    const ConfigEntry* entry = keys.find(candidate.name);
    if (entry != nullptr && chosen.entry != nullptr) {
      report_error(diagnostics, codes::kSeveralRules, fmt::format("{} has two rules", keys.what()),
                   entry->key_span, "keep one of them",
                   {{chosen.entry->key_span, "the other rule"}});
      return {};
    }
    if (entry != nullptr) {
      chosen = {&candidate, entry};
    }
  }
  if (chosen.kind == nullptr) {
    report_error(diagnostics, codes::kNoRule,
                 fmt::format("{} has neither `criteria` nor a rule", keys.what()), keys.place(),
                 fmt::format("one of: {}", fmt::join(names, ", ")));
  }
  return chosen;
}

// What an operand must be; empty: a number or a ratio.
std::optional<Quantity> quantity_of(Operand operand) {
  switch (operand) {
    case Operand::None:
    case Operand::Amount:
      return std::nullopt;
    case Operand::Number:
      return Quantity::Number;
    case Operand::Ratio:
      return Quantity::Ratio;
    case Operand::Condition:
      return Quantity::Truth;
    case Operand::Date:
      return Quantity::Date;
    case Operand::Level:
      return Quantity::Level;
  }
  return std::nullopt;
}

// The node with the operand: at the kind itself, or in `of:`.
const ConfigNode* operand_node(KeyReader& keys, const ChosenKind& chosen, const ConfigEntry* of,
                               Diagnostics& diagnostics) {
  const bool stands_here = chosen.entry->value.kind == ConfigNode::Kind::Scalar;
  if (stands_here && of != nullptr) {
    report_error(diagnostics, codes::kSeveralRules,
                 fmt::format("the value stands in `of` and in `{}`", chosen.kind->name),
                 chosen.entry->key_span, "keep one of them", {{of->key_span, "the other value"}});
    return nullptr;
  }
  if (!stands_here && of == nullptr) {
    report_error(diagnostics, codes::kMissingKey, fmt::format("{} has no `of`", keys.what()),
                 chosen.entry->key_span, "add `of: …` with the value that the rule looks at");
    return nullptr;
  }
  const ConfigNode& place = stands_here ? chosen.entry->value : of->value;
  if (place.kind != ConfigNode::Kind::Scalar) {
    report_error(diagnostics, codes::kWrongType, "`of` must be an expression", place.span);
    return nullptr;
  }
  return &place;
}

}  // namespace

std::unique_ptr<const ScoringRule> load_rule(KeyReader& keys, const Number& maximum,
                                             const Vocabulary& vocabulary,
                                             Diagnostics& diagnostics) {
  const ConfigEntry* of = keys.find("of");
  const ChosenKind chosen = choose_kind(keys, diagnostics);
  if (chosen.kind == nullptr) {
    return nullptr;
  }
  RuleContext context{.options = &chosen.entry->value,
                      .span = chosen.entry->key_span,
                      .operand = {},
                      .maximum = maximum,
                      .vocabulary = vocabulary};
  if (chosen.kind->operand == Operand::None) {
    if (maximum.is_zero()) {
      return nullptr;
    }
    if (of != nullptr) {
      report_error(diagnostics, codes::kUnknownKey,
                   fmt::format("`{}` has no use for `of`", chosen.kind->name), of->key_span,
                   "its values stand in its own keys");
      return nullptr;
    }
    return chosen.kind->make(context, diagnostics);
  }
  const ConfigNode* node = operand_node(keys, chosen, of, diagnostics);
  std::optional<Expression> operand =
      node == nullptr
          ? std::nullopt
          : parse_expression(*node, vocabulary, quantity_of(chosen.kind->operand), diagnostics);
  if (!operand || maximum.is_zero()) {
    return nullptr;
  }
  context.operand = std::move(*operand);
  context.options = node == context.options ? nullptr : context.options;
  return chosen.kind->make(context, diagnostics);
}

}  // namespace parindex
