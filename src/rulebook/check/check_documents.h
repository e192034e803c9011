// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/config_node.h"
#include "base/diagnostics.h"

namespace parindex {

// Looks at what a rulebook says of documents. Warnings: PX2070, a due day that lies before the date
// of the rulebook's document; PX2071, a decree or circular named without the year of its number;
// PX2072, one number of a decision with two dates: two documents, or a slip.
void check_documents(const ConfigNode& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
