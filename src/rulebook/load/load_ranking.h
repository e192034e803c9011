// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "rulebook/load/key_reader.h"

namespace parindex {

// Reads `ranking` of the top level. Indicators must be loaded already.
void load_ranking(KeyReader& top, Rulebook& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
