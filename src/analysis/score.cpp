// SPDX-License-Identifier: Apache-2.0
#include "analysis/score.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/explain.h"
#include "analysis/faults.h"
#include "analysis/rank.h"
#include "base/codes.h"
#include "base/parallel.h"
#include "engine/evaluate.h"
#include "engine/exact.h"

namespace parindex {
namespace {

// Rows that the program runs over at a time: few enough for their slots to stay in the cache, and
// for a program of very many steps to stay within some tens of megabytes.
std::size_t rows_per_run(const Program& program) {
  constexpr std::size_t kMost = 1024;
  constexpr std::size_t kLeast = 16;
  constexpr std::size_t kMostCells = std::size_t{1} << 22;
  return std::clamp(kMostCells / std::max<std::size_t>(program.scales.size(), 1), kLeast, kMost);
}

// What one block of the data file comes to.
struct ScoredBlock {
  std::vector<Unit> units;
  std::vector<std::uint64_t> row_offsets;
  std::vector<PrintedColumn> columns;  // by PrintPlan::slots
  std::vector<RankKey> keys;
  std::vector<std::uint8_t> grades;
  std::vector<std::uint32_t> zeros;
  std::vector<std::vector<std::uint8_t>> zeroed;  // by criterion, then row; if asked for
  Diagnostics diagnostics;
};

// The slots that a score sheet prints, in a fixed order: index, points, maximum, both rounded, then
// per criterion.
struct PrintPlan {
  PrintPlan(const ScoringProgram& program, bool all_criteria)
      : slots{program.rounded_index, program.nodes[0].printed_points,
              program.nodes[0].printed_maximum, program.rounded_points, program.rounded_maximum},
        every_criterion(all_criteria) {
    for (std::size_t i = 0; every_criterion && i < program.nodes.size(); ++i) {
      slots.push_back(program.nodes[i].printed_points);
      slots.push_back(program.nodes[i].printed_maximum);
    }
  }
  static constexpr std::size_t kOfRoot = 5;

  std::vector<Slot> slots;
  bool every_criterion;
};

// Scores the rows of one decoded block.
class BlockScorer {
 public:
  BlockScorer(const Rulebook& rulebook, const ScoringProgram& program, const PrintPlan& plan,
              const RowSource& rows, Scratch& scratch)
      : rulebook_(rulebook),
        program_(program),
        plan_(plan),
        rows_(rows),
        scratch_(scratch) {}

  ScoredBlock score(const RawBlock& raw) {
    chunk_ = rows_.decode(raw, block_.diagnostics);
    const std::size_t count = chunk_.units.size();
    block_.columns.resize(plan_.slots.size());
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
      block_.columns[i].scale = program_.program.scales[plan_.slots[i]];
      block_.columns[i].ticks.resize(count);
    }
    block_.keys.resize(count);
    block_.grades.assign(count, ScoreSheet::kUngraded);
    block_.zeros.assign(count, 0);
    const std::size_t rows = rows_per_run(program_.program);
    for (std::size_t first = 0; first < count; first += rows) {
      run({first, std::min(rows, count - first)});
    }
    block_.units = std::move(chunk_.units);
    block_.row_offsets = std::move(chunk_.row_offsets);
    return std::move(block_);
  }

 private:
  void run(RowRange range) {
    evaluate(program_.program, chunk_.inputs(), range, scratch_);
    if (scratch_.fits) {
      take_columns(range);
    }
    for (std::size_t i = 0; i < range.count; ++i) {
      if (scratch_.undecided[i] != 0) {
        decide_exactly(range.first + i);
      }
    }
    const std::vector<CellState>& states = block_.columns[0].states;
    for (std::size_t row = range.first; !states.empty() && row < range.first + range.count; ++row) {
      if (states[row] >= CellState::Unresolved) {
        report_row(row);
      }
    }
  }

  // A row without a score must have a reason.
  void report_row(std::size_t row) {
    const std::size_t before = block_.diagnostics.errors();
    report_faults(rulebook_, program_, chunk_, row, rows_, block_.diagnostics);
    if (block_.diagnostics.errors() == before) {
      add_fault(codes::kInternal,
                fmt::format("unit `{}` has no score, and no reason is known", chunk_.units[row].id),
                row, "please report it");
    }
  }

