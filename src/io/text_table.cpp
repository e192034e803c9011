// SPDX-License-Identifier: Apache-2.0
#include "io/text_table.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/cells.h"
#include "io/csv_blocks.h"
#include "io/csv_faults.h"
#include "io/csv_heading.h"
#include "io/csv_reader.h"
#include "io/csv_scanner.h"

namespace parindex {
namespace {

// For each field of the heading the column of the form; empty with errors where there is none.
std::optional<std::vector<std::size_t>> match_columns(const CsvHeading& heading,
                                                      const TextTableForm& form,
                                                      Diagnostics& diagnostics) {
  std::vector<std::size_t> columns;
  for (const CsvHeading::Field& field : heading.fields) {
    const auto found = std::find(form.columns.begin(), form.columns.end(), field.name);
    if (found == form.columns.end()) {
      diagnostics.add(data_fault(codes::kUnknownColumn,
                                 fmt::format("{} is no column of {}", shown(field.name), form.name),
                                 field.span, suggest(field.name, form.columns)));
    } else {
      columns.push_back(static_cast<std::size_t>(found - form.columns.begin()));
    }
  }
  return columns.size() == heading.fields.size() ? std::optional(std::move(columns)) : std::nullopt;
}

// The fields of the record from `begin` to `end`; empty with an error where it is damaged.
std::optional<std::vector<CsvField>> read_fields(const CsvText& text, std::size_t begin,
                                                 std::size_t end, std::size_t expected,
                                                 Diagnostics& diagnostics) {
  const std::size_t bad = find_bad_byte(text.text.substr(0, end), begin);
  if (bad != std::string_view::npos) {
    diagnostics.add(bad_byte_fault(text, bad));
    return std::nullopt;
  }
  auto fields = scan_record(text.text, begin, text.delimiter, expected + 1);
  for (const CsvField& field : fields) {
    if (field.fault != QuoteFault::None) {
      diagnostics.add(quote_fault(text, field));
      return std::nullopt;
    }
  }
  if (fields.size() != expected) {
    diagnostics.add(field_count_fault(text, begin, expected));
    return std::nullopt;
  }
  return fields;
}

}  // namespace

bool read_text_table(const std::string& path, const TextTableForm& form, Sources& sources,
                     const std::function<void(std::span<TextCell> cells)>& row,
                     Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  const auto file = DataFile::open(path, sources, diagnostics);
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
      if (const auto fields = read_fields(text, at, end, columns->size(), diagnostics)) {
        std::vector<TextCell> cells(form.columns.size(), TextCell{"", text.span(at, 1)});
        for (std::size_t i = 0; i < fields->size(); ++i) {
          const CsvField& field = (*fields)[i];
          std::string buffer;
          cells[(*columns)[i]] = {to_nfc(trim(field.content(text.text, buffer))), text.span(field)};
        }
        row(cells);
      }
      at = end;
    }
  }
  return !blocks.has_failed() && diagnostics.errors() == faults;
}

}  // namespace parindex
