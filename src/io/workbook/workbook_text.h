// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/workbook/xml_reader.h"

namespace parindex {

// Gathers the text of a shared or inline string: plain, or in pieces with formats of their own.
// How characters are to be pronounced (rPh) is not part of it.
class RichText {
 public:
  void clear() { text_.clear(); }
  void begin(std::string_view name);
  void end(std::string_view name);
  void add(std::string_view piece);
  // `_x000D_` stands for the character 0x0D.
  [[nodiscard]] std::string take();
  [[nodiscard]] std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
  bool in_text_ = false;
  bool in_pronunciation_ = false;
};

std::string without_escapes(std::string text);

}  // namespace parindex
