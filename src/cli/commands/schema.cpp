// SPDX-License-Identifier: Apache-2.0
#include "rulebook/describe/schema.h"

#include "cli/commands.h"
#include "cli/output.h"

namespace parindex {

ExitCode run_schema(Invocation& invocation, const Arguments& arguments) {
  return write_text(arguments, rulebook_schema(), invocation.diagnostics) ? ExitCode::Done
                                                                          : ExitCode::CouldNotRun;
}

}  // namespace parindex
