// SPDX-License-Identifier: Apache-2.0
#include "analysis/target.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "analysis/cheapest.h"
#include "analysis/gates.h"
#include "analysis/target_places.h"
#include "base/codes.h"

namespace parindex {
namespace {

constexpr std::size_t kMostOthers = 3;

// The least value, or what must be passed.
struct Needed {
  Rational value = 0;
  bool more_than = false;
};

// What a value must come to so that it is at least (or above, if open) a threshold once it is
// rounded.
Needed before_rounding(const Rational& threshold, bool open, RoundingRule rule) {
  BigInteger unit = boost::multiprecision::pow(BigInteger(10), static_cast<unsigned>(rule.digits));
  const Rational scaled = threshold * unit;
  BigInteger ticks = numerator(scaled) / denominator(scaled);  // towards zero
  const bool whole = denominator(scaled) == 1;
  if (threshold >= 0 && (open || !whole)) {
    ticks += 1;
  }
  const Rational least(ticks, unit);
  const Rational half(BigInteger(1), 2 * unit);
  switch (rule.mode) {
    case Rounding::HalfUp:
      return {least - half, false};
    case Rounding::HalfEven:
      return {least - half, ticks % 2 != 0};
    case Rounding::Down:
      return {least, false};
    case Rounding::Up:
      return {least - 2 * half, true};
  }
  return {least, false};
}

class TargetFinder {
 public:
  TargetFinder(const Rulebook& rulebook, const ScoringProgram& program, DataChunk row,
               const TargetGoal& goal, const TargetOptions& options, Diagnostics& diagnostics)
      : rulebook_(rulebook),
        program_(program),
        row_(std::move(row)),
        goal_(goal),
        options_(options),
        diagnostics_(diagnostics),
        now_(evaluate_exact(program.program, row_.inputs(), 0)) {}

  std::optional<TargetAnswer> find() {
    TargetAnswer target;
    target.index_now = read(now_, program_.index).value;
    if (is_reached(now_)) {
      target.kind = TargetAnswer::Kind::Already;
      target.way = way_of({});
      return target;
    }
    gates_ = goal_.kind == TargetGoal::Kind::Grade ? gates_of(rulebook_, program_, goal_.grade)
                                                   : std::vector<Gate>{};
    std::vector<MovableFigure> figures = movable_figures(rulebook_, program_, row_, held());
    for (const MovableFigure& figure : figures) {
      note_cut(figure);
    }
    std::optional<TargetPlaces> places = find_places(rulebook_, program_, row_, std::move(figures),
                                                     {gates_, looked_at()}, diagnostics_);
    if (!places) {
      return std::nullopt;
    }
    places_ = std::move(*places);
    return solve(std::move(target));
  }

 private:
  std::vector<ExactCell> run(const std::vector<ExactCell>& before,
                             std::span<const FigureChange> changes) {
    return run_changed(program_, row_, before, changes);
  }
  std::vector<ExactCell> run(const std::vector<ExactCell>& before, const FigureChange& change) {
    return run(before, std::span(&change, 1));
  }

  // ---- the goal ----

  [[nodiscard]] IndexForm form() const {
    switch (goal_.kind) {
      case TargetGoal::Kind::Grade:
        return rulebook_.grading;
      case TargetGoal::Kind::Rank:
        return rulebook_.ranking.on;
      case TargetGoal::Kind::Index:
        break;
    }
    return {.rounded = true};
  }

  [[nodiscard]] Value looked_at() const {
    return form().before_bonus ? program_.base_index : program_.index;
  }

  [[nodiscard]] Needed needed() const {
    Rational threshold = to_rational(goal_.index);
    bool open = false;
    if (goal_.kind == TargetGoal::Kind::Grade) {
      const std::optional<Bound>& from = rulebook_.grades[goal_.grade].from;
      threshold = from ? to_rational(from->value) : Rational(-1000);
      open = from && from->open;
    } else if (goal_.kind == TargetGoal::Kind::Rank) {
      threshold = goal_.to_pass.value_or(Rational(-1000));
      open = !rulebook_.ranking.keys.empty();
    }
    return form().rounded ? before_rounding(threshold, open, rulebook_.index_rounding)
                          : Needed{threshold, open};
  }

  [[nodiscard]] std::optional<std::size_t> grade_in(const std::vector<ExactCell>& trace) const {
    if (program_.grade == Value::kNone) {
      return std::nullopt;
    }
    const ExactCell& cell = trace[program_.grade];
    const auto grade = static_cast<std::size_t>(numerator(cell.value));
    return cell.state == CellState::Present && grade < rulebook_.grades.size()
               ? std::optional(grade)
               : std::nullopt;
  }

