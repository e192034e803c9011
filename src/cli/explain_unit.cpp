// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_unit.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "analysis/account/explain.h"
#include "base/codes.h"
#include "base/text.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "report/build/build_explain.h"

namespace parindex {
namespace {

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
  const Language language = options.language_or(part.rulebook->lang);
  return build_explanation({part.rulebook, &part.program, &part.sheet}, explanation, unit->row,
                           *only, invocation.sources, language);
}

}  // namespace parindex
