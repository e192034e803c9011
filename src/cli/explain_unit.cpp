// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_unit.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/explain.h"
#include "analysis/unit_lookup.h"
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

// The unit may be in any of the rulebooks.
std::optional<FoundUnit> find_unit(Invocation& invocation, const ScoringRun& run) {
  std::vector<Unit> units;
  std::vector<FoundUnit> places;
  for (std::size_t part = 0; part < run.parts.size(); ++part) {
    const std::vector<Unit>& own = run.parts[part].sheet.units;
    for (std::size_t row = 0; row < own.size(); ++row) {
      units.push_back(own[row]);
      places.push_back({part, row});
    }
  }
  const std::optional<std::size_t> found =
      find_unit(units, invocation.arguments.text("unit"), {}, invocation.diagnostics);
  return found ? std::optional(places[*found]) : std::nullopt;
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
