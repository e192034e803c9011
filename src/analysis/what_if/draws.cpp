// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_if/draws.h"

#include <algorithm>
#include <utility>

#include "engine/run/exact.h"

namespace parindex {
namespace {

// Rows of one run: few enough for their slots to stay in the cache.
constexpr std::size_t kRows = 1024;

Column repeated(const Column& column, std::size_t times) {
  Column result;
  for (std::size_t i = 0; i < times; ++i) {
    result.cells.insert(result.cells.end(), column.cells.begin(), column.cells.end());
    result.states.insert(result.states.end(), column.states.begin(), column.states.end());
  }
  return result;
}

RankKey exact_key(const Program& program, Quotient key, const std::vector<ExactCell>& trace) {
  const auto ticks = [&](Slot slot) {
    return rounded_ticks64(trace[slot].value, program.scales[slot], Rounding::HalfUp);
  };
  const std::optional<std::int64_t> numerator = ticks(key.numerator);
  const std::optional<std::int64_t> divisor =
      key.is_pair() ? ticks(key.divisor) : std::optional<std::int64_t>(1);
  const bool fits =
      numerator && divisor && *numerator < RankKey::kNoBound && *divisor < RankKey::kNoBound;
  return fits ? RankKey{*numerator, *divisor, key.is_pair() ? 0 : 1}
              : RankKey{0, 1, RankKey::kNoBound};
}

// Printed numbers have at most 9 places.
Wide in_loss_places(std::int64_t ticks, int scale) {
  return Wide{ticks} * power_of_ten(DrawRunner::kLossPlaces - scale);
}

}  // namespace

Outcome figure_of(const Parameter& parameter, Outcome outcome) {
  if (parameter.adds) {
    outcome.ticks = std::clamp(parameter.base + outcome.ticks, parameter.least, parameter.most);
  }
  return outcome;
}

std::string text_of(const VaryingNumber& number, Outcome outcome) {
  return number.texts.empty()
             ? to_text(normalized({outcome.ticks, number.places})) + (number.percent ? "%" : "")
             : number.texts[static_cast<std::size_t>(outcome.ticks)];
}

DrawRunner::DrawRunner(const DrawModel& model, const ScoringProgram& program,
                       const std::vector<CriterionIndex>& leaves, std::size_t draws_per_run)
    : model_(model),
      scoring_(program),
      draws_(draws_per_run),
      operands_(program) {
  cut(program, leaves);
  const std::size_t rows = draws_ * units();
  index_.resize(rows);
  states_.resize(rows);
  grades_.resize(rows);
  unranked_.resize(rows);
  ranks_.resize(rows);
  losses_.assign(leaves.size(), std::vector<Wide>(rows));
  find_steps();
  keys_.keys.assign(slots_.keys.size(), std::vector<RankKey>(rows));
  keys_.exact = [this](std::size_t key, const std::vector<std::uint32_t>& asked) {
    std::vector<Rational> values;
    values.reserve(asked.size());
    for (const std::uint32_t row : asked) {
      const Slice& part = ranked_on_[key];
      values.push_back(read(evaluate_exact(part.program, inputs(), row), part.values[0]).value);
    }
    return values;
  };
  groups_.resize(model.rulebook->groups.size());
  for (std::uint32_t row = 0; row < units(); ++row) {
    groups_[model.data.units[row].group].push_back(row);
  }
}

std::size_t DrawRunner::usual_draws(const DrawModel& model) {
  return std::max<std::size_t>(1, kRows / std::max<std::size_t>(model.data.units.size(), 1));
}

void DrawRunner::cut(const ScoringProgram& program, const std::vector<CriterionIndex>& leaves) {
  std::vector<Quotient> wanted{{program.rounded_index, Quotient::kNone}};
  for (const Slot slot : {program.grade, program.ranked}) {
    if (slot != Quotient::kNone) {
      wanted.push_back({slot, Quotient::kNone});
    }
  }
  wanted.insert(wanted.end(), program.rank_keys.begin(), program.rank_keys.end());
  for (const CriterionIndex leaf : leaves) {
    wanted.push_back({program.nodes[leaf].printed_points, Quotient::kNone});
    wanted.push_back({program.nodes[leaf].printed_maximum, Quotient::kNone});
  }
  Slice part = slice(program.program, wanted);
  program_ = std::move(part.program);
  std::size_t next = 0;
  slots_.index = part.values[next++].numerator;
  slots_.grade = program.grade == Quotient::kNone ? Quotient::kNone : part.values[next++].numerator;
  slots_.ranked =
      program.ranked == Quotient::kNone ? Quotient::kNone : part.values[next++].numerator;
  for (std::size_t key = 0; key < program.rank_keys.size(); ++key) {
    slots_.keys.push_back(part.values[next++]);
    ranked_on_.push_back(slice(program_, {&slots_.keys.back(), 1}));
  }
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    slots_.points.push_back(part.values[next++].numerator);
    slots_.maxima.push_back(part.values[next++].numerator);
  }
}

