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
#include "cli/output.h"
#include "report/build/build_explain.h"

namespace parindex {
namespace {

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

}  // namespace

std::optional<Report> explain_unit(Invocation& invocation, const ExplainArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, arguments, *rulebooks, false) : std::nullopt;
  const std::optional<FoundUnit> unit =
      run ? find_unit(*run, *arguments.unit, diagnostics) : std::nullopt;
  if (!unit) {
    return std::nullopt;
  }
  const ScoringRun::Part& part = run->parts[unit->part];
  const std::optional<CriterionIndex> only =
      find_criterion(*part.rulebook, arguments.criterion.value_or(""), diagnostics);
  if (!only) {
    return std::nullopt;
  }
  const Explanation explanation =
      explain(*part.rulebook, part.program, *part.rows, part.sheet.row_offsets[unit->row]);
  const Language language = arguments.language_or(part.rulebook->lang);
  Report report = build_explanation({part.rulebook, &part.program, &part.sheet}, explanation,
                                    unit->row, *only, invocation.sources, language);
  put_face(arguments, run->rulebooks(), report);
  return report;
}

}  // namespace parindex
