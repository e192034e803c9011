// SPDX-License-Identifier: Apache-2.0
//
// The ways of `init`. A way is one row here and one file beside this one.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/invocation.h"
#include "report/report.h"

namespace parindex {

struct InitWay {
  std::string_view option;  // that chooses it; empty: none does
  bool (*is_chosen)(const InitArguments& arguments);
  ExitCode (*run)(Invocation& invocation, const InitArguments& arguments);
};

ExitCode init_starter(Invocation& invocation, const InitArguments& arguments);
ExitCode init_from_table(Invocation& invocation, const InitArguments& arguments);
ExitCode init_data_template(Invocation& invocation, const InitArguments& arguments);
ExitCode init_number_sheet(Invocation& invocation, const InitArguments& arguments);

// What the rulebooks at these paths are read with.
RulesArguments rules_arguments(const InitArguments& arguments, std::vector<std::string> rules);

// Writes a table as CSV, whatever the ending of the output file.
bool write_csv_table(const InitArguments& arguments, Table table, Diagnostics& diagnostics);

inline constexpr std::array kInitWays = {
    InitWay{"", [](const InitArguments& /*arguments*/) { return false; }, init_starter},
    InitWay{"from", [](const InitArguments& arguments) { return arguments.from.has_value(); },
            init_from_table},
    InitWay{"data-template",
            [](const InitArguments& arguments) { return !arguments.data_template.empty(); },
            init_data_template},
    InitWay{"fill", [](const InitArguments& arguments) { return !arguments.fill.empty(); },
            init_number_sheet},
};

}  // namespace parindex
