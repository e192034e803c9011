// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/input_files.h"
#include "cli/output.h"
#include "cli/scoring_run.h"

namespace parindex {
namespace {

// One row per rulebook: what there is, once nothing is wrong.
Report build_summary(const std::vector<Rulebook>& rulebooks) {
  Report report{"check", {}};
  Table table;
  table.name = "rulebooks";
  using Align = TableColumn::Align;
  table.columns = {
      {"rulebook", "rulebook", Align::Left},  {"criteria", "criteria", Align::Right},
      {"leaves", "leaves", Align::Right},     {"indicators", "indicators", Align::Right},
      {"examples", "examples", Align::Right}, {"max_points", "max_points", Align::Right}};
  const bool mixed = std::any_of(rulebooks.begin(), rulebooks.end(), [](const Rulebook& rulebook) {
    return rulebook.sourced_numbers + rulebook.open_numbers.size() > 0;
  });
  for (const std::string_view basis : {"sourced", "assumed", "unknown"}) {
    if (mixed) {
      table.columns.push_back({std::string(basis), std::string(basis), Align::Right});
    }
  }
  table.row_count = rulebooks.size();
  table.row = [&rulebooks, mixed](std::size_t i, std::vector<Cell>& cells) {
    const Rulebook& rulebook = rulebooks[i];
    std::int64_t leaves = 0;
    std::size_t criteria = 0;
    for (const Criterion& criterion : rulebook.criteria) {
      leaves += criterion.is_leaf() ? 1 : 0;
      criteria += criterion.parent ? 1U : 0U;
    }
    const auto count = [](std::size_t n) { return NumberCell{static_cast<std::int64_t>(n), 0}; };
    cells = {rulebook.id,
             count(criteria),
             NumberCell{leaves, 0},
             count(rulebook.indicators.size()),
             count(rulebook.examples.size()),
             rulebook.root().maximum_unknown ? Cell{EmptyCell{}}
                                             : Cell{NumberCell{rulebook.root().maximum.coefficient,
                                                               rulebook.root().maximum.scale}}};
    if (mixed) {
      const auto unknown = static_cast<std::size_t>(
          std::count_if(rulebook.open_numbers.begin(), rulebook.open_numbers.end(),
                        [](const OpenNumber& number) { return number.unknown; }));
      cells.emplace_back(count(rulebook.sourced_numbers));
      cells.emplace_back(count(rulebook.open_numbers.size() - unknown));
      cells.emplace_back(count(unknown));
    }
  };
  report.blocks.emplace_back(std::move(table));
  return report;
}

// True when there is a fault whose code begins like this.
bool has_code(const Diagnostics& diagnostics, std::string_view beginning) {
  return std::any_of(
      diagnostics.kept().begin(), diagnostics.kept().end(),
      [&](const Diagnostic& fault) { return fault.code.substr(0, beginning.size()) == beginning; });
}

}  // namespace

ExitCode run_check(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  if (!options) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation);
  if (rulebooks && invocation.arguments.has("data")) {
    score_all(invocation, *rulebooks, options->threads, false);
  }
  if (invocation.diagnostics.has_errors()) {
    return has_code(invocation.diagnostics, "PX5") ? ExitCode::CouldNotRun : ExitCode::AnswerIsNo;
  }
  return write_report(invocation, *options, build_summary(*rulebooks)) ? ExitCode::Done
                                                                       : ExitCode::CouldNotRun;
}

}  // namespace parindex
