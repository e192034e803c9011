// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/probe.h"

#include <algorithm>
#include <array>

namespace parindex {
namespace {

// The columns that a value is computed from.
std::vector<std::uint32_t> columns_behind(const Program& program, Quotient value) {
  std::vector<std::uint32_t> columns;
  for (const Step& step : slice(program, std::array{value}).program.steps) {
    if (step.op == Op::Load) {
      columns.push_back(step.argument);
    }
  }
  return columns;
}

// How many smaller units a dense variable may be divided into: as many places as its cells leave
// room for, up to six.
int spare_places(const Domain& domain, int scale) {
  constexpr std::int64_t kGreatest = std::int64_t{1} << 60;
  const std::int64_t most =
      std::max({std::abs(domain.lowest), std::abs(domain.highest), std::int64_t{1}});
  int places = 0;
  while (places < 6 && scale + places < Decimal::kMaxScale &&
         most <= kGreatest / power_of_ten(places + 1)) {
    ++places;
  }
  return places;
}

}  // namespace

Probe::Probe(const ScoringProgram& program, const std::vector<Quotient>& wanted,
             std::size_t first_derived)
    : slice_(slice(program.program, wanted)),
      values_(slice_.values),
      scales_(slice_.program.scales),
      first_derived_(first_derived),
      derived_(program.derived) {
  for (const Statistic& statistic : program.statistics) {
    behind_statistics_.push_back(columns_behind(program.program, statistic.operand));
  }
}

std::size_t Probe::add_difference(std::size_t minuend, std::size_t subtrahend) {
  Program& program = slice_.program;
  const auto add = [&](Op op, std::vector<Slot> inputs, std::vector<Decimal> params) {
    Step step{.op = op, .out = static_cast<Slot>(program.scales.size())};
    step.first_input = static_cast<std::uint32_t>(program.inputs.size());
    step.input_count = static_cast<std::uint32_t>(inputs.size());
    step.first_param = static_cast<std::uint32_t>(program.params.size());
    step.param_count = static_cast<std::uint32_t>(params.size());
    program.inputs.insert(program.inputs.end(), inputs.begin(), inputs.end());
    program.params.insert(program.params.end(), params.begin(), params.end());
    program.scales.push_back(0);  // exact runs do not look at it
    program.steps.push_back(step);
    return step.out;
  };
  const auto slot_of = [&](Quotient value) {
    return value.is_pair() ? add(Op::Divide, {value.numerator, value.divisor}, {})
                           : value.numerator;
  };
  const Slot a = slot_of(values_[minuend]);
  const Slot b = slot_of(values_[subtrahend]);
  values_.push_back({add(Op::Linear, {a, b}, {kZero, kOne, kMinusOne})});
  scales_ = program.scales;
  return values_.size() - 1;
}

void Probe::look_at(const DataChunk& row, std::vector<Variable> variables) {
  variables_ = std::move(variables);
  units_.assign(variables_.size(), 1);
  columns_ = row.columns;
  population_ = row.population;
  slice_.program.scales = scales_;
  facts_.reset();
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    auto& [column, domain] = variables_[i];
    Column& cells = columns_[column];
    for (const Step& step : slice_.program.steps) {
      if (domain.dense && step.op == Op::Load && step.argument == column) {
        int& scale = slice_.program.scales[step.out];
        const int places = spare_places(domain, scale);
        scale += places;
        units_[i] = power_of_ten(places);
      }
    }
    domain.lowest *= units_[i];
    domain.highest *= units_[i];
    cells.cells[0] *= units_[i];
  }
  trace_ = evaluate_exact(slice_.program, {columns_, population_}, 0);
  box_ = {};
  for (const std::vector<std::uint32_t>& behind : behind_statistics_) {
    box_.open_statistics.push_back(
        std::any_of(variables_.begin(), variables_.end(), [&](const Variable& variable) {
          return std::find(behind.begin(), behind.end(), variable.column) != behind.end();
        }));
  }
  box_.open_columns.assign(first_derived_ + derived_.size(), false);
  for (std::size_t i = 0; i < derived_.size(); ++i) {
    box_.open_columns[first_derived_ + i] =
        derived_[i].kind != ScoringProgram::DerivedColumn::Kind::Group &&
        box_.open_statistics[derived_[i].statistic];
  }
}

Probe::Trace Probe::run(const Cells& cells) {
  std::vector<std::size_t> changed;
  std::vector<std::pair<std::int64_t, CellState>> before;
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    Column& column = columns_[variables_[i].column];
    const bool has_states = !column.states.empty();
    before.emplace_back(column.cells[0], has_states ? column.states[0] : CellState::Present);
    column.cells[0] = cells[i];
    if (has_states) {
      column.states[0] = CellState::Present;
    }
    changed.push_back(variables_[i].column);
  }
  Trace trace = evaluate_exact_again(slice_.program, {columns_, population_}, 0, trace_, changed);
  for (std::size_t i = variables_.size(); i-- > 0;) {
    Column& column = columns_[variables_[i].column];
    column.cells[0] = before[i].first;
    if (!column.states.empty()) {
      column.states[0] = before[i].second;
    }
  }
  return trace;
}

ExactCell Probe::at(std::size_t value, const Cells& cells) {
  return read(run(cells), values_[value]);
}

Range Probe::range_of(std::size_t variable, std::int64_t low, std::int64_t high) const {
  for (const Step& step : slice_.program.steps) {
    if (step.op == Op::Load && step.argument == variables_[variable].column) {
      const int scale = slice_.program.scales[step.out];
      return {ticks_to_rational(low, scale), ticks_to_rational(high, scale)};
    }
  }
  return Range::of(0);  // nothing reads it
}

Probe::Sides Probe::whole() const {
  Sides sides;
  for (const Variable& variable : variables_) {
    sides.emplace_back(variable.domain.lowest, variable.domain.highest);
  }
  return sides;
}

std::vector<SlotFacts> Probe::examine_within(const Sides& sides) {
  ++boxes_;
  Box box = box_;
  std::size_t free = 0;
  Cells low;
  Cells high;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    box.sides.push_back({variables_[i].column, range_of(i, sides[i].first, sides[i].second)});
    free += sides[i].first < sides[i].second ? 1U : 0U;
    low.push_back(sides[i].first);
    high.push_back(sides[i].second);
  }
  std::pair<Trace, Trace> ends{run(low), {}};
  if (free == 1) {
    ends.second = run(high);
    box.ends = &ends;
  }
  return examine(slice_.program, ends.first, box);
}

SlotFacts Probe::facts(std::size_t value) {
  if (!facts_) {
    facts_ = examine_within(whole());
  }
  return facts_of(*facts_, values_[value]);
}

bool Probe::moves_by_breakpoints(std::size_t variable) const {
  std::vector<bool> follows(scales_.size(), false);  // by Slot: moves with every bit
  const Program& program = slice_.program;
  for (const Step& step : program.steps) {
    if (step.op == Op::Load) {
      follows[step.out] = step.argument == variables_[variable].column;
    } else if (step.op != Op::Steps && step.op != Op::Compare) {
      const auto first = program.inputs.begin() + step.first_input;
      follows[step.out] =
          std::any_of(first, first + step.input_count, [&](Slot input) { return follows[input]; });
    }
  }
  return std::none_of(values_.begin(), values_.end(), [&](Quotient value) {
    return follows[value.numerator] || (value.is_pair() && follows[value.divisor]);
  });
}

}  // namespace parindex
