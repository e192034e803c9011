// SPDX-License-Identifier: Apache-2.0
//
// The ways of `init`. A way is one row here and one file beside this one.
#pragma once

#include <array>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/invocation.h"

namespace parindex {

struct InitWay {
  std::string_view option;  // that chooses it; empty: none does
  ExitCode (*run)(Invocation& invocation, const TextOptions& options);
};

ExitCode init_starter(Invocation& invocation, const TextOptions& options);
ExitCode init_from_table(Invocation& invocation, const TextOptions& options);
ExitCode init_data_template(Invocation& invocation, const TextOptions& options);
ExitCode init_number_sheet(Invocation& invocation, const TextOptions& options);

inline constexpr std::array kInitWays = {
    InitWay{"", init_starter},
    InitWay{"from", init_from_table},
    InitWay{"data-template", init_data_template},
    InitWay{"fill", init_number_sheet},
};

}  // namespace parindex
