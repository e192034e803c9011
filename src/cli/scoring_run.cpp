// SPDX-License-Identifier: Apache-2.0
#include "cli/scoring_run.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/decided_rows.h"
#include "analysis/population.h"
#include "analysis/score.h"
#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "cli/input_files.h"
#include "cli/open_run.h"
#include "cli/progress.h"
#include "rulebook/compile.h"

namespace parindex {
namespace {

struct DataOptions {
  CsvOptions csv;
  bool missing_is_zero = false;
};

std::optional<DataOptions> read_data_options(Invocation& invocation) {
  constexpr std::array<std::string_view, 3> kMarks = {"", "point", "comma"};
  constexpr std::array<std::string_view, 3> kDashes = {"", "missing", "na"};
  constexpr std::array<std::string_view, 2> kMissing = {"", "zero"};
  const std::optional<std::size_t> mark = read_choice(invocation, "decimal", kMarks);
  const std::optional<std::size_t> dash = read_choice(invocation, "dash", kDashes);
  const std::optional<std::size_t> missing = read_choice(invocation, "missing", kMissing);
  if (!mark || !dash || !missing) {
    return std::nullopt;
  }
  DataOptions options;
  if (*mark > 0) {
    options.csv.mark = *mark == 1 ? DecimalMark::Point : DecimalMark::Comma;
  }
  constexpr std::array kMeanings = {DashMeaning::Refused, DashMeaning::Missing,
                                    DashMeaning::NotApplicable};
  options.csv.dash = kMeanings[*dash];
  options.missing_is_zero = parindex::missing_is_zero(invocation);
  return options;
}

// What the other rulebooks of the run know of the data.
DataSchema schema_for(const Rulebook& rulebook, const std::vector<Rulebook>& all) {
  DataSchema schema{&rulebook, {}, {}};
  for (const Rulebook& other : all) {
    if (&other == &rulebook) {
      continue;
    }
    for (const Indicator& indicator : other.indicators) {
      schema.other_indicators.push_back(indicator.id);
    }
    for (const Group& group : other.groups) {
      schema.other_groups.push_back(group.id);
    }
  }
  return schema;
}

// Rules that compare units with each other: all rows are looked at before any is scored.
bool add_population(ScoringRun::Part& part, std::size_t threads, Diagnostics& diagnostics) {
  std::optional<MeasuredPopulation> population = measure_population(
      part.program, *part.rows, part.rulebook->groups.size(), threads, diagnostics);
  if (!population) {
    return false;
  }
  part.rows = with_derived_columns(std::move(part.rows), part.program, std::move(*population));
  return true;
}

struct OpenData {
  std::shared_ptr<const Figures> figures;  // null where a single wide table is read
  std::unique_ptr<RowSource> rows;         // null after errors
};

// One table in wide form is read piece by piece; all else is joined in memory.
OpenData open_data(Invocation& invocation, const std::vector<std::string>& paths,
                   const DataSchema& schema, const UnitsFile* units, const CsvOptions& options) {
  Sources& sources = invocation.sources;
  Diagnostics& diagnostics = invocation.diagnostics;
  OpenData data;
  if (paths.size() == 1 && !must_be_joined(paths.front(), *schema.rulebook, sources)) {
    data.rows = open_csv(paths.front(), schema, units, options, sources, diagnostics);
    return data;
  }
  data.figures = read_figures(paths, schema, units, options, sources, diagnostics);
  if (data.figures != nullptr) {
    data.rows = rows_of(data.figures, data.figures->last_round());
  }
  return data;
}

// What `--round` names in a rulebook: a number of io/figures.h, or empty with an error.
std::optional<RoundNumber> asked_round(Invocation& invocation, const Rulebook& rulebook) {
  const std::string id = to_nfc(invocation.arguments.text("round"));
  std::vector<std::string> ids;
  for (const Round& round : rulebook.rounds) {
    ids.push_back(round.id);
    if (round.id == id) {
      return static_cast<RoundNumber>(ids.size());
    }
  }
  report_without_place(invocation, codes::kUnknownRound,
                       fmt::format("the rulebook `{}` has no round `{}`", rulebook.id, id),
                       ids.empty() ? "declare `rounds: [self, appraisal, final]`"
                                   : fmt::format("one of: {}", fmt::join(ids, ", ")));
  return std::nullopt;
}

// Takes the figures of the round that `--round` names. False with an error.
bool take_round(Invocation& invocation, const Rulebook& rulebook, OpenData& data) {
  if (!invocation.arguments.has("round")) {
    return true;
  }
  const std::optional<RoundNumber> round = asked_round(invocation, rulebook);
  if (round && data.figures == nullptr) {
    report_without_place(invocation, codes::kUnknownRound,
                         "`--round` needs figures of rounds, and the data have none",
                         "give the data a column `round`");
  } else if (round) {
    data.rows = rows_of(data.figures, *round);
    return true;
  }
  return false;
}

// Says which units of the sheet do not exist on the day that is scored.
void check_unit_days(Invocation& invocation, const Rulebook& rulebook, const UnitsFile& units,
                     const ScoreSheet& sheet) {
  const std::string asked = invocation.arguments.text("as-of");
  const std::optional<std::int64_t> day =
      parse_iso_day(asked.empty() ? rulebook.period + "-12-31" : asked);
  for (const Unit& unit : sheet.units) {
    const auto found = units.by_key.find(fold_case(unit.id));
    if (!day || found == units.by_key.end()) {
      continue;
    }
    const UnitsFile::Entry& entry = units.entries[found->second];
    const bool ended = entry.last_day && *entry.last_day < *day;
    if (ended || (entry.first_day && *day < *entry.first_day)) {
      invocation.diagnostics.add(
          {.severity = Severity::Warning,
           .code = codes::kUnitOutOfDate,
           .message = fmt::format("unit `{}` has figures, but {} on {}", unit.id,
                                  ended ? "is no more" : "is not yet", iso_text(*day)),
           .primary = {entry.span, ""},
           .related = {},
           .help = ended && !entry.successor.empty()
                       ? fmt::format("its successor is `{}`", entry.successor)
                       : "compare `from` and `to` with the period, or pass `--as-of`",
           .topic = "units out of date"});
    }
  }
}

void check_any_unit(Invocation& invocation, const ScoringRun& run, const std::string& path) {
  for (const ScoringRun::Part& part : run.parts) {
    if (!part.sheet.units.empty()) {
      return;
    }
  }
  report_without_place(invocation, codes::kNoData, "`" + path + "` has no rows of units",
                       "one row for each unit, below the heading");
}

}  // namespace

bool missing_is_zero(const Invocation& invocation) {
  return invocation.arguments.text("missing") == "zero";
}

std::vector<ScoredRulebook> ScoringRun::scored() const {
  std::vector<ScoredRulebook> result;
  for (const Part& part : parts) {
    result.push_back({part.rulebook, &part.program, &part.sheet});
  }
  return result;
}

std::optional<ScoringRun::Part> score_rows(Invocation& invocation, const Rulebook& rulebook,
                                           ScoringProgram program, std::unique_ptr<RowSource> rows,
                                           std::size_t threads, bool every_criterion) {
  Diagnostics& diagnostics = invocation.diagnostics;
  ScoringRun::Part part{
      &rulebook, std::move(program), with_decisions(std::move(rows), rulebook), {}, nullptr};
  if (!part.program.derived.empty() && !add_population(part, threads, diagnostics)) {
    return std::nullopt;
  }
  Progress progress;
  const ScoreOptions scoring{threads, every_criterion, invocation.arguments.has("partial"),
                             [&](std::uint64_t units) { progress.show(units); }};
  std::optional<ScoreSheet> sheet = score(rulebook, part.program, *part.rows, scoring, diagnostics);
  if (sheet) {
    part.sheet = std::move(*sheet);
    check_decided_units(rulebook, part.sheet.units, diagnostics);
  }
  return part;
}

std::optional<ScoringRun> score_all(Invocation& invocation, const std::vector<Rulebook>& rulebooks,
                                    std::size_t threads, bool every_criterion,
                                    bool missing_is_no_score) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<DataOptions> options = read_data_options(invocation);
  const std::optional<DataFiles> files = options ? find_data_files(invocation) : std::nullopt;
  if (!files) {
    return std::nullopt;
  }
  ScoringRun run;
  if (!files->units.empty()) {
    std::optional<UnitsFile> units = read_units(files->units, invocation.sources, diagnostics);
    if (!units) {
      return std::nullopt;
    }
    run.units = std::make_unique<UnitsFile>(std::move(*units));
  }
  for (const Rulebook& rulebook : rulebooks) {
    OpenData data = open_data(invocation, files->figures, schema_for(rulebook, rulebooks),
                              run.units.get(), options->csv);
    if (data.rows == nullptr || !take_round(invocation, rulebook, data)) {
      return std::nullopt;
    }
    std::optional<ScoringRun::Part> part = score_rows(
        invocation, rulebook,
        compile(rulebook, {every_criterion, options->missing_is_zero, missing_is_no_score}),
        std::move(data.rows), threads, every_criterion);
    if (!part) {
      return std::nullopt;
    }
    part->figures = std::move(data.figures);
    if (run.units != nullptr) {
      check_unit_days(invocation, rulebook, *run.units, part->sheet);
    }
    if (!diagnostics.has_errors()) {
      add_intervals(invocation, *part);
    }
    run.parts.push_back(std::move(*part));
  }
  if (!diagnostics.has_errors()) {
    check_any_unit(invocation, run, files->figures.front());
  }
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(run));
}

}  // namespace parindex
