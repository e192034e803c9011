// SPDX-License-Identifier: Apache-2.0
//
// The table of rule kinds. A kind is one row here, one file in kinds/, one golden test and one
// heading in docs/rulebook.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "model/scoring_rule.h"
#include "rulebook/key_reader.h"
#include "rulebook/vocabulary.h"

namespace parindex {

// What a kind is made from. `options` is the value of the kind's key, or null where the operand
// stood there itself (`yes_no: ke_hoach`).
struct RuleContext {
  const ConfigNode* options = nullptr;
  SourceSpan span;     // of the kind's key
  Expression operand;  // `of:`, checked to be of RuleKind::operand; empty where that is None
  Decimal maximum;
  const Vocabulary& vocabulary;  // for expressions among the options
};

// What the value in `of:` must be. None: the kind has no such value, all it needs are options.
enum class Operand : std::uint8_t { None, Amount, Number, Ratio, Condition, Date, Level };

struct RuleOption {
  std::string_view key, type, meaning;
};

struct RuleKind {
  std::string_view name;  // the key in a rulebook
  std::string_view summary;
  Operand operand;
  std::span<const RuleOption> options;
  std::unique_ptr<const ScoringRule> (*make)(const RuleContext& context, Diagnostics& diagnostics);
};

// The rule in a mapping that may hold `of` and one kind, as leaf criteria do; also for rules inside
// of rules. Null with an error where there is none; a maximum of 0 stands for one that could not be
// read and gives no rule, either.
std::unique_ptr<const ScoringRule> load_rule(KeyReader& keys, Decimal maximum,
                                             const Vocabulary& vocabulary,
                                             Diagnostics& diagnostics);

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
             Operand::Amount,
             {},
             make_bands},
    RuleKind{"proportional", "value times maximum", Operand::Ratio, kProportionalOptions,
             make_proportional},
    RuleKind{"yes_no", "the maximum where a condition holds, else 0", Operand::Condition,
             kYesNoOptions, make_yes_no},
    RuleKind{"formula", "the value is the points", Operand::Number, kFormulaOptions, make_formula},
    RuleKind{"given", "points entered by a board or a survey", Operand::Number, {}, make_given},
};

}  // namespace parindex
