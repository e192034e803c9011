// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "base/codes.h"
#include "cli/commands.h"
#include "cli/init/init_ways.h"

namespace parindex {

ExitCode run_init(Invocation& invocation) {
  const std::optional<TextOptions> options = read_text_options(invocation);
  const InitWay* chosen = &kInitWays.front();
  for (const InitWay& way : kInitWays) {
    if (!invocation.arguments.has(way.option)) {
      continue;
    }
    if (!chosen->option.empty()) {
      report_without_place(
          invocation, codes::kUsage,
          fmt::format("`--{}` and `--{}` exclude each other", chosen->option, way.option),
          "one run of `init` makes one thing");
    }
    chosen = &way;
  }
  if (invocation.arguments.has("units") && chosen->option != "data-template") {
    report_without_place(invocation, codes::kUsage, "`--units` goes with `--data-template` only",
                         "leave it out");
  }
  if (options && chosen->option != "data-template" && options->output.ends_with(".xlsx")) {
    report_without_place(
        invocation, codes::kUnknownFormat,
        fmt::format("`init` writes {}, and `{}` would be no workbook",
                    chosen->option == "fill" ? "this as CSV" : "a rulebook as YAML",
                    options->output),
        chosen->option == "fill" ? "name it .csv: a spreadsheet opens that, too" : "name it .yaml");
  }
  if (!options || invocation.diagnostics.has_errors()) {
    return ExitCode::CouldNotRun;
  }
  return chosen->run(invocation, *options);
}

}  // namespace parindex