  [[nodiscard]] bool is_reached(const std::vector<ExactCell>& trace) const {
    const ExactCell value = read(trace, looked_at());
    const Needed least = needed();
    if (value.state != CellState::Present || value.value < least.value ||
        (least.more_than && value.value == least.value)) {
      return false;
    }
    const std::optional<std::size_t> grade = grade_in(trace);
    return goal_.kind != TargetGoal::Kind::Grade || (grade && *grade <= goal_.grade);
  }

  // ---- what may be moved, and its price ----

  [[nodiscard]] std::vector<bool> held() const {
    std::vector<bool> result = options_.held;
    result.resize(rulebook_.indicators.size(), false);
    for (std::size_t i = 0; i < options_.days.size(); ++i) {
      result[i] = result[i] || !options_.days[i];
    }
    return result;
  }

  // In the smallest unit of the days that were stated.
  [[nodiscard]] std::int64_t ticks_of(IndicatorIndex indicator) const {
    return options_.days.empty() ? 1 : ticks_at(*options_.days[indicator], scale()).value_or(0);
  }
  [[nodiscard]] int scale() const {
    int most = 0;
    for (const std::optional<Decimal>& days : options_.days) {
      most = std::max(most, days ? days->scale : 0);
    }
    return most;
  }
  [[nodiscard]] std::int64_t effort_of(const PlaceMove& move) const {
    std::int64_t effort = 0;
    for (std::size_t i = 0; i < move.changes.size(); ++i) {
      effort += move.steps[i] * ticks_of(move.changes[i].indicator);
    }
    return effort;
  }

  // What is beyond the last value looked at costs at least so much.
  void note_cut(const MovableFigure& figure) {
    if (figure.is_cut) {
      const std::int64_t beyond = (MovableFigure::kMostSteps + 1) * ticks_of(figure.indicator);
      beyond_ = beyond_ ? std::min(*beyond_, beyond) : beyond;
    }
  }

  // ---- the question and its answer ----

  struct Asked {
    CheapestQuestion question;
    std::vector<std::vector<std::size_t>> moves;  // by place, then alternative: TargetPlace::moves
    bool possible = true;                         // every place can meet its gates
  };

  // `without`: an indicator that stays as it is.
  [[nodiscard]] Asked ask(bool with_gates, std::optional<IndicatorIndex> without) const {
    Asked asked;
    const Needed least = needed();
    asked.question.needed = least.value - read(now_, looked_at()).value;
    asked.question.more_than = least.more_than;
    for (const TargetPlace& place : places_.places) {
      std::vector<Alternative> alternatives;
      std::vector<std::size_t> moves;
      for (std::size_t i = 0; i < place.moves.size(); ++i) {
        const PlaceMove& move = place.moves[i];
        const bool meets =
            std::find(move.meets.begin(), move.meets.end(), false) == move.meets.end();
        const bool moves_it =
            std::any_of(move.changes.begin(), move.changes.end(),
                        [&](const FigureChange& one) { return one.indicator == without; });
        if ((meets || !with_gates) && !moves_it) {
          alternatives.push_back({effort_of(move), move.gain});
          moves.push_back(i);
        }
      }
      asked.possible = asked.possible && !alternatives.empty();
      asked.question.places.push_back(std::move(alternatives));
      asked.moves.push_back(std::move(moves));
    }
    for (std::size_t i = 0; with_gates && i < places_.shared.size(); ++i) {
      add_floor(places_.shared[i], asked.question.floors);
    }
    return asked;
  }

  static void add_floor(const SharedGate& shared, std::vector<GainFloor>& floors) {
    for (GainFloor& floor : floors) {
      if (floor.places == shared.places) {
        floor.least = std::max(floor.least, shared.least);
        return;
      }
    }
    floors.push_back({shared.places, shared.least});
  }

  [[nodiscard]] std::vector<PlaceMove> moves_of(const Asked& asked,
                                                const CheapestAnswer& answer) const {
    std::vector<PlaceMove> result;
    for (std::size_t place = 0; place < answer.taken.size(); ++place) {
      const PlaceMove& move = places_.places[place].moves[asked.moves[place][answer.taken[place]]];
      if (!move.changes.empty()) {
        result.push_back(move);
      }
    }
    return result;
  }

