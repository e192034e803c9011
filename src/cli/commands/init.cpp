// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "cli/commands.h"
#include "cli/init/init_ways.h"
#include "cli/output.h"

namespace parindex {

RulesArguments rules_arguments(const InitArguments& arguments, std::vector<std::string> rules) {
  RulesArguments of_rules;
  of_rules.rules = std::move(rules);
  of_rules.as_of = arguments.as_of;
  return of_rules;
}

bool write_csv_table(const InitArguments& arguments, Table table, Diagnostics& diagnostics) {
  ReportArguments how{static_cast<const Arguments&>(arguments), "csv", {}};
  return write_report(how, {"", {std::move(table)}}, {}, diagnostics);
}

ExitCode run_init(Invocation& invocation, const InitArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const InitWay* chosen = &kInitWays.front();
  for (const InitWay& way : kInitWays) {
    if (!way.is_chosen(arguments)) {
      continue;
    }
    if (!chosen->option.empty()) {
      diagnostics.error(
          codes::kUsage, {},
          fmt::format("`--{}` and `--{}` exclude each other", chosen->option, way.option),
          "one run of `init` makes one thing");
    }
    chosen = &way;
  }
  if (arguments.units && chosen->option != "data-template") {
    diagnostics.error(codes::kUsage, {}, "`--units` goes with `--data-template` only",
                      "leave it out");
  }
  const std::string output = arguments.output_path();
  if (chosen->option != "data-template" && output.ends_with(".xlsx")) {
    const bool fill = chosen->option == "fill";
    diagnostics.error(codes::kUnknownFormat, {},
                      fmt::format("`init` writes {}, and `{}` would be no workbook",
                                  fill ? "this as CSV" : "a rulebook as YAML", output),
                      fill ? "name it .csv: a spreadsheet opens that, too" : "name it .yaml");
  }
  return diagnostics.has_errors() ? ExitCode::CouldNotRun : chosen->run(invocation, arguments);
}

}  // namespace parindex
