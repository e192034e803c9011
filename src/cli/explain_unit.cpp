// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_unit.h"

#include <optional>
#include <vector>

#include "analysis/account/explain.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "report/build/build_explain.h"

namespace parindex {

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
