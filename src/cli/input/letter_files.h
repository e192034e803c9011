// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "model/letter.h"

namespace parindex {

// The tables of `--items` and `--findings` at these paths, in the order of files and rows; ids of
// criteria are parted by semicolons. Empty with errors where one cannot be read.
std::optional<std::vector<LetterItem>> read_letter_items(Invocation& invocation,
                                                         const std::string& path);
std::optional<std::vector<Finding>> read_findings(Invocation& invocation,
                                                  const std::vector<std::string>& paths);

}  // namespace parindex
