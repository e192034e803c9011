// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "rulebook/load/key_reader.h"

namespace parindex {

// Reads `rounds`: ids, or mappings of id and title, in their order.
void load_rounds(KeyReader& keys, Rulebook& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
