// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <unistd.h>

#include "base/codes.h"
#include "base/render.h"
#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/session.h"

namespace parindex {
namespace {

// Messages go to standard error in the form asked for, once, at the end.
void print_messages(Session& session) {
  const MessageForm form = message_form(session);
  const std::string text =
      render(session.diagnostics, session.sources, form, wants_colour(session, STDERR_FILENO));
  if (form != MessageForm::Json || !session.diagnostics.kept().empty()) {
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
}

ExitCode run(int argc, const char* const* argv) {
  Session session{argc > 0 ? argv[0] : "parindex", {}, {}, {}};
  // 1. What is asked for?
  const CommandLine line = read_command_line(argc, argv, session);
  // 2. Do it.
  ExitCode code = line.exit_code;
  if (line.command != nullptr) {
    code = line.command->run(session);
  }
  // 3. Say what was wrong.
  print_messages(session);
  return code;
}

}  // namespace
}  // namespace parindex

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), and no fault
  try {
    return static_cast<int>(parindex::run(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error[%.*s]: internal fault: %s\n  = help: please report it\n",
                 static_cast<int>(parindex::codes::kInternal.size()),
                 parindex::codes::kInternal.data(), error.what());
    return static_cast<int>(parindex::ExitCode::InternalFault);
  }
}
