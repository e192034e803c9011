// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parindex {

// What the process says to whoever called it (docs/output.md).
enum class ExitCode : int {
  Done = 0,
  AnswerIsNo = 1,   // done, and the answer is no: `check` found errors, --fail-under not met
  CouldNotRun = 2,  // usage, input, output
  InternalFault = 70
};

}  // namespace parindex