  void take_columns(RowRange range) {
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
      const Column& from = scratch_.slots[plan_.slots[i]];
      PrintedColumn& to = block_.columns[i];
      std::copy(from.cells.begin(), from.cells.end(),
                to.ticks.begin() + static_cast<std::ptrdiff_t>(range.first));
      for (std::size_t row = 0; row < from.states.size(); ++row) {
        set_state(to, range.first + row, from.states[row]);
      }
    }
    const Column& keys = scratch_.slots[program_.rank_key.numerator];
    const std::int64_t error = scratch_.bounds[program_.rank_key.numerator].error;
    for (std::size_t row = 0; row < range.count; ++row) {
      block_.keys[range.first + row] = {keys.cells[row], 1, error};
    }
    if (program_.rank_key.is_pair()) {
      const Column& divisors = scratch_.slots[program_.rank_key.divisor];
      for (std::size_t row = 0; row < range.count; ++row) {
        block_.keys[range.first + row].divisor = divisors.cells[row];
      }
    }
    take_grades(range);
    take_zeros(range);
  }

  void take_grades(RowRange range) {
    if (program_.grade == Value::kNone) {
      return;
    }
    const Column& grades = scratch_.slots[program_.grade];
    for (std::size_t row = 0; row < range.count; ++row) {
      const bool present = grades.states.empty() || grades.states[row] == CellState::Present;
      if (present) {
        block_.grades[range.first + row] = static_cast<std::uint8_t>(grades.cells[row]);
      }
    }
  }

