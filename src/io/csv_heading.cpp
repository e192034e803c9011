// SPDX-License-Identifier: Apache-2.0
#include "io/csv_heading.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/cells.h"
#include "io/csv_faults.h"

namespace parindex {
namespace {

constexpr std::size_t kFirstRead = std::size_t{1} << 16;
constexpr std::size_t kMostHeadingBytes = std::size_t{1} << 20;  // what stands before it included
constexpr std::array kDelimiters = {',', ';', '\t'};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Behind the byte order mark, blank lines and comments.
std::size_t heading_begin(std::string_view text) {
  std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (begin < text.size()) {
    const std::size_t stop = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, stop - begin);
    if (!line.starts_with('#') && line.find_first_not_of(" \t\r") != std::string_view::npos) {
      return begin;
    }
    begin = std::min(stop + 1, text.size());
  }
  return begin;
}

// The start of the input up to the end of its heading, or all that may be read of it.
bool read_first_lines(const DataFile& file, std::string& text, Diagnostics& diagnostics) {
  bool at_end = false;
  while (!at_end && text.size() < kMostHeadingBytes) {
    const std::size_t old_size = text.size();
    const std::size_t size = std::max(kFirstRead, old_size);
    if (const int error_number = file.read(old_size, size, text); error_number != 0) {
      diagnostics.add(cannot_read(file.name(), error_number));
      return false;
    }
    at_end = text.size() < old_size + size;
    const std::size_t begin = heading_begin(text);
    const auto ends = [&](char delimiter) {
      return find_record_end(text, begin, delimiter) != std::string_view::npos;
    };
    if (begin < text.size() && std::all_of(kDelimiters.begin(), kDelimiters.end(), ends)) {
      return true;
    }
  }
  return true;
}

std::string field_name(std::string_view text, const CsvField& field) {
  std::string buffer;
  return to_nfc(trim(field.content(text, buffer)));
}

// The delimiter with which a field is `key`; NUL: none.
char find_delimiter(std::string_view text, std::size_t begin, std::string_view key) {
  for (const char delimiter : kDelimiters) {
    for (const CsvField& field : scan_record(text, begin, delimiter)) {
      if (field_name(text, field) == key) {
        return delimiter;
      }
    }
  }
  return '\0';
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
  return data_fault(codes::kNoUnitColumn, fmt::format("the first line has no column `{}`", key),
                    head.span(begin, line.size()),
                    near
                        ? fmt::format("{} is there: rename it to `{}`", shown(*near), key)
                        : fmt::format("the first line must be the heading: `{}` and {}, with `,` "
                                      "`;` or tab between them",
                                      key, key == "unit" ? "the ids of indicators" : "the others"));
}

// The heading must be there, text and of bearable length, else why not.
std::optional<Diagnostic> heading_fault(const CsvText& head, std::size_t begin) {
  const std::string_view text = head.text;
  if (text.empty() || (begin == text.size() && text.size() < kMostHeadingBytes)) {
    return data_fault(codes::kNoData, fmt::format("`{}` is empty", head.file.name()), {},
                      "the first line must be the heading: `unit` and the ids of indicators");
  }
  std::size_t stop = std::min(text.find('\n', begin), text.size());
  for (const char delimiter : kDelimiters) {
    const std::size_t end = find_record_end(text, begin, delimiter);
    stop = end == std::string_view::npos ? stop : std::max(stop, end);
  }
  if (stop >= kMostHeadingBytes) {
    return data_fault(codes::kDataTooLarge, "the heading does not end in the first MiB of the file",
                      head.span(std::min(begin, text.size() - 1), 1), "is this a CSV file?");
  }
  const std::size_t bad = find_bad_byte(text.substr(0, stop), 0);
  return bad == std::string_view::npos ? std::nullopt : std::optional(bad_byte_fault(head, bad));
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
    Diagnostic fault = data_fault(codes::kDuplicateColumn,
                                  fmt::format("column {} stands twice", shown(field.name)),
                                  field.span, "remove or rename one of them");
    fault.related.push_back({heading.fields[found->second].span, "first here"});
    diagnostics.add(std::move(fault));
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

std::optional<CsvHeading> read_heading(const DataFile& file, Diagnostics& diagnostics,
                                       std::string_view key) {
  std::string text;
  if (!read_first_lines(file, text, diagnostics)) {
    return std::nullopt;
  }
  const std::size_t begin = heading_begin(text);
  CsvText head{file, 0, text};
  if (auto fault = heading_fault(head, begin)) {
    diagnostics.add(std::move(*fault));
    return std::nullopt;
  }
  CsvHeading heading;
  heading.delimiter = find_delimiter(text, begin, key);
  if (heading.delimiter == '\0') {
    diagnostics.add(no_key_column(head, begin, key));
    return std::nullopt;
  }
  bool is_right = true;
  std::size_t stop = begin;
  for (const CsvField& field : scan_record(text, begin, heading.delimiter)) {
    if (field.fault != QuoteFault::None) {
      diagnostics.add(quote_fault(head, field));
      is_right = false;
    }
    heading.fields.push_back({field_name(text, field), head.span(field)});
    stop = field.stop;
  }
  heading.span = head.span(begin, stop - begin);
  heading.data_begin = std::min(stop + 1, text.size());
  is_right = are_unique(heading, diagnostics) && is_right;
  return is_right ? std::optional(std::move(heading)) : std::nullopt;
}

}  // namespace parindex
