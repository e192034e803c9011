// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "base/sources.h"

namespace parindex {

// Reads the registered text as one YAML document into a tree in which every key and scalar has its
// place. Refused, each with a place and a way out: a second document, duplicate keys, anchors and
// aliases, tags, merge keys, keys that are not plain text, text that is not UTF-8, trees deeper
// than 64 levels or with more than 200,000 nodes, texts above 8 MiB.
std::optional<ConfigNode> read_yaml(std::uint32_t source, const Sources& sources,
                                    Diagnostics& diagnostics);

}  // namespace parindex
