// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/score_block.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "analysis/account/explain.h"
#include "analysis/account/faults.h"
#include "base/codes.h"
#include "engine/run/exact.h"

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

// Scores the rows of one decoded block.
class BlockScorer {
 public:
  BlockScorer(const Rulebook& rulebook, const ScoringProgram& program, const PrintedSlots& plan,
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
    block_.keys.assign(program_.rank_keys.size(), std::vector<RankKey>(count));
    block_.unranked.assign(program_.ranked == Quotient::kNone ? 0 : count, 0);
    inconclusive_.assign(count, 0);
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
      if (inconclusive_[range.first + i] != 0 && is_scored(range.first + i)) {
        report_conclusions(rulebook_, program_, chunk_, range.first + i, rows_, block_.diagnostics);
      }
    }
    const std::vector<CellState>& states = block_.columns[0].states;
    for (std::size_t row = range.first; !states.empty() && row < range.first + range.count; ++row) {
      if (states[row] >= CellState::Unresolved) {
        report_row(row);
      }
    }
  }

  [[nodiscard]] bool is_scored(std::size_t row) const {
    const std::vector<CellState>& states = block_.columns[0].states;
    return states.empty() || states[row] == CellState::Present;
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
    for (std::size_t key = 0; key < program_.rank_keys.size(); ++key) {
      take_key(range, program_.rank_keys[key], block_.keys[key]);
    }
    take_grades(range);
    take_ranked(range);
    take_zeros(range);
  }

  void take_key(RowRange range, Quotient value, std::vector<RankKey>& keys) {
    const Column& numerators = scratch_.slots[value.numerator];
    const std::int64_t error = scratch_.bounds[value.numerator].error;
    for (std::size_t row = 0; row < range.count; ++row) {
      keys[range.first + row] = {numerators.cells[row], 1, error};
    }
    flag_absent(range, numerators);
    if (value.is_pair()) {
      const Column& divisors = scratch_.slots[value.divisor];
      flag_absent(range, divisors);
      for (std::size_t row = 0; row < range.count; ++row) {
        keys[range.first + row].divisor = divisors.cells[row];
        // Nothing can be divided by 0.
        if (divisors.cells[row] == 0) {
          inconclusive_[range.first + row] = 1;
        }
      }
    }
  }

  // Rows that cannot be graded or ranked for want of a value.
  void flag_absent(RowRange range, const Column& column) {
    for (std::size_t row = 0; row < column.states.size(); ++row) {
      if (column.states[row] != CellState::Present) {
        inconclusive_[range.first + row] = 1;
      }
    }
  }

  void take_grades(RowRange range) {
    if (program_.grade == Quotient::kNone) {
      return;
    }
    const Column& grades = scratch_.slots[program_.grade];
    flag_absent(range, grades);
    for (std::size_t row = 0; row < range.count; ++row) {
      const bool present = grades.states.empty() || grades.states[row] == CellState::Present;
      if (present && is_scored(range.first + row)) {
        block_.grades[range.first + row] = static_cast<std::uint8_t>(grades.cells[row]);
      }
    }
  }

  void take_ranked(RowRange range) {
    if (program_.ranked == Quotient::kNone) {
      return;
    }
    const Column& ranked = scratch_.slots[program_.ranked];
    flag_absent(range, ranked);
    for (std::size_t row = 0; row < range.count; ++row) {
      block_.unranked[range.first + row] = ranked.cells[row] == 0 ? 1 : 0;
    }
  }

  void take_zeros(RowRange range) {
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const ScoringProgram::Node& node = program_.nodes[i];
      if (node.before_zero == Quotient::kNone) {
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
    inconclusive_[row] = 0;
    for (std::size_t key = 0; key < program_.rank_keys.size(); ++key) {
      const Quotient value = program_.rank_keys[key];
      block_.keys[key][row] = exact_key(value, trace);
      flag_absent(row, read(trace, value));
    }
    if (program_.grade != Quotient::kNone) {
      const ExactCell& grade = trace[program_.grade];
      flag_absent(row, grade);
      block_.grades[row] = grade.state == CellState::Present && is_scored(row)
                               ? static_cast<std::uint8_t>(grade.value)
                               : ScoreSheet::kUngraded;
    }
    if (program_.ranked != Quotient::kNone) {
      flag_absent(row, trace[program_.ranked]);
      block_.unranked[row] = trace[program_.ranked].value == 0 ? 1 : 0;
    }
    take_zeros(row, trace);
  }

  void flag_absent(std::size_t row, const ExactCell& cell) {
    if (cell.state != CellState::Present) {
      inconclusive_[row] = 1;
    }
  }

  void take_zeros(std::size_t row, const std::vector<ExactCell>& trace) {
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
  [[nodiscard]] RankKey exact_key(Quotient key, const std::vector<ExactCell>& trace) const {
    const auto ticks = [&](Slot slot) {
      return rounded_ticks64(trace[slot].value, program_.program.scales[slot], Rounding::HalfUp);
    };
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
    block_.diagnostics.error(code, rows_.unit_cell(chunk_.row_offsets[row]), std::move(message),
                             std::move(help));
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const PrintedSlots& plan_;
  const RowSource& rows_;
  Scratch& scratch_;
  DataChunk chunk_;
  ScoredBlock block_;
  std::vector<std::uint8_t> inconclusive_;  // by row: 1 where a grade or rank wants a value
};

}  // namespace

ScoredBlock score_block(const Rulebook& rulebook, const ScoringProgram& program,
                        const PrintedSlots& plan, const RowSource& rows, const RawBlock& raw,
                        Scratch& scratch) {
  return BlockScorer(rulebook, program, plan, rows, scratch).score(raw);
}

}  // namespace parindex
