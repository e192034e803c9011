// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "io/csv/csv_layout.h"
#include "io/csv/csv_reader.h"
#include "io/encoding/data_file.h"
#include "model/data.h"

namespace parindex {

// A data file and what its rows are read against.
struct CsvTable {
  DataFile file;
  CsvLayout layout;
  DataSchema schema;
  const UnitsFile* units = nullptr;
};

// Opens a table as far as its first row, and notes how it is written (PX3060). Faults: those of
// DataFile::open, read_heading, make_layout and settle_decimal_mark.
std::optional<CsvTable> open_table(const std::string& path, const DataSchema& schema,
                                   const UnitsFile* units, const CsvOptions& options,
                                   Sources& sources, Diagnostics& diagnostics);

// The figures of a row of totals, and what stands above it.
struct TotalRow {
  std::uint64_t offset = 0;
  std::size_t units_above = 0;                     // in the block
  std::vector<std::optional<std::int64_t>> ticks;  // by IndicatorIndex
};

// Decodes whole rows. Rows with faults are reported and left out, rows of other rulebooks' groups
// left out in silence. Faults: PX1006, PX3005, PX3006, PX3007, PX3008, PX3010, PX3011, PX3014,
// PX3015, PX3018.
// Rows of totals are left out with a note, PX3061, and put into `totals`, if that is not null; rows
// of other groups are then taken like ours.
DataChunk decode_rows(const CsvTable& table, const RawBlock& block, Diagnostics& diagnostics,
                      std::vector<TotalRow>* totals = nullptr);

}  // namespace parindex
