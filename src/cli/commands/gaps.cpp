// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/gaps.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analysis/account/gap_sums.h"
#include "analysis/account/plan_progress.h"
#include "base/codes.h"
#include "cli/commands.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/letter_files.h"
#include "cli/input/published_grade.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "report/build/build_divisions.h"
#include "report/build/build_gaps.h"
#include "report/build/build_letter_items.h"
#include "report/build/build_loss_bound.h"
#include "report/build/build_plan_progress.h"

namespace parindex {
namespace {

bool is_rulebook(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

// Older data with the rulebooks that score them.
struct OlderRun {
  std::vector<Rulebook> rulebooks;
  ScoringRun run;
};

// Reads what `--previous` names: rulebooks by their ending, the rest is data. Without a rulebook
// the present ones serve. What is said of the present data does not hold for older ones, and what
// is said of the present rulebooks not for older rulebooks.
RulesArguments arguments_of_previous(const GapsArguments& present) {
  auto older = static_cast<const RulesArguments&>(present);
  older.overrides.reset();
  older.round.reset();
  older.sheet.clear();
  older.data.clear();
  std::vector<std::string> rules;
  for (const std::string& path : present.previous) {
    (is_rulebook(path) ? rules : older.data).push_back(path);
  }
  if (!rules.empty()) {
    older.rules = std::move(rules);
    older.as_of.reset();
    older.filled.reset();
  }
  return older;
}

std::optional<OlderRun> score_previous(Invocation& invocation, const GapsArguments& present) {
  const RulesArguments arguments = arguments_of_previous(present);
  std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  if (!rulebooks) {
    return std::nullopt;
  }
  OlderRun older{std::move(*rulebooks), {}};
  std::optional<ScoringRun> run = score_all(invocation, arguments, older.rulebooks, false);
  if (!run) {
    return std::nullopt;
  }
  older.run = std::move(*run);
  return older;
}

// Adds the rulebooks whose ids are not among those of `known`.
void add_unlike(const std::vector<Rulebook>& rulebooks, std::vector<const Rulebook*>& known) {
  for (const Rulebook& rulebook : rulebooks) {
    if (std::none_of(known.begin(), known.end(),
                     [&](const Rulebook* other) { return other->id == rulebook.id; })) {
      known.push_back(&rulebook);
    }
  }
}

// The same unit in older data, by id.
const ScoringRun::Part* find_older(const ScoringRun& run, const std::string& id, std::size_t& row) {
  for (const ScoringRun::Part& part : run.parts) {
    for (row = 0; row < part.sheet.units.size(); ++row) {
      if (part.sheet.units[row].id == id) {
        return &part;
      }
    }
  }
  return nullptr;
}

// The unit, and all units of the units file whose place it took.
std::vector<std::string> with_predecessors(const std::string& id, const UnitsFile* units) {
  std::vector<std::string> ids = {id};
  for (std::size_t i = 0; units != nullptr && i < ids.size(); ++i) {
    for (const UnitsFile::Entry& entry : units->entries) {
      if (entry.successor == ids[i]) {
        ids.push_back(entry.id);
      }
    }
  }
  return ids;
}

void mark_recurring_gaps(std::vector<RulebookGaps>& all, const UnitsFile* units,
                         const ScoringRun& older) {
  for (RulebookGaps& part : all) {
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      const std::string& now = part.scored.sheet->units[part.rows[i]].id;
      for (const std::string& id : with_predecessors(now, units)) {
        std::size_t row = 0;
        if (const ScoringRun::Part* const then = find_older(older, id, row)) {
          const std::vector<UnitGaps> gaps =
              find_gaps(*then->rulebook, then->program, *then->rows, then->sheet, {row}, 1);
          mark_recurring(*part.scored.rulebook, part.units[i], *then->rulebook, gaps.front());
        }
      }
    }
  }
}

// The rows of a part that are asked for.
std::vector<std::size_t> rows_of(const ScoringRun& run, std::size_t part,
                                 const std::optional<FoundUnit>& only) {
  if (only) {
    return only->part == part ? std::vector<std::size_t>{only->row} : std::vector<std::size_t>{};
  }
  std::vector<std::size_t> rows(run.parts[part].sheet.units.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

// Items of a letter are about one unit.
std::optional<Report> letter_report(Invocation& invocation, const GapsArguments& arguments,
                                    const std::vector<RulebookGaps>& all, Language language) {
  const auto part = std::find_if(all.begin(), all.end(),
                                 [](const RulebookGaps& gaps) { return gaps.rows.size() == 1; });
  std::size_t units = 0;
  for (const RulebookGaps& gaps : all) {
    units += gaps.rows.size();
  }
  if (units != 1) {
    invocation.diagnostics.error(codes::kUsage, {}, "`--by letter-item` is about one unit",
                                 "add `--unit UNIT`");
    return std::nullopt;
  }
  const std::optional<std::vector<LetterItem>> items =
      read_letter_items(invocation, *arguments.items);
  const std::optional<std::vector<Finding>> findings =
      read_findings(invocation, arguments.findings);
  return items && findings ? std::optional(build_letter_items(*part, *items, *findings, language))
                           : std::nullopt;
}

// `--items` and `--findings` go with `--by letter-item`, which needs the first of them.
bool check_arguments(const GapsArguments& arguments, Diagnostics& diagnostics) {
  const bool by_item = arguments.by == "letter-item";
  const bool by_unit = arguments.by.value_or("unit") == "unit";
  if (by_item && !arguments.items) {
    diagnostics.error(codes::kUsage, {}, "`--by letter-item` needs `--items`",
                      "a table `item,title,head,criteria,figures,tasks,coverage,source`");
  } else if (!by_item && (arguments.items || !arguments.findings.empty())) {
    diagnostics.error(codes::kUsage, {}, "`--items` and `--findings` go with `--by letter-item`",
                      "add `--by letter-item`");
  }
  if (arguments.published && (!by_unit || !arguments.unit)) {
    diagnostics.error(codes::kUsage, {}, "`--published` is the grade of one unit",
                      "add `--unit UNIT`, without `--by`");
  }
  if (!arguments.previous.empty() && !by_unit) {
    diagnostics.error(codes::kUsage, {}, "`--previous` says of each gap whether it recurs",
                      "leave out `--by`, or `--previous`");
  }
  return !diagnostics.has_errors();
}

Report target_report(const ScoringRun& run, const std::vector<RulebookGaps>& all, Language language,
                     bool for_people) {
  std::vector<std::vector<PlanProgress>> progress;
  progress.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ScoringRun::Part& part = run.parts[i];
    progress.push_back(compare_with_plans(*part.rulebook, *part.rows, part.sheet, all[i].rows));
  }
  return build_plan_progress(all, progress, language, for_people);
}

// The gaps of units; of one unit with what its published grade says, where that is named.
std::optional<Report> unit_report(const GapsArguments& arguments, const ScoringRun& run,
                                  const std::vector<RulebookGaps>& all, Language language,
                                  Diagnostics& diagnostics) {
  const bool for_people = arguments.for_people();
  Report report = build_gaps(all, language, for_people);
  if (!arguments.published) {
    return report;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].rows.empty()) {
      continue;
    }
    const std::optional<LossBound> bound = bound_by_published_grade(
        run.parts[i], all[i].rows.front(), all[i].units[0], *arguments.published, diagnostics);
    if (!bound) {
      return std::nullopt;
    }
    add_loss_bound(all[i], *bound, language, for_people, report);
  }
  return report;
}

std::optional<Report> report_by(Invocation& invocation, const GapsArguments& arguments,
                                const ScoringRun& run, const std::vector<RulebookGaps>& all) {
  const Language language = arguments.language_or(all.front().scored.rulebook->lang);
  if (arguments.by == "criterion") {
    std::vector<GapSums> sums;
    sums.reserve(all.size());
    for (const RulebookGaps& part : all) {
      sums.push_back(sum_gaps(part.units, part.scored.rulebook->criteria.size()));
    }
    return build_gaps_by_criterion(all, sums, language);
  }
  if (arguments.by == "division") {
    return build_gaps_by_division(all, language, arguments.for_people());
  }
  if (arguments.by == "letter-item") {
    return letter_report(invocation, arguments, all, language);
  }
  if (arguments.by == "target") {
    return target_report(run, all, language, arguments.for_people());
  }
  return unit_report(arguments, run, all, language, invocation.diagnostics);
}

}  // namespace

