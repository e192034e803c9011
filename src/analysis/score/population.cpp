// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/population.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

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

// What the units of one block come to on each statistic.
struct MeasuredBlock {
  MeasuredUnits units;
  Diagnostics diagnostics;
};

MeasuredBlock measure_block(const ScoringProgram& program, const RowSource& rows,
                            const RawBlock& raw) {
  MeasuredBlock block;
  DataChunk chunk = rows.decode(raw, block.diagnostics);
  append_columns(program.derived, nullptr, chunk);
  MeasuredUnits& units = block.units;
  units.rows = chunk.row_offsets;
  units.operands.resize(program.statistics.size());
  units.groups.reserve(chunk.units.size());
  for (std::size_t row = 0; row < chunk.units.size(); ++row) {
    units.groups.push_back(chunk.units[row].group);
    const std::vector<ExactCell> trace = evaluate_exact(program.program, chunk.columns, row);
    for (std::size_t i = 0; i < program.statistics.size(); ++i) {
      units.operands[i].push_back(read(trace, program.statistics[i].operand));
    }
  }
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

void append(MeasuredUnits& all, MeasuredUnits&& more) {
  all.rows.insert(all.rows.end(), more.rows.begin(), more.rows.end());
  all.groups.insert(all.groups.end(), more.groups.begin(), more.groups.end());
  for (std::size_t i = 0; i < more.operands.size(); ++i) {
    std::move(more.operands[i].begin(), more.operands[i].end(),
              std::back_inserter(all.operands[i]));
  }
}

}  // namespace

std::optional<MeasuredPopulation> measure_population(const ScoringProgram& program, RowSource& rows,
                                                     std::size_t groups, std::size_t threads,
                                                     Diagnostics& diagnostics) {
  MeasuredUnits all;
  all.operands.resize(program.statistics.size());
  Diagnostics found;
  ordered_pipeline<RawBlock, MeasuredBlock>(
      threads, [&] { return rows.next(found); },
      [&](RawBlock&& block, std::size_t) { return measure_block(program, rows, block); },
      [&](MeasuredBlock&& block) {
        found.merge(std::move(block.diagnostics));
        append(all, std::move(block.units));
      });
  rows.rewind();
  if (found.has_errors()) {
    diagnostics.merge(std::move(found));
    return std::nullopt;
  }
  // Warnings are said by whoever reads the rows for their points.
  return population_of(program, groups, std::move(all));
}

MeasuredPopulation population_of(const ScoringProgram& program, std::size_t groups,
                                 MeasuredUnits units) {
  MeasuredPopulation result;
  result.owns.resize(program.statistics.size());
  for (std::size_t i = 0; i < program.statistics.size(); ++i) {
    const Statistic& statistic = program.statistics[i];
    const std::vector<ExactCell>& operands = units.operands[i];
    const auto scope = [&](std::size_t unit) {
      return statistic.within_group ? units.groups[unit] : 0;
    };
    std::vector<std::vector<Rational>> values(groups);
    for (std::size_t unit = 0; unit < operands.size(); ++unit) {
      if (operands[unit].state == CellState::Present) {
        values[scope(unit)].push_back(operands[unit].value);
      }
    }
    std::vector<ExactCell> of_groups;
    for (std::vector<Rational>& group : values) {
      std::sort(group.begin(), group.end());
    }
    of_groups.reserve(groups);
    for (std::size_t group = 0; group < groups; ++group) {
      of_groups.push_back(value_of(statistic, values[statistic.within_group ? group : 0]));
    }
    result.values.values.push_back(std::move(of_groups));
    for (std::size_t unit = 0; is_own(statistic.kind) && unit < operands.size(); ++unit) {
      result.owns[i].push_back(own_of(statistic, values[scope(unit)], operands[unit]));
    }
  }
  result.rows = std::move(units.rows);
  return result;
}

Column derived_column(const Derived& derived, const MeasuredPopulation& population,
                      const std::vector<Unit>& units) {
  Column column;
  column.cells.reserve(units.size());
  if (derived.kind == Derived::Kind::Group) {
    for (const Unit& unit : units) {
      column.cells.push_back(unit.group);
    }
    return column;
  }
  column.states.reserve(units.size());
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
