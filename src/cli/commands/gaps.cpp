// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/gaps.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

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

constexpr std::array<std::string_view, 5> kBy = {"unit", "criterion", "division", "letter-item",
                                                 "target"};
enum class By : std::uint8_t { Unit, Criterion, Division, LetterItem, Target };  // as in kBy

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
std::optional<OlderRun> score_previous(Invocation& invocation, std::size_t threads) {
  std::vector<std::string> rules;
  std::vector<std::string> data;
  for (const std::string& path : invocation.arguments.list("previous")) {
    (is_rulebook(path) ? rules : data).push_back(path);
  }
  const Arguments asked = invocation.arguments;
  invocation.arguments.set("data", data);
  for (const char* const option : {"overrides", "round", "sheet"}) {
    invocation.arguments.set(option, {});
  }
  invocation.decisions.reset();
  if (!rules.empty()) {
    invocation.arguments.set("rules", rules);
    invocation.arguments.set("as-of", {});
    invocation.arguments.set("filled", {});
  }
  std::optional<OlderRun> older;
  if (std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation)) {
    older.emplace(OlderRun{std::move(*rulebooks), {}});
    std::optional<ScoringRun> run = score_all(invocation, older->rulebooks, threads, false);
    if (run) {
      older->run = std::move(*run);
    } else {
      older.reset();
    }
  }
  invocation.arguments = asked;
  return older;
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
std::optional<Report> letter_report(Invocation& invocation, const std::vector<RulebookGaps>& all,
                                    Language language) {
  const auto part = std::find_if(all.begin(), all.end(),
                                 [](const RulebookGaps& gaps) { return gaps.rows.size() == 1; });
  std::size_t units = 0;
  for (const RulebookGaps& gaps : all) {
    units += gaps.rows.size();
  }
  if (units != 1) {
    report_without_place(invocation, codes::kUsage, "`--by letter-item` is about one unit",
                         "add `--unit UNIT`");
    return std::nullopt;
  }
  const std::optional<std::vector<LetterItem>> items = read_letter_items(invocation);
  const std::optional<std::vector<Finding>> findings = read_findings(invocation);
  return items && findings ? std::optional(build_letter_items(*part, *items, *findings, language))
                           : std::nullopt;
}

// `--items` and `--findings` go with `--by letter-item`, which needs the first of them.
bool check_options(Invocation& invocation, By by) {
  const bool items = invocation.arguments.has("items");
  if (by == By::LetterItem && !items) {
    report_without_place(invocation, codes::kUsage, "`--by letter-item` needs `--items`",
                         "a table `item,title,head,criteria,figures,tasks,coverage,source`");
  } else if (by != By::LetterItem && (items || invocation.arguments.has("findings"))) {
    report_without_place(invocation, codes::kUsage,
                         "`--items` and `--findings` go with `--by letter-item`",
                         "add `--by letter-item`");
  }
  if (invocation.arguments.has("published") &&
      (by != By::Unit || !invocation.arguments.has("unit"))) {
    report_without_place(invocation, codes::kUsage, "`--published` is the grade of one unit",
                         "add `--unit UNIT`, without `--by`");
  }
  if (invocation.arguments.has("previous") && by != By::Unit) {
    report_without_place(invocation, codes::kUsage,
                         "`--previous` says of each gap whether it recurs",
                         "leave out `--by`, or `--previous`");
  }
  return !invocation.diagnostics.has_errors();
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
std::optional<Report> unit_report(Invocation& invocation, const ScoringRun& run,
                                  const std::vector<RulebookGaps>& all, Language language,
                                  bool for_people) {
  Report report = build_gaps(all, language, for_people);
  if (!invocation.arguments.has("published")) {
    return report;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].rows.empty()) {
      continue;
    }
    const std::optional<LossBound> bound =
        bound_by_published_grade(invocation, run.parts[i], all[i].rows.front(), all[i].units[0]);
    if (!bound) {
      return std::nullopt;
    }
    add_loss_bound(all[i], *bound, language, for_people, report);
  }
  return report;
}

std::optional<Report> report_by(Invocation& invocation, const ScoringRun& run,
                                const std::vector<RulebookGaps>& all, By by,
                                const CommonOptions& options) {
  const Language language = options.language_or(all.front().scored.rulebook->lang);
  const bool for_people = options.format->for_people;
  switch (by) {
    case By::Criterion:
      return build_gaps_by_criterion(all, language);
    case By::Division:
      return build_gaps_by_division(all, language, for_people);
    case By::LetterItem:
      return letter_report(invocation, all, language);
    case By::Target:
      return target_report(run, all, language, for_people);
    case By::Unit:
      break;
  }
  return unit_report(invocation, run, all, language, for_people);
}

}  // namespace

ExitCode run_gaps(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  const std::optional<std::size_t> choice = read_choice(invocation, "by", kBy);
  const By by = static_cast<By>(choice.value_or(0));
  if (!options || !choice || !check_options(invocation, by)) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, *rulebooks, options->threads, false) : std::nullopt;
  const bool one = invocation.arguments.has("unit");
  const std::optional<FoundUnit> only = run && one ? find_unit(invocation, *run) : std::nullopt;
  if (!run || (one && !only)) {
    return ExitCode::CouldNotRun;
  }
  std::vector<RulebookGaps> all;
  for (std::size_t i = 0; i < run->parts.size(); ++i) {
    const ScoringRun::Part& part = run->parts[i];
    RulebookGaps gaps{{part.rulebook, &part.program, &part.sheet}, rows_of(*run, i, only), {}};
    gaps.units = find_gaps(*part.rulebook, part.program, *part.rows, part.sheet, gaps.rows,
                           options->threads);
    all.push_back(std::move(gaps));
  }
  if (invocation.arguments.has("previous")) {
    const std::optional<OlderRun> older = score_previous(invocation, options->threads);
    if (!older) {
      return ExitCode::CouldNotRun;
    }
    mark_recurring_gaps(all, run->units.get(), older->run);
  }
  const std::optional<Report> report = report_by(invocation, *run, all, by, *options);
  return report && write_report(invocation, *options, *report) ? ExitCode::Done
                                                               : ExitCode::CouldNotRun;
}

}  // namespace parindex
