// SPDX-License-Identifier: Apache-2.0
#pragma once

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

// The first line of a table and the delimiter that it was found with.
struct CsvHeading {
  struct Field {
    std::string name;  // trimmed, NFC; `unit`, `name` … also where it is written in Vietnamese
    SourceSpan span;
  };
  char delimiter = ',';
  std::vector<Field> fields;   // names are unique
  SourceSpan span;             // the whole line
  std::size_t rows_above = 0;  // with text in them: titles
  std::uint64_t data_begin = 0;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

// Reads the heading: the first of the first kMostRowsAbove + 1 rows with a field `key`, else, where
// that is `unit`, with one that says so in Vietnamese (`Đơn vị`). Byte order mark, blank lines,
// lines of comment (`#`) and `sep=;` do not count. The delimiter is the one of `,` `;` tab with
// which there is such a field, or what `sep=` says. Faults: PX3001 no such field, PX3004 a heading
// twice, PX3007 quotes, PX3017 nothing there, PX1006 not UTF-8, PX3019 too long.
std::optional<CsvHeading> read_heading(const DataFile& file, Diagnostics& diagnostics,
                                       std::string_view key = "unit");

inline constexpr std::size_t kMostRowsAbove = 20;

// How headings are compared: without regard to case and to how often blanks and line ends stand.
std::string heading_key(std::string_view text);

// True for `STT` and its like: numbers of rows, which say nothing of units.
bool is_row_number(std::string_view heading);
// True for `Đơn vị` and its like.
bool is_unit_word(std::string_view heading);

}  // namespace parindex
