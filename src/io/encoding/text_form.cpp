// SPDX-License-Identifier: Apache-2.0
#include "io/encoding/text_form.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "io/csv/csv_scanner.h"

namespace parindex {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

void append_code_point(std::string& out, std::uint32_t value) {
  const auto tail = [&](unsigned shift) {
    return static_cast<char>(0x80U | ((value >> shift) & 0x3FU));
  };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0U | (value >> 6U));
    out += tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0U | (value >> 12U));
    out += tail(6);
    out += tail(0);
  } else {
    out += static_cast<char>(0xF0U | (value >> 18U));
    out += tail(12);
    out += tail(6);
    out += tail(0);
  }
}

// ---------- UTF-16 ----------

std::size_t append_utf16(std::string_view bytes, bool is_little, bool is_last, std::string& out) {
  const auto unit = [&](std::size_t at) {
    const std::uint32_t first = byte_at(bytes, at);
    const std::uint32_t second = byte_at(bytes, at + 1);
    return is_little ? first | (second << 8U) : (first << 8U) | second;
  };
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    std::uint32_t value = unit(at);
    const bool is_high = value >= 0xD800 && value < 0xDC00;
    if (is_high && at + 4 > bytes.size() && !is_last) {
      break;
    }
    at += 2;
    if (value < 0xD800 || value >= 0xE000) {
      append_code_point(out, value);
      continue;
    }
    const std::uint32_t low = is_high && at + 2 <= bytes.size() ? unit(at) : 0;
    const bool is_pair = low >= 0xDC00 && low < 0xE000;
    value = is_pair ? 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00) : kReplacement;
    at += is_pair ? 2 : 0;
    append_code_point(out, value);
  }
  if (is_last && at < bytes.size()) {
    append_code_point(out, kReplacement);
    at = bytes.size();
  }
  return at;
}

// Text of the first bytes has blanks, digits and separators: half of these bytes are 0.
Encoding utf16_without_mark(std::string_view bytes) {
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    zeros[i % 2] += bytes[i] == '\0' ? 1U : 0U;
  }
  const std::size_t few = bytes.size() / 20;
  const std::size_t many = bytes.size() / 8;
  return zeros[1] > many && zeros[0] <= few   ? Encoding::Utf16Le
         : zeros[0] > many && zeros[1] <= few ? Encoding::Utf16Be
                                              : Encoding::Unknown;
}

// ---------- CP1258 ----------

// 0x80 to 0x9F; 0: no character.
constexpr std::array<std::uint16_t, 32> kWindows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0,
    0x2039, 0x0152, 0,      0,      0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0,      0x203A, 0x0153, 0,      0,      0x0178};

std::uint32_t from_cp1258(unsigned char byte) {
  switch (byte) {
    case 0xC3:
      return 0x0102;  // Ă
    case 0xCC:
      return 0x0300;  // the five tones
    case 0xD0:
      return 0x0110;  // Đ
    case 0xD2:
      return 0x0309;
    case 0xD5:
      return 0x01A0;  // Ơ
    case 0xDD:
      return 0x01AF;  // Ư
    case 0xDE:
      return 0x0303;
    case 0xE3:
      return 0x0103;
    case 0xEC:
      return 0x0301;
    case 0xF0:
      return 0x0111;
    case 0xF2:
      return 0x0323;
    case 0xF5:
      return 0x01A1;
    case 0xFD:
      return 0x01B0;
    case 0xFE:
      return 0x20AB;  // ₫
    default:
      break;
  }
  if (byte >= 0x80 && byte < 0xA0) {
    const std::uint32_t value = kWindows[byte - 0x80U];
    return value == 0 ? kReplacement : value;
  }
  return byte;
}

// A tone belongs to the letter before it: text is cut before ASCII, which is never a tone.
std::size_t append_cp1258(std::string_view bytes, bool is_last, std::string& out) {
  std::size_t end = bytes.size();
  while (!is_last && end > 0 && byte_at(bytes, end - 1) >= 0x80) {
    --end;
  }
  end = end == 0 ? bytes.size() : end - (is_last ? 0 : 1);  // a tone may follow the last letter
  std::string text;
  for (const char c : bytes.substr(0, end)) {
    append_code_point(text, from_cp1258(static_cast<unsigned char>(c)));
  }
  out += to_nfc(text);
  return end;
}

// ---------- which of the encodings of one byte a character ----------

