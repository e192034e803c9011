// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/target.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "analysis/reach/min_cost.h"
#include "analysis/reach/target_goal.h"
#include "analysis/reach/target_places.h"
#include "base/codes.h"

namespace parindex {
namespace {

constexpr std::size_t kMostOthers = 3;

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
        now_(evaluate_exact(program.program, row_.inputs(), 0)),
        looked_at_(looked_at(rulebook, program, goal)) {}

  std::optional<TargetAnswer> find() {
    TargetAnswer target;
    target.index_now = read(now_, program_.index).value;
    if (reaches(now_)) {
      target.kind = TargetAnswer::Kind::Already;
      target.way = way_of({});
      return target;
    }
    std::vector<TargetAim> aims = aims_of(rulebook_, program_, goal_);
    std::vector<GradeCondition> conditions;
    for (const TargetAim& aim : aims) {
      conditions.insert(conditions.end(), aim.conditions.begin(), aim.conditions.end());
    }
    const std::vector<MovableFigure> figures =
        movable_figures(rulebook_, program_, row_, held(), conditions);
    for (const MovableFigure& figure : figures) {
      note_cut(figure);
    }
    for (TargetAim& aim : aims) {
      std::optional<TargetPlaces> places = find_places(rulebook_, program_, row_, figures,
                                                       {aim.conditions, looked_at_}, diagnostics_);
      if (!places) {
        return std::nullopt;
      }
      branches_.push_back({std::move(aim), std::move(*places)});
    }
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

  [[nodiscard]] bool reaches(const std::vector<ExactCell>& trace) const {
    return is_reached(rulebook_, program_, goal_, trace);
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
    if (figure.steps_of_cut) {
      const std::int64_t beyond = *figure.steps_of_cut * ticks_of(figure.indicator);
      if (!beyond_ || beyond < *beyond_) {
        beyond_ = beyond;
        beyond_of_ = figure.indicator;
      }
    }
  }

  // ---- the question and its answer ----

  // One way to meet the goal, and what can be done about it.
  struct Branch {
    TargetAim aim;
    TargetPlaces places;
  };

  struct Asked {
    MinCostQuestion question;
    std::vector<std::vector<std::size_t>> moves;  // by place, then alternative: TargetPlace::moves
    bool possible = true;                         // every place can meet its conditions
  };

  // A set of moves that is enough by what each of them gains.
  struct Found {
    std::int64_t effort = 0;
    std::vector<PlaceMove> moves;
    bool holds = false;  // when it is scored, too
  };

  // `without`: an indicator that stays as it is.
  [[nodiscard]] Asked ask(const Branch& branch, bool with_gates,
                          std::optional<IndicatorIndex> without) const {
    Asked asked;
    asked.possible = !branch.aim.is_beyond;
    Rational least_gain = 0;
    for (const TargetPlace& place : branch.places.places) {
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
      least_gain += least_of(alternatives);
      asked.question.places.push_back(std::move(alternatives));
      asked.moves.push_back(std::move(moves));
    }
    const std::optional<Needed>& index = branch.aim.index;
    asked.question.needed = index ? index->value - read(now_, looked_at_).value : least_gain;
    asked.question.more_than = index && index->more_than;
    for (std::size_t i = 0; with_gates && i < branch.places.shared.size(); ++i) {
      add_floor(branch.places.shared[i], asked.question.floors);
    }
    return asked;
  }

  static Rational least_of(const std::vector<Alternative>& alternatives) {
    Rational least = 0;
    for (const Alternative& one : alternatives) {
      least = std::min(least, one.gain);
    }
    return least;
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

  static std::vector<PlaceMove> moves_of(const Branch& branch, const Asked& asked,
                                         const MinCostAnswer& answer) {
    std::vector<PlaceMove> result;
    for (std::size_t place = 0; place < answer.taken.size(); ++place) {
      const PlaceMove& move =
          branch.places.places[place].moves[asked.moves[place][answer.taken[place]]];
      if (!move.changes.empty()) {
        result.push_back(move);
      }
    }
    return result;
  }

  // The cheapest of all branches; of equal ones one that holds. `too_large` is set where one of
  // them has more ways than can be tried.
  std::optional<Found> cheapest(std::optional<IndicatorIndex> without, bool& too_large) {
    std::optional<Found> best;
    for (const Branch& branch : branches_) {
      const Asked asked = ask(branch, true, without);
      if (!asked.possible || !blocks_of(branch).empty()) {
        continue;
      }
      const MinCostAnswer answer = find_min_cost(asked.question);
      too_large = too_large || answer.kind == MinCostAnswer::Kind::TooLarge;
      const bool is_less =
          !best || answer.effort < best->effort || (answer.effort == best->effort && !best->holds);
      if (answer.kind == MinCostAnswer::Kind::Found && is_less) {
        Found found{answer.effort, moves_of(branch, asked, answer), false};
        found.holds = reaches(run(now_, changes_of(found.moves)));
        best = !best || found.effort < best->effort || found.holds ? std::move(found)
                                                                   : std::move(best);
      }
    }
    return best;
  }

  std::optional<TargetAnswer> solve(TargetAnswer target) {
    bool too_large = false;
    std::optional<Found> found = cheapest(std::nullopt, too_large);
    if (too_large) {
      diagnostics_.error(codes::kTargetTooLarge, {}, "too many steps to be tried",
                         "hold some figures with `--not`");
      return std::nullopt;
    }
    if (beyond_ && (!found || found->effort >= *beyond_)) {
      const std::string& figure = rulebook_.indicators[beyond_of_].id;
      diagnostics_.error(codes::kTargetTooLarge, {},
                         fmt::format("not all values of `{}` can be tried", figure),
                         fmt::format("hold it with `--not {}`, or ask for less", figure));
      return std::nullopt;
    }
    if (found) {
      return reached(std::move(target), std::move(*found));
    }
    if (std::any_of(branches_.begin(), branches_.end(),
                    [&](const Branch& branch) { return may_be_met(branch); })) {
      diagnostics_.error(
          codes::kTargetNotProved, {},
          "whether it is out of reach cannot be told: a condition of the grade compares several "
          "figures with each other",
          "ask for an index, or try figures with `simulate --set`");
      return std::nullopt;
    }
    target.kind = TargetAnswer::Kind::OutOfReach;
    name_blocks(target);
    const Branch& branch = branches_.front();
    const Asked anything = ask(branch, false, std::nullopt);
    target.way = way_of(moves_of(branch, anything, find_min_cost(anything.question)));
    return target;
  }

  std::optional<TargetAnswer> reached(TargetAnswer target, Found found) {
    target.kind = TargetAnswer::Kind::Reached;
    std::vector<PlaceMove>& moves = found.moves;
    if (!found.holds) {
      diagnostics_.error(
          codes::kTargetNotProved, {},
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
    std::vector<Found> others;
    for (const IndicatorIndex indicator : moved) {
      bool too_large = false;
      std::optional<Found> other = cheapest(indicator, too_large);
      if (other && other->holds && !too_large) {
        others.push_back(std::move(*other));
      }
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const Found& a, const Found& b) { return a.effort < b.effort; });
    for (Found& other : others) {
      if (target.others.size() == kMostOthers) {
        break;
      }
      add_other(std::move(other.moves), target.others);
    }
    return target;
  }

  void add_other(std::vector<PlaceMove> moves, std::vector<TargetWay>& others) {
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
  [[nodiscard]] std::set<std::size_t> blocks_of(const Branch& branch) const {
    std::set<std::size_t> failing;
    for (const std::size_t gate : branch.places.untouched) {
      if (!branch.aim.conditions[gate].is_met(now_)) {
        failing.insert(gate);
      }
    }
    for (const TargetPlace& place : branch.places.places) {
      for (std::size_t i = 0; i < place.conditions.size(); ++i) {
        if (std::none_of(place.moves.begin(), place.moves.end(),
                         [&](const PlaceMove& move) { return move.meets[i]; })) {
          failing.insert(place.conditions[i]);
        }
      }
    }
    return failing;
  }

  // The index can be reached, and of a condition not all is known that would turn it.
  [[nodiscard]] bool may_be_met(const Branch& branch) {
    const auto is_open = [&](const GradeCondition& gate) {
      return !gate.criterion && gate.least.empty() &&
             !turns_alone(rulebook_, program_, row_, held(), gate);
    };
    const Asked asked = ask(branch, false, std::nullopt);
    return asked.possible &&
           std::any_of(branch.aim.conditions.begin(), branch.aim.conditions.end(), is_open) &&
           find_min_cost(asked.question).kind == MinCostAnswer::Kind::Found;
  }

  // What keeps the unit from the very grade that was asked for.
  void name_blocks(TargetAnswer& target) const {
    const Branch& branch = branches_.front();
    for (const std::size_t gate : blocks_of(branch)) {
      if (const std::optional<CriterionIndex> criterion = branch.aim.conditions[gate].criterion) {
        target.blocked.push_back(*criterion);
      } else {
        target.conditions_fail = target.conditions_fail || goal_.kind == TargetGoal::Kind::Grade;
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

  // A rate without steps goes to what gives the maximum; often less is enough. What is not needed
  // at all is left as it is.
  void trim(std::vector<PlaceMove>& moves) {
    std::vector<ExactCell> trace = run(now_, changes_of(moves));
    for (PlaceMove& move : moves) {
      for (FigureChange& change : move.changes) {
        const auto is_enough = [&](std::int64_t cell) {
          return reaches(run(trace, FigureChange{change.indicator, change.from, cell}));
        };
        if (is_enough(change.from)) {
          change.to = change.from;
          trace = run(trace, change);
          continue;
        }
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
        if (change.to == change.from) {
          continue;
        }
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
      known->second = read(after, looked_at_).value - read(now_, looked_at_).value;
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
        const Rational gain = read(after, program_.nodes[i].points).value -
                              read(before, program_.nodes[i].points).value;
        step.points += rulebook_.penalty == rulebook_.root_of(i) ? -gain : gain;
      }
      step.index = read(after, program_.index).value - read(before, program_.index).value;
      before = std::move(after);
    }
    way.index = read(before, program_.index).value;
    way.grade = grade_in(rulebook_, program_, before);
  }

  [[nodiscard]] std::vector<CriterionIndex> moved_criteria(
      const std::vector<ExactCell>& before, const std::vector<ExactCell>& after) const {
    std::vector<CriterionIndex> result;
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      const Quotient points = program_.nodes[i].points;
      if (rulebook_.criteria[i].is_leaf() &&
          read(before, points).value != read(after, points).value) {
        result.push_back(i);
      }
    }
    return result;
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  DataChunk row_;
  const TargetGoal& goal_;
  const TargetOptions& options_;
  Diagnostics& diagnostics_;
  const std::vector<ExactCell> now_;
  const Quotient looked_at_;
  std::vector<Branch> branches_;
  std::optional<std::int64_t> beyond_;  // the least effort of what was left out
  IndicatorIndex beyond_of_ = 0;        // its figure
  std::map<std::pair<IndicatorIndex, std::int64_t>, Rational> alone_;
};

}  // namespace

std::optional<TargetAnswer> find_target(const Rulebook& rulebook, const ScoringProgram& program,
                                        DataChunk row, const TargetGoal& goal,
                                        const TargetOptions& options, Diagnostics& diagnostics) {
  return TargetFinder(rulebook, program, std::move(row), goal, options, diagnostics).find();
}

}  // namespace parindex