  std::optional<TargetAnswer> solve(TargetAnswer target) {
    if (rulebook_.clamps() && rulebook_.penalty && target.index_now == 0) {
      report(codes::kTargetTooLarge, "the index is cut at 0, so that gains do not add up",
             "remove the penalty from the figures first");
      return std::nullopt;
    }
    look_for_blocks(target);
    const Asked asked = ask(true, std::nullopt);
    CheapestAnswer answer;
    if (asked.possible && target.blocked.empty() && !target.conditions_fail) {
      answer = find_cheapest(asked.question);
    }
    if (answer.kind == CheapestAnswer::Kind::TooLarge ||
        (answer.kind == CheapestAnswer::Kind::Found && beyond_ && answer.effort >= *beyond_)) {
      report(codes::kTargetTooLarge, "too many steps to be tried",
             "hold some figures with `--not`");
      return std::nullopt;
    }
    if (answer.kind == CheapestAnswer::Kind::Found) {
      return reached(std::move(target), asked, answer);
    }
    target.kind = TargetAnswer::Kind::OutOfReach;
    const Asked anything = ask(false, std::nullopt);
    target.way = way_of(moves_of(anything, find_cheapest(anything.question)));
    return target;
  }

  std::optional<TargetAnswer> reached(TargetAnswer target, const Asked& asked,
                                      const CheapestAnswer& answer) {
    target.kind = TargetAnswer::Kind::Reached;
    std::vector<PlaceMove> moves = moves_of(asked, answer);
    if (!is_reached(run(now_, changes_of(moves)))) {
      report(codes::kTargetNotProved,
             "the cheapest steps reach what was asked for, but the rulebook then gives another "
             "grade: conditions of a better grade, or a limit of the index, come in between",
             "ask for the better grade, or hold figures with `--not`");
      return std::nullopt;
    }
    trim(moves);
    target.way = way_of(moves);
    std::set<IndicatorIndex> moved;
    for (const TargetStep& step : target.way.steps) {
      moved.insert(step.change.indicator);
    }
    struct Other {
      std::int64_t effort = 0;
      std::vector<PlaceMove> moves;
    };
    std::vector<Other> others;
    for (const IndicatorIndex indicator : moved) {
      const Asked other = ask(true, indicator);
      const CheapestAnswer way = other.possible ? find_cheapest(other.question) : CheapestAnswer{};
      if (way.kind == CheapestAnswer::Kind::Found) {
        others.push_back({way.effort, moves_of(other, way)});
      }
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const Other& a, const Other& b) { return a.effort < b.effort; });
    for (Other& other : others) {
      if (target.others.size() == kMostOthers) {
        break;
      }
      add_other(std::move(other.moves), target.others);
    }
    return target;
  }

  void add_other(std::vector<PlaceMove> moves, std::vector<TargetWay>& others) {
    if (!is_reached(run(now_, changes_of(moves)))) {
      return;
    }
    trim(moves);
    TargetWay way = way_of(moves);
    const bool known = std::any_of(others.begin(), others.end(), [&](const TargetWay& other) {
      return std::equal(other.steps.begin(), other.steps.end(), way.steps.begin(), way.steps.end(),
                        [](const TargetStep& a, const TargetStep& b) {
                          return a.change.indicator == b.change.indicator &&
                                 a.change.to == b.change.to;
                        });
    });
    if (!known) {
      others.push_back(std::move(way));
    }
  }

  // Gates that nothing moves, or that no move of their place meets.
  void look_for_blocks(TargetAnswer& target) const {
    std::set<std::size_t> failing;
    for (const std::size_t gate : places_.untouched) {
      if (!gates_[gate].is_met(now_)) {
        failing.insert(gate);
      }
    }
    for (const TargetPlace& place : places_.places) {
      for (std::size_t i = 0; i < place.gates.size(); ++i) {
        if (std::none_of(place.moves.begin(), place.moves.end(),
                         [&](const PlaceMove& move) { return move.meets[i]; })) {
          failing.insert(place.gates[i]);
        }
      }
    }
    for (const std::size_t gate : failing) {
      if (gates_[gate].criterion) {
        target.blocked.push_back(*gates_[gate].criterion);
      } else {
        target.conditions_fail = true;
      }
    }
  }

  // ---- ways ----

  static std::vector<FigureChange> changes_of(const std::vector<PlaceMove>& moves) {
    std::vector<FigureChange> changes;
    for (const PlaceMove& move : moves) {
      changes.insert(changes.end(), move.changes.begin(), move.changes.end());
    }
    return changes;
  }

