// SPDX-License-Identifier: Apache-2.0
//
// What a program is run over.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/numbers/rational.h"
#include "engine/program/program.h"

namespace parindex {

struct ExactCell {
  Rational value = 0;
  CellState state = CellState::Present;
};

// What all units of a group come to (their best, their mean), by statistic and group. Such numbers
// belong to a run, not to a program, and need not be decimal.
struct Population {
  std::vector<std::vector<ExactCell>> values;  // [statistic][group]

  [[nodiscard]] const ExactCell& at(std::size_t statistic, std::size_t group) const {
    return values[statistic][group];
  }
};

// `columns[i]` is the input that Load's argument i names.
struct ProgramInputs {
  // Written where inputs are expected: a list of columns alone is enough for most programs.
  ProgramInputs(const std::vector<Column>& all,  // NOLINT(google-explicit-constructor)
                const Population* of_all = nullptr)
      : columns(all),
        population(of_all) {}

  std::span<const Column> columns;
  const Population* population;  // null: what rests on it is unresolved
};

}  // namespace parindex
