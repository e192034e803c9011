// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/lever.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <span>
#include <utility>

#include "analysis/probe/lever_turns.h"
#include "base/day.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

constexpr std::int64_t kMostTried = 20'000;                    // values to either side
constexpr std::int64_t kGreatestCell = 1'000'000'000'000'000;  // beyond every real figure
constexpr std::size_t kMostSets = 8'192;                       // of conditions and levels

// What a changed figure has to give.
enum class Aim : std::uint8_t { More, Full, Most };

class LeverSearch {
 public:
  LeverSearch(const LeverProgram& program, const Rulebook& rulebook, DataChunk& row)
      : program_(program),
        rulebook_(rulebook),
        row_(row),
        now_(run()) {}

  LeverSteps find() {
    if (program_.levers.empty() || !now_.present) {
      return {};
    }
    if (program_.levers.size() > 1) {
      LeverSteps steps{smallest_set(Aim::More), std::nullopt};
      steps.full = steps.next ? smallest_set(Aim::Full) : std::nullopt;
      return steps;
    }
    const IndicatorIndex lever = program_.levers.front();
    const Column& column = row_.columns[lever];
    if (!column.states.empty() && column.states[0] != CellState::Present) {
      return {};
    }
    trend_ = trend_to_more_points(lever);
    LeverSteps steps{single(lever, Aim::More), std::nullopt};
    if (!steps.next) {
      steps.is_cut = is_cut_ && !reaches(now_, Aim::Full);
      return steps;
    }
    is_cut_ = false;
    steps.full = single(lever, Aim::Full);
    if (has_no_steps(steps.next->front())) {
      steps.next.reset();
      if (!steps.full) {
        most_ = most(lever);
        steps.next = single(lever, Aim::Most);
        steps.is_cut = is_cut_;
      }
    }
    return steps;
  }

 private:
  struct Result {
    bool present = false;
    Rational points, maximum;
  };

  [[nodiscard]] Result run() const {
    const std::vector<ExactCell> trace = evaluate_exact(program_.slice.program, row_.inputs(), 0);
    const ExactCell points = read(trace, program_.slice.values[0]);
    const ExactCell maximum = read(trace, program_.slice.values[1]);
    return {points.state == CellState::Present && maximum.state == CellState::Present, points.value,
            maximum.value};
  }

  [[nodiscard]] Result run_with(IndicatorIndex indicator, std::int64_t cell) {
    std::int64_t& place = row_.columns[indicator].cells[0];
    const std::int64_t before = place;
    place = cell;
    Result result = run();
    place = before;
    return result;
  }

  [[nodiscard]] bool reaches(const Result& result, Aim aim) const {
    if (!result.present) {
      return false;
    }
    switch (aim) {
      case Aim::More:
        return is_better(result.points, now_.points);
      case Aim::Full:
        return program_.is_penalty ? result.points <= 0 : result.points >= result.maximum;
      case Aim::Most:
        break;
    }
    return !is_better(most_, result.points);
  }

  [[nodiscard]] bool is_better(const Rational& points, const Rational& than) const {
    return program_.is_penalty ? points < than : points > than;
  }

  [[nodiscard]] std::int64_t cell(IndicatorIndex indicator) const {
    return row_.columns[indicator].cells[0];
  }

  // Which way the criterion goes to more points, or to a smaller penalty. Unknown, too, where the
  // maximum depends on the figure.
  [[nodiscard]] Trend trend_to_more_points(IndicatorIndex lever) const {
    const Program& program = program_.slice.program;
    const std::vector<ExactCell> trace = evaluate_exact(program, row_.inputs(), 0);
    if (rulebook_.indicators[lever].is_named() ||
        trend_of(program, trace, lever, program_.slice.values[1]) != Trend::Fixed) {
      return Trend::Unknown;
    }
    Trend trend = trend_of(program, trace, lever, program_.slice.values[0]);
    if (trend == Trend::Unknown && program_.of_bands != Trend::Unknown) {
      trend = trend_of(program, trace, lever, program_.slice.values[2]);
      trend = program_.of_bands == Trend::Falling ? reversed(trend) : trend;
    }
    return program_.is_penalty ? reversed(trend) : trend;
  }

