// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv_scanner.h"
#include "io/data_file.h"

namespace parindex {

// The first line of a table and the delimiter that it was found with.
struct CsvHeading {
  struct Field {
    std::string name;  // trimmed, NFC
    SourceSpan span;
  };
  char delimiter = ',';
  std::vector<Field> fields;  // names are unique
  SourceSpan span;            // the whole line
  std::uint64_t data_begin = 0;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

// Reads the heading behind a byte order mark, blank lines and lines of comment (`#`). The delimiter
// is the one of `,` `;` tab with which a field is `key`. Faults: PX3001 no such field, PX3004 a
// heading twice, PX3007 quotes, PX3017 nothing there, PX1006 not UTF-8, PX3019 too long.
std::optional<CsvHeading> read_heading(const DataFile& file, Diagnostics& diagnostics,
                                       std::string_view key = "unit");

}  // namespace parindex