  void take_zeros(RowRange range) {
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const ScoringProgram::Node& node = program_.nodes[i];
      if (node.before_zero == Value::kNone) {
        continue;
      }
      const std::vector<CellState>& before = scratch_.slots[node.before_zero].states;
      const std::vector<CellState>& after = scratch_.slots[node.after_zero].states;
      for (std::size_t row = 0; row < before.size(); ++row) {
        const bool present = after.empty() || after[row] == CellState::Present;
        if (before[row] == CellState::Missing && present) {
          count_zero(i, range.first + row);
        }
      }
    }
  }

  void count_zero(std::size_t criterion, std::size_t row) {
    ++block_.zeros[row];
    if (plan_.every_criterion) {
      block_.zeroed.resize(program_.nodes.size());
      block_.zeroed[criterion].resize(block_.zeros.size());
      block_.zeroed[criterion][row] = 1;
    }
  }

  static void set_state(PrintedColumn& column, std::size_t row, CellState state) {
    if (column.states.empty() && state != CellState::Present) {
      column.states.assign(column.ticks.size(), CellState::Present);
    }
    if (!column.states.empty()) {
      column.states[row] = state;
    }
  }

  // The same row again in fractions; overwrites what the fast path left.
  void decide_exactly(std::size_t row) {
    const std::vector<ExactCell> trace = evaluate_exact(program_.program, chunk_.inputs(), row);
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
      const ExactCell& cell = trace[plan_.slots[i]];
      PrintedColumn& column = block_.columns[i];
      set_state(column, row, cell.state);
      const std::optional<std::int64_t> ticks =
          rounded_ticks64(cell.value, column.scale, Rounding::HalfUp);
      if (!ticks) {
        report_too_large(row);
      }
      column.ticks[row] = ticks.value_or(0);
    }
    block_.keys[row] = exact_key(trace);
    if (program_.grade != Value::kNone) {
      const ExactCell& grade = trace[program_.grade];
      block_.grades[row] = grade.state == CellState::Present
                               ? static_cast<std::uint8_t>(grade.value)
                               : ScoreSheet::kUngraded;
    }
    block_.zeros[row] = 0;
    for (std::vector<std::uint8_t>& rows : block_.zeroed) {
      if (!rows.empty()) {
        rows[row] = 0;
      }
    }
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      if (is_taken_as_zero(program_.nodes[i], trace)) {
        count_zero(i, row);
      }
    }
  }

  // The key at the scales of the fast path; where it does not fit, one that settles nothing.
  [[nodiscard]] RankKey exact_key(const std::vector<ExactCell>& trace) const {
    const auto ticks = [&](Slot slot) {
      return rounded_ticks64(trace[slot].value, program_.program.scales[slot], Rounding::HalfUp);
    };
    const Value& key = program_.rank_key;
    const std::optional<std::int64_t> numerator = ticks(key.numerator);
    const std::optional<std::int64_t> divisor =
        key.is_pair() ? ticks(key.divisor) : std::optional<std::int64_t>(1);
    const bool fits =
        numerator && divisor && *numerator < RankKey::kNoBound && *divisor < RankKey::kNoBound;
    // Slots of a pair are exact, so that nothing was rounded.
    return fits ? RankKey{*numerator, *divisor, key.is_pair() ? 0 : 1}
                : RankKey{0, 1, RankKey::kNoBound};
  }

  void report_too_large(std::size_t row) {
    add_fault(codes::kDataTooLarge,
              fmt::format("the points of unit `{}` are too large to print", chunk_.units[row].id),
              row, "points of a unit must stay below 9,000,000,000");
  }

  void add_fault(std::string_view code, std::string message, std::size_t row, std::string help) {
    block_.diagnostics.add({.severity = Severity::Error,
                            .code = code,
                            .message = std::move(message),
                            .primary = {rows_.unit_cell(chunk_.row_offsets[row]), ""},
                            .related = {},
                            .help = std::move(help),
                            .topic = ""});
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const PrintPlan& plan_;
  const RowSource& rows_;
  Scratch& scratch_;
  DataChunk chunk_;
  ScoredBlock block_;
};

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

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

  [[nodiscard]] const PrintPlan& plan() const { return plan_; }

  void add(ScoredBlock&& block) {
    diagnostics_.merge(std::move(block.diagnostics));
    const std::size_t before = sheet_.units.size();
    append(sheet_.units, std::move(block.units));
    append(sheet_.row_offsets, std::move(block.row_offsets));
    append(sheet_.grades, std::move(block.grades));
    append(sheet_.zeros, std::move(block.zeros));
    append(keys_, std::move(block.keys));
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
    }
    sheet_.index = std::move(columns_[0]);
    sheet_.points = std::move(columns_[1]);
    sheet_.maximum = std::move(columns_[2]);
    sheet_.rounded_points = std::move(columns_[3]);
    sheet_.rounded_maximum = std::move(columns_[4]);
    for (std::size_t i = PrintPlan::kOfRoot; i < columns_.size(); i += 2) {
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
        diagnostics_.add(
            {.severity = Severity::Error,
             .code = codes::kGroupTooLarge,
             .message = fmt::format("group `{}` has {} units, the rulebook declares {}",
                                    declared.id, group.units, *declared.declared_units),
             .primary = {declared.span, ""},
             .related = {},
             .help = "correct `units` in the rulebook, or the groups of the units",
             .topic = ""});
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
      if (sheet_.groups[group].ranked && is_scored(row)) {
        by_group[group].push_back(static_cast<std::uint32_t>(row));
      }
    }
    for (std::vector<std::uint32_t>& rows : by_group) {
      rank_rows(
          std::move(rows), keys_,
          [this](const std::vector<std::uint32_t>& asked) { return exact_values(asked); },
          sheet_.ranks);
    }
    if (rows_vanished_) {
      diagnostics_.add({.severity = Severity::Error,
                        .code = codes::kCannotRead,
                        .message = "the data file changed while it was read",
                        .primary = {rows_.unit_cell(sheet_.row_offsets.front()), ""},
                        .related = {},
                        .help = "run again when nobody writes to it",
                        .topic = ""});
    }
  }

  // The exact quantities that some rows are ranked on, from their rows in the file.
  std::vector<Rational> exact_values(const std::vector<std::uint32_t>& asked) {
    std::vector<Rational> values(asked.size());
    constexpr std::size_t kPiece = 64;
    std::size_t next = 0;
    ordered_pipeline<std::size_t, std::size_t>(
        asked.size() <= kPiece ? 1 : options_.threads,
        [&]() -> std::optional<std::size_t> {
          const std::size_t first = next;
          next += kPiece;
          return first < asked.size() ? std::optional(first) : std::nullopt;
        },
        [&](std::size_t&& first, std::size_t) {
          for (std::size_t i = first; i < std::min(first + kPiece, asked.size()); ++i) {
            const DataChunk chunk = rows_.row(sheet_.row_offsets[asked[i]]);
            if (chunk.units.empty()) {
              rows_vanished_ = true;
            } else {
              values[i] =
                  read(evaluate_exact(program_.program, chunk.inputs(), 0), program_.rank_key)
                      .value;
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
  PrintPlan plan_;
  std::vector<PrintedColumn> columns_;
  std::vector<RankKey> keys_;
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
        return BlockScorer(rulebook, program, sheet.plan(), rows, scratch[worker]).score(block);
      },
      [&](ScoredBlock&& block) { sheet.add(std::move(block)); });
  diagnostics.merge(std::move(reading));
  ScoreSheet result = sheet.finish();
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(result));
}

}  // namespace parindex
