// SPDX-License-Identifier: Apache-2.0
//
// The part of scoring that looks at one unit at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/score/rank.h"
#include "base/diagnostics.h"
#include "engine/run/evaluate.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"

namespace parindex {

// What one block of the data file comes to.
struct ScoredBlock {
  std::vector<Unit> units;
  std::vector<std::uint64_t> row_offsets;
  std::vector<PrintedColumn> columns;      // by PrintedSlots::slots
  std::vector<std::vector<RankKey>> keys;  // by ScoringProgram::rank_keys, then row
  std::vector<std::uint8_t> grades;
  std::vector<std::uint8_t> unranked;  // 1: `ranked_when` fails; empty without that
  std::vector<std::uint32_t> zeros;
  std::vector<std::vector<std::uint8_t>> zeroed;  // by criterion, then row; if asked for
  Diagnostics diagnostics;
};

// The slots that a score sheet prints, in a fixed order: index, points, maximum, both rounded;
// bonus and penalty where there are any, each with its rounded form; then per criterion.
struct PrintedSlots {
  PrintedSlots(const ScoringProgram& program, bool all_criteria)
      : slots{program.rounded_index, program.nodes[0].printed_points,
              program.nodes[0].printed_maximum, program.rounded_points, program.rounded_maximum},
        every_criterion(all_criteria) {
    for (const std::optional<ScoringProgram::Extra>& extra : {program.bonus, program.penalty}) {
      if (extra) {
        slots.push_back(extra->printed);
        slots.push_back(extra->rounded);
      }
    }
    first_criterion = slots.size();
    for (std::size_t i = 0; every_criterion && i < program.nodes.size(); ++i) {
      slots.push_back(program.nodes[i].printed_points);
      slots.push_back(program.nodes[i].printed_maximum);
    }
  }

  std::vector<Slot> slots;
  bool every_criterion;
  std::size_t first_criterion = 0;
};

// Scores the rows of one block; any number of blocks at once, each with its own scratch memory.
ScoredBlock score_block(const Rulebook& rulebook, const ScoringProgram& program,
                        const PrintedSlots& plan, const RowSource& rows, const RawBlock& raw,
                        Scratch& scratch);

}  // namespace parindex
