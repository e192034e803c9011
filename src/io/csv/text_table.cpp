// SPDX-License-Identifier: Apache-2.0
#include "io/csv/text_table.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_blocks.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_reader.h"
#include "io/csv/csv_record.h"
#include "io/csv/csv_scanner.h"
#include "io/figures/cells.h"
#include "io/workbook/workbook.h"

namespace parindex {
namespace {

constexpr std::size_t kPassedOver = static_cast<std::size_t>(-1);
constexpr std::size_t kEmpty = static_cast<std::size_t>(-2);  // without heading

// For each field of the heading the column of the form, kPassedOver or kEmpty; empty with errors
// where there is none.
std::optional<std::vector<std::size_t>> match_columns(const CsvHeading& heading,
                                                      const TextTableForm& form,
                                                      Diagnostics& diagnostics) {
  std::vector<std::size_t> columns;
  for (const CsvHeading::Field& field : heading.fields) {
    const auto found = std::find(form.columns.begin(), form.columns.end(), field.name);
    if (field.name.empty() || is_row_number(field.name)) {
      columns.push_back(field.name.empty() ? kEmpty : kPassedOver);
    } else if (found == form.columns.end()) {
      diagnostics.error(codes::kUnknownColumn, field.span,
                        fmt::format("{} is no column of {}", shown(field.name), form.name),
                        suggest(field.name, form.columns));
    } else {
      columns.push_back(static_cast<std::size_t>(found - form.columns.begin()));
    }
  }
  return columns.size() == heading.fields.size() ? std::optional(std::move(columns)) : std::nullopt;
}

// Puts the fields of a row where the form has them.
void fill(std::span<TextCell> cells, const CsvText& text, const std::vector<CsvField>& fields,
          const std::vector<std::size_t>& columns, Diagnostics& diagnostics) {
  std::string buffer;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::string content = to_nfc(trim(fields[i].content(text.text, buffer)));
    if (columns[i] == kEmpty && !content.empty()) {
      diagnostics.add(no_heading_fault(text, fields[i], i));
    } else if (columns[i] < cells.size()) {
      cells[columns[i]] = {std::move(content), text.span(fields[i])};
    }
  }
}

}  // namespace

bool read_text_table(const std::string& path, const TextTableForm& form, Sources& sources,
                     const std::function<void(std::span<TextCell> cells)>& row,
                     Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  const auto file = DataFile::open(path, sources, diagnostics);
  if (std::string begin; file && file->read(0, 4, begin) == 0 && begins_like_workbook(begin)) {
    diagnostics.error(codes::kNotUtf8, {},
                      fmt::format("`{}` is a workbook, and {} is read as CSV", path, form.name),
                      "save the sheet as CSV (UTF-8) and pass that");
    return false;
  }
  const auto heading = file ? read_heading(*file, diagnostics, form.columns.front()) : std::nullopt;
  const auto columns = heading ? match_columns(*heading, form, diagnostics) : std::nullopt;
  if (!columns) {
    return false;
  }
  CsvBlocks blocks(*file, heading->data_begin, heading->delimiter, CsvOptions().block_bytes);
  while (const auto block = blocks.next(diagnostics)) {
    const CsvText text{*file, block->offset, block->text, heading->delimiter};
    for (std::size_t at = skip_blank_records(text.text, 0, text.delimiter); at < text.text.size();
         at = skip_blank_records(text.text, at, text.delimiter)) {
      const std::size_t end =
          std::min(find_record_end(text.text, at, text.delimiter), text.text.size());
      if (const auto fields = read_record(text, at, end, columns->size(), diagnostics)) {
        std::vector<TextCell> cells(form.columns.size(), TextCell{"", text.span(at, 1)});
        fill(cells, text, *fields, *columns, diagnostics);
        row(cells);
      }
      at = end;
    }
  }
  return !blocks.has_failed() && diagnostics.errors() == faults;
}

}  // namespace parindex
