// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/intervals.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "analysis/probe/assumed_figures.h"
#include "analysis/probe/extremes.h"
#include "analysis/probe/index_ends.h"
#include "analysis/probe/open_plan.h"
#include "analysis/probe/rank_intervals.h"
#include "base/codes.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

using Effect = OpenNumber::Effect;
using Way = OpenPlan::Way;
using Trace = std::vector<ExactCell>;
using ProgramPointer = std::shared_ptr<const ScoringProgram>;

constexpr std::size_t kMostRuns = 2'000'000;  // of a program over one unit

class IntervalFinder {
 public:
  IntervalFinder(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                 const ScoreSheet& sheet, const ProgramUnder& program_under)
      : rulebook_(rulebook),
        nominal_(program),
        rows_(rows),
        sheet_(sheet),
        program_under_(program_under),
        plan_(plan_intervals(rulebook)),
        ends_(rulebook, plan_, program_under) {}

  OpenResults find(Diagnostics& diagnostics) {
    results_.units.resize(sheet_.units.size());
    corners_.resize(sheet_.units.size());
    prepare();
    if (!plan_.reason.empty() || faulty_) {
      plan_.way = Way::None;
    }
    for (std::uint32_t row = 0; row < sheet_.units.size(); ++row) {
      look_at(row);
    }
    if (plan_.way != Way::None && !is_faulty()) {
      rank();
    }
    if (!plan_.reason.empty()) {
      warn("no intervals are computed: " + plan_.reason, plan_.place, diagnostics);
    }
    if (!figures_reason_.empty()) {
      warn("units with assumed figures have no interval: " + figures_reason_, rulebook_.span,
           diagnostics);
    }
    return std::move(results_);
  }

 private:
  static void warn(std::string message, SourceSpan place, Diagnostics& diagnostics) {
    diagnostics.add({.severity = Severity::Warning,
                     .code = codes::kNoInterval,
                     .message = std::move(message),
                     .primary = {place, ""},
                     .related = {},
                     .help = "the results stand as they are with the assumed values",
                     .topic = ""});
  }

  // A rulebook did not stand.
  [[nodiscard]] bool is_faulty() const { return faulty_ || ends_.is_faulty(); }

  void prepare() {
    if (!plan_.reason.empty()) {
      return;
    }
    runs_per_row_ =
        plan_.rounds() + (plan_.way == Way::Everything ? std::size_t{1} << plan_.moving.size() : 2);
    if (sheet_.units.size() * runs_per_row_ > kMostRuns) {
      plan_.reason = "too many units for so many open numbers";
      plan_.place = rulebook_.span;
      return;
    }
    for (std::size_t round = 0; round < plan_.rounds() && !faulty_; ++round) {
      Assumption assumption = resting_assumption(rulebook_);
      for (const std::uint32_t number : plan_.moving) {
        if (is_of_leaf(number)) {
          assumption[number] = plan_.end_in(round, number);
        }
      }
      rounds_.push_back(program_under_(assumption));
      faulty_ = rounds_.back() == nullptr;
    }
  }

  [[nodiscard]] bool is_of_leaf(std::uint32_t number) const {
    const Effect effect = rulebook_.open_numbers[number].effect;
    return effect == Effect::Points || effect == Effect::Maximum;
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
    read_corners(row, chunk);
    find_basis(row, trace);
    deciding_.assign(rulebook_.open_numbers.size(), false);
    note_deciding(row);
    if (plan_.way != Way::None && !is_faulty()) {
      if (!figures_.empty()) {
        try_figures(row, chunk);
      } else if (const std::optional<IndexEnds> ends = ends_.find(chunk, corners_[row])) {
        keep(row, *ends);
        keep_points_of_nodes(row, *ends);
      }
    }
    conclude(row, trace);
  }

