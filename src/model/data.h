// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "engine/program/program.h"
#include "engine/run/population.h"
#include "model/indicator.h"

namespace parindex {

// Who is scored: a department, a district, a ministry, a person.
struct Unit {
  std::string id;
  std::string name;         // empty: the id serves
  std::uint32_t group = 0;  // index into Rulebook::groups
};

// What a table in long form says of a figure besides its value.
struct FigureRemark {
  struct Range {
    std::int64_t low = 0, high = 0;  // as the column holds values; low <= high
  };
  std::string evidence;  // number and date of the document that proves it
  std::string note;
  std::string source;
  std::optional<Range> assumed;  // the figure rests on an assumption: all that it may be
  SourceSpan place;              // of the value
};

// A figure of a subunit: counts of subunits make up that of the unit, rates are there to be read.
struct FigurePart {
  std::string subunit;
  std::int64_t ticks = 0;  // as the column holds values
  CellState state = CellState::Present;
  SourceSpan place;
  const FigureRemark* remark = nullptr;
};

// Some rows of a data file, decoded: what the reader yields, a few thousand units at a time.
struct DataChunk {
  std::vector<Unit> units;
  std::vector<Column> columns;             // by IndicatorIndex; value * 10^Indicator::scale(); then
                                           // those of ScoringProgram::derived
  std::vector<std::uint64_t> row_offsets;  // by unit: what its row is found by again, ascending
  std::size_t totals = 0;                  // rows of totals that were passed over
  const Population* population = nullptr;  // of the whole data set, where rules look at it

  [[nodiscard]] ProgramInputs inputs() const { return {columns, population}; }
};

// Bytes of a data file that hold whole rows; of figures held in memory only the place.
struct RawBlock {
  std::uint64_t offset = 0;  // of the first row
  std::string text;
};

// How a file of figures was read; what was found, for people.
struct DataForm {
  std::string file;
  std::string encoding;              // "UTF-8", "CP1258, gzip"
  std::string delimiter;             // between fields; empty where there are none
  std::string decimal;               // "point", "comma"; empty: no cell shows it
  std::vector<std::string> remarks;  // "3 rows above the heading are skipped"
  bool is_plain = true;              // UTF-8, `,`, decimal point, no remarks
};

// A data set as a stream of chunks. Rows of groups that another rulebook scores are left out.
class RowSource {
 public:
  virtual ~RowSource() = default;

  // The next rows; empty at the end, or when a fault was added. One call at a time.
  virtual std::optional<RawBlock> next(Diagnostics& diagnostics) = 0;
  // Begins again with the first rows.
  virtual void rewind() = 0;
  // Decodes a block; any number of calls at once. Faulty rows are reported and left out.
  virtual DataChunk decode(const RawBlock& block, Diagnostics& diagnostics) const = 0;
  // The row at that offset again: one unit, or none where it can no longer be read. Any thread.
  virtual DataChunk row(std::uint64_t row_offset) const = 0;
  // Where a cell stands, for messages; the row's own span when the indicator has no column.
  virtual SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const = 0;
  // Where the unit's id stands in its row.
  virtual SourceSpan unit_cell(std::uint64_t row_offset) const = 0;
  // The cell's text as written in the file, empty when there is none.
  virtual std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const = 0;

  // What is said of the figure besides its value; null: nothing, as in all tables in wide form.
  virtual const FigureRemark* remark(std::uint64_t, IndicatorIndex) const { return nullptr; }
  // What the figure consists of, in order of the files; empty where there are no subunits.
  virtual std::vector<FigurePart> parts(std::uint64_t, IndicatorIndex) const { return {}; }
  // How each of its files was read.
  virtual std::vector<DataForm> forms() const { return {}; }
  // To be called when all rows have been decoded without fault: compares rows of totals, which were
  // passed over, with the sums of what they stand for. Fault: PX3062.
  virtual void check_totals(Diagnostics& /*diagnostics*/) const {}
};

}  // namespace parindex
