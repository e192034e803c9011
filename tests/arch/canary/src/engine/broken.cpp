// SPDX-License-Identifier: Apache-2.0
//
// Part of the canary: every line that can be reported is. It is never compiled.
#include <stdio.h>
#include <vector>

#include <fmt/core.h>

#include "base/text.h"
#include "engine/word.h"
#include "word.h"

double half() {
  throw fopen("x", "r");
}
std::thread worker{printf, std::cout};
YAML::Node node{CLI::App()};
