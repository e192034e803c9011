// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_reader.h"

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_blocks.h"
#include "io/csv/csv_decoder.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_layout.h"
#include "io/csv/csv_scanner.h"
#include "io/encoding/data_file.h"
#include "io/figures/decimal_mark.h"
#include "io/figures/totals.h"

namespace parindex {
namespace {

// The text of one row, from the file: millions of rows are not kept.
std::string read_row(const CsvTable& table, std::uint64_t offset) {
  constexpr std::size_t kFirstPiece = std::size_t{1} << 12;
  std::string text;
  while (text.size() < kMostRecordBytes) {
    const std::size_t old_size = text.size();
    const std::size_t size = std::max(kFirstPiece, old_size);
    const bool has_failed = table.file.read(offset + old_size, size, text) != 0;
    const std::size_t end = find_record_end(text, 0, table.layout.heading.delimiter);
    if (end != std::string::npos) {
      text.resize(end);
      break;
    }
    if (has_failed || text.size() < old_size + size) {
      break;
    }
  }
  return text;
}

// Reads all rows once more, with sums of counts: since the first row and since the last total.
class TotalsCheck {
 public:
  TotalsCheck(const CsvTable& table, Diagnostics& diagnostics)
      : table_(table),
        indicators_(table.schema.rulebook->indicators),
        diagnostics_(diagnostics),
        sums_(indicators_.size()) {}

  void run(CsvBlocks blocks) {
    Diagnostics known;
    while (const auto block = blocks.next(known)) {
      std::vector<TotalRow> totals;
      const DataChunk chunk = decode_rows(table_, *block, known, &totals);
      std::size_t row = 0;
      for (TotalRow& total : totals) {
        add(chunk, row, total.units_above);
        row = total.units_above;
        look_at(std::move(total));
      }
      add(chunk, row, chunk.units.size());
    }
    if (first_) {
      start_anew();
      compare(*first_);
    }
  }

 private:
  void add(const DataChunk& chunk, std::size_t first, std::size_t last) {
    units_ += last - first;
    for (std::size_t i = 0; i < indicators_.size(); ++i) {
      const Column& column = chunk.columns[i];
      for (std::size_t row = first; row < last; ++row) {
        if (column.states.empty() || column.states[row] == CellState::Present) {
          sums_[i].all += column.cells[row];
          sums_[i].since_total += column.cells[row];
        }
      }
    }
  }

  // A total above all units is compared when they are known.
  void look_at(TotalRow total) {
    if (units_ == 0) {
      first_ = first_ ? std::move(first_) : std::move(total);
      return;
    }
    compare(total);
    start_anew();
  }

  void start_anew() {
    for (TotalSums& sums : sums_) {
      sums.since_total = 0;
    }
  }

  void compare(const TotalRow& total) {
    for (std::size_t i = 0; i < indicators_.size(); ++i) {
      const bool is_count = indicators_[i].type == ValueType::Count;
      if (is_count && total.ticks[i]) {
        compare_total(*total.ticks[i], sums_[i], indicators_[i],
                      place_of(total.offset, *table_.layout.positions[i]), diagnostics_);
      }
    }
  }

  [[nodiscard]] SourceSpan place_of(std::uint64_t offset, std::size_t position) const {
    const std::string row = read_row(table_, offset);
    const CsvText text{table_.file, offset, row, table_.layout.heading.delimiter};
    return text.span(scan_record(row, 0, text.delimiter)[position]);
  }

  const CsvTable& table_;
  const std::vector<Indicator>& indicators_;
  Diagnostics& diagnostics_;
  std::vector<TotalSums> sums_;  // by IndicatorIndex
  std::size_t units_ = 0;
  std::optional<TotalRow> first_;
};

class CsvReader final : public RowSource {
 public:
  CsvReader(CsvTable table, std::size_t block_bytes)
      : table_(std::move(table)),
        block_bytes_(block_bytes),
        blocks_(from_the_top()) {}

  std::optional<RawBlock> next(Diagnostics& diagnostics) override {
    return blocks_.next(diagnostics);
  }

  void rewind() override { blocks_ = from_the_top(); }

