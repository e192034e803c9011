// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/changed_rows.h"
#include "analysis/unit_lookup.h"
#include "base/codes.h"
#include "cli/commands.h"
#include "cli/input_files.h"
#include "cli/output.h"
#include "cli/scoring_run.h"
#include "io/cells.h"
#include "report/build_what_if.h"
#include "rulebook/address.h"
#include "rulebook/compile.h"
#include "rulebook/key_reader.h"
#include "rulebook/read_change.h"

namespace parindex {
namespace {

// What is simulated: one rulebook as it stands, and its scores.
struct Base {
  ConfigNode file;
  std::vector<Rulebook> rulebooks;  // one
  ScoringRun run;

  [[nodiscard]] const Rulebook& rulebook() const { return rulebooks.front(); }
  [[nodiscard]] const ScoringRun::Part& part() const { return run.parts.front(); }
};

std::optional<Base> score_base(Invocation& invocation, const CommonOptions& options) {
  const std::vector<std::string> files = rulebook_files(invocation);
  if (files.size() != 1 && !invocation.diagnostics.has_errors()) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("{} rulebooks are named", files.size()),
                         "`simulate` changes one rulebook at a time: name its file");
  }
  if (invocation.diagnostics.has_errors()) {
    return std::nullopt;
  }
  std::optional<ConfigNode> tree = read_rulebook_file(invocation, files.front());
  std::optional<Rulebook> rulebook = tree ? make_rulebook(invocation, *tree, true) : std::nullopt;
  if (!rulebook || invocation.diagnostics.has_errors()) {
    return std::nullopt;
  }
  Base base;
  base.file = std::move(*tree);
  base.rulebooks.push_back(std::move(*rulebook));
  std::optional<ScoringRun> run = score_all(invocation, base.rulebooks, options.threads, true);
  if (!run) {
    return std::nullopt;
  }
  base.run = std::move(*run);
  return base;
}

// A value as a data file would hold it.
std::optional<ScenarioValue> read_value(const std::string& text, const Indicator& indicator,
                                        SourceSpan place, Diagnostics& diagnostics) {
  const ReadCell cell = read_cell(text, indicator, {});
  if (cell.problem.empty()) {
    return ScenarioValue{cell.ticks, cell.state, std::nullopt, ""};
  }
  report_error(diagnostics, codes::kValueOutOfBounds,
               fmt::format("indicator `{}`: {}", indicator.id, cell.problem), place, cell.help);
  return std::nullopt;
}

// The changes of `--set`, in order.
std::optional<Scenario> read_scenario(Invocation& invocation, const Base& base) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::size_t faults = diagnostics.errors();
  const ValueReader reader = [&](const std::string& text, const Indicator& indicator,
                                 SourceSpan place) {
    return read_value(text, indicator, place, diagnostics);
  };
  const ChangeContext context{base.rulebook(), base.file, reader, diagnostics};
  Scenario scenario;
  for (const std::string& text : invocation.arguments.list("set")) {
    const std::uint32_t source = invocation.sources.add_text("--set", text);
    const SourceSpan place{source, static_cast<std::uint32_t>(text.size()), 0};
    if (std::optional<Change> change = read_setting(text, place, context)) {
      scenario.changes.push_back(std::move(*change));
    }
  }
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(scenario));
}

// The rulebook and the figures with the fixed changes of a scenario, scored as if they had been
// written so.
struct Changed {
  std::unique_ptr<Rulebook> rulebook;
  std::optional<ScoringRun::Part> part;
};

