// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/target_places.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"

namespace parindex {
namespace {

constexpr std::size_t kMostMovesOfPlace = 4'096;
constexpr std::size_t kMostMoves = 20'000;

class PlaceFinder {
 public:
  PlaceFinder(const Rulebook& rulebook, const ScoringProgram& program, DataChunk& row,
              std::vector<MovableFigure> figures, const GoalLook& goal)
      : rulebook_(rulebook),
        program_(program),
        row_(row),
        gates_(goal.conditions),
        looked_at_(goal.index),
        now_(evaluate_exact(program.program, row.inputs(), 0)),
        together_(figures.size()) {
    result_.figures = std::move(figures);
    std::iota(together_.begin(), together_.end(), std::size_t{0});
  }

  std::optional<TargetPlaces> find(Diagnostics& diagnostics) {
    for (CriterionIndex i = 0; i < rulebook_.criteria.size(); ++i) {
      if (rulebook_.criteria[i].is_leaf() || !adds_up(i)) {
        join(behind(i));
      }
    }
    join_gates();
    make_places();
    for (TargetPlace& place : result_.places) {
      if (!try_moves(place, diagnostics)) {
        return std::nullopt;
      }
    }
    for (SharedGate& shared : result_.shared) {
      shared.least = least_gain(shared);
    }
    return std::move(result_);
  }

 private:
  // ---- which figures work together ----

  std::size_t leader(std::size_t figure) {
    while (together_[figure] != figure) {
      figure = together_[figure];
    }
    return figure;
  }

  void join(const std::vector<std::size_t>& figures) {
    for (const std::size_t figure : figures) {
      together_[leader(figure)] = leader(figures.front());
    }
  }

  // The movable figures behind some values.
  [[nodiscard]] std::vector<std::size_t> behind(std::span<const Quotient> values) const {
    std::vector<std::size_t> found;
    for (const IndicatorIndex i : figures_behind(program_, values, rulebook_.indicators.size())) {
      for (std::size_t figure = 0; figure < result_.figures.size(); ++figure) {
        if (result_.figures[figure].indicator == i) {
          found.push_back(figure);
        }
      }
    }
    return found;
  }

  [[nodiscard]] std::vector<std::size_t> behind(CriterionIndex criterion) const {
    const ScoringProgram::Node& node = program_.nodes[criterion];
    return behind(std::array{node.points, node.maximum});
  }

  // Whether the points of a node are a sum of what its parts give, each times a number.
  [[nodiscard]] bool adds_up(CriterionIndex index) const {
    const Criterion& node = rulebook_.criteria[index];
    if (joins_shares(node.aggregation) || node.rounding) {
      return false;
    }
    Rational most = 0;
    for (const CriterionIndex child : node.children) {
      most += to_rational(rulebook_.criteria[child].maximum.value);
    }
    return !node.cap || most <= to_rational(node.cap->value);
  }

  // A share of a criterion whose figures move nothing but this criterion can be asked of several
  // places together; everything else that a gate looks at belongs into one place.
  void join_gates() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (const GradeCondition& gate : gates_) {
        const std::vector<std::size_t> figures = behind(gate.values);
        if (leaders(figures).size() > 1 && !can_be_shared(gate)) {
          join(figures);
          changed = true;
        }
      }
    }
  }

  std::set<std::size_t> leaders(const std::vector<std::size_t>& figures) {
    std::set<std::size_t> result;
    for (const std::size_t figure : figures) {
      result.insert(leader(figure));
    }
    return result;
  }

