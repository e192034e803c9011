// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/intervals.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "analysis/probe/assumed_figures.h"
#include "analysis/probe/probe.h"
#include "analysis/probe/rank_intervals.h"
#include "base/codes.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

using Effect = OpenNumber::Effect;
using Trace = std::vector<ExactCell>;

constexpr std::size_t kMostRuns = 2'000'000;  // of a program over one unit
constexpr std::size_t kMostBoxes = 2'000;     // examined for one end of one unit
constexpr std::size_t kMostBoxesInAll = 100'000;
constexpr std::size_t kMostColours = 6;  // of open numbers, for comparing units by leaves

// The values that a probe of the program is asked for.
struct Asked {
  std::vector<Quotient> values;
  std::size_t key = 0, index = 0;
  std::optional<std::size_t> grade;
  std::size_t first_points = 0, first_maximum = 0;  // then those of all criteria

  Asked(const ScoringProgram& program) {  // NOLINT(google-explicit-constructor)
    values = {program.rank_keys.front(), {program.rounded_index}};
    index = 1;
    if (program.grade != Quotient::kNone) {
      grade = values.size();
      values.push_back({program.grade});
    }
    first_points = values.size();
    for (const ScoringProgram::Node& node : program.nodes) {
      values.push_back(node.points);
    }
    first_maximum = values.size();
    for (const ScoringProgram::Node& node : program.nodes) {
      values.push_back(node.maximum);
    }
  }
};

void widen(const std::optional<Bounds>& bounds, OpenResults::Ends<Rational>& ends) {
  if (bounds && bounds->is_exact) {
    ends =
        ends ? std::pair(std::min(ends->first, bounds->least), std::max(ends->second, bounds->most))
             : std::pair(bounds->least, bounds->most);
  }
}

class IntervalFinder {
 public:
  IntervalFinder(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                 const ScoreSheet& sheet, const OpenProgram& open)
      : rulebook_(rulebook),
        nominal_(program),
        rows_(rows),
        sheet_(sheet),
        input_program_(open),
        stands_(open.program != nullptr) {
    if (stands_) {
      open_ = find_open_leaves(rulebook, open);
      asked_.emplace(*open.program);
      probe_.emplace(*open.program, asked_->values, open.first_column + open.inputs.size());
      for (CriterionIndex i = 0; i < rulebook.criteria.size(); ++i) {
        lost_.push_back(
            rulebook.penalty == rulebook.root_of(i)
                ? asked_->first_points + i
                : probe_->add_difference(asked_->first_maximum + i, asked_->first_points + i));
      }
    }
  }

  OpenResults find(Diagnostics& diagnostics) {
    results_.units.resize(sheet_.units.size());
    corners_.resize(sheet_.units.size());
    for (std::uint32_t row = 0; row < sheet_.units.size(); ++row) {
      look_at(row);
    }
    if (stands_) {
      rank();
    }
    if (!reason_.empty()) {
      const bool any = std::any_of(results_.units.begin(), results_.units.end(),
                                   [](const OpenResults::Unit& unit) { return unit.index; });
      warn((any ? "some units have no interval: " : "no intervals are computed: ") + reason_,
           reason_place_, diagnostics);
    }
    if (!figures_reason_.empty()) {
      warn("units with assumed figures have no interval: " + figures_reason_, rulebook_.span,
           diagnostics);
    }
    return std::move(results_);
  }

 private:
  static void warn(std::string message, SourceSpan place, Diagnostics& diagnostics) {
    diagnostics.warn(codes::kNoInterval, place, std::move(message),
                     "the results stand as they are with the assumed values");
  }

  // ---- one unit ----

  void look_at(std::uint32_t row) {
    const DataChunk chunk = rows_.row(sheet_.row_offsets[row]);
    OpenResults::Unit& unit = results_.units[row];
    unit.criterion_basis.assign(rulebook_.criteria.size(), Basis::Known);
    unit.criterion_points.resize(rulebook_.criteria.size());
    unit.criterion_lost.resize(rulebook_.criteria.size());
    if (chunk.units.empty()) {
      return;
    }
    const Trace trace = evaluate_exact(nominal_.program, chunk.inputs(), 0);
    figures_ = assumed_figures(rows_, sheet_.row_offsets[row], rulebook_.indicators.size());
    for (const AssumedFigure& figure : figures_) {
      unit.assumed_figures.push_back(figure.indicator);
    }
    deciding_.assign(rulebook_.open_numbers.size(), false);
    if (stands_) {
      probe_at(chunk, {});
    }
    find_basis(row, trace);
    if (stands_) {
      if (!figures_.empty()) {
        try_figures(row, chunk);
      } else if (find_ends(row)) {
        read_corners(row);
      } else if (reason_.empty()) {
        say_why();
      }
    }
    conclude(row, trace);
  }

