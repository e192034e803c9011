// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "cli/session.h"
#include "report/report.h"

namespace parindex {

// Scores everything and explains the unit that `--unit` names. Empty with errors where that cannot
// be done.
std::optional<Report> explain_unit(Session& session, const CommonOptions& options);

}  // namespace parindex
