// SPDX-License-Identifier: Apache-2.0
//
// What letters and plans say of criteria, beside any rulebook.
#pragma once

#include <string>
#include <vector>

namespace parindex {

// A numbered item of a letter on what went wrong. Items and criteria map many to many.
struct LetterItem {
  std::string item, title, head, figures, tasks, coverage, source;
  std::vector<std::string> criteria;  // ids
};

// What another document found, or set as a task, about the same criteria.
struct Finding {
  std::string finding, document, date;
  std::vector<std::string> criteria;
};

}  // namespace parindex
