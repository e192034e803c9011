// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/explain_unit.h"
#include "cli/output.h"

namespace parindex {

ExitCode run_explain(Session& session) {
  const std::optional<CommonOptions> options = read_common_options(session);
  const std::optional<Report> report = options ? explain_unit(session, *options) : std::nullopt;
  return report && write_report(session, *options, *report) ? ExitCode::Done
                                                            : ExitCode::CouldNotRun;
}

}  // namespace parindex
