// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_record.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/figures/cells.h"

namespace parindex {

std::optional<std::vector<CsvField>> read_record(const CsvText& text, std::size_t begin,
                                                 std::size_t end, std::size_t expected,
                                                 Diagnostics& diagnostics) {
  const std::string_view record_text = text.text.substr(0, end);
  const std::size_t bad = find_bad_byte(record_text, begin);
  if (bad != std::string_view::npos) {
    diagnostics.add(bad_byte_fault(text, bad));
    return std::nullopt;
  }
  std::vector<CsvField> fields = scan_record(text.text, begin, text.delimiter, expected + 1);
  if (fields.size() > expected) {
    const std::string_view tail = record_text.substr(std::min(fields.back().begin, end));
    const bool is_blank = std::all_of(tail.begin(), tail.end(), [&](char c) {
      return c == text.delimiter || c == ' ' || c == '\r' || c == '\n';
    });
    fields.resize(is_blank ? expected : fields.size());
  }
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

Diagnostic no_heading_fault(const CsvText& text, const CsvField& field, std::size_t position) {
  std::string buffer;
  const std::string content = to_nfc(trim(field.content(text.text, buffer)));
  return data_fault(
      codes::kUnknownColumn,
      fmt::format("column {} has no heading, but holds {}", position + 1, shown(content)),
      text.span(field), "give the column a heading, or remove the value");
}

}  // namespace parindex
