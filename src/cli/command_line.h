// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "cli/commands.h"

namespace parindex {

// What the command line asks for.
struct CommandLine {
  const Command* command = nullptr;  // null: `exit_code` is all there is to do
  ExitCode exit_code = ExitCode::Done;
  std::shared_ptr<const Arguments> arguments = std::make_shared<Arguments>();
};

// Reads argv into the arguments of the command that it names. Prints help and version itself;
// faults of usage are added to the invocation.
CommandLine read_command_line(int argc, const char* const* argv, Invocation& invocation);

}  // namespace parindex
