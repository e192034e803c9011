// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/explain_unit.h"
#include "cli/output.h"

namespace parindex {

ExitCode run_explain(Invocation& invocation, const ExplainArguments& arguments) {
  const std::optional<Report> report = explain_unit(invocation, arguments);
  return report && write_report(arguments, *report, {}, invocation.diagnostics)
             ? ExitCode::Done
             : ExitCode::CouldNotRun;
}

}  // namespace parindex