  // A rate without steps goes to what gives the maximum; often less is enough.
  void trim(std::vector<PlaceMove>& moves) {
    std::vector<ExactCell> trace = run(now_, changes_of(moves));
    for (PlaceMove& move : moves) {
      for (FigureChange& change : move.changes) {
        const auto is_enough = [&](std::int64_t cell) {
          return is_reached(run(trace, FigureChange{change.indicator, change.from, cell}));
        };
        std::int64_t enough = change.to;
        std::int64_t too_little = change.from;
        const std::int64_t one_less = enough > too_little ? enough - 1 : enough + 1;
        if (!is_enough(one_less)) {
          too_little = one_less;
        }
        while (std::abs(enough - too_little) > 1) {
          const std::int64_t middle = too_little + (enough - too_little) / 2;
          (is_enough(middle) ? enough : too_little) = middle;
        }
        change.to = enough;
        trace = run(trace, change);
      }
    }
  }

  TargetWay way_of(const std::vector<PlaceMove>& moves) {
    TargetWay way;
    for (const PlaceMove& move : moves) {
      for (std::size_t i = 0; i < move.changes.size(); ++i) {
        const FigureChange& change = move.changes[i];
        TargetStep step;
        step.change = change;
        step.steps = move.steps[i];
        step.effort = ticks_to_rational(step.steps * ticks_of(change.indicator), scale());
        step.index = gain_alone(change);
        way.effort += step.effort;
        way.steps.push_back(std::move(step));
      }
    }
    std::stable_sort(way.steps.begin(), way.steps.end(),
                     [](const TargetStep& a, const TargetStep& b) { return a.index > b.index; });
    add_up(way);
    return way;
  }

  // What the index gains by one change; the ways share most of theirs.
  Rational gain_alone(const FigureChange& change) {
    const auto [known, fresh] = alone_.emplace(std::pair(change.indicator, change.to), 0);
    if (fresh) {
      const std::vector<ExactCell> after = run(now_, change);
      known->second = read(after, looked_at()).value - read(now_, looked_at()).value;
    }
    return known->second;
  }

  // One step after the other, so that their gains add up to the whole.
  void add_up(TargetWay& way) {
    std::vector<ExactCell> before = now_;
    for (TargetStep& step : way.steps) {
      std::vector<ExactCell> after = run(before, step.change);
      step.criteria = moved_criteria(before, after);
      step.points = 0;
      for (const CriterionIndex i : step.criteria) {
        step.points += read(after, program_.nodes[i].points).value -
                       read(before, program_.nodes[i].points).value;
      }
      step.index = read(after, program_.index).value - read(before, program_.index).value;
      before = std::move(after);
    }
    way.index = read(before, program_.index).value;
    way.grade = grade_in(before);
  }

  [[nodiscard]] std::vector<CriterionIndex> moved_criteria(
      const std::vector<ExactCell>& before, const std::vector<ExactCell>& after) const {
    std::vector<CriterionIndex> result;
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      const Value points = program_.nodes[i].points;
      if (rulebook_.criteria[i].is_leaf() &&
          read(before, points).value != read(after, points).value) {
        result.push_back(i);
      }
    }
    return result;
  }

  void report(std::string_view code, std::string message, std::string help) {
    diagnostics_.add({.severity = Severity::Error,
                      .code = code,
                      .message = std::move(message),
                      .primary = {},
                      .related = {},
                      .help = std::move(help),
                      .topic = ""});
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  DataChunk row_;
  const TargetGoal& goal_;
  const TargetOptions& options_;
  Diagnostics& diagnostics_;
  const std::vector<ExactCell> now_;
  std::vector<Gate> gates_;
  TargetPlaces places_;
  std::optional<std::int64_t> beyond_;  // the least effort of what was left out
  std::map<std::pair<IndicatorIndex, std::int64_t>, Rational> alone_;
};

}  // namespace

std::optional<TargetAnswer> find_target(const Rulebook& rulebook, const ScoringProgram& program,
                                        DataChunk row, const TargetGoal& goal,
                                        const TargetOptions& options, Diagnostics& diagnostics) {
  return TargetFinder(rulebook, program, std::move(row), goal, options, diagnostics).find();
}

Rational ranked_on(const ScoringProgram& program, const RowSource& rows, std::uint64_t row_offset) {
  const DataChunk chunk = rows.row(row_offset);
  return read(evaluate_exact(program.program, chunk.inputs(), 0), program.rank_keys.front()).value;
}

}  // namespace parindex
