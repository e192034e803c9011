// SPDX-License-Identifier: Apache-2.0
//
// Small tables of texts, with the places of their cells: units, lists of criteria.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/sources.h"

namespace parindex {

struct TextCell {
  std::string text;  // trimmed, NFC
  SourceSpan span;
};

// What the heading of a table must be.
struct TextTableForm {
  std::string_view name;                 // "a units file", for messages
  std::span<const std::string> columns;  // in any order; the first one must be there
};

// Calls `row` with the cells of each row in the order of TextTableForm::columns; cells of columns
// that the table does not have are empty and stand where the row begins. False with errors where
// the table cannot be read to its end; faulty rows are left out.
bool read_text_table(const std::string& path, const TextTableForm& form, Sources& sources,
                     const std::function<void(std::span<TextCell> cells)>& row,
                     Diagnostics& diagnostics);

}  // namespace parindex
