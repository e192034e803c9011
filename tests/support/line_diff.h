// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace golden {

// The lines in which two texts differ, `-` expected, `+` actual, with a few equal lines around
// them. Control characters and a blank at the end of a line are shown as escapes. Long differences
// are cut.
std::string line_diff(std::string_view expected, std::string_view actual, std::string_view indent);

}  // namespace golden
