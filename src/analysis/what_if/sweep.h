// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/what_if/simulate.h"

namespace parindex {

// What a unit comes to under one value.
struct SweepPoint {
  std::int64_t index = 0;  // printed ticks; not to be read where `state` is not Present
  CellState state = CellState::Present;
  std::uint8_t grade = ScoreSheet::kUngraded;
  std::uint32_t rank = ScoreSheet::kUnranked;
  std::int64_t lost = 0;  // points of all leaves below their maxima, in steps of 10^-9
};

// What the unit of a row comes to in the draws 1 to `count` of a source. Empty with an error where
// the rulebook cannot stand with the numbers of one.
std::optional<std::vector<SweepPoint>> run_each(const DrawModel& model, const RulesWith& rules_with,
                                                const DrawSource& source, std::uint64_t count,
                                                std::size_t row, Diagnostics& diagnostics);

// Runs the program once for each value of the first distribution of the model, in its order;
// whatever has that distribution takes the value.
std::optional<std::vector<SweepPoint>> sweep(const DrawModel& model, const RulesWith& rules_with,
                                             std::size_t row, Diagnostics& diagnostics);

}  // namespace parindex