ExitCode run_gaps(Invocation& invocation, const GapsArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  if (!check_arguments(arguments, diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, arguments, *rulebooks, false) : std::nullopt;
  const std::optional<FoundUnit> only =
      run && arguments.unit ? find_unit(*run, *arguments.unit, diagnostics) : std::nullopt;
  if (!run || (arguments.unit && !only)) {
    return ExitCode::CouldNotRun;
  }
  std::vector<RulebookGaps> all;
  for (std::size_t i = 0; i < run->parts.size(); ++i) {
    const ScoringRun::Part& part = run->parts[i];
    RulebookGaps gaps{{part.rulebook, &part.program, &part.sheet}, rows_of(*run, i, only), {}};
    gaps.units = find_gaps(*part.rulebook, part.program, *part.rows, part.sheet, gaps.rows,
                           arguments.thread_count());
    all.push_back(std::move(gaps));
  }
  std::vector<const Rulebook*> rests_on = run->rulebooks();
  std::optional<OlderRun> older;
  if (!arguments.previous.empty()) {
    older = score_previous(invocation, arguments);
    if (!older) {
      return ExitCode::CouldNotRun;
    }
    mark_recurring_gaps(all, run->units.get(), older->run);
    add_unlike(older->rulebooks, rests_on);
  }
  const std::optional<Report> report = report_by(invocation, arguments, *run, all);
  return report && write_report(arguments, *report, rests_on, diagnostics) ? ExitCode::Done
                                                                           : ExitCode::CouldNotRun;
}

}  // namespace parindex