  // The row with the open numbers as they are assumed, and what may move in it: they and `figures`.
  void probe_at(const DataChunk& chunk, const std::vector<AssumedFigure>& figures) {
    DataChunk row = chunk;
    std::vector<Column> numbers;
    std::vector<Variable> variables;
    for (const OpenProgram::Input& input : input_program_.inputs) {
      numbers.push_back({{input.cell}, {}});
      variables.push_back(input.variable);
    }
    row.columns.insert(
        row.columns.begin() + static_cast<std::ptrdiff_t>(input_program_.first_column),
        numbers.begin(), numbers.end());
    for (const AssumedFigure& figure : figures) {
      variables.push_back({figure.indicator, {figure.low, figure.high}});
    }
    probe_->look_at(row, std::move(variables));
    for (const OpenLeaves::Leaf& leaf : open_.leaves) {
      for (const std::size_t input : leaf.inputs) {
        const auto moves = [&](std::size_t value) {
          const Dependence on =
              probe_->facts(value + leaf.criterion).on_variable(static_cast<std::uint32_t>(input));
          return on.direction != Monotonicity::Fixed;
        };
        if (moves(asked_->first_points) || moves(asked_->first_maximum)) {
          deciding_[input_program_.inputs[input].number] = true;
        }
      }
    }
  }

  [[nodiscard]] std::optional<Bounds> bounds(std::size_t value, std::size_t most_boxes) {
    const std::size_t left = kMostBoxesInAll - std::min(kMostBoxesInAll, probe_->boxes());
    return probe_->bounds(value, std::clamp<std::size_t>(left, 1, most_boxes));
  }

  // Widens the ends of the unit by what its figures in the probe come to. False where its index is
  // not bounded exactly.
  bool find_ends(std::uint32_t row) {
    for (const OpenLeaves::Leaf& leaf : open_.leaves) {
      find_ends_of(leaf.criterion, results_.units[row]);
    }
    const std::optional<Bounds> index = bounds(asked_->index, kMostBoxes);
    const std::optional<Bounds> key =
        index && index->is_exact ? bounds(asked_->key, kMostBoxes) : std::nullopt;
    if (!key) {
      return false;
    }
    OpenResults::Unit& unit = results_.units[row];
    const int digits = rulebook_.index_rounding.digits;
    const auto low = rounded_ticks64(index->least, digits, Rounding::HalfUp);
    const auto high = rounded_ticks64(index->most, digits, Rounding::HalfUp);
    if (!low || !high) {
      return false;
    }
    unit.index = unit.index ? std::pair(std::min(unit.index->first, *low),
                                        std::max(unit.index->second, *high))
                            : std::pair(*low, *high);
    UnitCorners& own = corners_[row];
    own.uncut = is_uncut(key->at_least, key->least) && is_uncut(key->at_most, key->most);
    OpenResults::Ends<Rational> keys = own.key;
    widen(Bounds{key->least, key->most, true, {}, {}}, keys);
    own.key = keys;
    if (asked_->grade) {
      find_grades(unit);
    }
    for (CriterionIndex i = 0; i < rulebook_.criteria.size(); ++i) {
      find_ends_of(i, unit);
    }
    if (own.key->first != own.key->second && unit.basis == Basis::Known) {
      unit.basis = Basis::Assumed;
    }
    return true;
  }

  void find_ends_of(CriterionIndex criterion, OpenResults::Unit& unit) {
    widen(bounds(asked_->first_points + criterion, 1), unit.criterion_points[criterion]);
    if (rulebook_.criteria[criterion].is_leaf()) {
      widen(bounds(lost_[criterion], 1), unit.criterion_lost[criterion]);
    }
  }

  // Worst and best: in the program the best grade is the least number.
  void find_grades(OpenResults::Unit& unit) {
    const std::optional<Bounds> grades = bounds(*asked_->grade, kMostBoxes);
    if (!grades || !grades->is_exact || no_grades_) {
      no_grades_ = true;
      unit.grades.reset();
      return;
    }
    const auto worst = static_cast<std::uint8_t>(grades->most);
    const auto best = static_cast<std::uint8_t>(grades->least);
    unit.grades = unit.grades ? std::pair(std::max(unit.grades->first, worst),
                                          std::min(unit.grades->second, best))
                              : std::pair(worst, best);
  }

