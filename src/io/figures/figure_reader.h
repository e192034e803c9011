// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/diagnostics.h"
#include "io/csv/csv_layout.h"
#include "io/csv/csv_reader.h"
#include "io/figures/figure_join.h"

namespace parindex {

// Reads all figures of a table, wide or long, and hands them to the join, where the file has its
// number. Faults: those of wide
// tables, and PX3046, PX3048, PX3049, PX3050.
void read_table(std::uint16_t number, const CsvLayout& layout, const DataSchema& schema,
                const CsvOptions& options, FigureJoin& join, Diagnostics& diagnostics);

}  // namespace parindex
