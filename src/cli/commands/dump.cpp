// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/output.h"
#include "rulebook/compile/compile.h"
#include "rulebook/describe/dump_program.h"

namespace parindex {

ExitCode run_dump(Invocation& invocation, const DumpArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  if (!rulebooks) {
    return ExitCode::CouldNotRun;
  }
  std::string text;
  for (const Rulebook& rulebook : *rulebooks) {
    const std::optional<CriterionIndex> criterion =
        find_criterion(rulebook, arguments.criterion.value_or(""), diagnostics);
    if (!criterion) {
      return ExitCode::CouldNotRun;
    }
    const ScoringProgram program = compile(rulebook, {true, arguments.missing_is_zero()});
    text += (text.empty() ? "" : "\n") + dump_program(rulebook, program, *criterion);
  }
  return write_text(arguments, text, diagnostics) ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
