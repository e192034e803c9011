// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"

namespace parindex {

// What the command line asks for.
struct CommandLine {
  const Command* command = nullptr;  // null: `exit_code` is all there is to do
  ExitCode exit_code = ExitCode::Done;
};

// Reads argv into the invocation's arguments. Prints help and version itself; faults of usage are
// added to the invocation.
CommandLine read_command_line(int argc, const char* const* argv, Invocation& invocation);

}  // namespace parindex