  bool can_be_shared(const GradeCondition& gate) {
    if (!gate.criterion || !gate.share) {
      return false;
    }
    const std::set<std::size_t> inside = leaders(behind(gate.values));
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      if (!rulebook_.criteria[i].is_leaf() || is_below(i, *gate.criterion)) {
        continue;
      }
      for (const std::size_t other : leaders(behind(i))) {
        if (inside.contains(other)) {
          return false;
        }
      }
    }
    return true;
  }

  [[nodiscard]] bool is_below(CriterionIndex criterion, CriterionIndex above) const {
    std::optional<CriterionIndex> i = criterion;
    while (i && *i != above) {
      i = rulebook_.criteria[*i].parent;
    }
    return i.has_value();
  }

  void make_places() {
    std::vector<std::size_t> place_of(result_.figures.size());
    for (std::size_t figure = 0; figure < result_.figures.size(); ++figure) {
      if (leader(figure) == figure) {
        place_of[figure] = result_.places.size();
        result_.places.emplace_back();
      }
    }
    for (std::size_t figure = 0; figure < result_.figures.size(); ++figure) {
      result_.places[place_of[leader(figure)]].figures.push_back(figure);
    }
    for (std::size_t gate = 0; gate < gates_.size(); ++gate) {
      const std::set<std::size_t> deciding = leaders(behind(gates_[gate].values));
      if (deciding.empty()) {
        result_.untouched.push_back(gate);
      } else if (deciding.size() == 1) {
        result_.places[place_of[*deciding.begin()]].conditions.push_back(gate);
      } else {
        SharedGate shared{gate, {}, 0};
        for (const std::size_t figure : deciding) {
          shared.places.push_back(place_of[figure]);
        }
        result_.shared.push_back(std::move(shared));
      }
    }
  }

  // ---- what each move gives ----

  bool try_moves(TargetPlace& place, Diagnostics& diagnostics) {
    std::size_t count = 1;
    for (const std::size_t figure : place.figures) {
      count *= result_.figures[figure].values.size() + 1;
      if (count > kMostMovesOfPlace || moves_ + count > kMostMoves) {
        report_too_many(place, diagnostics);
        return false;
      }
    }
    moves_ += count;
    for (std::size_t number = 0; number < count; ++number) {
      PlaceMove move = move_of(place, number);
      const std::vector<ExactCell> trace = run_changed(program_, row_, now_, move.changes);
      if (!applies_as_before(trace)) {
        continue;
      }
      move.gain = read(trace, looked_at_).value - read(now_, looked_at_).value;
      for (const std::size_t gate : place.conditions) {
        move.meets.push_back(gates_[gate].is_met(trace));
      }
      place.moves.push_back(std::move(move));
    }
    return true;
  }

  // Numbers the combinations: 0 moves nothing.
  [[nodiscard]] PlaceMove move_of(const TargetPlace& place, std::size_t number) const {
    PlaceMove move;
    for (const std::size_t index : place.figures) {
      const MovableFigure& figure = result_.figures[index];
      const std::size_t value = number % (figure.values.size() + 1);
      number /= figure.values.size() + 1;
      if (value > 0) {
        const MovableFigure::To& to = figure.values[value - 1];
        move.changes.push_back({figure.indicator, figure.now, to.cell});
        move.steps.push_back(to.steps);
      }
    }
    return move;
  }

  // A criterion that no longer applies is no way to a target.
  [[nodiscard]] bool applies_as_before(const std::vector<ExactCell>& trace) const {
    if (read(trace, looked_at_).state != CellState::Present) {
      return false;
    }
    return std::all_of(program_.nodes.begin(), program_.nodes.end(),
                       [&](const ScoringProgram::Node& node) {
                         const ExactCell before = read(now_, node.maximum);
                         const ExactCell after = read(trace, node.maximum);
                         return before.state == after.state && before.value == after.value;
                       });
  }

  void report_too_many(const TargetPlace& place, Diagnostics& diagnostics) const {
    std::vector<std::string> names;
    for (const std::size_t figure : place.figures) {
      names.push_back(
          fmt::format("`{}`", rulebook_.indicators[result_.figures[figure].indicator].id));
    }
    diagnostics.error(
        codes::kTargetTooLarge, {},
        fmt::format("too many ways of moving figures that work together: {}",
                    fmt::join(names, ", ")),
        "hold some of them with `--not`; 4,096 ways in one place and 20,000 in all are "
        "tried");
  }

  // What a shared gate lacks, as a gain of the index: points of its criterion count for the same in
  // all of its places.
  [[nodiscard]] Rational least_gain(const SharedGate& shared) const {
    const GradeCondition& gate = gates_[shared.gate];
    const Rational now = read(now_, gate.values.front()).value;
    const Rational lack = to_rational(*gate.share) * read(now_, gate.values.back()).value - now;
    for (const std::size_t place : shared.places) {
      for (const PlaceMove& move : result_.places[place].moves) {
        const std::vector<ExactCell> trace = run_changed(program_, row_, now_, move.changes);
        const Rational points = read(trace, gate.values.front()).value - now;
        if (points != 0) {
          return lack * move.gain / points;
        }
      }
    }
    return lack > 0 ? Rational(1000) : Rational(0);  // nothing gives it any points
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  DataChunk& row_;
  const std::vector<GradeCondition>& gates_;
  Quotient looked_at_;
  std::vector<ExactCell> now_;
  std::vector<std::size_t> together_;  // by figure: another one of its place, or itself
  std::size_t moves_ = 0;
  TargetPlaces result_;
};

}  // namespace

std::optional<TargetPlaces> find_places(const Rulebook& rulebook, const ScoringProgram& program,
                                        DataChunk& row, std::vector<MovableFigure> figures,
                                        const GoalLook& goal, Diagnostics& diagnostics) {
  return PlaceFinder(rulebook, program, row, std::move(figures), goal).find(diagnostics);
}

}  // namespace parindex
