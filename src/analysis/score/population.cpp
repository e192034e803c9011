// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/population.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/append.h"
#include "base/parallel.h"
#include "engine/run/evaluate.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

using Derived = ScoringProgram::DerivedColumn;
using Own = MeasuredPopulation::Own;

bool is_own(Statistic::Kind kind) {
  return kind == Statistic::Kind::Rank || kind == Statistic::Kind::NotBetter;
}

// Appends the derived columns; before the population is measured its numbers are unresolved.
void append_columns(const std::vector<Derived>& derived_columns,
                    const MeasuredPopulation* population, DataChunk& chunk) {
  for (const Derived& derived : derived_columns) {
    Column column;
    for (std::size_t row = 0; row < chunk.units.size(); ++row) {
      Own own{0, 0, CellState::Unresolved};
      if (derived.kind == Derived::Kind::Group) {
        own = {chunk.units[row].group, 0, CellState::Present};
      } else if (population != nullptr) {
        const auto found = std::lower_bound(population->rows.begin(), population->rows.end(),
                                            chunk.row_offsets[row]);
        if (found != population->rows.end()) {
          own = population->owns[derived.statistic]
                                [static_cast<std::size_t>(found - population->rows.begin())];
        }
      }
      column.cells.push_back(derived.kind == Derived::Kind::StatisticDivisor ? own.divisor
                                                                             : own.numerator);
      column.states.push_back(own.state);
    }
    chunk.columns.push_back(std::move(column));
  }
  chunk.population = population == nullptr ? nullptr : &population->values;
}

class DerivedRows final : public RowSource {
 public:
  DerivedRows(std::unique_ptr<RowSource> rows, const ScoringProgram& program,
              MeasuredPopulation population)
      : rows_(std::move(rows)),
        derived_(program.derived),
        population_(std::move(population)) {}

  std::optional<RawBlock> next(Diagnostics& diagnostics) override {
    return rows_->next(diagnostics);
  }
  void rewind() override { rows_->rewind(); }
  DataChunk decode(const RawBlock& block, Diagnostics& diagnostics) const override {
    return complete(rows_->decode(block, diagnostics));
  }
  DataChunk row(std::uint64_t row_offset) const override {
    return complete(rows_->row(row_offset));
  }
  SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_->cell(row_offset, indicator);
  }
  SourceSpan unit_cell(std::uint64_t row_offset) const override {
    return rows_->unit_cell(row_offset);
  }
  std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_->cell_text(row_offset, indicator);
  }
  const FigureRemark* remark(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_->remark(row_offset, indicator);
  }
  std::vector<FigurePart> parts(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_->parts(row_offset, indicator);
  }
  std::vector<DataForm> forms() const override { return rows_->forms(); }
  void check_totals(Diagnostics& diagnostics) const override { rows_->check_totals(diagnostics); }

 private:
  [[nodiscard]] DataChunk complete(DataChunk chunk) const {
    append_columns(derived_, &population_, chunk);
    return chunk;
  }

  std::unique_ptr<RowSource> rows_;
  std::vector<Derived> derived_;
  MeasuredPopulation population_;
};

// The units of one block.
struct MeasuredBlock {
  std::vector<std::uint64_t> rows;
  MeasuredUnits units;
  Diagnostics diagnostics;
};

MeasuredBlock measure_block(const ScoringProgram& program, OperandReader& reader,
                            const RowSource& rows, const RawBlock& raw) {
  MeasuredBlock block;
  DataChunk chunk = rows.decode(raw, block.diagnostics);
  append_columns(program.derived, nullptr, chunk);
  block.rows = std::move(chunk.row_offsets);
  block.units.groups.reserve(chunk.units.size());
  for (const Unit& unit : chunk.units) {
    block.units.groups.push_back(unit.group);
  }
  block.units.operands.resize(program.statistics.size());
  reader.read(chunk.inputs(), {0, chunk.units.size()}, block.units.operands);
  return block;
}

