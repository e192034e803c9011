// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "model/rulebook.h"
#include "rulebook/load/key_reader.h"

namespace parindex {

// `calendar:`, the days off of a period, into Rulebook::calendar. Saturdays and Sundays are off
// unless they are said to be worked (làm bù).
void load_calendar(KeyReader& keys, Rulebook& rulebook, Diagnostics& diagnostics);

}  // namespace parindex
