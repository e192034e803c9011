// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/explain_unit.h"
#include "cli/output.h"

namespace parindex {

ExitCode run_explain(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  const std::optional<Report> report = options ? explain_unit(invocation, *options) : std::nullopt;
  return report && write_report(invocation, *options, *report) ? ExitCode::Done
                                                               : ExitCode::CouldNotRun;
}

}  // namespace parindex
