// SPDX-License-Identifier: Apache-2.0
#include "base/config_node.h"

#include <algorithm>

namespace parindex {

const ConfigEntry* ConfigNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const ConfigEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace parindex
