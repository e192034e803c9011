// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/what_if/draws.h"
#include "cli/simulation/setting.h"

namespace parindex {

// Makes the varying numbers of a model inputs of its program, so that a draw of them costs what a
// draw of figures costs. The model stays as it is, with a program for each draw, where one of them
// is no number (a word, an expression), where the rulebook does not say what it is now, or where it
// is not proved that the rulebook stands for all of their values.
void make_numbers_inputs(const SimulationSetting& setting, DrawModel& model);

}  // namespace parindex
