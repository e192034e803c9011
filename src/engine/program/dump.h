// SPDX-License-Identifier: Apache-2.0
//
// A program as text, one line a step. A further back end is another walk over StepViews.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/program/program.h"

namespace parindex {

// One step with what it refers to; valid as long as the program.
struct StepView {
  StepView(const Program& program, const Step& step);

  Op op;
  Rounding rounding;
  Slot out;
  std::uint32_t argument;
  std::uint32_t origin;
  std::span<const Slot> inputs;
  std::span<const Decimal> params;
  int scale;   // decimal places of `out`
  bool exact;  // see Program::exact
};

// Names that a program itself does not have; where one is lacking, the text shows its number.
struct ProgramNames {
  std::vector<std::string> columns;     // by Load's argument
  std::vector<std::string> statistics;  // by Population's argument
  std::vector<std::string> origins;     // by Step::origin
};

// "%3", or "%3 / %4" for a pair.
std::string to_text(Quotient value);

// "%3 = steps %0 / %1: 0, >= 0.8 gives 2 -> 1 place; A.1", without an end of line.
std::string to_text(const StepView& step, const ProgramNames& names);

// Lines of all steps whose slot is marked, in order of dependency.
std::string dump_steps(const Program& program, const std::vector<bool>& slots,
                       const ProgramNames& names);

}  // namespace parindex