  // Whether the index was not cut to 0..100 there.
  [[nodiscard]] bool is_uncut(const Probe::Cells& cells, const Rational& key) {
    const Trace trace = probe_->run(cells);
    const Rational maximum = probe_->value_in(trace, asked_->first_maximum).value;
    return maximum > 0 && !rulebook_.bonus && !rulebook_.penalty &&
           100 * probe_->value_in(trace, asked_->first_points).value / maximum == key;
  }

  void say_why() {
    const SlotFacts facts = probe_->facts(asked_->index);
    reason_place_ = rulebook_.span;
    reason_ = "there are too many open numbers";
    for (const auto& [variable, on] : facts.on) {
      if (on.direction == Monotonicity::Unknown && variable < input_program_.inputs.size()) {
        const OpenNumber& number = rulebook_.open_numbers[input_program_.inputs[variable].number];
        reason_ = fmt::format("what `{}` does to the points cannot be bounded", number.address);
        reason_place_ = number.span;
        return;
      }
    }
    if (facts.on.empty()) {
      reason_.clear();  // it has no index, whatever the numbers are
    } else if (!facts.is_always(CellState::Present)) {
      reason_ = "with some values of the open numbers a unit may have no index";
    }
  }

  // ---- corners of leaves, for ranks ----

  void read_corners(std::uint32_t row) {
    UnitCorners& own = corners_[row];
    if (!open_.sums_only || open_.extras_open || open_.colours > kMostColours ||
        sheet_.units.size() * open_.rounds() > kMostRuns) {
      return;
    }
    for (const OpenLeaves::Leaf& leaf : open_.leaves) {
      const SlotFacts points = probe_->facts(asked_->first_points + leaf.criterion);
      const SlotFacts maximum = probe_->facts(asked_->first_maximum + leaf.criterion);
      bool affine = true;
      for (const std::size_t input : leaf.inputs) {
        const auto variable = static_cast<std::uint32_t>(input);
        const Dependence a = points.on_variable(variable);
        const Dependence b = maximum.on_variable(variable);
        affine = affine && a.slope && b.slope;
        // A value that goes one way with each number, whichever way, is extreme at a corner.
        if (a.direction == Monotonicity::Unknown || b.direction == Monotonicity::Unknown) {
          return;
        }
      }
      own.affine.push_back(affine);
      if (!points.is_always(CellState::NotApplicable) &&
          (!points.is_always(CellState::Present) || !maximum.is_always(CellState::Present))) {
        return;
      }
    }
    own.leaves.resize(open_.leaves.size());
    for (std::size_t round = 0; round < open_.rounds(); ++round) {
      Probe::Cells cells;
      for (std::size_t input = 0; input < input_program_.inputs.size(); ++input) {
        const Domain& domain = probe_->variables()[input].domain;
        cells.push_back(open_.is_high(round, input) ? domain.highest : domain.lowest);
      }
      const Trace trace = probe_->run(cells);
      for (std::size_t leaf = 0; leaf < open_.leaves.size(); ++leaf) {
        own.leaves[leaf].push_back(corner(trace, open_.leaves[leaf].criterion));
      }
      if (round == 0) {
        read_fixed(own, trace);
      }
    }
  }

  // Where a leaf does not apply it gives nothing of nothing.
  [[nodiscard]] Corner corner(const Trace& trace, CriterionIndex leaf) const {
    const ExactCell points = probe_->value_in(trace, asked_->first_points + leaf);
    const bool applies = points.state != CellState::NotApplicable;
    return {points.value,
            applies ? probe_->value_in(trace, asked_->first_maximum + leaf).value : Rational(0)};
  }

