// SPDX-License-Identifier: Apache-2.0
//
// What the text of an input may be written in, and how it becomes UTF-8 with line feeds. Everything
// else of io reads UTF-8 only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parindex {

enum class Encoding : std::uint8_t {
  Utf8,
  Utf16Le,
  Utf16Be,
  Cp1258,  // Vietnamese Windows: bases and combining tones
  Tcvn3,   // not one that is read: only the font (.VnTime) makes Vietnamese of it
  Vni,     // the same (VNI-Times)
  Unknown
};

struct TextForm {
  Encoding encoding = Encoding::Utf8;
  bool only_returns = false;  // lines end in CR alone

  // As every other part of the program needs it.
  [[nodiscard]] bool is_plain() const { return encoding == Encoding::Utf8 && !only_returns; }
};

// The form of a text by its first bytes; `is_whole` where these are all there are. A byte order
// mark decides; without one, UTF-16 shows by its NULs and valid UTF-8 is UTF-8. Of other bytes,
// CP1258 is taken only where every letter is Vietnamese.
TextForm find_form(std::string_view first_bytes, bool is_whole);

// The old Vietnamese font encoding that a text in UTF-8 shows, saved without its font: `Së Tµi
// chÝnh`. Unknown where there is none.
Encoding find_old_font(std::string_view utf8);

// "UTF-16LE", "CP1258", "TCVN3".
std::string_view name_of(Encoding encoding);

// Appends what the bytes mean as UTF-8 with line feeds, and returns how many were used: fewer than
// all where the next bytes are needed to go on. `is_last`: nothing comes behind. Halves of UTF-16
// pairs become U+FFFD.
std::size_t append_as_utf8(std::string_view bytes, const TextForm& form, bool is_last,
                           std::string& out);

}  // namespace parindex