  [[nodiscard]] std::optional<std::vector<FigureChange>> single(IndicatorIndex lever, Aim aim) {
    const FigureRange ends = figure_range(rulebook_, row_, lever);
    std::optional<std::int64_t> found;
    if (trend_ == Trend::Rising || trend_ == Trend::Falling) {
      found = halve(lever, aim, trend_ == Trend::Rising ? ends.highest : ends.lowest);
    } else if (trend_ == Trend::Unknown) {
      found = try_each(lever, aim, ends);
    }
    return found ? std::optional(std::vector<FigureChange>{{lever, cell(lever), *found}})
                 : std::nullopt;
  }

  // Between a value that does not reach it and one that does, both present, whatever lies between.
  std::optional<std::int64_t> halve(IndicatorIndex lever, Aim aim, std::int64_t end) {
    const std::int64_t start = cell(lever);
    const std::int64_t sign = end > start ? 1 : -1;
    if ((end - start) * sign <= 0) {
      return std::nullopt;
    }
    std::int64_t reached = last_with_result(lever, sign, (end - start) * sign);
    if (reached == 0 || !reaches(run_with(lever, start + sign * reached), aim)) {
      return std::nullopt;
    }
    std::int64_t below = 0;
    while (reached - below > 1) {
      const std::int64_t middle = below + (reached - below) / 2;
      const Result result = run_with(lever, start + sign * middle);
      if (!result.present) {
        return try_each(lever, aim, {std::min(start, end), std::max(start, end)});
      }
      (reaches(result, aim) ? reached : below) = middle;
    }
    return start + sign * reached;
  }

  // As a distance from the figure. Values at the end may have no result, as a rate of nothing or
  // points beyond the maximum.
  std::int64_t last_with_result(IndicatorIndex lever, std::int64_t sign, std::int64_t end) {
    const std::int64_t start = cell(lever);
    if (run_with(lever, start + sign * end).present) {
      return end;
    }
    std::int64_t with = 0;
    while (end - with > 1) {
      const std::int64_t middle = with + (end - with) / 2;
      (run_with(lever, start + sign * middle).present ? with : end) = middle;
    }
    return with;
  }

  std::optional<std::int64_t> try_each(IndicatorIndex lever, Aim aim, FigureRange ends) {
    std::optional<std::int64_t> found;
    visit(lever, ends, [&](std::int64_t to) {
      if (reaches(run_with(lever, to), aim)) {
        found = to;
      }
      return found.has_value();
    });
    return found;
  }

  // The values to be tried, nearest first, until `stop` says so.
  template <typename Stop>
  void visit(IndicatorIndex lever, FigureRange ends, const Stop& stop) {
    const std::int64_t start = cell(lever);
    const Turns turns = turns_of(program_.slice.program, row_, lever, ends, 0);
    const bool by_turns =
        turns.are_all &&
        moves_by_turns(program_.slice.program, lever, std::span(program_.slice.values).first(2));
    const std::int64_t tried = by_turns ? 0 : kMostTried;
    for (std::int64_t distance = 1; distance <= tried; ++distance) {
      const bool above = start + distance <= ends.highest;
      const bool below = start - distance >= ends.lowest;
      if (!above && !below) {
        return;
      }
      if ((above && stop(start + distance)) || (below && stop(start - distance))) {
        return;
      }
    }
    is_cut_ = is_cut_ || !by_turns;
    std::vector<std::int64_t> beyond;
    beyond.reserve(turns.after.size() * 2);
    for (const std::int64_t turn : turns.after) {
      for (const std::int64_t to : {turn + 1, turn}) {
        if (std::abs(to - start) > tried) {
          beyond.push_back(to);
        }
      }
    }
    std::stable_sort(beyond.begin(), beyond.end(), [&](std::int64_t a, std::int64_t b) {
      return std::pair(std::abs(a - start), a < start) < std::pair(std::abs(b - start), b < start);
    });
    for (const std::int64_t to : beyond) {
      if (stop(to)) {
        return;
      }
    }
  }

