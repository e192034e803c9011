// SPDX-License-Identifier: Apache-2.0
//
// What can be wrong with any delimited text, and where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv/csv_scanner.h"
#include "io/encoding/data_file.h"

namespace parindex {

// A piece of a data file that is at hand as text.
struct CsvText {
  const DataFile& file;
  std::uint64_t offset = 0;  // of the text in the file
  std::string_view text;
  char delimiter = ',';

  [[nodiscard]] SourceSpan span(std::size_t begin, std::size_t length) const {
    return file.span(offset + begin, length);
  }
  // The content without the blanks around it.
  [[nodiscard]] SourceSpan span(const CsvField& field) const;
  // A number of a sheet, which no one has written with a mark.
  [[nodiscard]] bool is_sheet_number(const CsvField& field) const {
    return file.is_sheet() && !field.is_quoted;
  }
};

// An error in the data. `topic` is the heading of the column, empty for none.
Diagnostic data_fault(std::string_view code, std::string message, const SourceSpan& span,
                      std::string help, std::string_view topic = {},
                      std::vector<Label> related = {});

// PX1006: a byte that is NUL or not UTF-8, or, at the very begin, the mark of UTF-16.
Diagnostic bad_byte_fault(const CsvText& text, std::size_t at);

// PX3007: the quotation marks of a field.
Diagnostic quote_fault(const CsvText& text, const CsvField& field);

inline constexpr std::size_t kMostUnitBytes = 1'000;  // of an id, a name, a group

// PX3006: a text of the column `heading` that is empty or longer than kMostUnitBytes.
Diagnostic unit_text_fault(std::string_view value, const SourceSpan& span,
                           std::string_view heading);

inline constexpr std::string_view kConvertToUnicode =
    "convert it to Unicode (UniKey: Ctrl+Shift+F6), then save it as `CSV UTF-8`";

// PX1010, PX1011: a text that has lost its Vietnamese letters: written for old fonts, or with `?`
// in their place.
std::optional<Diagnostic> damaged_text(std::string_view value, const SourceSpan& span,
                                       std::string_view heading);

// PX3005: the record that begins at `begin` has not `expected` fields.
Diagnostic field_count_fault(const CsvText& text, std::size_t begin, std::size_t expected);

}  // namespace parindex
