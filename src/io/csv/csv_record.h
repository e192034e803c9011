// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/diagnostics.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_scanner.h"

namespace parindex {

// The fields of the record from `begin` to `end`; blank ones beyond `expected`, which spreadsheets
// like to write, are left out. Empty with an error where it is damaged: PX1006, PX3005, PX3007.
std::optional<std::vector<CsvField>> read_record(const CsvText& text, std::size_t begin,
                                                 std::size_t end, std::size_t expected,
                                                 Diagnostics& diagnostics);

// PX3002: a text in a column without heading, `position` from 0.
Diagnostic no_heading_fault(const CsvText& text, const CsvField& field, std::size_t position);

}  // namespace parindex
