// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/config_node.h"
#include "base/diagnostics.h"

namespace parindex {

// A rulebook file as it was opened.
struct OpenedRulebook {
  std::string path;  // the same for the same file, however it is reached
  ConfigNode tree;
};

// Opens the file that stands in `extends`, as seen from the file that the node is in; empty with
// errors where it cannot.
using RulebookOpener = std::function<std::optional<OpenedRulebook>(const ConfigNode& extends)>;

// A rulebook with all that it extends put together: what has a name is merged by it, everything
// else is replaced (docs/rulebook.md, "Extending a rulebook"). Every node keeps the place where it
// was written. Without `extends` the rulebook comes back as it is. Faults: PX2062 a cycle or more
// than 10 levels, PX2005 nothing of that name to remove.
std::optional<ConfigNode> resolve_extends(OpenedRulebook rulebook, const RulebookOpener& open,
                                          Diagnostics& diagnostics);

}  // namespace parindex
