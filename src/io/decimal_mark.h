// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/cells.h"
#include "io/csv_layout.h"
#include "io/csv_reader.h"
#include "io/data_file.h"
#include "model/indicator.h"

namespace parindex {

// Finds the decimal mark, unless it was given: from the cells of the first 64 KiB of rows. Cells
// like 90.25 show it, and those like 1.234.567 or 1.234,5, which show the other one, too. With the
// delimiter `,` it is the point unless quoted cells show commas. Fault: PX3008 it cannot be told.
bool settle_decimal_mark(const DataFile& file, const DataSchema& schema, CsvLayout& layout,
                         Diagnostics& diagnostics);

// Reads a cell of an indicator as the table is written; what is wrong goes to `faults`: PX3008 a
// cell whose mark may be a decimal mark or stand between thousands, and those of read_cell.
ReadCell read_figure(std::string_view content, const Indicator& indicator, const SourceSpan& place,
                     const CsvLayout& layout, std::vector<Diagnostic>& faults);

}  // namespace parindex
