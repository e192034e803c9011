// SPDX-License-Identifier: Apache-2.0
//
// The table of rule kinds. A kind is one row here, one file in kinds/, one golden test and one
// heading in docs/rulebook.md.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "model/scoring_rule.h"

namespace parindex {

// What a kind is made from. `options` is the mapping behind the kind's key, or null where the value
// stood there itself (`yes_no: ke_hoach`).
struct RuleContext {
  const ConfigNode* options = nullptr;
  SourceSpan span;     // of the kind's key
  Expression operand;  // `of:`, checked to be of RuleKind::operand
  Decimal maximum;
  const std::vector<Indicator>& indicators;
};

struct RuleOption {
  std::string_view key, type, meaning;
};

struct RuleKind {
  std::string_view name;  // the key in a rulebook
  std::string_view summary;
  std::optional<Quantity> operand;  // what the value must be; empty: a number or a ratio
  std::span<const RuleOption> options;
  std::unique_ptr<const ScoringRule> (*make)(const RuleContext& context, Diagnostics& diagnostics);
};

std::unique_ptr<const ScoringRule> make_bands(const RuleContext& context, Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_proportional(const RuleContext& context,
                                                     Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_yes_no(const RuleContext& context,
                                               Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_formula(const RuleContext& context,
                                                Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_given(const RuleContext& context, Diagnostics& diagnostics);

inline constexpr std::array kProportionalOptions = {
    RuleOption{"cap", "number", "most points; default: the maximum"},
    RuleOption{"uncapped", "true", "no limit above"},
    RuleOption{"floor", "number", "least points"},
};
inline constexpr std::array kYesNoOptions = {
    RuleOption{"points", "number", "points where the condition holds; default: the maximum"},
};
inline constexpr std::array kFormulaOptions = {
    RuleOption{"cap", "true", "cut the result to 0..maximum"},
};

inline constexpr std::array kRuleKinds = {
    RuleKind{"bands",
             "the interval that holds the value gives the points",
             std::nullopt,
             {},
             make_bands},
    RuleKind{"proportional", "value times maximum", Quantity::Ratio, kProportionalOptions,
             make_proportional},
    RuleKind{"yes_no", "the maximum where a condition holds, else 0", Quantity::Truth,
             kYesNoOptions, make_yes_no},
    RuleKind{"formula", "the value is the points", Quantity::Number, kFormulaOptions, make_formula},
    RuleKind{"given", "points entered by a board or a survey", Quantity::Number, {}, make_given},
};

}  // namespace parindex