// Added by denominator first: very many of them are equal.
Rational mean_of(const std::vector<Rational>& values) {
  std::map<Rational, Rational> by_denominator;
  for (const Rational& value : values) {
    by_denominator[denominator(value)] += numerator(value);
  }
  Rational sum = 0;
  for (const auto& [denominator, numerator] : by_denominator) {
    sum += Rational(numerator, denominator);
  }
  return sum / values.size();
}

// `values` ascend.
ExactCell value_of(const Statistic& statistic, const std::vector<Rational>& values) {
  // Asked only for units without a value of their own: there is nothing that they could lack.
  if (values.empty()) {
    return {0, CellState::NotApplicable};
  }
  const std::size_t middle = values.size() / 2;
  switch (statistic.kind) {
    case Statistic::Kind::Best:
      return {statistic.high_is_better ? values.back() : values.front(), CellState::Present};
    case Statistic::Kind::Worst:
      return {statistic.high_is_better ? values.front() : values.back(), CellState::Present};
    case Statistic::Kind::Mean:
      return {mean_of(values), CellState::Present};
    case Statistic::Kind::Median:
      return {values.size() % 2 == 1 ? values[middle]
                                     : Rational((values[middle - 1] + values[middle]) / 2),
              CellState::Present};
    case Statistic::Kind::Rank:
    case Statistic::Kind::NotBetter:
      break;
  }
  return {0, CellState::Unresolved};
}

Own own_of(const Statistic& statistic, const std::vector<Rational>& values, const ExactCell& cell) {
  if (cell.state != CellState::Present) {
    return {0, 1, cell.state};
  }
  const auto better =
      statistic.high_is_better
          ? values.end() - std::upper_bound(values.begin(), values.end(), cell.value)
          : std::lower_bound(values.begin(), values.end(), cell.value) - values.begin();
  const auto count = static_cast<std::int64_t>(values.size());
  return statistic.kind == Statistic::Kind::Rank ? Own{better + 1, 1, CellState::Present}
                                                 : Own{count - better, count, CellState::Present};
}

}  // namespace

OperandReader::OperandReader(const ScoringProgram& program) {
  std::vector<Quotient> operands;
  operands.reserve(program.statistics.size());
  for (const Statistic& statistic : program.statistics) {
    operands.push_back(statistic.operand);
  }
  part_ = slice(program.program, operands);
}

void OperandReader::read(const ProgramInputs& inputs, RowRange rows,
                         std::vector<std::vector<ExactCell>>& operands) {
  constexpr std::size_t kRowsAtOnce = 1024;  // few enough for their slots to stay in the cache
  const std::size_t end = rows.first + rows.count;
  for (std::size_t first = rows.first; first < end; first += kRowsAtOnce) {
    const std::size_t count = std::min(kRowsAtOnce, end - first);
    evaluate(part_.program, inputs, {first, count}, scratch_);
    const bool holds = scratch_.fits && holds_operands();
    for (std::size_t row = 0; row < count; ++row) {
      const bool in_columns = holds && scratch_.undecided[row] == 0;
      const std::vector<ExactCell> trace = in_columns
                                               ? std::vector<ExactCell>()
                                               : evaluate_exact(part_.program, inputs, first + row);
      exact_rows_ += in_columns ? 0 : 1;
      for (std::size_t i = 0; i < operands.size(); ++i) {
        operands[i].push_back(in_columns ? quotient(part_.values[i], row)
                                         : parindex::read(trace, part_.values[i]));
      }
    }
  }
}

bool OperandReader::holds_operands() const {
  return std::all_of(part_.values.begin(), part_.values.end(), [&](Quotient value) {
    return is_exact(value.numerator) && (!value.is_pair() || is_exact(value.divisor));
  });
}

ExactCell OperandReader::cell(Slot slot, std::size_t row) const {
  const Column& column = scratch_.slots[slot];
  return {ticks_to_rational(column.cells[row], part_.program.scales[slot]),
          column.states.empty() ? CellState::Present : column.states[row]};
}