  // The tree without its open leaves, and whether it is the sum of its leaves at all.
  void read_fixed(UnitCorners& own, const Trace& trace) const {
    own.sums_hold = true;
    Rational points = 0;
    Rational maximum = 0;
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      if (!rulebook_.criteria[i].is_leaf() || rulebook_.root_of(i) != 0) {
        continue;
      }
      const CellState state = probe_->value_in(trace, asked_->first_points + i).state;
      own.sums_hold =
          own.sums_hold && (state == CellState::Present || state == CellState::NotApplicable);
      const Corner leaf = corner(trace, i);
      points += leaf.points;
      maximum += leaf.maximum;
      const bool open = std::any_of(open_.leaves.begin(), open_.leaves.end(),
                                    [&](const OpenLeaves::Leaf& l) { return l.criterion == i; });
      if (!open) {
        own.fixed_points += leaf.points;
        own.fixed_maximum += leaf.maximum;
      }
    }
    own.sums_hold = own.sums_hold &&
                    points == probe_->value_in(trace, asked_->first_points).value &&
                    maximum == probe_->value_in(trace, asked_->first_maximum).value;
  }

  // ---- basis ----

  [[nodiscard]] Basis basis_of_leaf(CriterionIndex criterion, const ExactCell& points) {
    if (rests_on_figures(criterion) && points.state == CellState::Present) {
      return Basis::Assumed;
    }
    bool open = false;
    for (const OpenNumber& number : rulebook_.open_numbers) {
      const bool own = std::find(number.criteria.begin(), number.criteria.end(), criterion) !=
                       number.criteria.end();
      open = open || (own && number.effect != Effect::Weight);
      if (own && number.unknown && number.effect != Effect::Weight &&
          points.state == CellState::NotScored) {
        return Basis::Unknown;
      }
    }
    if (!open || points.state == CellState::NotApplicable) {
      return Basis::Known;
    }
    if (!stands_) {
      return points.state == CellState::Present ? Basis::Assumed : Basis::Known;
    }
    // What has one state and one value whatever the numbers are rests on none of them.
    const bool varies = !probe_->facts(asked_->first_points + criterion).on.empty() ||
                        !probe_->facts(asked_->first_maximum + criterion).on.empty();
    return varies ? Basis::Assumed : Basis::Known;
  }

  [[nodiscard]] bool rests_on_figures(CriterionIndex criterion) const {
    const std::optional<RuleTrace>& rule = nominal_.nodes[criterion].trace;
    return rule && std::any_of(figures_.begin(), figures_.end(), [&](const AssumedFigure& figure) {
             return std::find(rule->inputs.begin(), rule->inputs.end(), figure.indicator) !=
                    rule->inputs.end();
           });
  }

  void find_basis(std::uint32_t row, const Trace& trace) {
    OpenResults::Unit& unit = results_.units[row];
    Rational assumed = 0;
    for (CriterionIndex i = static_cast<CriterionIndex>(rulebook_.criteria.size()); i-- > 0;) {
      const Criterion& criterion = rulebook_.criteria[i];
      const ExactCell points = read(trace, nominal_.nodes[i].points);
      Basis& basis = unit.criterion_basis[i];
      if (criterion.is_leaf()) {
        basis = basis_of_leaf(i, points);
      } else if (criterion.points_unknown) {
        basis = Basis::Unknown;
      } else if (node_moves(rulebook_, i)) {
        basis = std::max(basis, Basis::Assumed);
      }
      if (criterion.parent) {
        Basis& above = unit.criterion_basis[*criterion.parent];
        above = std::max(above, basis);
      }
      if (criterion.is_leaf() && basis == Basis::Assumed && rulebook_.root_of(i) == 0) {
        assumed +=
            rounded_ticks(points.value, 9, Rounding::HalfUp) / to_rational({power_of_ten(9), 0});
      }
    }
    for (const std::optional<CriterionIndex>& extra : {rulebook_.bonus, rulebook_.penalty}) {
      unit.basis = std::max(unit.basis, extra ? unit.criterion_basis[*extra] : Basis::Known);
    }
    unit.basis = std::max(unit.basis, unit.criterion_basis[0]);
    const std::optional<std::int64_t> ticks = rounded_ticks64(assumed, 9, Rounding::HalfUp);
    unit.assumed_points = normalized({ticks.value_or(0), 9});
  }

  // ---- assumed figures ----

  // Figures of the unit are assumed: the ends over all rows that they may make.
  void try_figures(std::uint32_t row, const DataChunk& chunk) {
    if (!nominal_.derived.empty()) {
      figures_reason_ = "a rule compares units, and figures of some are assumed";
      return;
    }
    no_grades_ = false;
    const std::optional<std::vector<DataChunk>> rows = rows_of_figures(rulebook_, chunk, figures_);
    bool bounded = false;
    if (rows) {
      bounded = !rows->empty();
      for (std::size_t i = 0; bounded && i < rows->size(); ++i) {
        probe_at((*rows)[i], {});
        bounded = find_ends(row);
      }
    } else if (are_independent(rulebook_, chunk, figures_)) {
      probe_at(chunk, figures_);
      bounded = find_ends(row);
    }
    corners_[row].uncut = false;  // ranks go by the ends of its index alone
    if (!bounded) {
      OpenResults::Unit& unit = results_.units[row];
      figures_reason_ = rulebook_.open_numbers.empty()
                            ? "it is not proved how the points go with the assumed figures"
                            : "they may be too many values beside the open numbers of the rulebook";
      unit.index.reset();
      unit.grades.reset();
      corners_[row].key.reset();
      unit.criterion_points.assign(rulebook_.criteria.size(), std::nullopt);
      unit.criterion_lost.assign(rulebook_.criteria.size(), std::nullopt);
    }
  }

  // ---- what it rests on ----

  void conclude(std::uint32_t row, const Trace& trace) {
    OpenResults::Unit& unit = results_.units[row];
    for (std::uint32_t i = 0; i < rulebook_.open_numbers.size(); ++i) {
      if (decides(row, i)) {
        unit.index_rests_on.push_back(i);
      }
    }
    corners_[row].extras = extra(nominal_.bonus, trace) - extra(nominal_.penalty, trace);
    for (std::size_t key = 1; key < nominal_.rank_keys.size(); ++key) {
      corners_[row].tie_keys.push_back(read(trace, nominal_.rank_keys[key]).value);
    }
    if (unit.grades && unit.grades->first == unit.grades->second) {
      return;
    }
    if (unit.basis == Basis::Known && unit.grades == std::nullopt && grades_move() == 0) {
      return;
    }
    unit.grade_rests_on = unit.index_rests_on;
    for (std::uint32_t i = 0; i < rulebook_.open_numbers.size(); ++i) {
      if (rulebook_.open_numbers[i].effect == Effect::Grade) {
        unit.grade_rests_on.push_back(i);
      }
    }
  }

  [[nodiscard]] std::size_t grades_move() const {
    return static_cast<std::size_t>(
        std::count_if(rulebook_.open_numbers.begin(), rulebook_.open_numbers.end(),
                      [](const OpenNumber& number) { return number.effect == Effect::Grade; }));
  }

  static Rational extra(const std::optional<ScoringProgram::Extra>& extra, const Trace& trace) {
    return extra ? read(trace, extra->points).value : Rational(0);
  }

  // Whether the index of a unit rests on a number.
  [[nodiscard]] bool decides(std::uint32_t row, std::uint32_t i) const {
    const OpenNumber& number = rulebook_.open_numbers[i];
    const OpenResults::Unit& unit = results_.units[row];
    switch (number.effect) {
      case Effect::Grade:
      case Effect::Nothing:
        return false;
      case Effect::Weight:
      case Effect::ExtraCap:
      case Effect::Other:
        return unit.basis != Basis::Known;
      case Effect::Points:
      case Effect::Maximum:
        break;
    }
    if (!number.has_range() || !stands_) {
      return std::any_of(number.criteria.begin(), number.criteria.end(),
                         [&](CriterionIndex criterion) {
                           return unit.criterion_basis[criterion] ==
                                  (number.unknown ? Basis::Unknown : Basis::Assumed);
                         });
    }
    return deciding_[i];
  }

  // ---- ranks ----

  void rank() {
    std::vector<std::vector<std::uint32_t>> groups(sheet_.groups.size());
    std::vector<bool> bounded(sheet_.groups.size(), true);
    for (std::uint32_t row = 0; row < sheet_.units.size(); ++row) {
      const std::uint32_t group = sheet_.units[row].group;
      const bool open = results_.units[row].basis == Basis::Unknown;
      if (sheet_.ranks[row] != ScoreSheet::kUnranked || open) {
        groups[group].push_back(row);
      }
      // Whether it is ranked at all is then not known.
      bounded[group] = bounded[group] && sheet_.groups[group].ranked &&
                       !(rulebook_.ranking.ranked_when && (open || open_.conclusions_open));
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
      if (bounded[group]) {
        bound_ranks(rulebook_, open_, sheet_, groups[group], corners_, results_);
      }
    }
  }

  const Rulebook& rulebook_;
  const ScoringProgram& nominal_;
  const RowSource& rows_;
  const ScoreSheet& sheet_;
  const OpenProgram& input_program_;
  bool stands_;  // the rulebook has no faults with open numbers
  OpenLeaves open_;
  std::optional<Asked> asked_;
  std::optional<Probe> probe_;
  std::vector<std::size_t> lost_;  // by criterion: what is lost in it, as a value of the probe
  std::vector<UnitCorners> corners_;
  // Of the unit that is looked at: its figures, and by open number whether its points rest on it.
  std::vector<AssumedFigure> figures_;
  std::vector<bool> deciding_;
  bool no_grades_ = false;  // of the unit, for some of its figures
  std::string reason_;      // why units have no interval
  SourceSpan reason_place_;
  std::string figures_reason_;  // why units with assumed figures have no interval
  OpenResults results_;
};

}  // namespace

OpenResults find_intervals(const Rulebook& rulebook, const ScoringProgram& program,
                           const RowSource& rows, const ScoreSheet& sheet, const OpenProgram& open,
                           Diagnostics& diagnostics) {
  return IntervalFinder(rulebook, program, rows, sheet, open).find(diagnostics);
}

}  // namespace parindex
