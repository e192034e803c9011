// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/encoding/data_file.h"

namespace parindex {

// What `--data` names: a file, or one sheet of a workbook, `file.xlsx#Sheet`.
struct WorkbookName {
  std::string path, sheet;  // sheet empty: not named
};
WorkbookName split_workbook_name(const std::string& name);

// True where the file is called .xlsx or .xlsm, or begins like a workbook.
bool is_workbook(const DataFile& file);

// A sheet whose text is held in Sources under `name`, so that it opens like a file.
struct DataSheet {
  std::string name;  // "file.xlsx#Data"
  bool is_units = false;
};

// Opens the sheets that are asked for: those called `wanted`, else the only sheet of figures and
// the only units sheet among those that are not hidden. Faults: PX3080 and PX3081 the workbook,
// PX3082 and PX3083 its sheets, PX3084 and PX3085 cells of the table without a value.
std::optional<std::vector<DataSheet>> open_workbook(const DataFile& file,
                                                    const std::vector<std::string>& wanted,
                                                    Sources& sources, Diagnostics& diagnostics);

}  // namespace parindex
