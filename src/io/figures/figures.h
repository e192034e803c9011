// SPDX-License-Identifier: Apache-2.0
//
// Figures held in memory: what tables in long form, tables of several rounds and several tables
// joined by unit come to. One wide table is read in blocks instead, by csv_reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv/csv_reader.h"
#include "io/encoding/data_file.h"
#include "model/data.h"
#include "model/rulebook.h"

namespace parindex {

// 0: a figure without a round, which holds in every round that has none of its own; else position
// in Rulebook::rounds + 1.
using RoundNumber = std::uint8_t;

// One figure as a table gives it.
struct Figure {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::int64_t ticks = 0;   // value * 10^Indicator::scale()
  std::uint64_t begin = 0;  // of its text in the file
  std::uint32_t unit = 0;   // position in Figures::units
  IndicatorIndex indicator = 0;
  std::uint32_t subunit = kNone;  // position in Figures::subunits; kNone: of the whole unit
  std::uint32_t remark = kNone;   // position in Figures::remarks
  std::uint16_t file = 0;         // position in Figures::files
  std::uint16_t length = 0;       // of its text
  RoundNumber round = 0;
  CellState state = CellState::Present;
  bool is_sum = false;  // of subunits; the place is that of the first
};

struct Figures {
  static constexpr std::size_t kMost = 10'000'000;
  static constexpr std::size_t kMostRemarkBytes = std::size_t{128} << 20;

  const Rulebook* rulebook = nullptr;
  std::deque<DataFile> files;
  std::vector<DataForm> forms;  // by file: how it was read
  std::vector<Unit> units;      // in order of first mention
  std::vector<SourceSpan> unit_places;
  std::vector<Figure> wholes, parts;                   // by unit, indicator, round, subunit
  std::vector<std::size_t> first_wholes, first_parts;  // by unit, with one more for the end
  std::vector<std::string> subunits;
  std::vector<FigureRemark> remarks;

  // The figure that holds in a round; null: none.
  [[nodiscard]] const Figure* find(std::size_t unit, IndicatorIndex indicator,
                                   RoundNumber round) const;
  // The last round that has a figure.
  [[nodiscard]] RoundNumber last_round() const;
  [[nodiscard]] SourceSpan place(const Figure& figure) const {
    return files[figure.file].span(figure.begin, figure.length);
  }
};

// True where the only table `path` must be held in memory: in long form, or with a column `round`.
bool must_be_joined(const std::string& path, const Rulebook& rulebook, Sources& sources);

// Reads tables whole and joins them by unit. Null with errors: those of wide tables, and PX3045 a
// figure twice, PX3046 to PX3051, PX3019 more than Figures::kMost.
std::shared_ptr<const Figures> read_figures(const std::vector<std::string>& paths,
                                            const DataSchema& schema, const UnitsFile* units,
                                            const CsvOptions& options, Sources& sources,
                                            Diagnostics& diagnostics);

// The figures as they hold in a round.
std::unique_ptr<RowSource> rows_of(std::shared_ptr<const Figures> figures, RoundNumber round);

}  // namespace parindex
