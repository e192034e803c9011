// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/workbook_text.h"

#include <charconv>
#include <utility>

namespace parindex {
namespace {

void append_utf8(std::string& text, unsigned code) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  if (code < 0x80) {
    text += byte(code);
  } else if (code < 0x800) {
    text += byte(0xC0U | (code >> 6U));
    text += byte(0x80U | (code & 0x3FU));
  } else {
    text += byte(0xE0U | (code >> 12U));
    text += byte(0x80U | ((code >> 6U) & 0x3FU));
    text += byte(0x80U | (code & 0x3FU));
  }
}

}  // namespace

void RichText::begin(std::string_view name) {
  in_pronunciation_ = in_pronunciation_ || name == "rPh";
  in_text_ = name == "t" && !in_pronunciation_;
}

void RichText::end(std::string_view name) {
  in_pronunciation_ = in_pronunciation_ && name != "rPh";
  in_text_ = in_text_ && name != "t";
}

void RichText::add(std::string_view piece) {
  text_ += in_text_ ? piece : std::string_view();
}

std::string RichText::take() {
  return without_escapes(std::exchange(text_, {}));
}

std::string without_escapes(std::string text) {
  constexpr std::size_t kLength = 7;  // of _xHHHH_
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at)) {
    unsigned code = 0;
    const char* const digits = text.data() + at + 2;
    const bool has_room = at + kLength <= text.size() && text[at + kLength - 1] == '_';
    const bool is_code =
        has_room && std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    const bool is_surrogate = code >= 0xD800 && code < 0xE000;
    if (!is_code || is_surrogate) {
      at += 2;
      continue;
    }
    result.append(text, copied, at - copied);
    append_utf8(result, code);
    copied = at += kLength;
  }
  return copied == 0 ? std::move(text) : result.append(text, copied);
}

}  // namespace parindex
