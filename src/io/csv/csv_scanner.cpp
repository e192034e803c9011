// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_scanner.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kWord = sizeof(std::uint64_t);

// The quotation mark that closes the one at `open`; npos: none does.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  std::size_t at = text.find('"', open + 1);
  while (at != kNone && at + 1 < text.size() && text[at + 1] == '"') {
    at = text.find('"', at + 2);
  }
  return at;
}

// Where the field around `at`, outside quotes, stops.
std::size_t field_stop(std::string_view text, std::size_t at, char delimiter) {
  while (at < text.size() && text[at] != delimiter && text[at] != '\n') {
    ++at;
  }
  return at;
}

// `stop` without the \r of a line end.
std::size_t before_line_end(std::string_view text, std::size_t begin, std::size_t stop) {
  const bool at_line_end = stop == text.size() || text[stop] == '\n';
  return at_line_end && stop > begin && text[stop - 1] == '\r' ? stop - 1 : stop;
}

CsvField scan_quoted(std::string_view text, std::size_t begin, char delimiter) {
  CsvField field;
  field.is_quoted = true;
  field.begin = begin + 1;
  const std::size_t close = closing_quote(text, begin);
  if (close == kNone) {
    field.end = field.stop = text.size();
    field.fault = QuoteFault::NotClosed;
    field.fault_at = begin;
    return field;
  }
  field.end = close;
  field.has_doubled_quotes = text.substr(begin + 1, close - begin - 1).find('"') != kNone;
  field.stop = field_stop(text, close + 1, delimiter);
  if (before_line_end(text, close + 1, field.stop) != close + 1) {
    field.fault = QuoteFault::TextBehind;
    field.fault_at = close + 1;
  }
  return field;
}

// True when all eight bytes are ASCII and none is NUL.
bool is_plain(const char* at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  std::uint64_t word = 0;
  std::memcpy(&word, at, kWord);
  return (((word - kOnes) | word) & kHighs) == 0;
}

}  // namespace

std::string_view CsvField::content(std::string_view text, std::string& buffer) const {
  const std::string_view raw = text.substr(begin, end - begin);
  if (!has_doubled_quotes) {
    return raw;
  }
  buffer.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    buffer += raw[i];
    i += static_cast<std::size_t>(raw[i] == '"');
  }
  return buffer;
}

CsvField scan_field(std::string_view text, std::size_t begin, char delimiter) {
  if (begin < text.size() && text[begin] == '"') {
    return scan_quoted(text, begin, delimiter);
  }
  CsvField field;
  field.begin = begin;
  field.stop = field_stop(text, begin, delimiter);
  field.end = before_line_end(text, begin, field.stop);
  const std::size_t stray = text.substr(begin, field.end - begin).find('"');
  if (stray != kNone) {
    field.fault = QuoteFault::Stray;
    field.fault_at = begin + stray;
  }
  return field;
}

std::vector<CsvField> scan_record(std::string_view text, std::size_t begin, char delimiter,
                                  std::size_t most) {
  std::vector<CsvField> fields;
  while (fields.size() < most) {
    fields.push_back(scan_field(text, begin, delimiter));
    const std::size_t stop = fields.back().stop;
    if (stop == text.size() || text[stop] == '\n') {
      break;
    }
    begin = stop + 1;
  }
  return fields;
}

std::size_t find_record_end(std::string_view text, std::size_t begin, char delimiter) {
  while (true) {
    const CsvField field = scan_field(text, begin, delimiter);
    if (field.stop == text.size()) {
      return kNone;
    }
    begin = field.stop + 1;
    if (text[field.stop] == '\n') {
      return begin;
    }
  }
}

std::size_t skip_blank_records(std::string_view text, std::size_t begin, char delimiter) {
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      begin = at + 1;
    } else if (c != delimiter && c != ' ' && c != '\t' && c != '\r') {
      return begin;
    }
  }
  return text.size();
}

std::size_t last_record_end(std::string_view text, char delimiter) {
  std::size_t last = 0;
  std::size_t from = 0;
  while (from != kNone) {
    const std::size_t quote = text.find('"', from);
    const std::string_view unquoted = text.substr(from, quote == kNone ? kNone : quote - from);
    if (const std::size_t line_feed = unquoted.rfind('\n'); line_feed != kNone) {
      last = from + line_feed + 1;
    }
    if (quote == kNone) {
      break;
    }
    const bool opens = quote == 0 || text[quote - 1] == delimiter || text[quote - 1] == '\n';
    const std::size_t behind = opens ? closing_quote(text, quote) : quote;
    from = behind == kNone ? kNone : behind + 1;
  }
  return last;
}

std::size_t find_bad_byte(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    while (from + kWord <= text.size() && is_plain(text.data() + from)) {
      from += kWord;
    }
    std::size_t stop = std::min(from + kWord, text.size());
    while (stop + kWord <= text.size() && !is_plain(text.data() + stop)) {
      stop += kWord;
    }
    if (stop + kWord > text.size()) {
      stop = text.size();
    }
    const std::string_view stretch = text.substr(from, stop - from);
    const std::size_t bad = std::min(stretch.find('\0'), find_invalid_utf8(stretch));
    if (bad != kNone) {
      return from + bad;
    }
    from = stop;
  }
  return kNone;
}

}  // namespace parindex
