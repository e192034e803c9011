// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parindex {

enum class Language : std::uint8_t { Vietnamese, English };

// What a report says to people; `{}` stands for what is filled in.
struct Words {
  std::string_view vietnamese, english;

  [[nodiscard]] std::string in(Language language) const {
    return std::string(language == Language::Vietnamese ? vietnamese : english);
  }
};

}  // namespace parindex
