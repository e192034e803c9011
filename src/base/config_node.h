// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/sources.h"

namespace parindex {

struct ConfigEntry;

// A node of a configuration file with its place. Scalars are text as written (`1.10` stays `1.10`,
// `no` stays `no`): whoever reads a key decides what type it has.
struct ConfigNode {
  enum class Kind : std::uint8_t { Null, Scalar, Sequence, Mapping };

  Kind kind = Kind::Null;
  bool quoted = false;  // scalar in quotes or block style
  std::string text;     // scalar only
  SourceSpan span;      // scalar: its text; collection: its first line; null: the key's span
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
