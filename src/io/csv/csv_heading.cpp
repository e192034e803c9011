// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_heading.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/figures/cells.h"

namespace parindex {
namespace {

constexpr std::size_t kFirstRead = std::size_t{1} << 16;
constexpr std::size_t kMostHeadingBytes = std::size_t{1} << 20;  // what stands before it included
constexpr std::array kDelimiters = {',', ';', '\t'};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Words for the columns that every table may have, as heading_key leaves them. In order: the first
// column that a word fits and no other has taken.
struct ColumnWord {
  std::string_view column, word;
};
constexpr std::array kColumnWords = {
    ColumnWord{"unit", "mã đơn vị"},        ColumnWord{"unit", "đơn vị"},
    ColumnWord{"unit", "tên đơn vị"},       ColumnWord{"unit", "cơ quan, đơn vị"},
    ColumnWord{"name", "tên đơn vị"},       ColumnWord{"name", "đơn vị"},
    ColumnWord{"name", "cơ quan, đơn vị"},  ColumnWord{"group", "nhóm"},
    ColumnWord{"short", "tên viết tắt"},    ColumnWord{"short", "viết tắt"},
    ColumnWord{"parent", "đơn vị cấp trên"}};

// The same for tables in long form.
constexpr std::array kLongWords = {
    ColumnWord{"indicator", "mã chỉ tiêu"}, ColumnWord{"indicator", "chỉ tiêu"},
    ColumnWord{"indicator", "mã số liệu"},  ColumnWord{"indicator", "số liệu"},
    ColumnWord{"value", "giá trị"},         ColumnWord{"round", "vòng"},
    ColumnWord{"subunit", "bộ phận"},       ColumnWord{"evidence", "tài liệu kiểm chứng"},
    ColumnWord{"note", "ghi chú"},          ColumnWord{"source", "nguồn"},
    ColumnWord{"source", "nguồn số liệu"}};

constexpr std::array<std::string_view, 4> kRowNumbers = {"stt", "tt", "số tt", "số thứ tự"};

bool is_blank_or_comment(std::string_view line) {
  return line.starts_with('#') || line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::size_t line_stop(std::string_view text, std::size_t begin) {
  return std::min(text.find('\n', begin), text.size());
}

// Behind the byte order mark, blank lines and comments.
std::size_t first_row(std::string_view text) {
  std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (begin < text.size() &&
         is_blank_or_comment(text.substr(begin, line_stop(text, begin) - begin))) {
    begin = std::min(line_stop(text, begin) + 1, text.size());
  }
  return begin;
}

std::string field_name(std::string_view text, const CsvField& field) {
  std::string buffer;
  return to_nfc(trim(field.content(text, buffer)));
}

// Where the heading is, or would be if the file had one.
struct Found {
  std::size_t begin = 0;                  // of the heading
  std::optional<std::size_t> above = {};  // begin of the row above it
  std::size_t rows_above = 0;
  char delimiter = '\0';  // NUL: there is no heading
};

// Looks through the first rows by one delimiter for one with a field `key`; empty: with a word for
// units.
std::optional<Found> look_through(std::string_view text, std::size_t begin, char delimiter,
                                  std::string_view key) {
  Found found{begin, {}, 0, delimiter};
  while (found.begin < text.size() && found.rows_above <= kMostRowsAbove) {
    const std::size_t stop = line_stop(text, found.begin);
    if (is_blank_or_comment(text.substr(found.begin, stop - found.begin))) {
      found.begin = stop + 1;
      continue;
    }
    for (const CsvField& field : scan_record(text, found.begin, delimiter)) {
      const std::string name = field_name(text, field);
      if (key.empty() ? is_unit_word(name) : name == key) {
        return found;
      }
    }
    ++found.rows_above;
    found.above = found.begin;
    found.begin = std::min(find_record_end(text, found.begin, delimiter), text.size());
  }
  return std::nullopt;
}

Found find_heading(std::string_view text, std::string_view key) {
  std::size_t begin = first_row(text);
  std::string_view delimiters(kDelimiters.data(), kDelimiters.size());
  constexpr std::string_view kSeparatorLine = "sep=";
  const std::string_view first = text.substr(begin, line_stop(text, begin) - begin);
  if (first.starts_with(kSeparatorLine) && first.size() > kSeparatorLine.size() &&
      delimiters.find(first[kSeparatorLine.size()]) != std::string_view::npos &&
      trim(first.substr(kSeparatorLine.size() + 1)).empty()) {
    delimiters = first.substr(kSeparatorLine.size(), 1);
    begin = std::min(begin + first.size() + 1, text.size());
  }
  Found best{first_row(text), {}, 0, '\0'};
  for (const std::string_view wanted : {key, key == "unit" ? std::string_view() : key}) {
    for (const char delimiter : delimiters) {
      const auto found = look_through(text, begin, delimiter, wanted);
      if (found && (best.delimiter == '\0' || found->rows_above < best.rows_above)) {
        best = *found;
      }
    }
    if (best.delimiter != '\0') {
      break;
    }
  }
  return best;
}

// The start of the input up to the end of its heading, or all that may be read of it.
bool read_first_lines(const DataFile& file, std::string_view key, std::string& text,
                      Diagnostics& diagnostics) {
  bool at_end = false;
  while (!at_end && text.size() < kMostHeadingBytes) {
    const std::size_t old_size = text.size();
    const std::size_t size = std::max(kFirstRead, old_size);
    if (const int error_number = file.read(old_size, size, text); error_number != 0) {
      diagnostics.add(cannot_read(file.name(), error_number));
      return false;
    }
    at_end = text.size() < old_size + size;
    const Found found = find_heading(text, key);
    if (found.delimiter != '\0' &&
        find_record_end(text, found.begin, found.delimiter) != std::string_view::npos) {
      return true;
    }
  }
  return true;
}

Diagnostic no_key_column(const CsvText& head, std::size_t begin, std::string_view key) {
  const std::string_view text = head.text;
  // Show the fields by the delimiter that makes most of them.
  std::vector<std::string> names;
  for (const char delimiter : kDelimiters) {
    const auto fields = scan_record(text, begin, delimiter);
    if (fields.size() > names.size()) {
      names.clear();
      for (const CsvField& field : fields) {
        names.push_back(field_name(text, field));
      }
    }
  }
  const auto near = nearest(key, names);
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  line.remove_suffix(line.ends_with('\r') ? 1 : 0);
  return data_fault(codes::kNoUnitColumn, fmt::format("there is no heading with `{}`", key),
                    head.span(begin, line.size()),
                    near ? fmt::format("{} is there: rename it to `{}`", shown(*near), key)
                         : fmt::format("one of the first {} rows must be the heading: `{}` and {}, "
                                       "with `,` `;` or tab between them",
                                       kMostRowsAbove + 1, key,
                                       key == "unit" ? "the ids of indicators" : "the others"));
}

// The heading must be there, text and of bearable length, else why not.
std::optional<Diagnostic> heading_fault(const CsvText& head, const Found& found) {
  const std::string_view text = head.text;
  if (text.empty() || (found.begin == text.size() && text.size() < kMostHeadingBytes)) {
    return data_fault(codes::kNoData, fmt::format("`{}` is empty", head.file.name()), {},
                      "the first line must be the heading: `unit` and the ids of indicators");
  }
  const bool is_found = found.delimiter != '\0';
  const std::size_t end = find_record_end(text, found.begin, is_found ? found.delimiter : '\n');
  const std::size_t stop = std::min(end, text.size());
  if (end == std::string_view::npos && text.size() >= kMostHeadingBytes) {
    return data_fault(codes::kDataTooLarge, "the heading does not end in the first MiB of the file",
                      head.span(std::min(found.begin, text.size() - 1), 1), "is this a CSV file?");
  }
  const std::size_t bad = find_bad_byte(text.substr(0, stop), 0);
  return bad == std::string_view::npos ? std::nullopt : std::optional(bad_byte_fault(head, bad));
}

// Gives columns in Vietnamese words the names that they have everywhere.
void name_columns(std::span<const ColumnWord> words, CsvHeading& heading) {
  std::vector<std::string> keys;
  keys.reserve(heading.fields.size());
  for (const CsvHeading::Field& field : heading.fields) {
    keys.push_back(heading_key(field.name));
  }
  for (const ColumnWord& row : words) {
    const auto key = std::find(keys.begin(), keys.end(), row.word);
    if (key != keys.end() && !heading.find(row.column)) {
      heading.fields[static_cast<std::size_t>(key - keys.begin())].name = row.column;
      key->clear();
    }
  }
}

// Words of the long form mean their columns only where both an indicator and its value are there.
void name_long_columns(CsvHeading& heading) {
  CsvHeading renamed = heading;
  name_columns(kLongWords, renamed);
  if (renamed.find("indicator") && renamed.find("value")) {
    heading = std::move(renamed);
  }
}

// Numbers of rows have their word in the row of titles above the row of keys.
void name_row_numbers(std::string_view text, const Found& found, CsvHeading& heading) {
  const std::vector<CsvField> above =
      found.above ? scan_record(text, *found.above, found.delimiter) : std::vector<CsvField>();
  for (std::size_t i = 0; i < std::min(above.size(), heading.fields.size()); ++i) {
    std::string title = field_name(text, above[i]);
    if (heading.fields[i].name.empty() && is_row_number(title)) {
      heading.fields[i].name = std::move(title);
    }
  }
}

bool are_unique(const CsvHeading& heading, Diagnostics& diagnostics) {
  bool unique = true;
  std::unordered_map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < heading.fields.size(); ++i) {
    const CsvHeading::Field& field = heading.fields[i];
    const auto [found, is_new] = first.emplace(field.name, i);
    if (is_new || field.name.empty()) {
      continue;
    }
    diagnostics.error(codes::kDuplicateColumn, field.span,
                      fmt::format("column {} stands twice", shown(field.name)),
                      "remove or rename one of them",
                      {{heading.fields[found->second].span, "first here"}});
    unique = false;
  }
  return unique;
}

}  // namespace

std::optional<std::size_t> CsvHeading::find(std::string_view name) const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) {
      return i;
    }
  }
  return std::nullopt;
}

