// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <utf8proc.h>
#include <vector>

#include <fmt/format.h>

namespace parindex {
namespace {

constexpr std::int32_t kInvalid = -1;
constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::size_t kLongestSuggestible = 100;  // characters; edit distance is quadratic
constexpr std::size_t kMostListed = 12;

struct CodePoint {
  std::int32_t value = kInvalid;
  std::size_t length = 1;  // bytes
};

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

const utf8proc_uint8_t* as_bytes(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

CodePoint decode(std::string_view text, std::size_t at) {
  if (is_ascii(text[at])) {
    return {text[at], 1};
  }
  CodePoint result;
  const std::string_view rest = text.substr(at, 4);
  const utf8proc_ssize_t length =
      utf8proc_iterate(as_bytes(rest), static_cast<utf8proc_ssize_t>(rest.size()), &result.value);
  if (length <= 0) {
    return {};
  }
  result.length = static_cast<std::size_t>(length);
  return result;
}

bool is_mark(std::int32_t code_point) {
  if (code_point < 0x300) {  // the first combining mark
    return false;
  }
  const utf8proc_category_t category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

bool is_control(std::int32_t code_point) {
  const auto within = [=](std::int32_t first, std::int32_t last) {
    return first <= code_point && code_point <= last;
  };
  return within(0x00, 0x1F) || within(0x7F, 0x9F) || within(0x202A, 0x202E) ||
         within(0x2066, 0x2069);
}

// True for ranges in which every code point is its own NFC and no mark: Latin with all Vietnamese
// letters, and the punctuation that office texts use. False may still be NFC.
bool is_surely_composed(std::int32_t code_point) {
  return (code_point >= 0 && code_point < 0x300) ||
         (code_point >= 0x1E00 && code_point <= 0x1EFF) ||
         (code_point >= 0x2010 && code_point <= 0x2027);
}

bool is_surely_nfc(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    if (!is_surely_composed(code_point.value)) {
      return false;
    }
    at += code_point.length;
  }
  return true;
}

// What utf8proc makes of the text; the text itself where it is not UTF-8.
std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* bytes = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(as_bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &bytes,
                   static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  if (length < 0) {
    return std::string(text);
  }
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

std::u32string code_points(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    result.push_back(static_cast<char32_t>(code_point.value));
    at += code_point.length;
  }
  return result;
}

// Insertions, deletions, replacements and swaps of neighbours.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above.back();
}

// The last byte range that a blank of any of the three kinds takes at the end of the text.
std::size_t blank_at_end(std::string_view text) {
  for (const std::string_view blank : {" ", "\t", "\u00A0", "\u202F"}) {
    if (text.ends_with(blank)) {
      return blank.size();
    }
  }
  return 0;
}

std::size_t blank_at_start(std::string_view text) {
  for (const std::string_view blank : {" ", "\t", "\u00A0", "\u202F"}) {
    if (text.starts_with(blank)) {
      return blank.size();
    }
  }
  return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    if (code_point.value == kInvalid) {
      return at;
    }
    at += code_point.length;
  }
  return std::string_view::npos;
}

std::size_t find_control(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    const bool harmless = text[at] == '\t' || text[at] == '\n' ||
                          (text[at] == '\r' && text.substr(at + 1).starts_with('\n'));
    if (is_control(code_point.value) && !harmless) {
      return at;
    }
    at += code_point.length;
  }
  return std::string_view::npos;
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    const bool shown =
        code_point.value == '\t' || (code_point.value != kInvalid && !is_control(code_point.value));
    result += shown ? text.substr(at, code_point.length) : kReplacement;
    at += code_point.length;
  }
  return result;
}

std::string to_nfc(std::string_view text) {
  if (is_surely_nfc(text)) {
    return std::string(text);
  }
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string fold_case(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_ascii)) {
    std::string lower(text);
    for (char& letter : lower) {
      letter = 'A' <= letter && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return lower;
  }
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string fold_diacritics(std::string_view text) {
  constexpr std::string_view kBarred = "đ";  // a letter of its own: Unicode does not decompose it
  std::string folded =
      mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  for (std::size_t at = folded.find(kBarred); at != std::string::npos;
       at = folded.find(kBarred, at)) {
    folded.erase(at, kBarred.size() - 1);
    folded[at] = 'd';
  }
  return folded;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    const int columns = code_point.value == kInvalid ? 1 : utf8proc_charwidth(code_point.value);
    width += static_cast<std::size_t>(std::max(columns, 0));
    at += code_point.length;
  }
  return width;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    count += is_mark(code_point.value) ? 0U : 1U;
    at += code_point.length;
  }
  return count;
}

bool starts_character(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return true;
  }
  const bool continues = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  return !continues && !is_mark(decode(text, at).value);
}

std::string shorten(std::string_view text, std::size_t most_characters) {
  std::size_t characters = 0;
  std::size_t cut = 0;  // where the last character that fits beside `…` ends
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!starts_character(text, at)) {
      continue;
    }
    if (characters + 1 == most_characters) {
      cut = at;
    }
    if (++characters > most_characters) {
      return fmt::format("{}…", text.substr(0, cut));
    }
  }
  return std::string(text);
}

std::string_view trim(std::string_view text) {
  const auto is_graphic = [](char c) { return c > ' ' && c < '\x7F'; };
  if (!text.empty() && is_graphic(text.front()) && is_graphic(text.back())) {
    return text;  // most cells
  }
  while (const std::size_t blank = blank_at_start(text)) {
    text.remove_prefix(blank);
  }
  while (const std::size_t blank = blank_at_end(text)) {
    text.remove_suffix(blank);
  }
  return text;
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  const std::u32string wanted = code_points(fold_diacritics(word.substr(0, 4096)));
  if (wanted.empty() || wanted.size() > kLongestSuggestible) {
    return std::nullopt;
  }
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::optional<std::string> best;
  for (const std::string& candidate : candidates) {
    const std::u32string folded = code_points(fold_diacritics(candidate));
    if (folded.size() > wanted.size() + limit || wanted.size() > folded.size() + limit) {
      continue;
    }
    const std::size_t distance = edit_distance(wanted, folded);
    const bool has_something_in_common = distance < std::max(wanted.size(), folded.size());
    if (has_something_in_common && (best ? distance < limit : distance <= limit)) {
      best = candidate;
      limit = distance;
    }
  }
  return best;
}

std::string suggest(std::string_view word, std::span<const std::string> candidates) {
  if (candidates.empty()) {
    return {};
  }
  if (const std::optional<std::string> near = nearest(word, candidates)) {
    return fmt::format("did you mean `{}`?", *near);
  }
  const std::span<const std::string> listed =
      candidates.first(std::min(candidates.size(), kMostListed));
  return fmt::format("one of: {}{}", fmt::join(listed, ", "),
                     listed.size() < candidates.size() ? ", …" : "");
}

std::string with_thousands(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string in_lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

std::string json_quote(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode(text, at);
    if (code_point.value == kInvalid) {
      result += kReplacement;
    } else if (code_point.value == '"' || code_point.value == '\\') {
      result += {'\\', text[at]};
    } else if (code_point.value == '\n') {
      result += "\\n";
    } else if (is_control(code_point.value)) {
      result += fmt::format("\\u{:04x}", code_point.value);
    } else {
      result += text.substr(at, code_point.length);
    }
    at += code_point.length;
  }
  result += '"';
  return result;
}

}  // namespace parindex
