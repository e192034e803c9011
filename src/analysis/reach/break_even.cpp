// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/break_even.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/account/given_points.h"
#include "analysis/probe/lever.h"
#include "analysis/probe/movable.h"
#include "analysis/probe/trend.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

using Figure = BreakEven::Figure;
using Stretch = BreakEven::Stretch;

// Scored for one figure; fewer where that takes fractions.
constexpr std::int64_t kMostRows = 1'000'000;
constexpr std::int64_t kMostExactRows = 2'000;

// What the unit comes to with one value of the figure.
struct Point {
  std::int64_t cell = 0;
  std::int64_t index = 0;  // printed ticks
  bool present = false;    // false: no index
  std::uint8_t grade = ScoringProgram::kUngraded;
  std::uint32_t rank = ScoreSheet::kUnranked;
};

// Draw d gives the only parameter the d-th of some values.
class GivenValues final : public DrawSource {
 public:
  explicit GivenValues(std::vector<std::int64_t> cells) : cells_(std::move(cells)) {}
  [[nodiscard]] std::optional<Outcome> value(std::size_t /*parameter*/,
                                             std::uint64_t draw) const override {
    return Outcome{cells_[draw - 1], CellState::Present};
  }
  [[nodiscard]] std::uint64_t count() const { return cells_.size(); }
  [[nodiscard]] std::int64_t cell(std::uint64_t draw) const { return cells_[draw - 1]; }

 private:
  std::vector<std::int64_t> cells_;
};

// Some rows of a model, in their order.
DrawModel rows_of(const DrawModel& model, const std::vector<std::uint32_t>& rows) {
  DrawModel result;
  result.rulebook = model.rulebook;
  result.program = model.program;
  result.ranked_groups = model.ranked_groups;
  result.data.columns.resize(model.data.columns.size());
  for (const std::uint32_t row : rows) {
    result.data.units.push_back(model.data.units[row]);
    result.data.row_offsets.push_back(model.data.row_offsets[row]);
    for (std::size_t i = 0; i < model.data.columns.size(); ++i) {
      const Column& from = model.data.columns[i];
      Column& to = result.data.columns[i];
      to.cells.push_back(from.cells[row]);
      if (!from.states.empty()) {
        to.states.push_back(from.states[row]);
      }
    }
  }
  return result;
}

class BreakEvenFinder {
 public:
  BreakEvenFinder(const DrawModel& model, std::size_t row, const TargetGoal& goal)
      : rulebook_(*model.rulebook),
        program_(*model.program),
        goal_(goal),
        alone_(rows_of(model, {static_cast<std::uint32_t>(row)})),
        scored_(rows_of(model, rows_needed(model, row, goal))) {
    while (scored_.data.row_offsets[row_] != model.data.row_offsets[row]) {
      ++row_;
    }
    const int scale = program_.program.scales[program_.rounded_index];
    const Rational wanted = to_rational(goal.index) * power_of_ten(scale);
    least_index_ = static_cast<std::int64_t>(wanted);
    least_index_ += wanted > least_index_ ? 1 : 0;
  }

  BreakEven find() {
    BreakEven result;
    result.holds_now = holds_now();
    for (const IndicatorIndex figure : movable()) {
      result.figures.push_back(look_at(figure, result.holds_now));
    }
    return result;
  }

