// SPDX-License-Identifier: Apache-2.0
#include "rulebook/describe/schema.h"

#include "cli/commands.h"
#include "cli/output.h"

namespace parindex {

ExitCode run_schema(Invocation& invocation) {
  const std::optional<TextOptions> options = read_text_options(invocation);
  return options && write_text(invocation, options->output, rulebook_schema())
             ? ExitCode::Done
             : ExitCode::CouldNotRun;
}

}  // namespace parindex