// Runs once what no draw changes.
void DrawRunner::find_steps() {
  const std::size_t indicators = model_.data.columns.size();
  std::vector<std::uint8_t> changed(model_.first_derived() + scoring_.derived.size(), 0);
  std::fill(changed.begin() + static_cast<std::ptrdiff_t>(indicators), changed.end(), 1);
  for (const Parameter& parameter : model_.parameters) {
    changed[parameter.indicator] = 1;
  }
  const std::vector<std::uint8_t> behind = steps_behind(program_, changed);
  std::vector<std::uint8_t> moving_slots(program_.scales.size(), 0);
  std::vector<std::uint32_t> fixed;
  for (std::uint32_t step = 0; step < behind.size(); ++step) {
    (behind[step] != 0 ? steps_ : fixed).push_back(step);
    moving_slots[program_.steps[step].out] = behind[step];
  }
  for (std::size_t leaf = 0; leaf < slots_.points.size(); ++leaf) {
    moves_.push_back(
        std::max(moving_slots[slots_.points[leaf]], moving_slots[slots_.maxima[leaf]]));
    taken_.push_back(leaf);
  }
  columns_.reserve(changed.size());
  for (std::size_t i = 0; i < indicators; ++i) {
    columns_.push_back(repeated(model_.data.columns[i], draws_));
    if (changed[i] != 0) {
      drawn_.push_back({static_cast<IndicatorIndex>(i), columns_.back().states});
      drawn_.back().states.resize(columns_.back().cells.size(), CellState::Present);
    }
  }
  for (std::size_t i = 0; model_.with_inputs != nullptr && i < model_.numbers.size(); ++i) {
    columns_.push_back({std::vector<std::int64_t>(draws_ * units(), model_.numbers[i].now), {}});
  }
  columns_.resize(changed.size());
  if (!scoring_.derived.empty()) {
    prepare_population(changed);
  }
  evaluate_steps(program_, inputs(), {0, draws_ * units()}, fixed, scratch_);
  base_fits_ = scratch_.fits;
  undecided_ = scratch_.undecided;
}

// Measures once what no draw changes.
void DrawRunner::prepare_population(const std::vector<std::uint8_t>& changed) {
  const auto groups = static_cast<std::uint32_t>(model_.rulebook->groups.size());
  for (std::uint32_t draw = 0; draw < draws_; ++draw) {
    for (const Unit& unit : model_.data.units) {
      compared_.groups.push_back(draw * groups + unit.group);
    }
  }
  compared_.operands.resize(scoring_.statistics.size());
  const std::vector<std::uint8_t> behind = steps_behind(operands_.part().program, changed);
  population_moves_ =
      std::any_of(behind.begin(), behind.end(), [](std::uint8_t step) { return step != 0; });
  if (!population_moves_) {
    measure(draws_);
  }
}