  // The most points that the figure can give alone, as far as values are tried.
  Rational most(IndicatorIndex lever) {
    const FigureRange ends = figure_range(rulebook_, row_, lever);
    Rational most = now_.points;
    const auto look = [&](std::int64_t to) {
      const Result result = run_with(lever, to);
      most = result.present && is_better(result.points, most) ? result.points : most;
      return false;
    };
    if (trend_ == Trend::Unknown) {
      visit(lever, ends, look);
    } else {
      const std::int64_t end = trend_ == Trend::Rising ? ends.highest : ends.lowest;
      const std::int64_t start = cell(lever);
      const std::int64_t sign = end > start ? 1 : -1;
      look(start + sign * last_with_result(lever, sign, (end - start) * sign));
    }
    return most;
  }

  // Every further bit of the figure gives more: there is no step to name.
  bool has_no_steps(const FigureChange& change) {
    const Indicator& indicator = rulebook_.indicators[change.indicator];
    if (indicator.type == ValueType::Count || !indicator.is_amount()) {
      return false;
    }
    const std::int64_t sign = change.to > change.from ? 1 : -1;
    if ((change.to - change.from) * sign != 1) {
      return false;
    }
    const Result one = run_with(change.indicator, change.to);
    const Result two = run_with(change.indicator, change.to + sign);
    return two.present && is_better(two.points, one.points);
  }

  // The fewest conditions and levels that must be others: sets by size, each in document order.
  std::optional<std::vector<FigureChange>> smallest_set(Aim aim) {
    for (std::size_t size = 1; size <= program_.levers.size(); ++size) {
      std::vector<FigureChange> chosen;
      if (try_sets(0, size, aim, chosen)) {
        return chosen;
      }
    }
    return std::nullopt;
  }

  bool try_sets(std::size_t first, std::size_t size, Aim aim, std::vector<FigureChange>& chosen) {
    if (chosen.size() == size) {
      return reaches(run(), aim);
    }
    for (std::size_t i = first; i < program_.levers.size(); ++i) {
      const IndicatorIndex lever = program_.levers[i];
      Column& column = row_.columns[lever];
      if (!column.states.empty() && column.states[0] != CellState::Present) {
        continue;
      }
      const std::int64_t before = column.cells[0];
      const FigureRange ends = figure_range(rulebook_, row_, lever);
      for (std::int64_t to = ends.lowest; to <= ends.highest; ++to) {
        if (to == before) {
          continue;
        }
        column.cells[0] = to;
        chosen.push_back({lever, before, to});
        const bool found = try_sets(i + 1, size, aim, chosen);
        column.cells[0] = before;
        if (found) {
          return true;
        }
        chosen.pop_back();
      }
    }
    return false;
  }

  const LeverProgram& program_;
  const Rulebook& rulebook_;
  DataChunk& row_;
  Rational most_ = 0;  // what Aim::Most asks for
  Result now_;
  Trend trend_ = Trend::Unknown;
  bool is_cut_ = false;
};

// Which way the points of bands go with their value, over all of them; Unknown where they go up and
// down, or where more than the bands decides.
Trend trend_of_bands(const Criterion& criterion, const RuleTrace& rule) {
  if (rule.bands.empty() || rule.precondition || criterion.not_applicable_when) {
    return Trend::Unknown;
  }
  bool rises = true;
  bool falls = true;
  Decimal before = rule.bands.front().points.value;
  for (const Band& band : rule.bands) {
    for (const Decimal points : {band.points.value, band.to.value_or(band.points).value}) {
      rises = rises && !(points < before) && !band.unknown;
      falls = falls && !(before < points) && !band.unknown;
      before = points;
    }
  }
  return rises ? Trend::Rising : (falls ? Trend::Falling : Trend::Unknown);
}

// Trying all sets of conditions and levels must end soon.
bool are_few(const std::vector<IndicatorIndex>& levers, const Rulebook& rulebook) {
  std::size_t sets = 1;
  for (const IndicatorIndex lever : levers) {
    const std::size_t levels = rulebook.indicators[lever].levels.size();
    sets *= levels == 0 ? 2 : levels;
    if (sets > kMostSets) {
      return false;
    }
  }
  return true;
}

// Of a part and its whole the part is what a unit can move; empty for other figures.
std::optional<IndicatorIndex> part_of_whole(const std::vector<IndicatorIndex>& inputs,
                                            const Rulebook& rulebook) {
  for (std::size_t i = 0; inputs.size() == 2 && i < 2; ++i) {
    if (rulebook.indicators[inputs[i]].at_most == inputs[1 - i]) {
      return inputs[i];
    }
  }
  return std::nullopt;
}

