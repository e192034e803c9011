// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <unistd.h>

#include "base/codes.h"
#include "base/render.h"
#include "cli/command_line.h"
#include "cli/invocation.h"
#include "cli/output.h"

namespace parindex {
namespace {

// Messages go to standard error in the form asked for, once, at the end.
void print_messages(const Invocation& invocation, const Arguments& arguments) {
  const MessageForm form = arguments.messages == "json"    ? MessageForm::Json
                           : arguments.messages == "short" ? MessageForm::Short
                                                           : MessageForm::Text;
  const std::string text = render(invocation.diagnostics, invocation.sources, form,
                                  wants_colour(arguments, STDERR_FILENO));
  if (form != MessageForm::Json || !invocation.diagnostics.kept().empty()) {
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
}

ExitCode run(int argc, const char* const* argv) {
  Invocation invocation{argc > 0 ? argv[0] : "parindex"};
  // 1. What is asked for?
  const CommandLine line = read_command_line(argc, argv, invocation);
  // 2. Do it.
  ExitCode code = line.exit_code;
  if (line.command != nullptr) {
    code = line.command->run(invocation, *line.arguments);
  }
  // 3. Say what was wrong.
  print_messages(invocation, *line.arguments);
  return code;
}

}  // namespace
}  // namespace parindex

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), and no fault
  try {
    return static_cast<int>(parindex::run(argc, argv));
  } catch (const std::bad_alloc&) {
    std::fputs(
        "error: there is not enough memory\n"
        "  = help: score fewer units at a time, or let the process have more\n",
        stderr);
    return static_cast<int>(parindex::ExitCode::CouldNotRun);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error[%.*s]: internal fault: %s\n  = help: please report it\n",
                 static_cast<int>(parindex::codes::kInternal.size()),
                 parindex::codes::kInternal.data(), error.what());
    return static_cast<int>(parindex::ExitCode::InternalFault);
  }
}
