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
#include "rulebook/load/key_reader.h"
#include "rulebook/load/vocabulary.h"

namespace parindex {

// What a kind is made from. `options` is the value of the kind's key, or null where the operand
// stood there itself (`yes_no: ke_hoach`).
struct RuleContext {
  const ConfigNode* options = nullptr;
  SourceSpan span;     // of the kind's key
  Expression operand;  // `of:`, checked to be of RuleKind::operand; empty where that is None
  Number maximum;
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
  // What the value of the key is beside, or instead of, a mapping of the options; for the schema.
  std::string_view body = {};
};

// The rule in a mapping that may hold `of` and one kind, as leaf criteria do; also for rules inside
// of rules. Null with an error where there is none; a maximum of 0 stands for one that could not be
// read and gives no rule, either.
std::unique_ptr<const ScoringRule> load_rule(KeyReader& keys, const Number& maximum,
                                             const Vocabulary& vocabulary,
                                             Diagnostics& diagnostics);

// The rule, but no points where a condition does not hold (`requires:`).
std::unique_ptr<const ScoringRule> with_precondition(const ConfigNode& condition,
                                                     std::unique_ptr<const ScoringRule> rule,
                                                     const Vocabulary& vocabulary,
                                                     Diagnostics& diagnostics);

std::unique_ptr<const ScoringRule> make_yes_no(const RuleContext& context,
                                               Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_bands(const RuleContext& context, Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_proportional(const RuleContext& context,
                                                     Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_line(const RuleContext& context, Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_goalposts(const RuleContext& context,
                                                  Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_per_item(const RuleContext& context,
                                                 Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_increments(const RuleContext& context,
                                                   Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_deduct(const RuleContext& context,
                                               Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_lateness(const RuleContext& context,
                                                 Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_levels(const RuleContext& context,
                                               Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_cases(const RuleContext& context, Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_checklist(const RuleContext& context,
                                                  Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_formula(const RuleContext& context,
                                                Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_best_of(const RuleContext& context,
                                                Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_relative(const RuleContext& context,
                                                 Diagnostics& diagnostics);
std::unique_ptr<const ScoringRule> make_survey(const RuleContext& context,
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
inline constexpr std::array kGoalpostsOptions = {
    RuleOption{"min", "value", "what gives no points"},
    RuleOption{"max", "value", "what gives the maximum; may be below `min`"},
    RuleOption{"log", "true", "measured on a scale of logarithms (approximate)"},
    RuleOption{"clamp", "true or false", "cut to 0..maximum; default true"},
};
inline constexpr std::array kPerItemOptions = {
    RuleOption{"points", "number", "for each item"},
    RuleOption{"cap", "number", "most points; default: the maximum"},
};
inline constexpr std::array kIncrementsOptions = {
    RuleOption{"base", "number", "points up to `from`; default 0"},
    RuleOption{"from", "value", "the threshold"},
    RuleOption{"step", "value", "how much more (or less) makes a step"},
    RuleOption{"points", "number", "for each step"},
    RuleOption{"cap", "number", "most points; default: the maximum"},
    RuleOption{"direction", "up or down", "down counts steps below `from`; default up"},
    RuleOption{"steps", "whole or linear", "whether an unfinished step counts in part; required"},
};
inline constexpr std::array kDeductOptions = {
    RuleOption{"start", "number", "points without any loss; default: the maximum"},
    RuleOption{"floor", "number or none", "least points; required"},
    RuleOption{"losses", "list of loss", "{of, points, at_most} or {of, bands, at_most}"},
};
inline constexpr std::array kLatenessOptions = {
    RuleOption{"by", "date", "the last day in time (đến hết)"},
    RuleOption{"before", "date", "the first day that is late (trước)"},
    RuleOption{"days", "calendar or working", "which days are counted; default calendar"},
    RuleOption{"plus", "whole", "working: so many working days after `by`"},
    RuleOption{"bands", "bands", "points by days late; early is below 0"},
};
inline constexpr std::array kChecklistOptions = {
    RuleOption{"items", "list of item", "{item, when, points}"},
    RuleOption{"all_or_nothing", "true", "no points unless all items hold"},
};
inline constexpr std::array kRelativeOptions = {
    RuleOption{"to", "best, mean, median, min_max, rank, percentile or leader_excess",
               "what the value is compared with"},
    RuleOption{"within", "group or all", "which units are compared; default group"},
    RuleOption{"better", "high or low", "default high"},
    RuleOption{"as", "ratio or difference",
               "how to compare with best, mean, median; default ratio"},
    RuleOption{"bands", "bands", "points by the result; default: the result times the maximum"},
    RuleOption{"target", "value", "leader_excess: the unit's target"},
    RuleOption{"excess", "relative or absolute", "leader_excess: what the excess is divided by"},
};
inline constexpr std::array kSurveyOptions = {
    RuleOption{"answers", "list of answer", "{of: count, weight: percent}"},
    RuleOption{"no_answer", "figure", "answers that do not count"},
    RuleOption{"issued", "figure", "forms given out, for the report"},
    RuleOption{"returned", "figure", "forms that came back, for the report"},
    RuleOption{"valid", "figure", "forms that could be counted, for the report"},
};

inline constexpr std::array kRuleKinds = {
    RuleKind{"yes_no", "the maximum where a condition holds, else 0", Operand::Condition,
             kYesNoOptions, make_yes_no},
    RuleKind{"bands",
             "the interval that holds the value gives the points",
             Operand::Amount,
             {},
             make_bands,
             "bands"},
    RuleKind{"proportional", "value times maximum", Operand::Ratio, kProportionalOptions,
             make_proportional},
    RuleKind{"line", "linear between knots", Operand::Amount, {}, make_line, "bands"},
    RuleKind{"goalposts", "the way from a worst to a best value", Operand::Amount,
             kGoalpostsOptions, make_goalposts},
    RuleKind{"per_item", "so many points for each", Operand::Number, kPerItemOptions,
             make_per_item},
    RuleKind{"increments", "a base, and so much for each step beyond a threshold", Operand::Amount,
             kIncrementsOptions, make_increments},
    RuleKind{"deduct", "a start, less what faults take away", Operand::None, kDeductOptions,
             make_deduct},
    RuleKind{"lateness", "points by the days after a due date", Operand::Date, kLatenessOptions,
             make_lateness},
    RuleKind{"levels", "a named level gives the points", Operand::Level, {}, make_levels, "bands"},
    RuleKind{"cases",
             "the first case that holds gives the points",
             Operand::None,
             {},
             make_cases,
             "list of rule"},
    RuleKind{"checklist", "points for each item that holds", Operand::None, kChecklistOptions,
             make_checklist, "list of item"},
    RuleKind{"formula", "the value is the points", Operand::Number, kFormulaOptions, make_formula},
    RuleKind{
        "best_of", "the rule that gives most", Operand::None, {}, make_best_of, "list of rule"},
    RuleKind{"relative", "compared with the other units", Operand::Amount, kRelativeOptions,
             make_relative},
    RuleKind{"survey", "the weighted share of the answers", Operand::None, kSurveyOptions,
             make_survey},
    RuleKind{"given", "points entered by a board or a survey", Operand::Number, {}, make_given},
};

}  // namespace parindex
