// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "engine/program/program.h"

namespace parindex {

// By slot: whether some of these values need it.
std::vector<bool> needed_slots(const Program& program, std::span<const Quotient> wanted);

// A part of a program: the steps that some of its values need, with slots of their own.
struct Slice {
  Program program;
  std::vector<Quotient> values;  // those that were asked for, in order
};

Slice slice(const Program& program, std::span<const Quotient> wanted);

}  // namespace parindex
