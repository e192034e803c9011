// SPDX-License-Identifier: Apache-2.0
//
// Part of the canary: nothing here may be reported, although it looks like it.
// #include "report/report.h"
#pragma once

#include <string>

/* throw "std::cout";
   double half = 0.5; */
struct Band {
  bool open = false;
  int million = 1'000'000;
  std::string text = "throw \" double";
  std::string raw = R"(#include "cli/main.h" std::cout << "float")";
};

inline bool is_open(const Band& band) {
  return band.open && band.text[0] != '"';
}
