// SPDX-License-Identifier: Apache-2.0
#include "io/csv_reader.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "io/csv_blocks.h"
#include "io/csv_decoder.h"
#include "io/csv_faults.h"
#include "io/csv_heading.h"
#include "io/csv_layout.h"
#include "io/csv_scanner.h"
#include "io/data_file.h"

namespace parindex {
namespace {

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
    return decode_rows(table_, block, diagnostics);
  }

  DataChunk row(std::uint64_t row_offset) const override {
    Diagnostics known;  // whoever asks has a row without faults
    return decode_rows(table_, {row_offset, read_again(row_offset)}, known);
  }

  SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return place(row_offset, table_.layout.positions[indicator]);
  }

  SourceSpan unit_cell(std::uint64_t row_offset) const override {
    return place(row_offset, table_.layout.unit_position);
  }

  std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const std::string row = read_again(row_offset);
    const auto fields = scan_record(row, 0, table_.layout.heading.delimiter);
    const auto position = table_.layout.positions[indicator];
    std::string buffer;
    return position && *position < fields.size()
               ? std::string(trim(fields[*position].content(row, buffer)))
               : std::string();
  }

 private:
  [[nodiscard]] CsvBlocks from_the_top() const {
    const CsvHeading& heading = table_.layout.heading;
    return {table_.file, heading.data_begin, heading.delimiter, block_bytes_};
  }

  // The field at a position of the row, or the whole row.
  [[nodiscard]] SourceSpan place(std::uint64_t row_offset,
                                 std::optional<std::size_t> position) const {
    const std::string row = read_again(row_offset);
    const CsvText text{table_.file, row_offset, row, table_.layout.heading.delimiter};
    const auto fields = scan_record(row, 0, text.delimiter);
    return position && *position < fields.size() ? text.span(fields[*position])
                                                 : text.span(0, fields.back().end);
  }

  // The text of one row, from the file: millions of rows are not kept.
  [[nodiscard]] std::string read_again(std::uint64_t row_offset) const {
    constexpr std::size_t kFirstRead = std::size_t{1} << 12;
    std::string text;
    while (text.size() < kMostRecordBytes) {
      const std::size_t old_size = text.size();
      const std::size_t size = std::max(kFirstRead, old_size);
      const bool has_failed = table_.file.read(row_offset + old_size, size, text) != 0;
      const std::size_t end = find_record_end(text, 0, table_.layout.heading.delimiter);
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

  CsvTable table_;
  std::size_t block_bytes_;
  CsvBlocks blocks_;
};

}  // namespace

std::unique_ptr<RowSource> open_csv(const std::string& path, const DataSchema& schema,
                                    const UnitsFile* units, const CsvOptions& options,
                                    Sources& sources, Diagnostics& diagnostics) {
  auto file = DataFile::open(path, sources, diagnostics);
  if (!file) {
    return nullptr;
  }
  auto heading = read_heading(*file, diagnostics);
  if (!heading) {
    return nullptr;
  }
  auto layout = make_layout(std::move(*heading), schema, units, options, diagnostics);
  if (!layout || !settle_decimal_mark(*file, schema, *layout, diagnostics)) {
    return nullptr;
  }
  return std::make_unique<CsvReader>(CsvTable{std::move(*file), std::move(*layout), schema, units},
                                     options.block_bytes);
}

}  // namespace parindex