  void read_corners(std::uint32_t row, const DataChunk& chunk) {
    UnitCorners& own = corners_[row] = {};
    own.leaves.resize(plan_.leaves.size());
    if (plan_.way == Way::None) {
      return;
    }
    for (std::size_t round = 0; round < rounds_.size(); ++round) {
      const ScoringProgram& program = *rounds_[round];
      const Trace trace = evaluate_exact(program.program, chunk.inputs(), 0);
      for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
        const ScoringProgram::Node& node = program.nodes[plan_.leaves[leaf].criterion];
        const ExactCell points = read(trace, node.points);
        own.leaves[leaf].push_back({points.state, points.value, read(trace, node.maximum).value});
      }
      if (round == 0) {
        read_fixed(row, program, trace);
      }
    }
  }

  // The tree without its open leaves, and whether it is the sum of its leaves at all.
  void read_fixed(std::uint32_t row, const ScoringProgram& program, const Trace& trace) {
    UnitCorners& own = corners_[row];
    own.sums_hold = plan_.sums_only;
    Rational points = 0;
    Rational maximum = 0;
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      if (!rulebook_.criteria[i].is_leaf() || rulebook_.root_of(i) != 0) {
        continue;
      }
      const ExactCell cell = read(trace, program.nodes[i].points);
      const bool applies = cell.state != CellState::NotApplicable;
      own.sums_hold = own.sums_hold && (cell.state == CellState::Present || !applies);
      const Rational own_maximum = applies ? read(trace, program.nodes[i].maximum).value : 0;
      points += cell.value;
      maximum += own_maximum;
      const bool open = std::any_of(plan_.leaves.begin(), plan_.leaves.end(),
                                    [&](const OpenPlan::Leaf& l) { return l.criterion == i; });
      if (!open) {
        own.fixed_points += cell.value;
        own.fixed_maximum += own_maximum;
      }
    }
    own.sums_hold = own.sums_hold && points == read(trace, program.nodes[0].points).value &&
                    maximum == read(trace, program.nodes[0].maximum).value;
  }

  // ---- basis ----

  [[nodiscard]] Basis basis_of_leaf(std::uint32_t row, CriterionIndex criterion,
                                    const ExactCell& points) const {
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
    if (plan_.way == Way::None) {
      return points.state == CellState::Present ? Basis::Assumed : Basis::Known;
    }
    for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
      if (plan_.leaves[leaf].criterion == criterion && varies(corners_[row].leaves[leaf])) {
        return Basis::Assumed;
      }
    }
    return Basis::Known;
  }

  [[nodiscard]] bool rests_on_figures(CriterionIndex criterion) const {
    const std::optional<RuleTrace>& rule = nominal_.nodes[criterion].trace;
    return rule && std::any_of(figures_.begin(), figures_.end(), [&](const AssumedFigure& figure) {
             return std::find(rule->inputs.begin(), rule->inputs.end(), figure.indicator) !=
                    rule->inputs.end();
           });
  }

  static bool varies(const std::vector<Corner>& corners) {
    return std::any_of(corners.begin(), corners.end(),
                       [&](const Corner& corner) { return corner != corners.front(); });
  }

  void find_basis(std::uint32_t row, const Trace& trace) {
    OpenResults::Unit& unit = results_.units[row];
    Rational assumed = 0;
    for (CriterionIndex i = static_cast<CriterionIndex>(rulebook_.criteria.size()); i-- > 0;) {
      const Criterion& criterion = rulebook_.criteria[i];
      const ExactCell points = read(trace, nominal_.nodes[i].points);
      Basis& basis = unit.criterion_basis[i];
      if (criterion.is_leaf()) {
        basis = basis_of_leaf(row, i, points);
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
        assumed += Rational(rounded_ticks(points.value, 9, Rounding::HalfUp)) /
                   to_rational({power_of_ten(9), 0});
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

  // What a unit comes to over several rows.
  struct Reach {
    std::optional<IndexEnds> ends;
    std::pair<std::uint8_t, std::uint8_t> grades{0, ScoreSheet::kUngraded};
    std::vector<OpenResults::Ends<Rational>> points, lost;  // by criterion
    std::vector<std::vector<Corner>> corners;               // by OpenPlan::leaves
  };

  void take(std::uint32_t row, const IndexEnds& own, Reach& reach) const {
    for (const IndexEnd& end : {own.first, own.second}) {
      for (CriterionIndex i = 0; i < reach.points.size(); ++i) {
        if (rulebook_.criteria[i].is_leaf() || plan_.way == Way::Monotone) {
          widen(end.points[i], reach.points[i]);
          widen(end.lost[i], reach.lost[i]);
        }
      }
    }
    for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
      const std::vector<Corner>& corners = corners_[row].leaves[leaf];
      reach.corners[leaf].insert(reach.corners[leaf].end(), corners.begin(), corners.end());
    }
    reach.grades = {std::max(reach.grades.first, own.first.grade),
                    std::min(reach.grades.second, own.second.grade)};
    join(own, reach.ends);
  }

  // Figures of the unit are assumed: the ends over all rows that they may make.
  void try_figures(std::uint32_t row, const DataChunk& chunk) {
    if (!nominal_.derived.empty()) {
      figures_reason_ = "a rule compares units, and figures of some are assumed";
      return;
    }
    const bool numbers = !rulebook_.open_numbers.empty();
    const std::vector<DataChunk> rows = rows_at_ends(rulebook_, nominal_, chunk, figures_, numbers);
    Reach reach;
    reach.points.resize(rulebook_.criteria.size());
    reach.lost.resize(rulebook_.criteria.size());
    reach.corners.resize(plan_.leaves.size());
    bool bounded = !rows.empty() && rows.size() * runs_per_row_ <= kMostRuns;
    for (std::size_t i = 0; bounded && i < rows.size(); ++i) {
      read_corners(row, rows[i]);
      note_deciding(row);
      const std::optional<IndexEnds> own = ends_.find(rows[i], corners_[row]);
      bounded = own.has_value();
      if (bounded) {
        take(row, *own, reach);
      }
    }
    read_corners(row, chunk);
    corners_[row].sums_hold = false;  // ranks go by the ends of its index alone
    if (!bounded) {
      figures_reason_ = numbers
                            ? "they may be too many values beside the open numbers of the rulebook"
                            : "it is not proved how the points go with the assumed figures";
      return;
    }
    keep_reach(row, std::move(reach));
    if (numbers && !grades_follow_index(rulebook_, plan_)) {
      results_.units[row].grades.reset();
    }
  }

  void keep_reach(std::uint32_t row, Reach reach) {
    OpenResults::Unit& unit = results_.units[row];
    keep(row, *reach.ends);
    corners_[row].uncut = false;
    unit.criterion_points = std::move(reach.points);
    unit.criterion_lost = std::move(reach.lost);
    for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
      keep_ends_of_leaf(plan_.leaves[leaf], reach.corners[leaf], unit);
    }
    if (!rulebook_.grades.empty()) {
      unit.grades = reach.grades;
    }
  }

  void keep(std::uint32_t row, const IndexEnds& ends) {
    const auto& [low, high] = ends;
    OpenResults::Unit& unit = results_.units[row];
    unit.index = {low.index, high.index};
    corners_[row].key = {low.key, high.key};
    corners_[row].uncut = low.uncut && high.uncut;
    if (low.key != high.key && unit.basis == Basis::Known) {
      unit.basis = Basis::Assumed;
    }
    if (grades_follow_index(rulebook_, plan_)) {
      unit.grades = {low.grade, high.grade};
    }
  }

  void keep_points_of_nodes(std::uint32_t row, const IndexEnds& ends) {
    const auto& [low, high] = ends;
    if (plan_.way != Way::Monotone) {
      return;
    }
    for (std::size_t i = 0; i < low.points.size(); ++i) {
      const ExactCell& a = low.points[i];
      const ExactCell& b = high.points[i];
      if (a.state == CellState::Present && b.state == CellState::Present) {
        results_.units[row].criterion_points[i] = std::minmax(a.value, b.value);
      }
    }
  }

  // ---- what it rests on ----

  void conclude(std::uint32_t row, const Trace& trace) {
    OpenResults::Unit& unit = results_.units[row];
    for (std::size_t leaf = 0; figures_.empty() && leaf < plan_.leaves.size(); ++leaf) {
      keep_ends_of_leaf(plan_.leaves[leaf], corners_[row].leaves[leaf], unit);
    }
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
    if (!number.has_range() || plan_.way == Way::None) {
      return std::any_of(number.criteria.begin(), number.criteria.end(),
                         [&](CriterionIndex criterion) {
                           return unit.criterion_basis[criterion] ==
                                  (number.unknown ? Basis::Unknown : Basis::Assumed);
                         });
    }
    return deciding_[i];
  }

  // The numbers on which points of a leaf rest, for the figures that the corners were read with.
  void note_deciding(std::uint32_t row) {
    for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
      const std::vector<Corner>& corners = corners_[row].leaves[leaf];
      for (const std::uint32_t number : plan_.leaves[leaf].numbers) {
        const std::size_t bit = std::size_t{1} << plan_.colour[number];
        for (std::size_t round = 0; round < corners.size(); ++round) {
          deciding_[number] = deciding_[number] || corners[round] != corners[round ^ bit];
        }
      }
    }
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
                       !(rulebook_.ranking.ranked_when && (open || plan_.conclusions_open));
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
      if (bounded[group]) {
        bound_ranks(rulebook_, plan_, sheet_, groups[group], corners_, results_);
      }
    }
  }

  const Rulebook& rulebook_;
  const ScoringProgram& nominal_;
  const RowSource& rows_;
  const ScoreSheet& sheet_;
  const ProgramUnder& program_under_;
  OpenPlan plan_;
  EndFinder ends_;
  std::size_t runs_per_row_ = 0;
  std::vector<ProgramPointer> rounds_;
  bool faulty_ = false;  // a rulebook of a round did not stand
  std::vector<UnitCorners> corners_;
  // Of the unit that is looked at: its figures, and by open number whether its points rest on it.
  std::vector<AssumedFigure> figures_;
  std::vector<bool> deciding_;
  std::string figures_reason_;  // why units with assumed figures have no interval
  OpenResults results_;
};

}  // namespace

OpenResults find_intervals(const Rulebook& rulebook, const ScoringProgram& program,
                           const RowSource& rows, const ScoreSheet& sheet,
                           const ProgramUnder& program_under, Diagnostics& diagnostics) {
  return IntervalFinder(rulebook, program, rows, sheet, program_under).find(diagnostics);
}

}  // namespace parindex
