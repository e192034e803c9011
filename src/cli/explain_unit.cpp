// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_unit.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/explain.h"
#include "base/codes.h"
#include "base/text.h"
#include "cli/input_files.h"
#include "cli/scoring_run.h"
#include "report/build_explain.h"

namespace parindex {
namespace {

struct FoundUnit {
  std::size_t part = 0, row = 0;
};

// How well a unit fits what was asked for: the id as it stands, the id in another case, the name.
int fit(const Unit& unit, const std::string& wanted, const std::string& key) {
  if (unit.id == wanted) {
    return 3;
  }
  return fold_case(unit.id) == key ? 2 : (fold_case(unit.name) == key ? 1 : 0);
}

std::optional<FoundUnit> find_unit(Invocation& invocation, const ScoringRun& run) {
  const std::string wanted = to_nfc(invocation.arguments.text("unit"));
  const std::string key = fold_case(wanted);
  std::vector<std::string> names;
  std::vector<std::string> equally_good;  // ids
  FoundUnit found;
  int best = 1;
  for (std::size_t part = 0; part < run.parts.size(); ++part) {
    const std::vector<Unit>& units = run.parts[part].sheet.units;
    for (std::size_t row = 0; row < units.size(); ++row) {
      const int own = fit(units[row], wanted, key);
      if (own > best) {
        equally_good.clear();
      }
      if (own >= best) {
        best = own;
        found = {part, row};
        equally_good.push_back(units[row].id);
      }
      names.push_back(units[row].id);
      names.push_back(units[row].name.empty() ? units[row].id : units[row].name);
    }
  }
  if (equally_good.size() == 1) {
    return found;
  }
  if (equally_good.empty()) {
    report_without_place(invocation, codes::kUnknownUnit,
                         fmt::format("no unit is called `{}`", wanted), suggest(wanted, names));
  } else {
    report_without_place(invocation, codes::kUnknownUnit,
                         fmt::format("several units are called `{}`", wanted),
                         fmt::format("pass an id: {}", fmt::join(equally_good, ", ")));
  }
  return std::nullopt;
}

std::optional<CriterionIndex> find_criterion(Invocation& invocation, const Rulebook& rulebook) {
  const std::string wanted = invocation.arguments.text("criterion");
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
  report_without_place(invocation, codes::kUnknownName,
                       fmt::format("no criterion is called `{}`", wanted), suggest(wanted, ids));
  return std::nullopt;
}

}  // namespace

std::optional<Report> explain_unit(Invocation& invocation, const CommonOptions& options) {
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, *rulebooks, options.threads, false) : std::nullopt;
  const std::optional<FoundUnit> unit = run ? find_unit(invocation, *run) : std::nullopt;
  if (!unit) {
    return std::nullopt;
  }
  const ScoringRun::Part& part = run->parts[unit->part];
  const std::optional<CriterionIndex> only = find_criterion(invocation, *part.rulebook);
  if (!only) {
    return std::nullopt;
  }
  const Explanation explanation =
      explain(*part.rulebook, part.program, *part.rows, part.sheet.row_offsets[unit->row]);
  const Language language = options.language.value_or(
      part.rulebook->lang == "en" ? Language::English : Language::Vietnamese);
  return build_explanation({part.rulebook, &part.program, &part.sheet}, explanation, unit->row,
                           *only, invocation.sources, language);
}

}  // namespace parindex
