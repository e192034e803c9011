// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parindex {

// ASCII only: keys, numbers and file names, whatever the locale.
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool are_digits(std::string_view text) {  // at least one
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
std::string in_lower_case(std::string_view text);

// First byte that is not part of valid UTF-8; npos when all is valid.
std::size_t find_invalid_utf8(std::string_view text);

// First character that could act on a terminal instead of being shown: C0 (but tab, line feed, and
// a carriage return before a line feed), DEL, C1 and the marks that turn the direction of writing.
std::size_t find_control(std::string_view text);

// Safe to print: control characters, line ends and bytes that are not UTF-8 become U+FFFD; tabs
// stay.
std::string printable(std::string_view text);

// Canonical composition; ASCII text is returned at once. Invalid UTF-8 is returned unchanged.
std::string to_nfc(std::string_view text);

// NFC with letter case folded: what unit names are matched by.
std::string fold_case(std::string_view text);

// Without diacritics and case, đ as d: only ever for suggestions.
std::string fold_diacritics(std::string_view text);

// Columns that the text takes on a terminal; combining marks take none.
std::size_t display_width(std::string_view text);

// Characters as a person counts them: a letter with its combining marks is one.
std::size_t count_characters(std::string_view text);

// False inside a UTF-8 sequence and at a combining mark: text must not be cut there.
bool starts_character(std::string_view text, std::size_t at);

// At most so many characters, the last one `…` where something was left out.
std::string shorten(std::string_view text, std::size_t most_characters);

std::string_view trim(std::string_view text);  // blanks, tabs, no-break spaces

// The nearest candidate by edit distance without case and diacritics, if near enough to help.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

// "did you mean `x`?" or, where nothing is near, "one of: a, b, c" (at most 12 names); may be
// empty.
std::string suggest(std::string_view word, std::span<const std::string> candidates);

// 4312 -> "4,312"
std::string with_thousands(std::size_t number);

// A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string json_quote(std::string_view text);

}  // namespace parindex