ExactCell OperandReader::quotient(Quotient value, std::size_t row) const {
  return value.is_pair() ? divide(cell(value.numerator, row), cell(value.divisor, row))
                         : cell(value.numerator, row);
}

std::optional<MeasuredPopulation> measure_population(const ScoringProgram& program, RowSource& rows,
                                                     std::size_t groups, std::size_t threads,
                                                     Diagnostics& diagnostics) {
  std::vector<std::uint64_t> offsets;
  MeasuredUnits all;
  all.operands.resize(program.statistics.size());
  std::vector<OperandReader> readers(threads, OperandReader(program));
  Diagnostics found;
  ordered_pipeline<RawBlock, MeasuredBlock>(
      threads, [&] { return rows.next(found); },
      [&](RawBlock&& block, std::size_t worker) {
        return measure_block(program, readers[worker], rows, block);
      },
      [&](MeasuredBlock&& block) {
        found.merge(std::move(block.diagnostics));
        append(offsets, std::move(block.rows));
        append(all.groups, std::move(block.units.groups));
        for (std::size_t i = 0; i < all.operands.size(); ++i) {
          append(all.operands[i], std::move(block.units.operands[i]));
        }
      });
  rows.rewind();
  if (found.has_errors()) {
    diagnostics.merge(std::move(found));
    return std::nullopt;
  }
  // Warnings are said by whoever reads the rows for their points.
  MeasuredPopulation result = population_of(program, groups, all);
  result.rows = std::move(offsets);
  return result;
}

MeasuredPopulation population_of(const ScoringProgram& program, std::size_t groups,
                                 const MeasuredUnits& units, std::size_t populations) {
  MeasuredPopulation result;
  result.owns.resize(program.statistics.size());
  for (std::size_t i = 0; i < program.statistics.size(); ++i) {
    const Statistic& statistic = program.statistics[i];
    const std::vector<ExactCell>& operands = units.operands[i];
    // The group whose units a group is compared with; the first one stands for its population.
    const auto scope = [&](std::size_t group) {
      return statistic.within_group ? group : group / groups * groups;
    };
    std::vector<std::vector<Rational>> values(groups * populations);
    for (std::size_t unit = 0; unit < operands.size(); ++unit) {
      if (operands[unit].state == CellState::Present) {
        values[scope(units.groups[unit])].push_back(operands[unit].value);
      }
    }
    for (std::vector<Rational>& group : values) {
      std::sort(group.begin(), group.end());
    }
    std::vector<ExactCell> of_groups;
    of_groups.reserve(values.size());
    for (std::size_t group = 0; group < values.size(); ++group) {
      of_groups.push_back(scope(group) == group ? value_of(statistic, values[group])
                                                : of_groups[scope(group)]);
    }
    result.values.values.push_back(std::move(of_groups));
    for (std::size_t unit = 0; is_own(statistic.kind) && unit < operands.size(); ++unit) {
      result.owns[i].push_back(
          own_of(statistic, values[scope(units.groups[unit])], operands[unit]));
    }
  }
  return result;
}

Column derived_column(const Derived& derived, const MeasuredPopulation& population,
                      const MeasuredUnits& units) {
  Column column;
  if (derived.kind == Derived::Kind::Group) {
    column.cells.assign(units.groups.begin(), units.groups.end());
    return column;
  }
  column.cells.reserve(units.groups.size());
  column.states.reserve(units.groups.size());
  for (const Own& own : population.owns[derived.statistic]) {
    column.cells.push_back(derived.kind == Derived::Kind::StatisticDivisor ? own.divisor
                                                                           : own.numerator);
    column.states.push_back(own.state);
  }
  return column;
}

std::unique_ptr<RowSource> with_derived_columns(std::unique_ptr<RowSource> rows,
                                                const ScoringProgram& program,
                                                MeasuredPopulation population) {
  return std::make_unique<DerivedRows>(std::move(rows), program, std::move(population));
}

}  // namespace parindex
