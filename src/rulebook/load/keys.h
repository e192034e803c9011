// SPDX-License-Identifier: Apache-2.0
//
// The keys of the mappings of a rulebook, for the schema; kinds of rules have theirs in kinds.h. A
// type is a row of kValueSchemas in schema.cpp, `word or word`, the name of another mapping here,
// or `list of` or `named` (a mapping by name) with one of these.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace parindex {

struct KeySpec {
  std::string_view key, type, meaning;
  bool required = false;
};

// `not_applicable: {when: …}` is a mapping called `not_applicable`.
struct MappingSpec {
  std::string_view name;
  std::span<const KeySpec> keys;
};

inline constexpr std::array kRulebookKeys = {
    KeySpec{"parindex", "version", "version of the language", true},
    KeySpec{"extends", "text", "another rulebook to begin with, seen from this file"},
    KeySpec{"remove", "removal", "what of the extended rulebook is left out"},
    KeySpec{"id", "text", "short name: letters, digits, `.`, `_`, `-`", true},
    KeySpec{"title", "text", "for people"},
    KeySpec{"source", "text or source", "where the numbers come from"},
    KeySpec{"period", "text", "the year or other period"},
    KeySpec{"lang", "vi or en", "language of reports; default vi"},
    KeySpec{"groups", "named group", "groups of units, by id"},
    KeySpec{"rounds", "rounds", "self-assessment, appraisal and further rounds, in their order"},
    KeySpec{"calendar", "calendar", "the days off, for `days: working`"},
    KeySpec{"numbers", "numbers", "numbers with names, for expressions and ends of bands"},
    KeySpec{"rounding", "roundings", "how the index is rounded"},
    KeySpec{"index", "index", "whether the index is cut to 0..100"},
    KeySpec{"ranking", "ranking", "how units are ranked"},
    KeySpec{"grading", "grading", "which index grades look at"},
    KeySpec{"indicators", "named indicator", "the figures that units report, by id", true},
    KeySpec{"aggregate", "aggregation", "how the top criteria are joined; default sum"},
    KeySpec{"criteria", "list of criterion", "the top criteria", true},
    KeySpec{"bonus", "tree", "points beside the criteria"},
    KeySpec{"penalty", "tree", "points taken off"},
    KeySpec{"grades", "list of grade", "grades, best first"},
    KeySpec{"grade_caps", "list of grade_cap", "conditions under which a grade is not passed"},
};
inline constexpr std::array kRemovalKeys = {
    KeySpec{"groups", "list of text", "ids"},
    KeySpec{"indicators", "list of text", "ids"},
    KeySpec{"criteria", "list of text", "ids"},
    KeySpec{"grades", "list of text", "names"},
};
inline constexpr std::array kSourceKeys = {
    KeySpec{"document", "text", "number and kind of the document"},
    KeySpec{"date", "text", "its date"},
    KeySpec{"annex", "text", "the annex"},
    KeySpec{"address", "text", "where it can be read"},
    KeySpec{"note", "text", "anything else"},
};
inline constexpr std::array kGroupKeys = {
    KeySpec{"title", "text", "for people"},
    KeySpec{"units", "whole", "how many units the group has"},
};
inline constexpr std::array kCalendarKeys = {
    KeySpec{"source", "text", "where the days off come from"},
    KeySpec{"from", "date", "the first day that it knows", true},
    KeySpec{"to", "date", "the last day that it knows", true},
    KeySpec{"holidays", "list of text", "days off beside Saturdays and Sundays: a day or a..b"},
    KeySpec{"worked", "list of text", "days off that are worked (làm bù)"},
};
inline constexpr std::array kRoundingsKeys = {
    KeySpec{"index", "rounding", "of the index; default 2 digits, half_up", true},
};
inline constexpr std::array kRoundingKeys = {
    KeySpec{"digits", "whole", "0 to 9", true},
    KeySpec{"mode", "half_up or half_even or down or up", "default half_up: away from zero"},
};
inline constexpr std::array kIndexKeys = {
    KeySpec{"clamp", "true or false", "the index is cut to 0..100; default true", true},
};
inline constexpr std::array kGradingKeys = {
    KeySpec{"on", "index_form", "rounded (default) or unrounded, after_bonus or before_bonus"},
};
inline constexpr std::array kRankingKeys = {
    KeySpec{"on", "index_form", "rounded or unrounded (default), after_bonus or before_bonus"},
    KeySpec{"ties", "shared or dense", "1, 1, 3 (default) or 1, 1, 2"},
    KeySpec{"keys", "list of ranking_key", "what settles the order of equal units"},
    KeySpec{"then", "vote or authority", "who settles what the keys leave equal"},
    KeySpec{"ranked_when", "expression", "units where it fails are not ranked"},
};
inline constexpr std::array kRankingKeyKeys = {
    KeySpec{"by", "expression", "the value that settles it", true},
    KeySpec{"better", "high or low", "which end comes first", true},
};
inline constexpr std::array kIndicatorKeys = {
    KeySpec{"title", "text", "for people"},
    KeySpec{"type", "count or number or percent or bool or points or date or level",
            "what a cell holds", true},
    KeySpec{"levels", "list of text", "level: the names"},
    KeySpec{"decimals", "whole", "places that a cell may have, 0 to 9; default 6"},
    KeySpec{"min", "number", "least value of a cell"},
    KeySpec{"max", "number", "greatest value of a cell"},
    KeySpec{"at_most", "text", "count: the whole of which this is a part"},
    KeySpec{"target", "targets", "what a plan wants it to reach; no rule looks at it"},
};
inline constexpr std::array kTargetKeys = {
    KeySpec{"value", "number or percent", "as a cell is written", true},
    KeySpec{"reach", "at_least or above or at_most or below", "default at_least"},
    KeySpec{"year", "text", "of the plan", true},
    KeySpec{"by", "date", "a day within the year"},
    KeySpec{"document", "text", "the plan", true},
};
inline constexpr std::array kRemedyKeys = {
    KeySpec{"task", "text", "what is to be done", true},
    KeySpec{"product", "text", "what comes out of it"},
    KeySpec{"deadline", "text", "until when"},
    KeySpec{"lead", "text", "who does it"},
    KeySpec{"support", "list of text", "who helps"},
    KeySpec{"days", "whole", "days of work"},
};
inline constexpr std::array kCriterionKeys = {
    KeySpec{"id", "text", "unique in the rulebook", true},
    KeySpec{"title", "text", "for people"},
    KeySpec{"source", "text", "where its numbers come from"},
    KeySpec{"appraiser", "text", "who appraises it and all that stands below"},
    KeySpec{"evidence", "required", "leaves: points that a unit gives itself need a document"},
    KeySpec{"self_score", "true or false", "leaves: false where units do not give it themselves"},
    KeySpec{"ask", "text", "what the unit is asked where its figures prove nothing"},
    KeySpec{"lever", "figure", "leaves: the figure that a unit can move"},
    KeySpec{"remedy", "remedy", "leaves: what is done where points were lost"},
    KeySpec{"was", "list of text", "its ids in older rulebooks"},
    KeySpec{"max", "number", "maximum points; required for leaves"},
    KeySpec{"weight", "number", "within a weighted_mean; default 1"},
    KeySpec{"round", "rounding", "of its points, before they go into the parent"},
    KeySpec{"aggregate", "aggregation", "nodes: how the parts are joined; default sum"},
    KeySpec{"cap", "number", "nodes: more points than this do not count"},
    KeySpec{"missing", "error or zero or no_score", "leaves: what no figure means; default error"},
    KeySpec{"not_applicable", "not_applicable", "when it does not apply, and what follows"},
    KeySpec{"examples", "list of example", "leaves: run by `check`"},
    KeySpec{"requires", "expression", "leaves: no points where this condition fails"},
    KeySpec{"of", "expression", "the value that the rule looks at"},
    KeySpec{"criteria", "list of criterion", "the parts of a node"},
};
inline constexpr std::array kNotApplicableKeys = {
    KeySpec{"when", "expression", "the condition under which it does not apply"},
    KeySpec{"then", "rescale or full_points or drop or share_out", "default rescale"},
    KeySpec{"within", "text", "rescale: the ancestor within which points are taken over"},
    KeySpec{"to", "number", "rescale within: the maximum that the ancestor then has"},
};
inline constexpr std::array kExampleKeys = {
    KeySpec{"given", "named cell", "a cell for each figure that is needed", true},
    KeySpec{"points", "example_points", "what must come out: points, or not_applicable", true},
};
inline constexpr std::array kTreeKeys = {
    KeySpec{"title", "text", "for people"},
    KeySpec{"cap", "number", "more points than this do not count"},
    KeySpec{"criteria", "list of criterion", "its criteria", true},
};
inline constexpr std::array kGradeKeys = {
    KeySpec{"name", "text", "of the grade", true},
    KeySpec{"from", "number", "from this index on"},
    KeySpec{"above", "number", "above this index"},
    KeySpec{"needs", "list of grade_need", "what it needs next to the index"},
    KeySpec{"else", "next or ungraded or grade_else", "what follows where needs fail"},
    KeySpec{"quota", "quota", "how many units may have it"},
};
inline constexpr std::array kGradeElseKeys = {
    KeySpec{"when", "expression", "only where this holds", true},
    KeySpec{"then", "next", "the next grade is tested", true},
};
inline constexpr std::array kNeedKeys = {
    KeySpec{"no_zero", "leaves or top", "no criterion has 0 points"},
    KeySpec{"each", "need_each", "each criterion has a share of its maximum"},
};
inline constexpr std::array kNeedEachKeys = {
    KeySpec{"of", "leaves or top", "which criteria", true},
    KeySpec{"at_least", "percent", "the share", true},
};
inline constexpr std::array kQuotaKeys = {
    KeySpec{"share", "percent", "at most this share of the units"},
    KeySpec{"of", "text", "of those with this grade, instead of all"},
    KeySpec{"at_most", "whole", "at most so many units"},
};
inline constexpr std::array kGradeCapKeys = {
    KeySpec{"at_most", "text", "the best grade that is left, or ungraded", true},
    KeySpec{"when", "expression", "the condition", true},
};
// Parts of rules.
inline constexpr std::array kLossKeys = {
    KeySpec{"of", "expression", "what is counted", true},
    KeySpec{"points", "number", "lost for each"},
    KeySpec{"bands", "bands", "points lost by the value"},
    KeySpec{"at_most", "number", "most that is lost here"},
};
inline constexpr std::array kItemKeys = {
    KeySpec{"item", "text", "what it is"},
    KeySpec{"when", "expression", "the condition", true},
    KeySpec{"points", "points", "where it holds", true},
};
inline constexpr std::array kAnswerKeys = {
    KeySpec{"of", "expression", "how many gave this answer", true},
    KeySpec{"weight", "percent", "what it is worth", true},
};

