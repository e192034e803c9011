// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "cli/arguments.h"
#include "cli/invocation.h"
#include "report/report.h"

namespace parindex {

// Scores everything and explains the unit that `--unit` names. Empty with errors where that cannot
// be done.
std::optional<Report> explain_unit(Invocation& invocation, const ExplainArguments& arguments);

}  // namespace parindex
