// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/program.h"
#include "model/data.h"
#include "model/rulebook.h"

namespace parindex {

// Numbers of one kind for all units, as printed: ticks / 10^scale.
struct PrintedColumn {
  int scale = 0;
  std::vector<std::int64_t> ticks;
  std::vector<CellState> states;  // empty when all are present
};

// The result of scoring one data set by one rulebook: columns by unit, in input order.
struct ScoreSheet {
  static constexpr std::uint32_t kUnranked = 0;
  static constexpr std::uint8_t kUngraded = 0xFF;

  struct GroupState {
    std::uint32_t units = 0;   // that have a row
    std::uint32_t scored = 0;  // that have an index
    bool ranked = false;       // false: fewer rows than the group declares
  };

  std::vector<Unit> units;
  std::vector<std::uint64_t> row_offsets;
  std::vector<GroupState> groups;  // by Rulebook::groups
  PrintedColumn index;
  PrintedColumn points, maximum;                  // at most 9 places
  PrintedColumn rounded_points, rounded_maximum;  // with the places of the index
  std::vector<std::uint32_t> ranks;               // from 1; kUnranked
  std::vector<std::uint8_t> grades;               // position in Rulebook::grades; kUngraded
  std::vector<std::uint32_t>
      zeros;  // figures taken as zero for want of data, by unit; may be empty
  // Per criterion, only where asked for: else empty.
  std::vector<PrintedColumn> node_points, node_maxima;  // by CriterionIndex
  std::vector<std::vector<std::uint8_t>> node_zeroed;   // 1: taken as zero; empty inside: none
};

}  // namespace parindex
