// SPDX-License-Identifier: Apache-2.0
//
// What `simulate` answers, each by a report of its own. False with errors where it cannot.
#pragma once

#include "cli/simulation/setting.h"

namespace parindex {

// Before and after the fixed changes.
bool write_what_if(const SimulationSetting& setting);

// Over draws, or all values, of what is left to chance; or one draw.
bool write_simulation(const SimulationSetting& setting);

// The index over a row of values.
bool write_sweep(const SimulationSetting& setting);

// What each figure of a unit must come to for an index, a grade or a rank.
bool write_break_even(const SimulationSetting& setting);

// Which other weight makes two units change places.
bool write_weights(const SimulationSetting& setting);

// Which change matters how much.
bool write_sensitivity(const SimulationSetting& setting);

}  // namespace parindex