  DataChunk decode(const RawBlock& block, Diagnostics& diagnostics) const override {
    DataChunk chunk = decode_rows(table_, block, diagnostics);
    if (chunk.totals > 0) {
      has_totals_ = true;
    }
    return chunk;
  }

  DataChunk row(std::uint64_t row_offset) const override {
    Diagnostics known;  // whoever asks has a row without faults
    return decode_rows(table_, {row_offset, read_row(table_, row_offset)}, known);
  }

  SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return place(row_offset, table_.layout.positions[indicator]);
  }

  SourceSpan unit_cell(std::uint64_t row_offset) const override {
    return place(row_offset, table_.layout.unit_position);
  }

  std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const std::string row = read_row(table_, row_offset);
    const auto fields = scan_record(row, 0, table_.layout.heading.delimiter);
    const auto position = table_.layout.positions[indicator];
    std::string buffer;
    return position && *position < fields.size()
               ? std::string(trim(fields[*position].content(row, buffer)))
               : std::string();
  }

  std::vector<DataForm> forms() const override { return {form_of(table_.file, table_.layout)}; }

  void check_totals(Diagnostics& diagnostics) const override {
    if (has_totals_) {
      TotalsCheck(table_, diagnostics).run(from_the_top());
    }
  }

 private:
  [[nodiscard]] CsvBlocks from_the_top() const {
    const CsvHeading& heading = table_.layout.heading;
    return {table_.file, heading.data_begin, heading.delimiter, block_bytes_};
  }

  // The field at a position of the row, or the whole row.
  [[nodiscard]] SourceSpan place(std::uint64_t row_offset,
                                 std::optional<std::size_t> position) const {
    const std::string row = read_row(table_, row_offset);
    const CsvText text{table_.file, row_offset, row, table_.layout.heading.delimiter};
    const auto fields = scan_record(row, 0, text.delimiter);
    return position && *position < fields.size() ? text.span(fields[*position])
                                                 : text.span(0, fields.back().end);
  }

  CsvTable table_;
  std::size_t block_bytes_;
  CsvBlocks blocks_;
  mutable std::atomic<bool> has_totals_ = false;
};

// One note for all that is not as in a plain file.
void note_form(const DataForm& form, Diagnostics& diagnostics) {
  if (form.is_plain) {
    return;
  }
  Diagnostic note;
  note.severity = Severity::Note;
  note.code = codes::kReadAs;
  note.message =
      form.delimiter.empty()
          ? fmt::format("`{}` is read as a sheet of a workbook", form.file)
          : fmt::format("`{}` is read as {} with {} between fields{}", form.file, form.encoding,
                        form.delimiter == "tab" ? "tabs" : fmt::format("`{}`", form.delimiter),
                        form.decimal == "comma" ? " and decimal commas" : "");
  for (const std::string& remark : form.remarks) {
    note.message += "; " + remark;
  }
  diagnostics.add(std::move(note));
}

}  // namespace

std::optional<CsvTable> open_table(const std::string& path, const DataSchema& schema,
                                   const UnitsFile* units, const CsvOptions& options,
                                   Sources& sources, Diagnostics& diagnostics) {
  auto file = DataFile::open(path, sources, diagnostics);
  auto heading = file ? read_heading(*file, diagnostics) : std::nullopt;
  auto layout = heading ? make_layout(std::move(*heading), schema, units, options, diagnostics)
                        : std::nullopt;
  if (!layout || !skip_title_row(*file, schema, *layout, diagnostics) ||
      !settle_decimal_mark(*file, schema, *layout, diagnostics)) {
    return std::nullopt;
  }
  note_form(form_of(*file, *layout), diagnostics);
  return CsvTable{std::move(*file), std::move(*layout), schema, units};
}

std::unique_ptr<RowSource> open_csv(const std::string& path, const DataSchema& schema,
                                    const UnitsFile* units, const CsvOptions& options,
                                    Sources& sources, Diagnostics& diagnostics) {
  auto table = open_table(path, schema, units, options, sources, diagnostics);
  return table ? std::make_unique<CsvReader>(std::move(*table), options.block_bytes) : nullptr;
}

}  // namespace parindex
