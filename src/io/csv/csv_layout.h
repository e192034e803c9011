// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_reader.h"
#include "io/encoding/data_file.h"
#include "io/figures/fast_number.h"
#include "model/data.h"

namespace parindex {

// What a column of a data file means for one rulebook.
struct CsvColumn {
  enum class Role : std::uint8_t {
    Unit,
    Name,
    Group,
    Round,
    Figure,
    PassedOver,  // a column of another rulebook, numbers of rows
    Empty,       // without heading: its cells must be empty, too
    // Tables in long form only:
    Indicator,
    Value,
    Subunit,
    Evidence,
    Note,
    Source,
    Assumed
  };

  Role role = Role::PassedOver;
  IndicatorIndex indicator = 0;  // Figure only
  NumberForm form;               // Figure only
};

// Everything there is to know of a data file before its rows are read.
struct CsvLayout {
  // A figure and the whole that it must not pass.
  struct PartOfWhole {
    IndicatorIndex part = 0, whole = 0;
  };

  CsvHeading heading;
  std::vector<CsvColumn> columns;                     // by position in the file
  std::vector<std::optional<std::size_t>> positions;  // of indicators, by IndicatorIndex
  std::size_t unit_position = 0;
  std::optional<std::size_t> name_position, group_position;
  bool is_long = false;  // one figure per row: `unit,indicator,value`
  std::vector<PartOfWhole> parts;
  std::optional<DecimalMark> mark;  // empty: no row so far shows it
  // How well the mark is known: is the other one then between thousands?
  CellRules::Thousands thousands = CellRules::Thousands::Refused;
  DashMeaning dash = DashMeaning::Refused;
  std::size_t found_by_title = 0;  // columns
  bool has_title_row = false;      // below the heading, skipped
};

// True for the heading of a table in long form.
bool is_long_heading(const CsvHeading& heading, const Rulebook& rulebook);

// Gives each column of the heading its meaning: by the id of an indicator, else by its title.
// Faults: PX3002 a column that means nothing, PX3003 an indicator without a column, PX3004 two
// columns of one indicator, PX3011 no column that says which group; PX3003 and PX3011 only where
// the table stands alone.
std::optional<CsvLayout> make_layout(CsvHeading heading, const DataSchema& schema,
                                     const UnitsFile* units, const CsvOptions& options,
                                     Diagnostics& diagnostics);

// PX3003: the indicators that have no column in any of the tables; empty where none lacks.
std::optional<Diagnostic> missing_columns(const std::vector<const CsvLayout*>& tables,
                                          const DataSchema& schema);

// Skips the row of titles that may stand below the heading: one with the title of an indicator in
// its column, or with a word for units in the column of units.
bool skip_title_row(const DataFile& file, const DataSchema& schema, CsvLayout& layout,
                    Diagnostics& diagnostics);

// How the file was read, for `check` and for the note PX3060.
DataForm form_of(const DataFile& file, const CsvLayout& layout);

}  // namespace parindex
