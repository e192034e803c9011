// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/program/program.h"
#include "model/data.h"
#include "model/open_results.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

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
  static constexpr std::uint8_t kGradeUndefined = ScoringProgram::kGradeUndefined;
  static constexpr std::uint8_t kUngraded = ScoringProgram::kUngraded;

  struct GroupState {
    std::uint32_t units = 0;   // that have a row
    std::uint32_t scored = 0;  // that have an index
    std::uint32_t placed = 0;  // that have a rank
    bool ranked = false;       // false: fewer rows than the group declares
  };

  // Units that neither index nor keys tell apart, where the rulebook names who decides.
  struct Tie {
    std::uint32_t group = 0, rank = 0;
    std::vector<std::uint32_t> rows;  // at least two
  };
  // A grade that more units of a group have than its quota allows.
  struct QuotaPassed {
    std::uint32_t group = 0;
    std::size_t grade = 0;  // position in Rulebook::grades
    std::uint32_t have = 0, allowed = 0;
    std::uint32_t base = 0;  // the units that the share is of; 0 where it is a number
  };

  std::vector<Unit> units;
  std::vector<std::uint64_t> row_offsets;
  std::vector<GroupState> groups;  // by Rulebook::groups
  PrintedColumn index;
  PrintedColumn points, maximum;                  // at most 9 places
  PrintedColumn rounded_points, rounded_maximum;  // with the places of the index
  // Points above and below the tree; without cells where the rulebook has none.
  PrintedColumn bonus, penalty, rounded_bonus, rounded_penalty;
  std::vector<std::uint32_t> ranks;  // from 1; kUnranked
  std::vector<std::uint8_t> grades;  // position in Rulebook::grades; kGradeUndefined; kUngraded
  std::vector<Tie> ties;
  std::vector<QuotaPassed> quotas_passed;
  std::vector<std::uint32_t>
      zeros;  // figures taken as zero for want of data, by unit; may be empty
  // Per criterion, only where asked for: else empty.
  std::vector<PrintedColumn> node_points, node_maxima;  // by CriterionIndex
  std::vector<std::vector<std::uint8_t>> node_zeroed;   // 1: taken as zero; empty inside: none
  std::optional<OpenResults> open;                      // where numbers of the rulebook are open
};

}  // namespace parindex
