// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parindex {

struct Position;
struct SourceSpan;

// A sheet of a workbook is read as comma-separated text; this is where each piece of that text
// stands in the sheet.
struct SheetPlaces {
  struct Row {
    std::uint64_t begin = 0;   // of its line in the text
    std::uint32_t number = 0;  // in the sheet, from 1
  };

  std::string workbook, sheet;         // as messages name them
  std::vector<Row> rows;               // in order; a row has columns.size() fields
  std::vector<std::uint32_t> columns;  // in the sheet, from 0: by position in a row
  std::vector<std::string> headings;   // by position in a row; empty while they are not known
};

// The cell of a span, or its row where it covers several cells. What is shown is the cell's text
// behind its heading, not the comma-separated text, which nobody has ever seen.
Position locate_cell(const SheetPlaces& places, std::string_view text, const SourceSpan& span);

// 0 -> "A", 26 -> "AA".
std::string column_letters(std::uint32_t column);

}  // namespace parindex
