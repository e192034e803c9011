// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_faults.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/encoding/text_form.h"
#include "io/figures/cells.h"

namespace parindex {

SourceSpan CsvText::span(const CsvField& field) const {
  const std::string_view content = text.substr(field.begin, field.end - field.begin);
  const std::string_view inner = trim(content);
  const std::size_t blanks =
      inner.empty() ? 0 : static_cast<std::size_t>(inner.data() - content.data());
  return span(field.begin + blanks, inner.size());
}

Diagnostic data_fault(std::string_view code, std::string message, const SourceSpan& span,
                      std::string help, std::string_view topic, std::vector<Label> related) {
  return {Severity::Error,
          code,
          std::move(message),
          {span, ""},
          std::move(related),
          std::move(help),
          topic.empty() ? "" : fmt::format("column `{}`", topic)};
}

Diagnostic bad_byte_fault(const CsvText& text, std::size_t at) {
  const bool is_at_begin = text.offset == 0 && at == 0;
  const bool is_utf16 =
      is_at_begin && (text.text.starts_with("\xFF\xFE") || text.text.starts_with("\xFE\xFF"));
  const auto byte = static_cast<unsigned char>(text.text[at]);
  return data_fault(codes::kNotUtf8,
                    is_utf16    ? "the file is UTF-16"
                    : byte == 0 ? "a NUL byte: this is not text in UTF-8"
                                : fmt::format("the byte 0x{:02X} is not UTF-8", byte),
                    text.span(at, 1), "save the file as UTF-8 (in Excel: `CSV UTF-8`)");
}

Diagnostic quote_fault(const CsvText& text, const CsvField& field) {
  const SourceSpan span = text.span(field.fault_at, 1);
  switch (field.fault) {
    case QuoteFault::NotClosed:
      return data_fault(codes::kQuote, "a quotation mark is not closed", span,
                        "close it; inside quotation marks write `\"\"` for one");
    case QuoteFault::TextBehind:
      return data_fault(codes::kQuote, "text behind a closing quotation mark", span,
                        "inside quotation marks write `\"\"` for one");
    case QuoteFault::Stray:
    case QuoteFault::None:
      break;
  }
  return data_fault(codes::kQuote, "a quotation mark inside a field that does not begin with one",
                    span, "put the whole field in quotation marks and write `\"\"` for this one");
}

Diagnostic unit_text_fault(std::string_view value, const SourceSpan& span,
                           std::string_view heading) {
  if (value.empty()) {
    return data_fault(codes::kBadCell, fmt::format("this row has no {}", heading), span,
                      fmt::format("fill in the column `{}`, or remove the row", heading), heading);
  }
  return data_fault(codes::kBadCell,
                    fmt::format("{} has more than {} bytes", shown(value), kMostUnitBytes), span,
                    fmt::format("shorten the {}", heading), heading);
}

std::optional<Diagnostic> damaged_text(std::string_view value, const SourceSpan& span,
                                       std::string_view heading) {
  // As UTF-8 looks when it was read as Windows-1252 and saved again: Sở, Nội, Đ, ư, ơ.
  constexpr std::array<std::string_view, 5> kTwiceEncoded = {"á»", "áº", "Ä‘", "Æ°", "Æ¡"};
  const auto is_plain = [](char c) { return static_cast<signed char>(c) >= 0 && c != '?'; };
  if (std::all_of(value.begin(), value.end(), is_plain)) {
    return std::nullopt;
  }
  if (const Encoding font = find_old_font(value); font != Encoding::Unknown) {
    return data_fault(codes::kOldFont,
                      fmt::format("{} is written for the old {} fonts: without them its letters "
                                  "are no Vietnamese",
                                  shown(value), name_of(font)),
                      span, std::string(kConvertToUnicode), heading);
  }
  const auto is_letter = [&](std::size_t at) {
    const auto byte = static_cast<unsigned char>(at < value.size() ? value[at] : ' ');
    return byte >= 0x80 || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
  };
  bool is_damaged = value.find("\uFFFD") != std::string_view::npos;
  for (std::size_t at = value.find('?'); at != std::string_view::npos;
       at = value.find('?', at + 1)) {
    is_damaged = is_damaged || is_letter(at + 1) || is_letter(at - 1);  // -1 of 0 is behind the end
  }
  for (const std::string_view piece : kTwiceEncoded) {
    is_damaged = is_damaged || value.find(piece) != std::string_view::npos;
  }
  if (!is_damaged) {
    return std::nullopt;
  }
  return data_fault(
      codes::kDamagedText,
      fmt::format("{} has lost letters: the file was saved without Unicode", shown(value)), span,
      "the letters cannot be had back: open the original and save it as `CSV UTF-8` "
      "or `.xlsx`",
      heading);
}

Diagnostic field_count_fault(const CsvText& text, std::size_t begin, std::size_t expected) {
  std::size_t count = 0;
  std::size_t first_extra = begin;
  CsvField field;
  for (std::size_t at = begin; at <= text.text.size(); at = field.stop + 1) {
    first_extra = count <= expected ? at : first_extra;
    field = scan_field(text.text, at, text.delimiter);
    ++count;
    if (field.stop == text.text.size() || text.text[field.stop] == '\n') {
      break;
    }
  }
  const std::size_t from = count > expected ? first_extra : begin;
  const bool may_be_decimal_comma = count > expected && text.delimiter == ',';
  return data_fault(codes::kWrongFieldCount,
                    fmt::format("{} field{} in this row, but the heading has {}", count,
                                count == 1 ? "" : "s", expected),
                    text.span(from, field.end - from),
                    may_be_decimal_comma
                        ? "a field with a comma in it must stand in quotation marks: `\"61,86\"`"
                        : "each row needs one field per heading; leave a field empty where there "
                          "is nothing");
}

}  // namespace parindex
