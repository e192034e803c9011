// SPDX-License-Identifier: Apache-2.0
//
// The grammar of delimited text (RFC 4180): where fields and records end. A quotation mark opens a
// quoted field only as the first character of the field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parindex {

inline constexpr std::size_t kMostRecordBytes = std::size_t{16} << 20;

enum class QuoteFault : std::uint8_t {
  None,
  NotClosed,   // the text ends inside the quotes
  TextBehind,  // "abc"def
  Stray        // ab"c, not in quotes
};

// One field, as byte positions in the text that was scanned.
struct CsvField {
  std::size_t begin = 0, end = 0;  // the content: without its quotation marks and the \r of a line
  std::size_t stop = 0;            // the delimiter or line feed behind it, or the end of the text
  bool is_quoted = false;
  bool has_doubled_quotes = false;
  QuoteFault fault = QuoteFault::None;
  std::size_t fault_at = 0;  // the quotation mark, or the text behind it

  // The content with doubled quotation marks made single; `buffer` holds it where that is needed.
  [[nodiscard]] std::string_view content(std::string_view text, std::string& buffer) const;
};

CsvField scan_field(std::string_view text, std::size_t begin, char delimiter);

// The fields of the record that begins at `begin`, at least one; at most `most`.
std::vector<CsvField> scan_record(std::string_view text, std::size_t begin, char delimiter,
                                  std::size_t most = kMostRecordBytes);

// Behind the line feed that ends the record; npos where the text ends first.
std::size_t find_record_end(std::string_view text, std::size_t begin, char delimiter);

// From the begin of a record to that of the next one which holds more than delimiters and blanks.
std::size_t skip_blank_records(std::string_view text, std::size_t begin, char delimiter);

// As find_record_end, for the last record that ends in a text of records and a rest; 0: none does.
std::size_t last_record_end(std::string_view text, char delimiter);

// First byte from `from` on that is NUL or not UTF-8; npos: none.
std::size_t find_bad_byte(std::string_view text, std::size_t from);

}  // namespace parindex