inline constexpr std::array kMappings = {
    MappingSpec{"rulebook", kRulebookKeys},
    MappingSpec{"removal", kRemovalKeys},
    MappingSpec{"source", kSourceKeys},
    MappingSpec{"group", kGroupKeys},
    MappingSpec{"calendar", kCalendarKeys},
    MappingSpec{"roundings", kRoundingsKeys},
    MappingSpec{"rounding", kRoundingKeys},
    MappingSpec{"index", kIndexKeys},
    MappingSpec{"grading", kGradingKeys},
    MappingSpec{"ranking", kRankingKeys},
    MappingSpec{"ranking_key", kRankingKeyKeys},
    MappingSpec{"indicator", kIndicatorKeys},
    MappingSpec{"target", kTargetKeys},
    MappingSpec{"criterion", kCriterionKeys},
    MappingSpec{"remedy", kRemedyKeys},
    MappingSpec{"not_applicable", kNotApplicableKeys},
    MappingSpec{"example", kExampleKeys},
    MappingSpec{"tree", kTreeKeys},
    MappingSpec{"grade", kGradeKeys},
    MappingSpec{"grade_else", kGradeElseKeys},
    MappingSpec{"grade_need", kNeedKeys},
    MappingSpec{"need_each", kNeedEachKeys},
    MappingSpec{"quota", kQuotaKeys},
    MappingSpec{"grade_cap", kGradeCapKeys},
    MappingSpec{"loss", kLossKeys},
    MappingSpec{"item", kItemKeys},
    MappingSpec{"answer", kAnswerKeys},
};

}  // namespace parindex
