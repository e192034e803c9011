// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sources.h"

namespace parindex {

struct ConfigEntry;

// A number that may vary: which input of the program it is, with how many places as it is written,
// and whether it is never negative.
struct ConfigInput {
  std::uint32_t position = 0;
  int places = 0;
  bool non_negative = false;
};

// A node of a configuration file with its place. Scalars are text as written (`1.10` stays `1.10`,
// `no` stays `no`): whoever reads a key decides what type it has.
struct ConfigNode {
  enum class Kind : std::uint8_t { Null, Scalar, Sequence, Mapping };

  Kind kind = Kind::Null;
  bool quoted = false;                    // scalar in quotes or block style
  std::string text;                       // scalar only
  std::optional<ConfigInput> input = {};  // scalar only
  // Scalar: its text without quotes, so that byte n of a text on one line stands at span.begin + n;
  // block text: its first line. Collection: `{…}` or `[…]` on one line, else its first line. Null:
  // the key, or the place in the list.
  SourceSpan span;
  std::vector<ConfigNode> items;     // sequence
  std::vector<ConfigEntry> entries;  // mapping, in order of the file, keys unique

  [[nodiscard]] const ConfigEntry* find(std::string_view key) const;
};

struct ConfigEntry {
  std::string key;
  SourceSpan key_span;
  ConfigNode value;
};

}  // namespace parindex
