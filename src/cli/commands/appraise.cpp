// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/appraise.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/points_table.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "report/build/build_appraisal.h"
#include "rulebook/compile/compile.h"

namespace parindex {
namespace {

constexpr CompileOptions kSheet{
    .every_criterion = true, .missing_is_zero = false, .missing_is_no_score = true};

// The self-scores by part. What fits no part goes where its unit is, or into the first one, to be
// reported there.
std::vector<std::vector<SelfScore>> self_scores_by_part(std::vector<SelfScore> scores,
                                                        const ScoringRun& run) {
  std::multimap<std::string, std::size_t> parts_of;  // by the unit's id, in one case
  for (std::size_t i = 0; i < run.parts.size(); ++i) {
    for (const Unit& unit : run.parts[i].sheet.units) {
      parts_of.emplace(fold_case(unit.id), i);
    }
  }
  std::vector<std::vector<SelfScore>> result(run.parts.size());
  for (SelfScore& score : scores) {
    const auto [first, last] = parts_of.equal_range(fold_case(score.unit));
    const auto fits = std::find_if(first, last, [&](const auto& part) {
      return run.parts[part.second].rulebook->find(score.criterion).has_value();
    });
    const std::size_t part = fits != last ? fits->second : (first != last ? first->second : 0);
    result[part].push_back(std::move(score));
  }
  return result;
}

// Scores each round up to the last one that has figures, which `last` holds.
std::optional<Appraisal> appraise_part(const AppraiseArguments& arguments,
                                       const ScoringRun::Part& last,
                                       const std::vector<SelfScore>& self,
                                       Diagnostics& diagnostics) {
  const Rulebook& rulebook = *last.rulebook;
  const RoundNumber count = last.figures == nullptr ? RoundNumber{0} : last.figures->last_round();
  if (count < 2 && !arguments.self) {
    diagnostics.error(codes::kUnknownRound, {},
                      fmt::format("there is nothing to appraise by `{}`: the figures are of {}",
                                  rulebook.id, count == 0 ? "no round" : "one round only"),
                      "give the data a column `round`, or the self-scores with `--self`");
    return std::nullopt;
  }
  std::vector<ScoringRun::Part> parts;
  for (RoundNumber round = 1; round < count; ++round) {
    std::optional<ScoringRun::Part> part =
        score_rows(arguments, rulebook, compile(rulebook, kSheet), rows_of(last.figures, round),
                   true, diagnostics);
    if (!part || diagnostics.has_errors()) {
      return std::nullopt;
    }
    parts.push_back(std::move(*part));
  }
  std::vector<ScoredRound> rounds;
  rounds.reserve(parts.size());
  for (const ScoringRun::Part& part : parts) {
    rounds.push_back(
        {&rulebook.rounds[rounds.size()], &part.program, part.rows.get(), &part.sheet});
  }
  rounds.push_back({count < 2 ? nullptr : &rulebook.rounds[rounds.size()], &last.program,
                    last.rows.get(), &last.sheet});
  Appraisal appraisal = appraise(rulebook, rounds, self, diagnostics);
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(appraisal));
}

// Leaves the criteria of the agency that `--appraiser` names. False with an error where there is
// none.
bool keep_appraiser(const std::string& asked, std::vector<Appraisal>& appraisals,
                    Diagnostics& diagnostics) {
  const std::string wanted = to_nfc(asked);
  if (wanted.empty()) {
    return true;
  }
  std::vector<std::string> names;
  for (const Appraisal& appraisal : appraisals) {
    for (const Criterion& criterion : appraisal.rulebook->criteria) {
      if (!criterion.appraiser.empty() &&
          std::find(names.begin(), names.end(), criterion.appraiser) == names.end()) {
        names.push_back(criterion.appraiser);
      }
    }
  }
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
    return fold_case(name) == fold_case(wanted);
  });
  if (found == names.end()) {
    diagnostics.error(codes::kUsage, {}, fmt::format("no criterion has the appraiser `{}`", wanted),
                      names.empty() ? "name one in the rulebook: `appraiser: …`"
                                    : fmt::format("one of: {}", fmt::join(names, ", ")));
    return false;
  }
  for (Appraisal& appraisal : appraisals) {
    std::erase_if(appraisal.lines, [&](const AppraisalLine& line) {
      return appraisal.rulebook->criteria[line.criterion].appraiser != *found;
    });
  }
  return true;
}

}  // namespace

ExitCode run_appraise(Invocation& invocation, const AppraiseArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, arguments, *rulebooks, true, true) : std::nullopt;
  const std::optional<FoundUnit> only =
      run && arguments.unit ? find_unit(*run, *arguments.unit, diagnostics) : std::nullopt;
  if (!run || (arguments.unit && !only)) {
    return ExitCode::CouldNotRun;
  }
  const std::vector<std::vector<SelfScore>> self =
      self_scores_by_part(self_scores(invocation, arguments.self), *run);
  if (diagnostics.has_errors()) {
    return ExitCode::CouldNotRun;
  }
  std::vector<Appraisal> appraisals;
  for (std::size_t i = 0; i < run->parts.size(); ++i) {
    std::optional<Appraisal> appraisal =
        appraise_part(arguments, run->parts[i], self[i], diagnostics);
    if (!appraisal) {
      return ExitCode::CouldNotRun;
    }
    std::erase_if(appraisal->lines, [&](const AppraisalLine& line) {
      return only && (only->part != i || only->row != line.unit);
    });
    appraisals.push_back(std::move(*appraisal));
  }
  if (!keep_appraiser(arguments.appraiser.value_or(""), appraisals, diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  for (const Appraisal& appraisal : appraisals) {
    warn_of_evidence(appraisal, diagnostics);
  }
  const Language language = arguments.language_or(rulebooks->front().lang);
  const Report report = build_appraisal(appraisals, arguments.for_people(), language);
  return write_report(arguments, report, run->rulebooks(), diagnostics) ? ExitCode::Done
                                                                        : ExitCode::CouldNotRun;
}

}  // namespace parindex
