// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/score.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "analysis/score/grades.h"
#include "analysis/score/rank.h"
#include "analysis/score/score_block.h"
#include "base/append.h"
#include "base/codes.h"
#include "base/parallel.h"
#include "engine/program/slice.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

// Puts blocks together, in order, and then looks across all units.
class SheetBuilder {
 public:
  SheetBuilder(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
               const ScoreOptions& options, Diagnostics& diagnostics)
      : rulebook_(rulebook),
        program_(program),
        rows_(rows),
        options_(options),
        diagnostics_(diagnostics),
        plan_(program, options.every_criterion),
        columns_(plan_.slots.size()) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      columns_[i].scale = program.program.scales[plan_.slots[i]];
    }
  }

  [[nodiscard]] const PrintedSlots& plan() const { return plan_; }

  void add(ScoredBlock&& block) {
    diagnostics_.merge(std::move(block.diagnostics));
    const std::size_t before = sheet_.units.size();
    append(sheet_.units, std::move(block.units));
    append(sheet_.row_offsets, std::move(block.row_offsets));
    append(sheet_.grades, std::move(block.grades));
    append(sheet_.zeros, std::move(block.zeros));
    keys_.keys.resize(program_.rank_keys.size());
    for (std::size_t key = 0; key < block.keys.size(); ++key) {
      append(keys_.keys[key], std::move(block.keys[key]));
    }
    append(unranked_, std::move(block.unranked));
    sheet_.node_zeroed.resize(plan_.every_criterion ? program_.nodes.size() : 0);
    for (std::size_t i = 0; i < block.zeroed.size(); ++i) {
      if (!block.zeroed[i].empty()) {
        sheet_.node_zeroed[i].resize(before);
        append(sheet_.node_zeroed[i], std::move(block.zeroed[i]));
      }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::vector<CellState>& states = block.columns[i].states;
      if (!states.empty() || !columns_[i].states.empty()) {
        columns_[i].states.resize(before, CellState::Present);
        states.resize(block.columns[i].ticks.size(), CellState::Present);
        append(columns_[i].states, std::move(states));
      }
      append(columns_[i].ticks, std::move(block.columns[i].ticks));
    }
    if (options_.progress) {
      options_.progress(sheet_.units.size());
    }
  }

  ScoreSheet finish() {
    find_duplicates();
    count_groups();
    if (!diagnostics_.has_errors()) {
      rank();
      look_at_grades(rulebook_, rows_, sheet_, diagnostics_);
    }
    sheet_.index = std::move(columns_[0]);
    sheet_.points = std::move(columns_[1]);
    sheet_.maximum = std::move(columns_[2]);
    sheet_.rounded_points = std::move(columns_[3]);
    sheet_.rounded_maximum = std::move(columns_[4]);
    std::size_t next = 5;
    if (program_.bonus) {
      sheet_.bonus = std::move(columns_[next++]);
      sheet_.rounded_bonus = std::move(columns_[next++]);
    }
    if (program_.penalty) {
      sheet_.penalty = std::move(columns_[next++]);
      sheet_.rounded_penalty = std::move(columns_[next++]);
    }
    for (std::size_t i = plan_.first_criterion; i < columns_.size(); i += 2) {
      sheet_.node_points.push_back(std::move(columns_[i]));
      sheet_.node_maxima.push_back(std::move(columns_[i + 1]));
    }
    return std::move(sheet_);
  }

 private:
  void find_duplicates() {
    std::vector<std::pair<std::size_t, std::uint32_t>> hashes;
    hashes.reserve(sheet_.units.size());
    for (std::size_t row = 0; row < sheet_.units.size(); ++row) {
      hashes.emplace_back(std::hash<std::string>{}(sheet_.units[row].id),
                          static_cast<std::uint32_t>(row));
    }
    std::sort(hashes.begin(), hashes.end());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // second row, first row
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      for (std::size_t j = i + 1; j < hashes.size() && hashes[j].first == hashes[i].first; ++j) {
        if (sheet_.units[hashes[i].second].id == sheet_.units[hashes[j].second].id) {
          pairs.emplace_back(hashes[j].second, hashes[i].second);
          break;
        }
      }
    }
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [second, first] : pairs) {
      report_duplicate(first, second);
    }
  }

  void report_duplicate(std::uint32_t first, std::uint32_t second) {
    diagnostics_.add({.severity = Severity::Error,
                      .code = codes::kDuplicateUnit,
                      .message = fmt::format("unit `{}` stands twice", sheet_.units[second].id),
                      .primary = {rows_.unit_cell(sheet_.row_offsets[second]), ""},
                      .related = {{rows_.unit_cell(sheet_.row_offsets[first]), "first here"}},
                      .help = "keep one row for each unit",
                      .topic = "column `unit`"});
  }

  void count_groups() {
    sheet_.groups.resize(rulebook_.groups.size());
    for (std::size_t row = 0; row < sheet_.units.size(); ++row) {
      ScoreSheet::GroupState& group = sheet_.groups[sheet_.units[row].group];
      ++group.units;
      group.scored += is_scored(row) ? 1U : 0U;
    }
    for (std::size_t i = 0; i < sheet_.groups.size(); ++i) {
      const Group& declared = rulebook_.groups[i];
      ScoreSheet::GroupState& group = sheet_.groups[i];
      group.ranked =
          options_.partial || !declared.declared_units || group.units >= *declared.declared_units;
      if (declared.declared_units && group.units > *declared.declared_units) {
        diagnostics_.error(codes::kGroupTooLarge, declared.span,
                           fmt::format("group `{}` has {} units, the rulebook declares {}",
                                       declared.id, group.units, *declared.declared_units),
                           "correct `units` in the rulebook, or the groups of the units");
      }
    }
  }

  [[nodiscard]] bool is_scored(std::size_t row) const {
    const std::vector<CellState>& states = columns_.front().states;
    return states.empty() || states[row] == CellState::Present;
  }

  void rank() {
    sheet_.ranks.assign(sheet_.units.size(), ScoreSheet::kUnranked);
    std::vector<std::vector<std::uint32_t>> by_group(sheet_.groups.size());
    for (std::size_t row = 0; row < sheet_.units.size(); ++row) {
      const std::uint32_t group = sheet_.units[row].group;
      const bool placed = unranked_.empty() || unranked_[row] == 0;
      if (sheet_.groups[group].ranked && is_scored(row) && placed) {
        by_group[group].push_back(static_cast<std::uint32_t>(row));
      }
    }
    keys_.keys.resize(program_.rank_keys.size());  // also where there are no rows
    keys_.exact = [this](std::size_t key, const std::vector<std::uint32_t>& asked) {
      return exact_values(key, asked);
    };
    for (std::size_t group = 0; group < by_group.size(); ++group) {
      sheet_.groups[group].placed = static_cast<std::uint32_t>(by_group[group].size());
      const TieRules rules{rulebook_.ranking.dense, rulebook_.ranking.then != TieBreak::None};
      for (TiedRows& tie : rank_rows(std::move(by_group[group]), keys_, rules, sheet_.ranks)) {
        sheet_.ties.push_back({static_cast<std::uint32_t>(group), tie.rank, std::move(tie.rows)});
      }
    }
    if (rows_vanished_) {
      diagnostics_.error(codes::kCannotRead, rows_.unit_cell(sheet_.row_offsets.front()),
                         "the data file changed while it was read",
                         "run again when nobody writes to it");
    }
  }

  // The exact quantities that some rows are ranked on, from their rows in the file.
  std::vector<Rational> exact_values(std::size_t key, const std::vector<std::uint32_t>& asked) {
    const Slice part = slice(program_.program, {&program_.rank_keys[key], 1});
    std::vector<Rational> values(asked.size());
    constexpr std::size_t kRowsAtOnce = 64;
    std::size_t next = 0;
    ordered_pipeline<std::size_t, std::size_t>(
        asked.size() <= kRowsAtOnce ? 1 : options_.threads,
        [&]() -> std::optional<std::size_t> {
          const std::size_t first = next;
          next += kRowsAtOnce;
          return first < asked.size() ? std::optional(first) : std::nullopt;
        },
        [&](std::size_t&& first, std::size_t) {
          for (std::size_t i = first; i < std::min(first + kRowsAtOnce, asked.size()); ++i) {
            const DataChunk chunk = rows_.row(sheet_.row_offsets[asked[i]]);
            if (chunk.units.empty()) {
              rows_vanished_ = true;
            } else {
              values[i] =
                  read(evaluate_exact(part.program, chunk.inputs(), 0), part.values[0]).value;
            }
          }
          return first;
        },
        [](std::size_t&&) {});
    return values;
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const RowSource& rows_;
  const ScoreOptions& options_;
  Diagnostics& diagnostics_;
  PrintedSlots plan_;
  std::vector<PrintedColumn> columns_;
  RankKeys keys_;
  std::vector<std::uint8_t> unranked_;  // by row; empty: every one is ranked
  std::atomic<bool> rows_vanished_ = false;
  ScoreSheet sheet_;
};

}  // namespace

std::optional<ScoreSheet> score(const Rulebook& rulebook, const ScoringProgram& program,
                                RowSource& rows, const ScoreOptions& options,
                                Diagnostics& diagnostics) {
  SheetBuilder sheet(rulebook, program, rows, options, diagnostics);
  std::vector<Scratch> scratch(options.threads);
  Diagnostics reading;
  ordered_pipeline<RawBlock, ScoredBlock>(
      options.threads, [&] { return rows.next(reading); },
      [&](RawBlock&& block, std::size_t worker) {
        return score_block(rulebook, program, sheet.plan(), rows, block, scratch[worker]);
      },
      [&](ScoredBlock&& block) { sheet.add(std::move(block)); });
  diagnostics.merge(std::move(reading));
  if (!diagnostics.has_errors()) {
    rows.check_totals(diagnostics);
  }
  ScoreSheet result = sheet.finish();
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(result));
}

}  // namespace parindex
