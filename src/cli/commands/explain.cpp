// SPDX-License-Identifier: Apache-2.0
#include "analysis/explain.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input_files.h"
#include "cli/output.h"
#include "cli/scoring_run.h"
#include "report/build_explain.h"

namespace parindex {
namespace {

struct FoundUnit {
  std::size_t part = 0, row = 0;
};

std::optional<FoundUnit> find_unit(Session& session, const ScoringRun& run) {
  const std::string wanted = session.arguments.text("unit");
  const std::string key = fold_case(wanted);
  std::vector<std::string> names;
  for (std::size_t part = 0; part < run.parts.size(); ++part) {
    const std::vector<Unit>& units = run.parts[part].sheet.units;
    for (std::size_t row = 0; row < units.size(); ++row) {
      if (fold_case(units[row].id) == key || fold_case(units[row].name) == key) {
        return FoundUnit{part, row};
      }
      names.push_back(units[row].id);
      if (!units[row].name.empty()) {
        names.push_back(units[row].name);
      }
    }
  }
  report_without_place(session, codes::kUnknownUnit, fmt::format("no unit is called `{}`", wanted),
                       suggest(wanted, names));
  return std::nullopt;
}

std::optional<CriterionIndex> find_criterion(Session& session, const Rulebook& rulebook) {
  const std::string wanted = session.arguments.text("criterion");
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
  report_without_place(session, codes::kUnknownName,
                       fmt::format("no criterion is called `{}`", wanted), suggest(wanted, ids));
  return std::nullopt;
}

}  // namespace

ExitCode run_explain(Session& session) {
  const std::optional<CommonOptions> options = read_common_options(session);
  if (!options) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(session);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(session, *rulebooks, options->threads, false) : std::nullopt;
  const std::optional<FoundUnit> unit = run ? find_unit(session, *run) : std::nullopt;
  if (!unit) {
    return ExitCode::CouldNotRun;
  }
  const ScoringRun::Part& part = run->parts[unit->part];
  const std::optional<CriterionIndex> only = find_criterion(session, *part.rulebook);
  if (!only) {
    return ExitCode::CouldNotRun;
  }

  const Explanation explanation =
      explain(*part.rulebook, part.program, *part.rows, part.sheet.row_offsets[unit->row]);
  const Language language = options->language.value_or(
      part.rulebook->lang == "en" ? Language::English : Language::Vietnamese);
  const Report report = build_explanation({part.rulebook, &part.program, &part.sheet}, explanation,
                                          unit->row, *only, session.sources, language);
  return write_report(session, *options, report) ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
