// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "cli/invocation.h"
#include "model/letter.h"

namespace parindex {

// The tables of `--items` and `--findings`, in the order of files and rows; ids of criteria are
// parted by semicolons. Empty with errors where one cannot be read.
std::optional<std::vector<LetterItem>> read_letter_items(Invocation& invocation);
std::optional<std::vector<Finding>> read_findings(Invocation& invocation);

}  // namespace parindex
