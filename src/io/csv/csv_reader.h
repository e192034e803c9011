// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/figures/cells.h"
#include "model/data.h"
#include "model/rulebook.h"

namespace parindex {

struct CsvHeading;
class DataFile;

// What the caller knows of the data: the indicators and groups of the rulebook at hand, and what
// belongs to other rulebooks of the same run and is to be passed over.
struct DataSchema {
  const Rulebook* rulebook = nullptr;
  std::vector<std::string> other_indicators;  // ids and titles
  std::vector<std::string> other_groups;
  bool one_of_several = false;  // what a table lacks may stand in another one
};

struct CsvOptions {
  std::optional<DecimalMark> mark;  // empty: found from the file
  DashMeaning dash = DashMeaning::Refused;
  std::size_t block_bytes = std::size_t{1} << 20;  // read at a time; results do not depend on it
};

// The units file: the columns of units_file.cpp in any order, all but `unit` optional, read whole.
struct UnitsFile {
  struct Entry {
    std::string id, name, group, short_name;
    std::string parent;     // id of the unit above it
    std::string successor;  // id of the unit that took its place
    std::string from, to;   // the days between which it exists, as written; empty: open
    std::optional<std::int64_t> first_day, last_day;
    SourceSpan span;
  };
  std::vector<Entry> entries;
  // fold_case of id, of name and of short name -> entry; names that units share are left out.
  std::unordered_map<std::string, std::size_t> by_key;
};

// True when the first line is a heading with `unit` and nothing but columns of a units file.
bool is_units_file(const DataFile& file);
bool is_units_heading(const CsvHeading& heading);

std::optional<UnitsFile> read_units(const std::string& path, Sources& sources,
                                    Diagnostics& diagnostics);

// Opens a wide table `unit[,name][,group],<indicator>,…` for reading in chunks. `path` "-" is
// standard input. `units` may be null; it must outlive the result, as must schema.rulebook.
std::unique_ptr<RowSource> open_csv(const std::string& path, const DataSchema& schema,
                                    const UnitsFile* units, const CsvOptions& options,
                                    Sources& sources, Diagnostics& diagnostics);

}  // namespace parindex
