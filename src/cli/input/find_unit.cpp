// SPDX-License-Identifier: Apache-2.0
#include "cli/input/find_unit.h"

#include <vector>

#include <fmt/core.h>

#include "analysis/score/unit_lookup.h"
#include "base/codes.h"
#include "base/text.h"

namespace parindex {

// The unit may be in any of the rulebooks.
std::optional<FoundUnit> find_unit(const ScoringRun& run, const std::string& wanted,
                                   Diagnostics& diagnostics) {
  std::vector<Unit> units;
  std::vector<FoundUnit> places;
  for (std::size_t part = 0; part < run.parts.size(); ++part) {
    const std::vector<Unit>& own = run.parts[part].sheet.units;
    for (std::size_t row = 0; row < own.size(); ++row) {
      units.push_back(own[row]);
      places.push_back({part, row});
    }
  }
  const std::optional<std::size_t> found = find_unit(units, wanted, {}, diagnostics);
  return found ? std::optional(places[*found]) : std::nullopt;
}

bool has_rank(const ScoreSheet& sheet, std::size_t row, Diagnostics& diagnostics) {
  if (sheet.ranks[row] != ScoreSheet::kUnranked) {
    return true;
  }
  diagnostics.error(codes::kUsage, {}, fmt::format("unit `{}` has no rank", sheet.units[row].id),
                    "its group is not complete, or the rulebook does not rank it; see score");
  return false;
}

std::optional<std::size_t> find_grade(const Rulebook& rulebook, const std::string& wanted,
                                      Diagnostics& diagnostics) {
  const std::string name = to_nfc(wanted);
  std::vector<std::string> names;
  names.reserve(rulebook.grades.size());
  for (std::size_t i = 0; i < rulebook.grades.size(); ++i) {
    names.push_back(rulebook.grades[i].name);
    if (!name.empty() && fold_case(names.back()) == fold_case(name)) {
      return i;
    }
  }
  diagnostics.error(codes::kUnknownName, {},
                    fmt::format("no grade of `{}` is called `{}`", rulebook.id, name),
                    names.empty() ? "the rulebook has no grades" : suggest(name, names));
  return std::nullopt;
}

std::optional<CriterionIndex> find_criterion(const Rulebook& rulebook, const std::string& wanted,
                                             Diagnostics& diagnostics) {
  if (wanted.empty()) {
    return 0;
  }
  std::vector<std::string> ids;
  for (std::size_t i = 1; i < rulebook.criteria.size(); ++i) {
    if (rulebook.criteria[i].id == wanted) {
      return static_cast<CriterionIndex>(i);
    }
    ids.push_back(rulebook.criteria[i].id);
  }
  diagnostics.error(codes::kUnknownName, {}, fmt::format("no criterion is called `{}`", wanted),
                    suggest(wanted, ids));
  return std::nullopt;
}

}  // namespace parindex
