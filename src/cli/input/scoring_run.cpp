// SPDX-License-Identifier: Apache-2.0
#include "cli/input/scoring_run.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/score/decided_rows.h"
#include "analysis/score/population.h"
#include "analysis/score/score.h"
#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "cli/input/input_files.h"
#include "cli/input/open_run.h"
#include "cli/input/points_table.h"
#include "cli/progress.h"
#include "rulebook/compile/compile.h"

namespace parindex {
namespace {

CsvOptions csv_options(const RulesArguments& arguments) {
  CsvOptions options;
  if (arguments.decimal) {
    options.mark = *arguments.decimal == "point" ? DecimalMark::Point : DecimalMark::Comma;
  }
  options.dash = !arguments.dash                ? DashMeaning::Refused
                 : *arguments.dash == "missing" ? DashMeaning::Missing
                                                : DashMeaning::NotApplicable;
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
      if (!indicator.title.empty()) {
        schema.other_indicators.push_back(indicator.title);
      }
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

// One table in wide form is read piece by piece; all else is joined in memory.
OpenData::Part open_rows(Invocation& invocation, const std::vector<std::string>& tables,
                         const DataSchema& schema, const UnitsFile* units,
                         const CsvOptions& options) {
  Sources& sources = invocation.sources;
  Diagnostics& diagnostics = invocation.diagnostics;
  OpenData::Part part;
  if (tables.size() == 1 && !must_be_joined(tables.front(), *schema.rulebook, sources)) {
    part.rows = open_csv(tables.front(), schema, units, options, sources, diagnostics);
    return part;
  }
  part.figures = read_figures(tables, schema, units, options, sources, diagnostics);
  if (part.figures != nullptr) {
    part.rows = rows_of(part.figures, part.figures->last_round());
  }
  return part;
}

// What `--round` names in a rulebook: a number of io/figures.h, or empty with an error.
std::optional<RoundNumber> find_round(const Rulebook& rulebook, const std::string& wanted,
                                      Diagnostics& diagnostics) {
  const std::string id = to_nfc(wanted);
  std::vector<std::string> ids;
  for (const Round& round : rulebook.rounds) {
    ids.push_back(round.id);
    if (round.id == id) {
      return static_cast<RoundNumber>(ids.size());
    }
  }
  diagnostics.error(codes::kUnknownRound, {},
                    fmt::format("the rulebook `{}` has no round `{}`", rulebook.id, id),
                    ids.empty() ? "declare `rounds: [self, appraisal, final]`"
                                : fmt::format("one of: {}", fmt::join(ids, ", ")));
  return std::nullopt;
}

// Takes the figures of the round that is asked for. False with an error.
bool take_round(const GivenText& asked, const Rulebook& rulebook, OpenData::Part& part,
                Diagnostics& diagnostics) {
  if (!asked) {
    return true;
  }
  const std::optional<RoundNumber> round = find_round(rulebook, *asked, diagnostics);
  if (round && part.figures == nullptr) {
    diagnostics.error(codes::kUnknownRound, {},
                      "`--round` needs figures of rounds, and the data have none",
                      "give the data a column `round`");
  } else if (round) {
    part.rows = rows_of(part.figures, *round);
    return true;
  }
  return false;
}

// A decision is about a unit of whichever rulebook has it.
void check_decisions(const ScoringRun& run, Diagnostics& diagnostics) {
  std::vector<Unit> units;
  for (const ScoringRun::Part& part : run.parts) {
    units.insert(units.end(), part.sheet.units.begin(), part.sheet.units.end());
  }
  for (const ScoringRun::Part& part : run.parts) {
    check_decided_units(part.rulebook->decisions, units, diagnostics);
  }
}

// Says which units of the sheet do not exist on the day that is scored.
void check_unit_days(const GivenDay& asked, const Rulebook& rulebook, const UnitsFile& units,
                     const ScoreSheet& sheet, Diagnostics& diagnostics) {
  const std::optional<std::int64_t> day = asked ? asked : parse_iso_day(rulebook.period + "-12-31");
  for (const Unit& unit : sheet.units) {
    const auto found = units.by_key.find(fold_case(unit.id));
    if (!day || found == units.by_key.end()) {
      continue;
    }
    const UnitsFile::Entry& entry = units.entries[found->second];
    const bool ended = entry.last_day && *entry.last_day < *day;
    if (ended || (entry.first_day && *day < *entry.first_day)) {
      diagnostics.add({.severity = Severity::Warning,
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

void check_any_unit(const ScoringRun& run, const std::string& path, Diagnostics& diagnostics) {
  for (const ScoringRun::Part& part : run.parts) {
    if (!part.sheet.units.empty()) {
      return;
    }
  }
  diagnostics.error(codes::kNoData, {}, "`" + path + "` has no rows of units",
                    "one row for each unit, below the heading");
}

}  // namespace

std::vector<Scored> ScoringRun::scored() const {
  std::vector<Scored> result;
  result.reserve(parts.size());
  for (const Part& part : parts) {
    result.push_back({part.rulebook, &part.program, &part.sheet});
  }
  return result;
}

std::vector<const Rulebook*> ScoringRun::rulebooks() const {
  std::vector<const Rulebook*> result;
  result.reserve(parts.size());
  for (const Part& part : parts) {
    result.push_back(part.rulebook);
  }
  return result;
}

std::optional<ScoringRun::Part> score_rows(const RulesArguments& arguments,
                                           const Rulebook& rulebook, ScoringProgram program,
                                           std::unique_ptr<RowSource> rows, bool every_criterion,
                                           Diagnostics& diagnostics) {
  const std::size_t threads = arguments.thread_count();
  ScoringRun::Part part{
      &rulebook, std::move(program), with_decisions(std::move(rows), rulebook), {}, nullptr};
  if (!part.program.derived.empty() && !add_population(part, threads, diagnostics)) {
    return std::nullopt;
  }
  Progress progress;
  const ScoreOptions scoring{threads, every_criterion, arguments.partial,
                             [&](std::uint64_t units) { progress.show(units); }};
  std::optional<ScoreSheet> sheet = score(rulebook, part.program, *part.rows, scoring, diagnostics);
  if (sheet) {
    part.sheet = std::move(*sheet);
  }
  return part;
}

std::optional<OpenData> open_data(Invocation& invocation, const RulesArguments& arguments,
                                  const std::vector<Rulebook>& rulebooks, std::string_view option,
                                  const UnitsFile* units) {
  Diagnostics& diagnostics = invocation.diagnostics;
  std::optional<DataFiles> files = find_data_files(invocation, arguments, option);
  if (!files) {
    return std::nullopt;
  }
  OpenData data;
  data.tables = std::move(files->figures);
  if (!files->units.empty()) {
    std::optional<UnitsFile> own = read_units(files->units, invocation.sources, diagnostics);
    if (!own) {
      return std::nullopt;
    }
    data.units = std::make_unique<UnitsFile>(std::move(*own));
    units = data.units.get();
  }
  const CsvOptions options = csv_options(arguments);
  for (const Rulebook& rulebook : rulebooks) {
    data.parts.push_back(
        open_rows(invocation, data.tables, schema_for(rulebook, rulebooks), units, options));
    OpenData::Part& part = data.parts.back();
    if (part.rows == nullptr || !take_round(arguments.round, rulebook, part, diagnostics)) {
      return std::nullopt;
    }
  }
  return data;
}

std::optional<ScoringRun> score_data(const RulesArguments& arguments,
                                     const std::vector<Rulebook>& rulebooks, OpenData data,
                                     Diagnostics& diagnostics, bool every_criterion,
                                     bool missing_is_no_score) {
  ScoringRun run;
  run.units = std::move(data.units);
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {
    std::optional<ScoringRun::Part> part = score_rows(
        arguments, rulebooks[i],
        compile(rulebooks[i], {every_criterion, arguments.missing_is_zero(), missing_is_no_score}),
        std::move(data.parts[i].rows), every_criterion, diagnostics);
    if (!part) {
      return std::nullopt;
    }
    part->figures = std::move(data.parts[i].figures);
    if (run.units != nullptr) {
      check_unit_days(arguments.as_of, rulebooks[i], *run.units, part->sheet, diagnostics);
    }
    if (!diagnostics.has_errors()) {
      add_intervals(*part, arguments.missing_is_zero(), diagnostics);
    }
    run.parts.push_back(std::move(*part));
  }
  if (!diagnostics.has_errors()) {
    check_decisions(run, diagnostics);
    check_any_unit(run, data.tables.front(), diagnostics);
  }
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(run));
}

std::optional<ScoringRun> score_all(Invocation& invocation, const RulesArguments& arguments,
                                    const std::vector<Rulebook>& rulebooks, bool every_criterion,
                                    bool missing_is_no_score) {
  std::optional<OpenData> data = open_data(invocation, arguments, rulebooks);
  return data ? score_data(arguments, rulebooks, std::move(*data), invocation.diagnostics,
                           every_criterion, missing_is_no_score)
              : std::nullopt;
}

}  // namespace parindex
