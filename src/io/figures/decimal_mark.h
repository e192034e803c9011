// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv/csv_layout.h"
#include "io/csv/csv_reader.h"
#include "io/encoding/data_file.h"
#include "io/figures/cells.h"
#include "model/indicator.h"

namespace parindex {

// Finds the decimal mark, unless it was given: from the cells of the first 64 KiB of rows. Cells
// like 90.25 show it, and those like 1.234.567 or 1.234,5, which show the other one, too. With the
// delimiter `,` of a file it is the point unless quoted cells show commas. Of a sheet only the
// texts count: its numbers have no mark. Fault: PX3008 it cannot be told.
bool settle_decimal_mark(const DataFile& file, const DataSchema& schema, CsvLayout& layout,
                         Diagnostics& diagnostics);

// A cell to be read.
struct FigureCell {
  std::string_view content;
  SourceSpan place;
  bool is_sheet_number = false;  // written with a point, whatever mark the texts of its sheet have
};

// Reads a cell of an indicator as the table is written; what is wrong goes to `faults`: PX3008 a
// cell whose mark may be a decimal mark or stand between thousands, and those of read_cell.
ReadCell read_figure(const FigureCell& cell, const Indicator& indicator, const CsvLayout& layout,
                     std::vector<Diagnostic>& faults);

}  // namespace parindex
