// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/codes.h"
#include "cli/commands.h"
#include "cli/input_files.h"
#include "cli/output.h"
#include "cli/scoring_run.h"
#include "report/score_cells.h"

namespace parindex {
namespace {

// The command that explains the points of one unit, ready to copy.
std::string explain_command(const Session& session, const ScoringRun& run) {
  const ScoringRun::Part& part = run.parts.front();
  if (part.sheet.units.empty()) {
    return "";
  }
  const std::string& unit = part.sheet.units.front().id;
  return fmt::format("parindex explain {} --data {} --unit {}",
                     fmt::join(session.arguments.list("rules"), " "),
                     fmt::join(session.arguments.list("data"), " "),
                     unit.find(' ') == std::string::npos ? unit : "'" + unit + "'");
}

bool any_below(const ScoringRun& run, Decimal least) {
  return std::any_of(run.parts.begin(), run.parts.end(), [&](const ScoringRun::Part& part) {
    const PrintedColumn& index = part.sheet.index;
    for (std::size_t row = 0; row < index.ticks.size(); ++row) {
      if (is_present(index, row) && Decimal{index.ticks[row], index.scale} < least) {
        return true;
      }
    }
    return false;
  });
}

}  // namespace

ExitCode run_score(Session& session) {
  const Arguments& arguments = session.arguments;
  const std::optional<CommonOptions> options = read_common_options(session);
  const std::string limit = arguments.text("fail-under");
  const std::optional<Decimal> least = parse_decimal(limit);
  if (!limit.empty() && !least) {
    report_without_place(session, codes::kUsage,
                         fmt::format("`--fail-under` cannot be `{}`", limit),
                         "an index, for example 80 or 79.5");
  }
  if (session.diagnostics.has_errors()) {
    return ExitCode::CouldNotRun;
  }

  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(session);
  if (!rulebooks) {
    return ExitCode::CouldNotRun;
  }
  const bool detail = arguments.has("detail");
  const bool wide = arguments.has("wide");
  const std::optional<ScoringRun> run =
      score_all(session, *rulebooks, options->threads, detail || wide);
  if (!run) {
    return ExitCode::CouldNotRun;
  }

  const std::vector<ScoredRulebook> scored = run->scored();
  const Language language = options->language.value_or(
      rulebooks->front().lang == "en" ? Language::English : Language::Vietnamese);
  const Report report = detail ? build_score_detail(scored, language)
                        : options->format->for_people
                            ? build_ranking(scored, language, explain_command(session, *run))
                            : build_scores(scored, wide);
  if (!write_report(session, *options, report)) {
    return ExitCode::CouldNotRun;
  }
  return least && any_below(*run, *least) ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