// The statistics of each draw, and the columns that follow from them.
void DrawRunner::measure(std::size_t draws) {
  for (std::vector<ExactCell>& operands : compared_.operands) {
    operands.clear();
  }
  operands_.read({columns_}, {0, draws * units()}, compared_.operands);
  population_ = population_of(scoring_, model_.rulebook->groups.size(), compared_, draws);
  for (std::size_t i = 0; i < scoring_.derived.size(); ++i) {
    columns_[model_.first_derived() + i] =
        derived_column(scoring_.derived[i], population_, compared_);
  }
}

void DrawRunner::draw(const DrawSource& source, std::uint64_t first, std::size_t draws) {
  std::vector<std::size_t> place(columns_.size());
  for (std::size_t i = 0; i < drawn_.size(); ++i) {
    place[drawn_[i].indicator] = i;
  }
  for (std::size_t i = 0; i < model_.parameters.size(); ++i) {
    const Parameter& parameter = model_.parameters[i];
    std::vector<std::int64_t>& cells = columns_[parameter.indicator].cells;
    std::vector<CellState>& states = drawn_[place[parameter.indicator]].states;
    const Column& original = model_.data.columns[parameter.indicator];
    for (std::size_t draw = 0; draw < draws; ++draw) {
      const std::optional<Outcome> drawn = source.value(i, first + draw);
      const Outcome figure =
          drawn ? figure_of(parameter, *drawn)
                : Outcome{original.cells[parameter.row], original.states.empty()
                                                             ? CellState::Present
                                                             : original.states[parameter.row]};
      cells[draw * units() + parameter.row] = figure.ticks;
      states[draw * units() + parameter.row] = figure.state;
    }
  }
  for (std::size_t i = 0; model_.with_inputs != nullptr && i < model_.numbers.size(); ++i) {
    const VaryingNumber& number = model_.numbers[i];
    const auto cells = columns_[model_.first_number() + i].cells.begin();
    for (std::size_t draw = 0; draw < draws; ++draw) {
      const std::optional<Outcome> drawn = source.value(model_.parameters.size() + i, first + draw);
      const auto begin = cells + static_cast<std::ptrdiff_t>(draw * units());
      std::fill(begin, begin + static_cast<std::ptrdiff_t>(units()),
                drawn ? number.cell_of(*drawn) : number.now);
    }
  }
  for (const DrawnColumn& column : drawn_) {
    const bool all_present = std::all_of(column.states.begin(), column.states.end(),
                                         [](CellState one) { return one == CellState::Present; });
    columns_[column.indicator].states = all_present ? std::vector<CellState>() : column.states;
  }
}

void DrawRunner::run(const DrawSource& source, std::uint64_t first, std::size_t draws) {
  const std::size_t rows = draws * units();
  draw(source, first, draws);
  if (population_moves_) {
    measure(draws);
  }
  scratch_.undecided = undecided_;
  if (base_fits_) {
    evaluate_steps(program_, inputs(), {0, rows}, steps_, scratch_);
  }
  const bool fits = base_fits_ && scratch_.fits;
  if (fits) {
    take_losses(rows);
  }
  exact_rows_ = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    if (fits && scratch_.undecided[row] == 0) {
      take(row);
    } else {
      take_exactly(row);
      ++exact_rows_;
    }
  }
  // From now on only those that draws move.
  std::erase_if(taken_, [&](std::size_t leaf) { return moves_[leaf] == 0; });
  rank(draws);
}