 private:
  // The unit; for a rank its group; where rules compare units, all of them.
  static std::vector<std::uint32_t> rows_needed(const DrawModel& model, std::size_t row,
                                                const TargetGoal& goal) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < model.data.units.size(); ++i) {
      const bool in_group = goal.kind == TargetGoal::Kind::Rank &&
                            model.data.units[i].group == model.data.units[row].group;
      if (i == row || in_group || !model.program->derived.empty()) {
        rows.push_back(i);
      }
    }
    return rows;
  }

  // ---- which figures ----

  // The values of the program that say whether the goal is reached.
  [[nodiscard]] std::vector<Quotient> deciding() const {
    switch (goal_.kind) {
      case TargetGoal::Kind::Index:
        return {{program_.rounded_index, Quotient::kNone}};
      case TargetGoal::Kind::Grade:
        return {{program_.grade, Quotient::kNone}};
      case TargetGoal::Kind::Rank:
        break;
    }
    std::vector<Quotient> values = program_.rank_keys;
    if (program_.ranked != Quotient::kNone) {
      values.push_back({program_.ranked, Quotient::kNone});
    }
    return values;
  }

  [[nodiscard]] bool has_value(IndicatorIndex figure) const {
    const Column& column = alone_.data.columns[figure];
    return column.states.empty() || column.states[0] == CellState::Present;
  }

  [[nodiscard]] bool is_whole(IndicatorIndex figure) const {
    return std::any_of(rulebook_.indicators.begin(), rulebook_.indicators.end(),
                       [&](const Indicator& part) { return part.at_most == figure; });
  }

  [[nodiscard]] bool is_named_lever(IndicatorIndex figure) const {
    return std::any_of(rulebook_.criteria.begin(), rulebook_.criteria.end(),
                       [&](const Criterion& criterion) { return criterion.lever == figure; });
  }

  [[nodiscard]] std::vector<IndicatorIndex> movable() const {
    std::vector<Quotient> values = deciding();
    for (const Statistic& statistic : program_.statistics) {
      values.push_back(statistic.operand);
    }
    std::vector<IndicatorIndex> figures =
        figures_behind(program_, values, rulebook_.indicators.size());
    std::erase_if(figures, [&](IndicatorIndex figure) {
      return !has_value(figure) || rulebook_.indicators[figure].of_board ||
             (is_whole(figure) && !is_named_lever(figure));
    });
    return figures;
  }

  // ---- whether it holds ----

  std::vector<Point> run(DrawRunner& runner, const GivenValues& values) {
    std::vector<Point> points;
    points.reserve(values.count());
    for (std::uint64_t first = 1; first <= values.count(); first += runner.draws_per_run()) {
      const std::size_t draws =
          std::min<std::size_t>(runner.draws_per_run(), values.count() - first + 1);
      runner.run(values, first, draws);
      exact_rows_ += static_cast<std::int64_t>(runner.exact_rows());
      for (std::size_t at = 0; at < draws; ++at) {
        points.push_back({values.cell(first + at), runner.index(at, row_),
                          runner.state(at, row_) == CellState::Present, runner.grade(at, row_),
                          runner.rank(at, row_)});
      }
    }
    return points;
  }

  [[nodiscard]] bool holds(const Point& point) const {
    if (!point.present) {
      return false;
    }
    switch (goal_.kind) {
      case TargetGoal::Kind::Index:
        return point.index >= least_index_;
      case TargetGoal::Kind::Grade:
        return point.grade <= goal_.grade;
      case TargetGoal::Kind::Rank:
        break;
    }
    return point.rank != ScoreSheet::kUnranked && point.rank <= goal_.rank;
  }

  bool holds_now() {
    scored_.parameters.clear();
    DrawRunner runner(scored_, program_, {}, DrawRunner::usual_draws(scored_));
    return holds(run(runner, GivenValues({0})).front());
  }

  // Whether the first comes nearer to what is wanted.
  [[nodiscard]] bool is_better(const Point& a, const Point& b) const {
    const auto place = [&](const Point& point) -> std::uint32_t {
      if (!point.present) {
        return std::numeric_limits<std::uint32_t>::max();
      }
      if (goal_.kind == TargetGoal::Kind::Grade) {
        return point.grade;
      }
      const bool unranked = point.rank == ScoreSheet::kUnranked;
      return goal_.kind == TargetGoal::Kind::Index ? 0 : point.rank - (unranked ? 1 : 0);
    };
    return place(a) != place(b) ? place(a) < place(b) : a.index > b.index;
  }

  // ---- one figure ----

  // All that it may be. Points that a board gives end at the maximum of their criterion.
  [[nodiscard]] Stretch possible(IndicatorIndex figure) const {
    const FigureRange range = figure_range(rulebook_, alone_.data, figure);
    const std::optional<std::int64_t> most = most_given_points(rulebook_, program_, figure);
    return {range.lowest, std::min(range.highest, most.value_or(range.highest))};
  }

  Figure look_at(IndicatorIndex indicator, bool holds_now) {
    Figure figure;
    figure.indicator = indicator;
    figure.now = alone_.data.columns[indicator].cells[0];
    figure.possible = possible(indicator);
    Parameter parameter;
    parameter.indicator = indicator;
    parameter.row = static_cast<std::uint32_t>(row_);
    scored_.parameters = {parameter};
    DrawRunner runner(scored_, program_, {}, DrawRunner::usual_draws(scored_));
    const std::int64_t most_values = how_many(runner, figure);
    Point best{figure.now, 0, false};
    bool found = false;
    exact_rows_ = 0;
    if (figure.possible.to - figure.possible.from < most_values) {
      figure.searched = figure.possible;
      found = try_all(runner, figure, best);
    } else {
      found = goes_one_way(indicator) && halve(runner, figure, best);
    }
    const bool took_fractions = exact_rows_ > kMostExactRows;
    found = found || (!took_fractions && try_around(runner, figure, best, most_values));
    if (!found) {
      const auto units = static_cast<std::int64_t>(runner.units());
      try_around(runner, figure, best, kMostExactRows / units);
    }
    turn(figure, holds_now, best.cell);
    const Point there = run(runner, GivenValues({figure.turn.value_or(figure.now)})).front();
    figure.index = there.index;
    figure.has_index = there.present;
    return figure;
  }

  // How many values of the figure can be tried: by what the first ones cost.
  [[nodiscard]] std::int64_t how_many(DrawRunner& runner, const Figure& figure) {
    constexpr std::size_t kFirst = 16;
    const std::size_t tried = std::min(kFirst, runner.draws_per_run());
    std::vector<std::int64_t> first;
    for (std::size_t i = 0; i < tried; ++i) {
      const std::int64_t distance = static_cast<std::int64_t>(i) / 2 * (i % 2 == 0 ? 1 : -1);
      first.push_back(std::clamp(figure.now + distance, figure.possible.from, figure.possible.to));
    }
    run(runner, GivenValues(std::move(first)));
    const std::size_t rows = tried * runner.units();
    const bool exact = 2 * runner.exact_rows() > rows || !program_.derived.empty();
    return (exact ? kMostExactRows : kMostRows) / static_cast<std::int64_t>(runner.units());
  }

  // So many values around what the figure is now.
  bool try_around(DrawRunner& runner, Figure& figure, Point& best, std::int64_t values) {
    figure.search = Figure::Search::Part;
    figure.searched = {std::max(figure.possible.from, figure.now - values / 2),
                       std::min(figure.possible.to, figure.now + values / 2)};
    return try_all(runner, figure, best);
  }

  // All values of `searched`. False where too many of them turned out to take fractions.
  bool try_all(DrawRunner& runner, Figure& figure, Point& best) {
    constexpr std::int64_t kAtOnce = 1'024;
    const std::int64_t rows =
        (figure.searched.to - figure.searched.from + 1) * static_cast<std::int64_t>(runner.units());
    exact_rows_ = 0;
    best = {figure.now, 0, false};
    figure.enough.clear();
    for (std::int64_t first = figure.searched.from; first <= figure.searched.to; first += kAtOnce) {
      std::vector<std::int64_t> cells;
      for (std::int64_t cell = first; cell <= std::min(first + kAtOnce - 1, figure.searched.to);
           ++cell) {
        cells.push_back(cell);
      }
      for (const Point& point : run(runner, GivenValues(std::move(cells)))) {
        take(point, figure, best);
      }
      if (exact_rows_ > kMostExactRows && rows > 2 * kMostExactRows) {
        return false;
      }
    }
    return true;
  }

  void take(const Point& point, Figure& figure, Point& best) const {
    const auto distance = [&](const Point& one) {
      return one.cell > figure.now ? one.cell - figure.now : figure.now - one.cell;
    };
    if (is_better(point, best) || (!is_better(best, point) && distance(point) < distance(best))) {
      best = point;
    }
    if (!holds(point)) {
      return;
    }
    if (!figure.enough.empty() && figure.enough.back().to == point.cell - 1) {
      figure.enough.back().to = point.cell;
    } else {
      figure.enough.push_back({point.cell, point.cell});
    }
  }

  // Whether the result goes one way with the figure, wherever there is one.
  [[nodiscard]] bool goes_one_way(IndicatorIndex figure) const {
    if (!program_.derived.empty()) {
      return false;
    }
    const std::vector<ExactCell> trace = evaluate_exact(program_.program, alone_.data.inputs(), 0);
    Trend all = Trend::Fixed;
    for (const Quotient value : deciding()) {
      const Trend own = trend_of(program_.program, trace, figure, value);
      if (own == Trend::Unknown || (all != Trend::Fixed && own != Trend::Fixed && own != all)) {
        return false;
      }
      all = all == Trend::Fixed ? own : all;
    }
    return true;
  }

  // Where the result goes one way. False where a value in between has no result: then nothing is
  // proved.
  bool halve(DrawRunner& runner, Figure& figure, Point& best) {
    const std::optional<Stretch> with_result = around_now(runner, figure);
    if (!with_result) {
      return false;
    }
    const auto [low, high] = *with_result;
    const std::vector<Point> ends = run(runner, GivenValues({low, high}));
    const Point& first = ends[0];
    const Point& last = ends[1];
    figure.search = Figure::Search::Halving;
    figure.searched = {low, high};
    best = is_better(last, first) ? last : first;
    const auto is_enough = [&](const Point& point) { return holds(point); };
    const auto is_best = [&](const Point& point) { return !is_better(best, point); };
    if (holds(first) == holds(last)) {
      figure.enough = holds(first) ? std::vector<Stretch>{{low, high}} : std::vector<Stretch>();
      const std::optional<Stretch> as_good = part(runner, {low, high}, is_best);
      best.cell = as_good ? std::clamp(figure.now, as_good->from, as_good->to) : best.cell;
      return as_good.has_value();
    }
    const std::optional<Stretch> enough = part(runner, {low, high}, is_enough);
    figure.enough = enough ? std::vector<Stretch>{*enough} : std::vector<Stretch>();
    return enough.has_value();
  }

  // The possible values without those at the ends that have no result, as a rate of nothing or
  // points beyond the maximum of their criterion.
  std::optional<Stretch> around_now(DrawRunner& runner, const Figure& figure) {
    const auto has_result = [](const Point& point) { return point.present; };
    if (!run(runner, GivenValues({figure.now})).front().present) {
      return std::nullopt;
    }
    const std::optional<Stretch> below =
        part(runner, {figure.possible.from, figure.now}, has_result, true);
    const std::optional<Stretch> above =
        part(runner, {figure.now, figure.possible.to}, has_result, true);
    return Stretch{below->from, above->to};
  }

  // The part of a stretch in which something is so, where it is so at one end or at both and
  // changes once: by trying many values at once. Empty where a value without result comes between,
  // unless `any` is allowed.
  template <typename Predicate>
  [[nodiscard]] std::optional<Stretch> part(DrawRunner& runner, Stretch all, const Predicate& is_so,
                                            bool any = false) {
    constexpr std::int64_t kAtOnce = 1'000;
    auto [low, high] = all;
    const std::vector<Point> ends = run(runner, GivenValues({low, high}));
    const bool first = is_so(ends[0]);
    if (first == is_so(ends[1])) {
      return all;
    }
    while (high - low > 1) {
      const std::int64_t step = std::max<std::int64_t>(1, (high - low) / kAtOnce);
      std::vector<std::int64_t> cells;
      cells.reserve(kAtOnce + 1);
      for (std::int64_t cell = low + step; cell < high; cell += step) {
        cells.push_back(cell);
      }
      for (const Point& point : run(runner, GivenValues(std::move(cells)))) {
        if (!point.present && !any) {
          return std::nullopt;
        }
        if (is_so(point) != first) {
          high = point.cell;
          break;
        }
        low = point.cell;
      }
    }
    return first ? Stretch{all.from, low} : Stretch{high, all.to};
  }

  // The value that the report names: see Figure::turn.
  static void turn(Figure& figure, bool holds_now, std::int64_t best) {
    const auto nearest = [&](std::int64_t& kept, std::int64_t cell) {
      if (std::abs(cell - figure.now) < std::abs(kept - figure.now)) {
        kept = cell;
      }
    };
    if (!figure.is_enough()) {
      figure.turn = best;
    } else if (!holds_now) {
      std::int64_t kept = figure.enough.front().from;
      for (const Stretch& stretch : figure.enough) {
        nearest(kept, stretch.from);
        nearest(kept, stretch.to);
      }
      figure.turn = kept;
    } else {
      for (const Stretch& stretch : figure.enough) {
        if (stretch.from <= figure.now && figure.now <= stretch.to) {
          const bool below = stretch.from > figure.searched.from;
          const bool above = stretch.to < figure.searched.to;
          figure.turn = below ? std::optional(stretch.from) : std::nullopt;
          if (above && (!below || stretch.to - figure.now < figure.now - stretch.from)) {
            figure.turn = stretch.to;
          }
        }
      }
    }
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const TargetGoal& goal_;
  DrawModel alone_;      // the unit
  DrawModel scored_;     // the unit, or its group
  std::size_t row_ = 0;  // of the unit in scored_
  std::int64_t least_index_ = 0;
  std::int64_t exact_rows_ = 0;  // of the search at hand
};

}  // namespace

BreakEven find_break_even(const DrawModel& model, std::size_t row, const TargetGoal& goal) {
  return BreakEvenFinder(model, row, goal).find();
}

}  // namespace parindex