bool compares_units(const Program& program, std::size_t indicators) {
  return std::any_of(program.steps.begin(), program.steps.end(), [&](const Step& step) {
    return step.op == Op::Population || (step.op == Op::Load && step.argument >= indicators);
  });
}

// A part is not larger than its whole, nor a whole smaller than its parts.
FigureRange count_range(const Rulebook& rulebook, const DataChunk& row, IndicatorIndex indicator,
                        FigureRange stated) {
  if (const std::optional<IndicatorIndex> whole = rulebook.indicators[indicator].at_most) {
    stated.highest = std::min(stated.highest, row.columns[*whole].cells[0]);
  }
  for (IndicatorIndex i = 0; i < rulebook.indicators.size(); ++i) {
    if (rulebook.indicators[i].at_most == indicator) {
      stated.lowest = std::max(stated.lowest, row.columns[i].cells[0]);
    }
  }
  return stated;
}

}  // namespace

FigureRange figure_range(const Rulebook& rulebook, const DataChunk& row, IndicatorIndex figure) {
  const Indicator& indicator = rulebook.indicators[figure];
  // A bound may have more decimals than the figure: 1000.5 of a whole number.
  const auto end = [&](const std::optional<Decimal>& stated, std::int64_t fallback) {
    if (!stated) {
      return fallback;
    }
    const Rational value = to_rational(*stated);
    const std::int64_t unit = power_of_ten(indicator.decimals);
    const std::int64_t ticks =
        rounded_ticks64(value, indicator.decimals, Rounding::Down).value_or(fallback);
    const bool is_lowest = &stated == &indicator.minimum;
    return is_lowest ? ticks + (Rational(ticks) / unit < value ? 1 : 0)
                     : ticks - (Rational(ticks) / unit > value ? 1 : 0);
  };
  switch (indicator.type) {
    case ValueType::Bool:
      return {0, 1};
    case ValueType::Level:
      return {0, static_cast<std::int64_t>(indicator.levels.size()) - 1};
    case ValueType::Date:
      return {day_of(1900, 1, 1).value_or(0), kNever};
    case ValueType::Percent:
      return {end(indicator.minimum, 0),
              std::max(row.columns[figure].cells[0],
                       end(indicator.maximum, 100 * power_of_ten(indicator.decimals)))};
    case ValueType::Count:
      return count_range(rulebook, row, figure,
                         {end(indicator.minimum, 0), end(indicator.maximum, kGreatestCell)});
    case ValueType::Number:
      return {end(indicator.minimum, -kGreatestCell), end(indicator.maximum, kGreatestCell)};
    case ValueType::Points:
      break;
  }
  return {end(indicator.minimum, 0), end(indicator.maximum, kGreatestCell)};
}

LeverProgram lever_program(const Rulebook& rulebook, const ScoringProgram& program,
                           CriterionIndex criterion) {
  const ScoringProgram::Node& node = program.nodes[criterion];
  LeverProgram result;
  std::vector<Quotient> wanted{node.points, node.maximum};
  result.of_bands = trend_of_bands(rulebook.criteria[criterion], *node.trace);
  if (result.of_bands != Trend::Unknown) {
    wanted.push_back(node.trace->compared ? *node.trace->compared : *node.trace->operand);
  }
  result.slice = slice(program.program, wanted);
  result.is_penalty = rulebook.penalty == rulebook.root_of(criterion);
  if (compares_units(result.slice.program, rulebook.indicators.size())) {
    return result;
  }
  const std::vector<IndicatorIndex>& inputs = node.trace->inputs;
  if (const std::optional<IndicatorIndex> lever = rulebook.criteria[criterion].lever) {
    result.levers = {*lever};
  } else if (inputs.size() == 1) {
    result.levers = inputs;
  } else if (const std::optional<IndicatorIndex> part = part_of_whole(inputs, rulebook)) {
    result.levers = {*part};
  } else {
    std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(result.levers),
                 [&](IndicatorIndex i) { return rulebook.indicators[i].is_named(); });
    if (!are_few(result.levers, rulebook)) {
      result.levers.clear();
    }
  }
  return result;
}

LeverSteps find_lever_steps(const LeverProgram& program, const Rulebook& rulebook, DataChunk& row) {
  return LeverSearch(program, rulebook, row).find();
}

}  // namespace parindex
