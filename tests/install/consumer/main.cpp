// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <parindex/parindex.h>

int main(int /*count*/, char** words) {
  std::string messages;
  const auto scores = parindex::score({.rules = {words[1]}, .data = {words[2]}}, messages);
  std::fputs(messages.c_str(), stderr);
  for (const parindex::UnitScore& unit : scores.value()) {
    std::printf("%s %s %u\n", unit.unit.c_str(), unit.index.c_str(), unit.rank);
  }
}