std::string heading_key(std::string_view text) {
  std::string key;
  for (const char c : trim(text)) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) {
      key += c;
    } else if (!key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  return fold_case(key);
}

bool is_row_number(std::string_view heading) {
  return std::find(kRowNumbers.begin(), kRowNumbers.end(), heading_key(heading)) !=
         kRowNumbers.end();
}

bool is_unit_word(std::string_view heading) {
  const std::string key = heading_key(heading);
  return std::any_of(kColumnWords.begin(), kColumnWords.end(), [&](const ColumnWord& row) {
    return row.column == "unit" && row.word == key;
  });
}

std::optional<CsvHeading> read_heading(const DataFile& file, Diagnostics& diagnostics,
                                       std::string_view key) {
  std::string text;
  if (!read_first_lines(file, key, text, diagnostics)) {
    return std::nullopt;
  }
  const Found found = find_heading(text, key);
  CsvText head{file, 0, text};
  if (auto fault = heading_fault(head, found)) {
    diagnostics.add(std::move(*fault));
    return std::nullopt;
  }
  if (found.delimiter == '\0') {
    diagnostics.add(no_key_column(head, found.begin, key));
    return std::nullopt;
  }
  CsvHeading heading;
  heading.delimiter = found.delimiter;
  heading.rows_above = found.rows_above;
  bool is_right = true;
  std::size_t stop = found.begin;
  for (const CsvField& field : scan_record(text, found.begin, heading.delimiter)) {
    if (field.fault != QuoteFault::None) {
      diagnostics.add(quote_fault(head, field));
      is_right = false;
    }
    std::string name = field_name(text, field);
    if (auto fault = damaged_text(name, head.span(field), "")) {
      diagnostics.add(std::move(*fault));
      is_right = false;
    }
    heading.fields.push_back({std::move(name), head.span(field)});
    stop = field.stop;
  }
  heading.span = head.span(found.begin, stop - found.begin);
  heading.data_begin = std::min(stop + 1, text.size());
  name_row_numbers(text, found, heading);
  if (key == "unit") {
    name_columns(kColumnWords, heading);
    name_long_columns(heading);
  }
  is_right = are_unique(heading, diagnostics) && is_right;
  return is_right ? std::optional(std::move(heading)) : std::nullopt;
}

}  // namespace parindex
