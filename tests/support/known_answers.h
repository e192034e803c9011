// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace oracle {

// Tests the oracle itself on pairs of published annexes. What it got wrong, one line each.
std::vector<std::string> wrong_answers();

}  // namespace oracle
