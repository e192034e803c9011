// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "cli/invocation.h"
#include "report/report.h"

namespace parindex {

// Writes the report where and how the options say. A file appears only when it is complete; a
// reader that closes its pipe early is no fault. False with an error otherwise.
bool write_report(Invocation& invocation, const CommonOptions& options, Report report);

// The same for a text as it is; `output` empty is standard output.
bool write_text(Invocation& invocation, const std::string& output, std::string_view text);

// Whether a stream is to be coloured, by --color, NO_COLOR and what it is connected to.
bool wants_colour(const Invocation& invocation, int descriptor);

}  // namespace parindex
