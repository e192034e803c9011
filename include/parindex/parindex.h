// SPDX-License-Identifier: Apache-2.0
//
// The face of the library. Numbers are decimal texts with the exact digits that the program prints:
// nothing here goes through a floating-point number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parindex {

// The score of one unit, as one row of `parindex score --format csv`.
struct UnitScore {
  std::string rulebook, unit, name, group;
  std::string points;      // unrounded, at most 9 places; empty without a score
  std::string max_points;  // what is left of the maximum for this unit
  std::string index;       // with the places that the rulebook states; empty without a score
  std::uint32_t rank = 0;  // within the group, from 1; 0: not ranked
  std::string grade;       // empty: none
};

// Which files to read, as on the command line: rulebooks and tables, or folders of them.
struct Inputs {
  std::vector<std::string> rules;
  std::vector<std::string> data;
  unsigned threads = 1;  // 1 to 256; results do not depend on it
};

// Scores all units in input order. Where something is wrong the result is empty and `messages`
// holds what the program would print on standard error; warnings stand there in any case.
std::optional<std::vector<UnitScore>> score(const Inputs& inputs, std::string& messages);

// Every point of one unit, by id or name, as `parindex explain --format json` prints it.
std::optional<std::string> explain_json(const Inputs& inputs, const std::string& unit,
                                        std::string& messages);

}  // namespace parindex