void DrawRunner::take(std::size_t row) {
  const auto state = [&](Slot slot) {
    const std::vector<CellState>& states = scratch_.slots[slot].states;
    return states.empty() ? CellState::Present : states[row];
  };
  const auto cell = [&](Slot slot) { return scratch_.slots[slot].cells[row]; };
  index_[row] = cell(slots_.index);
  states_[row] = state(slots_.index);
  for (std::size_t key = 0; key < slots_.keys.size(); ++key) {
    const Quotient value = slots_.keys[key];
    const std::int64_t divisor = value.is_pair() ? cell(value.divisor) : std::int64_t{1};
    keys_.keys[key][row] = {cell(value.numerator), divisor, scratch_.bounds[value.numerator].error};
  }
  grades_[row] = slots_.grade == Quotient::kNone || state(slots_.grade) != CellState::Present
                     ? ScoringProgram::kUngraded
                     : static_cast<std::uint8_t>(cell(slots_.grade));
  unranked_[row] = slots_.ranked != Quotient::kNone && cell(slots_.ranked) == 0 ? 1 : 0;
}

void DrawRunner::take_losses(std::size_t rows) {
  for (const std::size_t leaf : taken_) {
    const Slot points = slots_.points[leaf];
    const Slot maximum = slots_.maxima[leaf];
    const Wide points_unit = power_of_ten(kLossPlaces - program_.scales[points]);
    const Wide maximum_unit = power_of_ten(kLossPlaces - program_.scales[maximum]);
    const Column& lost_from = scratch_.slots[maximum];
    const Column& got = scratch_.slots[points];
    std::vector<Wide>& losses = losses_[leaf];
    for (std::size_t row = 0; row < rows; ++row) {
      losses[row] = maximum_unit * lost_from.cells[row] - points_unit * got.cells[row];
    }
    for (const Column* const column : {&lost_from, &got}) {
      for (std::size_t row = 0; !column->states.empty() && row < rows; ++row) {
        losses[row] = column->states[row] == CellState::Present ? losses[row] : Wide{0};
      }
    }
  }
}

void DrawRunner::take_exactly(std::size_t row) {
  const std::vector<ExactCell> trace = evaluate_exact(program_, inputs(), row);
  const auto ticks = [&](Slot slot) {
    return rounded_ticks64(trace[slot].value, program_.scales[slot], Rounding::HalfUp);
  };
  const std::optional<std::int64_t> index = ticks(slots_.index);
  index_[row] = index.value_or(0);
  states_[row] = index ? trace[slots_.index].state : CellState::Unresolved;
  for (std::size_t key = 0; key < slots_.keys.size(); ++key) {
    keys_.keys[key][row] = exact_key(program_, slots_.keys[key], trace);
  }
  grades_[row] = slots_.grade == Quotient::kNone || trace[slots_.grade].state != CellState::Present
                     ? ScoringProgram::kUngraded
                     : static_cast<std::uint8_t>(trace[slots_.grade].value);
  unranked_[row] = slots_.ranked != Quotient::kNone && trace[slots_.ranked].value == 0 ? 1 : 0;
  for (const std::size_t leaf : taken_) {
    const Slot points = slots_.points[leaf];
    const Slot maximum = slots_.maxima[leaf];
    const bool present =
        trace[points].state == CellState::Present && trace[maximum].state == CellState::Present;
    losses_[leaf][row] =
        present ? in_loss_places(ticks(maximum).value_or(0), program_.scales[maximum]) -
                      in_loss_places(ticks(points).value_or(0), program_.scales[points])
                : Wide{0};
  }
}

void DrawRunner::rank(std::size_t draws) {
  const TieRules rules{model_.rulebook->ranking.dense, false};
  std::fill(ranks_.begin(), ranks_.end(), ScoreSheet::kUnranked);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      if (model_.ranked_groups[group] == 0) {
        continue;
      }
      std::vector<std::uint32_t> rows;
      for (const std::uint32_t row : groups_[group]) {
        const std::size_t at = draw * units() + row;
        if (states_[at] == CellState::Present && unranked_[at] == 0) {
          rows.push_back(static_cast<std::uint32_t>(at));
        }
      }
      if (!rows.empty()) {
        rank_rows(std::move(rows), keys_, rules, ranks_);
      }
    }
  }
}

}  // namespace parindex
