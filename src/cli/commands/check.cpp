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
  table.row_count = rulebooks.size();
  table.row = [&rulebooks](std::size_t i, std::vector<Cell>& cells) {
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
             NumberCell{rulebook.root().maximum.coefficient, rulebook.root().maximum.scale}};
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
