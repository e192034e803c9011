// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "cli/arguments.h"
#include "model/rulebook.h"
#include "report/report.h"

namespace parindex {

// Writes the report where and how the arguments say, with the face of `rests_on`. A file appears
// only when it is complete; a reader that closes its pipe early is no fault. False with an error
// otherwise.
bool write_report(const ReportArguments& arguments, Report report,
                  const std::vector<const Rulebook*>& rests_on, Diagnostics& diagnostics);

// The same for a text as it is.
bool write_text(const Arguments& arguments, std::string_view text, Diagnostics& diagnostics);

// Reports for people say first of each rulebook with open numbers that its results are simulated.
void put_face(const ReportArguments& arguments, const std::vector<const Rulebook*>& rests_on,
              Report& report);

// Whether a stream is to be coloured, by --color, NO_COLOR and what it is connected to.
bool wants_colour(const Arguments& arguments, int descriptor);

}  // namespace parindex
