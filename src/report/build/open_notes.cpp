// SPDX-License-Identifier: Apache-2.0
#include "report/build/open_notes.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/core.h>

#include "report/build/score_cells.h"
#include "report/table_of.h"

namespace parindex {
namespace {

template <typename T, typename Text>
std::string range_text(const OpenResults::Ends<T>& ends, Text text) {
  if (!ends) {
    return "";
  }
  return ends->first == ends->second
             ? text(ends->first)
             : fmt::format("{} - {}", text(ends->first), text(ends->second));
}

template <typename T>
bool is_settled(const OpenResults::Ends<T>& ends) {
  return ends && ends->first == ends->second;
}

std::string grades_text(const Rulebook& rulebook, const OpenResults::Unit& unit,
                        Language language) {
  const auto name = [&](std::uint8_t grade) {
    const std::string words = grade_words(rulebook, grade, language);
    return words.empty() ? say::kUngraded.in(language) : words;
  };
  return fill(say::kGradeFromTo, language, name(unit.grades->first), name(unit.grades->second));
}

}  // namespace

std::string_view basis_code(Basis basis) {
  switch (basis) {
    case Basis::Known:
      return "known";
    case Basis::Assumed:
      return "assumed";
    case Basis::Unknown:
      return "unknown";
  }
  return "";
}

std::string basis_words(Basis basis, Language language) {
  switch (basis) {
    case Basis::Known:
      return say::kKnown.in(language);
    case Basis::Assumed:
      return say::kAssumed.in(language);
    case Basis::Unknown:
      return say::kUnknown.in(language);
  }
  return "";
}

std::string index_range(const OpenResults& open, std::size_t row, int digits) {
  return range_text(open.units[row].index,
                    [&](std::int64_t ticks) { return fixed_text(ticks, digits); });
}

std::string rank_range(const OpenResults& open, std::size_t row) {
  return range_text(open.units[row].ranks, [](std::uint32_t rank) { return std::to_string(rank); });
}

std::string addresses(const Rulebook& rulebook, const OpenResults::Numbers& numbers) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(numbers.size(), kMost); ++i) {
    text += (i == 0 ? "" : ", ") + rulebook.open_numbers[numbers[i]].address;
  }
  return numbers.size() > kMost ? fmt::format("{} (+{})", text, numbers.size() - kMost) : text;
}

std::string conclusion_words(const Rulebook& rulebook, const ScoreSheet& sheet, std::size_t row,
                             Language language) {
  const OpenResults::Unit& unit = sheet.open->units[row];
  if (unit.basis == Basis::Unknown && !unit.index) {
    OpenResults::Numbers missing = unit.index_rests_on;
    std::erase_if(missing, [&](std::uint32_t i) { return !rulebook.open_numbers[i].unknown; });
    return fill(say::kRestsOnUnknown, language, addresses(rulebook, missing));
  }
  const bool ranked = sheet.ranks[row] != ScoreSheet::kUnranked || unit.ranks;
  const bool index = is_settled(unit.index);
  const bool rank = !ranked || is_settled(unit.ranks);
  const bool grade = rulebook.grades.empty() || is_settled(unit.grades) ||
                     (!unit.grades && unit.grade_rests_on.empty());
  if (index && rank && grade) {
    return say::kHolds.in(language);
  }
  // What holds although the index moves.
  std::string holds;
  if (!index && ranked && rank) {
    holds = say::kRank.in(language);
  }
  if (!index && !rulebook.grades.empty() && grade) {
    holds += (holds.empty() ? "" : ", ") + say::kGrade.in(language);
  }
  OpenResults::Numbers all = unit.index_rests_on;
  all.insert(all.end(), unit.rank_rests_on.begin(), unit.rank_rests_on.end());
  if (!grade) {
    all.insert(all.end(), unit.grade_rests_on.begin(), unit.grade_rests_on.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string names = addresses(rulebook, all);
  for (const std::uint32_t figure : unit.assumed_figures) {
    names += (names.empty() ? "" : ", ") + rulebook.indicators[figure].id;
  }
  if (names.empty()) {
    names = say::kFiguresOfOthers.in(language);
  }
  std::string text = fill(say::kDependsOn, language, names);
  if (!holds.empty()) {
    text += fmt::format("; {}: {}", holds, say::kHolds.in(language));
  }
  if (!grade && unit.grades) {
    text += "; " + grades_text(rulebook, unit, language);
  }
  return text;
}

Paragraph simulation_face(std::size_t assumed, std::size_t unknown, std::string_view title,
                          Language language) {
  return {fmt::format(
      "{}{}{}.", title, title.empty() ? "" : ". ",
      fill(say::kSimulates, language, std::to_string(assumed), std::to_string(unknown)))};
}

void add_assumed_figures(const ScoreSheet& sheet, Language language, Report& report) {
  std::size_t figures = 0;
  for (std::size_t row = 0; sheet.open && row < sheet.open->units.size(); ++row) {
    figures += sheet.open->units[row].assumed_figures.size();
  }
  if (figures > 0) {
    report.blocks.emplace_back(
        Paragraph{fill(say::kFiguresAssumed, language, std::to_string(figures)) + "."});
  }
}

Table open_numbers_table(const Rulebook& rulebook, Language language) {
  OpenResults::Numbers all(rulebook.open_numbers.size());
  std::iota(all.begin(), all.end(), std::uint32_t{0});
  return open_numbers_table(rulebook, all, language);
}

Table open_numbers_table(const Rulebook& rulebook, const OpenResults::Numbers& numbers,
                         Language language) {
  const auto number_of = [&](std::uint32_t i) -> const OpenNumber& {
    return rulebook.open_numbers[i];
  };
  const bool any_source = std::any_of(numbers.begin(), numbers.end(), [&](std::uint32_t i) {
    return !number_of(i).source.empty();
  });
  TableOf<std::uint32_t> table("open_numbers", language, numbers);
  table.left("number", say::kNumber, [&](std::uint32_t i) { return number_of(i).address; });
  table.right("assumed", say::kAssumedValue, [&](std::uint32_t i) { return number_of(i).value; });
  table.right("range", say::kValueRange, [&](std::uint32_t i) {
    const OpenNumber& number = number_of(i);
    return number.has_range() ? fmt::format("{} - {}", number.low, number.high) : "";
  });
  table.left("why", say::kWhyAssumed, [&](std::uint32_t i) { return number_of(i).why; });
  table.left("source", any_source ? say::kSource : Words{},
             [&](std::uint32_t i) { return number_of(i).source; });
  return table.held();
}

}  // namespace parindex
