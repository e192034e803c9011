// SPDX-License-Identifier: Apache-2.0
#include "base/sheet_text.h"

#include <algorithm>
#include <utility>

#include "base/sources.h"
#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kMostShown = 100;  // characters of a cell or of a row

// The fields of the line that begins at `begin`, as the text writes them, quotation marks included.
std::vector<std::string_view> fields_at(std::string_view text, std::size_t begin) {
  std::vector<std::string_view> fields;
  bool is_quoted = false;
  for (std::size_t at = begin; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : '\n';
    is_quoted = is_quoted != (c == '"');
    if (at == text.size() || (!is_quoted && (c == ',' || c == '\n'))) {
      fields.push_back(text.substr(begin, at - begin));
      begin = at + 1;
      if (c == '\n') {
        break;
      }
    }
  }
  return fields;
}

std::string content_of(std::string_view field) {
  if (!field.starts_with('"') || field.size() < 2) {
    return std::string(field);
  }
  std::string content;
  field = field.substr(1, field.size() - 2);
  for (std::size_t at = 0; at < field.size(); ++at) {
    content += field[at];
    at += field[at] == '"' ? 1U : 0U;
  }
  return content;
}

}  // namespace

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (std::uint64_t rest = std::uint64_t{column} + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

Position locate_cell(const SheetPlaces& places, std::string_view text, const SourceSpan& span) {
  Position position;
  position.sheet = places.sheet;
  const auto behind = std::upper_bound(
      places.rows.begin(), places.rows.end(), span.begin,
      [](std::uint64_t at, const SheetPlaces::Row& row) { return at < row.begin; });
  if (behind == places.rows.begin()) {
    return position;
  }
  const SheetPlaces::Row& row = *std::prev(behind);
  const std::vector<std::string_view> fields = fields_at(text, row.begin);
  const char* const begin = text.data() + span.begin;
  const auto holds = [&](std::string_view field) { return begin <= field.data() + field.size(); };
  const auto found = std::find_if(fields.begin(), fields.end(), holds);
  const auto index = static_cast<std::size_t>(found - fields.begin());
  position.line = row.number;
  position.column = 1;
  if (index < std::min(fields.size(), places.columns.size()) &&
      begin + span.length <= found->data() + found->size()) {
    position.column = std::uint64_t{places.columns[index]} + 1;
    position.cell = column_letters(places.columns[index]) + std::to_string(row.number);
    const bool has_heading = index < places.headings.size() && !places.headings[index].empty();
    const std::string content = shorten(printable(content_of(*found)), kMostShown);
    if (has_heading && content != places.headings[index]) {
      position.line_text = shorten(printable(places.headings[index]), kMostShown) + ": ";
    }
    position.caret_begin = position.line_text.size();
    position.line_text += content;
  } else {
    std::string shown;
    for (const std::string_view field : fields) {
      shown += (shown.empty() ? "" : " | ") + printable(content_of(field));
    }
    position.line_text = shorten(shown, kMostShown);
  }
  position.caret_end = position.line_text.size();
  return position;
}

}  // namespace parindex
