// SPDX-License-Identifier: Apache-2.0
#include "report/build/ranking_notes.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "report/build/score_cells.h"

namespace parindex {
namespace {

void add_ties(const Scored& scored, std::uint32_t group, Language language, Report& report) {
  constexpr std::size_t kMostNamed = 10;
  const bool vote = scored.rulebook->ranking.then == TieBreak::Vote;
  for (const ScoreSheet::Tie& tie : scored.sheet->ties) {
    if (tie.group != group) {
      continue;
    }
    std::string names;
    for (std::size_t i = 0; i < std::min(tie.rows.size(), kMostNamed); ++i) {
      names += (i == 0 ? "" : ", ") + display_name(scored.sheet->units[tie.rows[i]]);
    }
    if (tie.rows.size() > kMostNamed) {
      names += " " + fill(say::kAndMore, language, std::to_string(tie.rows.size() - kMostNamed));
    }
    report.blocks.emplace_back(Paragraph{fill(vote ? say::kUndecidedVote : say::kUndecidedAuthority,
                                              language, std::to_string(tie.rank), names)});
  }
}

void add_grade_notes(const Scored& scored, std::uint32_t group, Language language, Report& report) {
  const ScoreSheet& sheet = *scored.sheet;
  std::size_t undefined = 0;
  for (std::size_t row = 0; row < sheet.units.size(); ++row) {
    const bool own = sheet.units[row].group == group;
    undefined += own && sheet.grades[row] == ScoreSheet::kGradeUndefined ? 1U : 0U;
  }
  if (undefined > 0) {
    report.blocks.emplace_back(
        Paragraph{fill(say::kGradeNotDefined, language, std::to_string(undefined))});
  }
  for (const ScoreSheet::QuotaPassed& quota : sheet.quotas_passed) {
    if (quota.group == group) {
      report.blocks.emplace_back(Paragraph{
          fill(say::kQuotaPassed, language,
               {scored.rulebook->grades[quota.grade].name, std::to_string(quota.have),
                std::to_string(quota.allowed), std::to_string(quota.have - quota.allowed)})});
    }
  }
}

}  // namespace

// On what the ranking rests.
std::string basis_words(const Rulebook& rulebook, Language language) {
  const auto words = [&](const Words& which) { return which.in(language); };
  const Ranking& ranking = rulebook.ranking;
  std::string text = words(ranking.on.rounded ? say::kRankedOnRounded : say::kRankedOnUnrounded);
  text += ranking.on.before_bonus ? words(say::kRankedBeforeBonus) : "";
  if (!ranking.keys.empty()) {
    std::string keys;
    for (const RankingKey& key : ranking.keys) {
      keys += fmt::format("{}{}{}", keys.empty() ? "" : ", ", key.by.text,
                          key.low_is_better ? " ↓" : " ↑");
    }
    text += "; " + fill(say::kTiesByKeys, language, keys);
  } else {
    text += "; " + words(ranking.dense ? say::kTiesDense : say::kTiesShareRank);
  }
  if (ranking.then != TieBreak::None) {
    text += "; " + words(ranking.then == TieBreak::Vote ? say::kThenVote : say::kThenAuthority);
  }
  if (!rulebook.grades.empty()) {
    text +=
        "; " + words(rulebook.grading.rounded ? say::kGradedOnRounded : say::kGradedOnUnrounded);
    text += rulebook.grading.before_bonus ? words(say::kGradedBeforeBonus) : "";
  }
  return text + ".";
}

void add_group_notes(const Scored& scored, std::uint32_t group, Language language, Report& report) {
  const ScoreSheet::GroupState& state = scored.sheet->groups[group];
  const std::optional<std::uint32_t>& declared = scored.rulebook->groups[group].declared_units;
  if (!state.ranked && declared) {
    report.blocks.emplace_back(Paragraph{fill(
        say::kGroupIncomplete, language, std::to_string(state.units), std::to_string(*declared))});
  }
  if (state.scored < state.units) {
    report.blocks.emplace_back(Paragraph{
        fill(say::kUnitsWithoutScore, language, std::to_string(state.units - state.scored))});
  }
  if (state.ranked && state.placed < state.scored) {
    report.blocks.emplace_back(Paragraph{
        fill(say::kNotRankedByRule, language, std::to_string(state.scored - state.placed))});
  }
  add_ties(scored, group, language, report);
  add_grade_notes(scored, group, language, report);
}

}  // namespace parindex