std::optional<Changed> score_changed(Invocation& invocation, const CommonOptions& options,
                                     const Base& base, const Scenario& scenario) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<ConfigNode> file = with_values(base.file, scenario, diagnostics);
  std::optional<Rulebook> rulebook = file ? make_rulebook(invocation, *file, false) : std::nullopt;
  std::optional<std::vector<CellEdit>> edits =
      fixed_edits(scenario, base.part().sheet.units, diagnostics);
  if (!rulebook || !edits || diagnostics.has_errors()) {
    return std::nullopt;
  }
  Changed changed;
  changed.rulebook = std::make_unique<Rulebook>(std::move(*rulebook));
  base.part().rows->rewind();
  changed.part = score_rows(invocation, *changed.rulebook,
                            compile(*changed.rulebook, {true, missing_is_zero(invocation)}),
                            with_edits(*base.part().rows, *changed.rulebook, std::move(*edits)),
                            options.threads, true);
  return changed.part && !diagnostics.has_errors() ? std::optional(std::move(changed))
                                                   : std::nullopt;
}

// A change in words: as it was written, with what stood there and what stands there now.
std::string change_words(const Change& change, const std::string& written, const Base& base,
                         const RowSource& after) {
  const std::vector<Unit>& units = base.part().sheet.units;
  std::string before;
  std::string now;
  if (!change.indicator) {
    ConfigNode file = base.file;
    const ConfigNode* const node = find_value(file, change.text);
    before = node == nullptr ? "" : node->text;
    now = change.law.values.front().text;
  } else if (change.scope.kind == Scope::Kind::Unit &&
             base.rulebook().indicators[*change.indicator].is_amount()) {
    const std::size_t row = find_units(units, change.scope.unit).front();
    const std::uint64_t offset = base.part().sheet.row_offsets[row];
    before = base.part().rows->cell_text(offset, *change.indicator);
    const Indicator& indicator = base.rulebook().indicators[*change.indicator];
    const int percent = indicator.type == ValueType::Percent ? 2 : 0;
    const Column column = after.row(offset).columns[*change.indicator];
    if (column.states.empty() || column.states.front() == CellState::Present) {
      now = to_text(normalized({column.cells.front(), change.scale - percent}));
    }
  }
  return before.empty() || now.empty() ? written
                                       : fmt::format("{} ({} → {})", written, before, now);
}

// Writes the report of a what-if; false with errors where it cannot be answered.
bool write_what_if(Invocation& invocation, const CommonOptions& options, const Base& base,
                   const Scenario& scenario, Language language) {
  const std::optional<Changed> changed = score_changed(invocation, options, base, scenario);
  if (!changed) {
    return false;
  }
  const ScoringRun::Part& before = base.part();
  const ScoringRun::Part& after = *changed->part;
  WhatIf what{{&base.rulebook(), &before.program, &before.sheet},
              {changed->rulebook.get(), &after.program, &after.sheet},
              {},
              std::nullopt};
  for (std::size_t i = 0; i < scenario.changes.size(); ++i) {
    what.changes.push_back(
        change_words(scenario.changes[i], invocation.arguments.list("set")[i], base, *after.rows));
  }
  if (invocation.arguments.has("unit")) {
    what.only = find_unit(before.sheet.units, invocation.arguments.text("unit"), {},
                          invocation.diagnostics);
    if (!what.only) {
      return false;
    }
  }
  return write_report(invocation, options, build_what_if(what, language));
}

}  // namespace

ExitCode run_simulate(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  if (options && !invocation.arguments.has("set")) {
    report_without_place(invocation, codes::kUsage, "nothing is to be simulated",
                         "pass `--set TARGET=VALUE`");
  }
  const std::optional<Base> base = options && !invocation.diagnostics.has_errors()
                                       ? score_base(invocation, *options)
                                       : std::nullopt;
  const std::optional<Scenario> scenario = base ? read_scenario(invocation, *base) : std::nullopt;
  if (!scenario) {
    return ExitCode::CouldNotRun;
  }
  const Language language = options->language.value_or(
      base->rulebook().lang == "en" ? Language::English : Language::Vietnamese);
  return write_what_if(invocation, *options, *base, *scenario, language) ? ExitCode::Done
                                                                         : ExitCode::CouldNotRun;
}

}  // namespace parindex