bool is_ascii_letter(unsigned char byte) {
  return (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
}

// `set` as a string of bytes.
bool is_in(unsigned char byte, std::string_view set) {
  return set.find(static_cast<char>(byte)) != std::string_view::npos;
}

// What speaks for an encoding: letters that only it has, at places where letters stand.
struct Marks {
  std::size_t tcvn3 = 0, vni = 0, cp1258 = 0, foreign = 0;
};

Marks count_marks(std::string_view bytes) {
  constexpr std::string_view kTcvn3 = "\xA8\xA9\xAA\xAC\xAD\xAE\xB5\xB6\xB7\xB8\xB9\xBC\xBD\xBE";
  constexpr std::string_view kVni = "\xE4\xE5\xEF\xF1\xF6\xF8\xFB";
  constexpr std::string_view kTones = "\xCC\xD2\xDE\xEC\xF2";
  constexpr std::string_view kVowels = "\xC2\xC3\xCA\xD4\xD5\xDD\xE2\xE3\xEA\xF4\xF5\xFD";
  constexpr std::string_view kVietnamese =
      "\xC0\xC1\xC2\xC3\xC8\xC9\xCA\xCD\xD0\xD3\xD4\xD5\xD9\xDA\xDD\xE0\xE1\xE2\xE3\xE8\xE9\xEA\xED"
      "\xF0\xF3\xF4\xF5\xF9\xFA\xFD";
  Marks marks;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char byte = byte_at(bytes, i);
    if (byte < 0x80) {
      continue;
    }
    const unsigned char before = i > 0 ? byte_at(bytes, i - 1) : 0;
    const unsigned char behind = i + 1 < bytes.size() ? byte_at(bytes, i + 1) : 0;
    const bool is_vowel_before = is_in(before | 0x20U, "aeiouy") || is_in(before, kVowels);
    if (is_in(byte, kTcvn3) && (is_ascii_letter(before) || is_ascii_letter(behind))) {
      ++marks.tcvn3;
    } else if (is_in(byte, kVni) && (is_ascii_letter(before) || before >= 0xC0)) {
      ++marks.vni;
    } else if (is_in(byte, kTones)) {
      ++(is_vowel_before ? marks.cp1258 : marks.foreign);
    } else if ((byte >= 0xC0 && byte != 0xFE && !is_in(byte, kVietnamese)) ||
               (byte < 0xC0 && from_cp1258(byte) == kReplacement)) {
      ++marks.foreign;
    }
  }
  return marks;
}

Encoding encoding_of(const Marks& marks) {
  if (marks.tcvn3 > 0 && marks.tcvn3 >= marks.cp1258) {
    return Encoding::Tcvn3;
  }
  if (marks.vni > 1 && marks.vni >= marks.cp1258) {
    return Encoding::Vni;
  }
  return marks.foreign + marks.vni == 0 ? Encoding::Cp1258 : Encoding::Unknown;
}

// The text may be cut inside its last character.
bool is_utf8(std::string_view bytes, bool is_whole) {
  constexpr std::size_t kLongest = 4;
  const std::size_t bad = find_bad_byte(bytes, 0);
  return bad == std::string_view::npos ||
         (!is_whole && bad + kLongest > bytes.size() && bytes[bad] != '\0');
}

// UTF-8 with some bytes broken, not another encoding.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  while (!bytes.empty()) {
    const std::size_t stop = std::min(find_invalid_utf8(bytes), bytes.size());
    for (const char c : bytes.substr(0, stop)) {
      good += static_cast<unsigned char>(c) >= 0xC0 ? 1U : 0U;
    }
    bad += stop < bytes.size() ? 1U : 0U;
    bytes.remove_prefix(std::min(stop + 1, bytes.size()));
  }
  return good > bad;
}

Encoding find_encoding(std::string_view bytes, bool is_whole) {
  if (bytes.starts_with("\xFF\xFE")) {
    return Encoding::Utf16Le;
  }
  if (bytes.starts_with("\xFE\xFF")) {
    return Encoding::Utf16Be;
  }
  if (is_utf8(bytes, is_whole)) {
    return Encoding::Utf8;
  }
  if (bytes.find('\0') != std::string_view::npos) {
    return utf16_without_mark(bytes);
  }
  return is_damaged_utf8(bytes) ? Encoding::Unknown : encoding_of(count_marks(bytes));
}

}  // namespace

TextForm find_form(std::string_view first_bytes, bool is_whole) {
  TextForm form;
  form.encoding = find_encoding(first_bytes, is_whole);
  const bool is_wide = form.encoding == Encoding::Utf16Le || form.encoding == Encoding::Utf16Be;
  std::string decoded;
  if (is_wide) {
    append_as_utf8(first_bytes, form, is_whole, decoded);
  }
  const std::string_view text = is_wide ? decoded : first_bytes;
  const std::size_t first = text.find('\r');
  form.only_returns = first != std::string_view::npos &&
                      text.find('\n') == std::string_view::npos &&
                      (is_whole || first + 1 < text.size());
  return form;
}

Encoding find_old_font(std::string_view utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const unsigned char byte = byte_at(utf8, i);
    if (byte < 0x80) {
      bytes += utf8[i];
    } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size()) {
      bytes += static_cast<char>(((byte & 3U) << 6U) | (byte_at(utf8, ++i) & 0x3FU));
    } else {
      return Encoding::Unknown;  // letters that these fonts do without
    }
  }
  const Marks marks = count_marks(bytes);
  const Encoding found = encoding_of(marks);
  return found == Encoding::Tcvn3 || found == Encoding::Vni ? found : Encoding::Unknown;
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8:
      return "UTF-8";
    case Encoding::Utf16Le:
      return "UTF-16LE";
    case Encoding::Utf16Be:
      return "UTF-16BE";
    case Encoding::Cp1258:
      return "CP1258";
    case Encoding::Tcvn3:
      return "TCVN3";
    case Encoding::Vni:
      return "VNI";
    case Encoding::Unknown:
      break;
  }
  return "unknown";
}

std::size_t append_as_utf8(std::string_view bytes, const TextForm& form, bool is_last,
                           std::string& out) {
  const std::size_t begin = out.size();
  std::size_t used = bytes.size();
  switch (form.encoding) {
    case Encoding::Utf16Le:
    case Encoding::Utf16Be:
      used = append_utf16(bytes, form.encoding == Encoding::Utf16Le, is_last, out);
      break;
    case Encoding::Cp1258:
      used = append_cp1258(bytes, is_last, out);
      break;
    case Encoding::Utf8:
    case Encoding::Tcvn3:
    case Encoding::Vni:
    case Encoding::Unknown:
      out += bytes;
      break;
  }
  if (form.only_returns) {
    std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '\r', '\n');
  }
  return used;
}

}  // namespace parindex
