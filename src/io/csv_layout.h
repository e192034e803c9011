// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "io/csv_heading.h"
#include "io/csv_reader.h"
#include "io/data_file.h"
#include "io/fast_number.h"

namespace parindex {

// What a column of a data file means for one rulebook.
struct CsvColumn {
  enum class Role : std::uint8_t {
    Unit,
    Name,
    Group,
    Round,
    Figure,
    PassedOver,
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
  DashMeaning dash = DashMeaning::Refused;
};

// True for the heading of a table in long form.
bool is_long_heading(const CsvHeading& heading, const Rulebook& rulebook);

// Gives each column of the heading its meaning. Faults: PX3002 a column that means nothing, PX3003
// an indicator without a column, PX3011 no column that says which group; the last two only where
// the table stands alone.
std::optional<CsvLayout> make_layout(CsvHeading heading, const DataSchema& schema,
                                     const UnitsFile* units, const CsvOptions& options,
                                     Diagnostics& diagnostics);

// PX3003: the indicators that have no column in any of the tables; empty where none lacks.
std::optional<Diagnostic> missing_columns(const std::vector<const CsvLayout*>& tables,
                                          const DataSchema& schema);

// Reads a cell of an indicator as the table is written; what is wrong goes to `faults`.
ReadCell read_figure(std::string_view content, const Indicator& indicator, const SourceSpan& place,
                     const CsvLayout& layout, std::vector<Diagnostic>& faults);

// PX3008: a cell whose mark may be a decimal mark or stand between thousands.
Diagnostic unsettled_mark(std::string_view cell, const SourceSpan& span, std::string_view heading);

// Finds the decimal mark, unless it was given: from the cells of the first 64 KiB of rows. With the
// delimiter `,` it is the point unless quoted cells show commas. Fault: PX3008 it cannot be told.
bool settle_decimal_mark(const DataFile& file, const DataSchema& schema, CsvLayout& layout,
                         Diagnostics& diagnostics);

}  // namespace parindex
