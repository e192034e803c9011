// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "io/csv_layout.h"
#include "io/csv_reader.h"
#include "io/data_file.h"
#include "model/data.h"

namespace parindex {

// A data file and what its rows are read against.
struct CsvTable {
  DataFile file;
  CsvLayout layout;
  DataSchema schema;
  const UnitsFile* units = nullptr;
};

// Decodes whole rows. Rows with faults are reported and left out, rows of other rulebooks' groups
// left out in silence. Faults: PX1006, PX3005, PX3006, PX3007, PX3008, PX3010, PX3011, PX3014,
// PX3015, PX3018.
DataChunk decode_rows(const CsvTable& table, const RawBlock& block, Diagnostics& diagnostics);

}  // namespace parindex
