// SPDX-License-Identifier: Apache-2.0
//
// The cheapest way to a target is the one that trying everything finds: on made-up rulebooks with
// conditions, caps and bonus, every combination of every figure is scored, and the least effort
// that reaches the goal must be the effort of find_target.
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "analysis/reach/target.h"
#include "base/render.h"
#include "engine/run/exact.h"
#include "io/yaml/yaml_reader.h"
#include "rulebook/check/check.h"
#include "rulebook/compile/compile.h"
#include "rulebook/load/load.h"

namespace parindex {
namespace {

constexpr std::int64_t kMostCount = 6;

// One made-up figure and the criterion that a figure alone moves, if there is one.
struct MadeFigure {
  std::string id;
  std::int64_t most = kMostCount;
  std::int64_t now = 0;
};

struct MadeCase {
  std::string text;  // of the rulebook
  std::vector<MadeFigure> figures;
  // Leaves that one figure alone moves: id of the criterion, position of the figure.
  std::vector<std::pair<std::string, std::size_t>> alone;
  std::set<std::size_t> together;  // figures of leaves that several move, and of conditions
  // Counts that a condition of the grade looks at: position of the figure, and after which value it
  // turns.
  std::vector<std::pair<std::size_t, std::int64_t>> turns;
  TargetGoal goal;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  MadeCase make() {
    const std::size_t counts = 1 + any(3);
    for (std::size_t i = 0; i < counts; ++i) {
      add_figure(fmt::format("c{}", i), kMostCount, "{type: count, max: 6}");
    }
    for (std::size_t i = 0; i < 2; ++i) {
      add_figure(fmt::format("b{}", i), 1, "{type: bool}");
    }
    add_figure("l", 2, "{type: level, levels: [low, fair, good]}");
    const std::string first = node("I", 2 + any(2));
    const std::string second = node("II", 1 + any(2));
    std::string text = "parindex: 1\nid: made\n";
    if (chance(30)) {
      text += fmt::format("rounding: {{index: {{digits: {}, mode: {}}}}}\n", any(3),
                          std::array{"half_up", "half_even", "down", "up"}[any(4)]);
    }
    text += "indicators:\n  unused: {type: bool}\n" + indicators_ + "criteria:\n" + first + second;
    if (chance(30)) {
      text += "bonus:\n  cap: 3\n  criteria:\n  - {id: B, max: 4, of: c0, per_item: {points: 2}}\n";
      made_.alone.emplace_back("B", 0);
    }
    text += grades();
    made_.text = std::move(text);
    return made_;
  }

 private:
  std::size_t any(std::size_t below) { return random_() % below; }
  bool chance(std::size_t percent) { return any(100) < percent; }

  void add_figure(std::string id, std::int64_t most, const std::string& type) {
    indicators_ += fmt::format("  {}: {}\n", id, type);
    made_.figures.push_back(
        {std::move(id), most, static_cast<std::int64_t>(any(static_cast<std::size_t>(most) + 1))});
  }

  std::string node(const std::string& id, std::size_t leaves) {
    std::string text = fmt::format("- id: \"{}\"\n", id);
    if (chance(20)) {
      text += "  round: {digits: 0}\n";
    }
    if (chance(20)) {
      text += "  cap: 7\n";
    }
    if (chance(15)) {
      text += "  aggregate: weighted_mean\n";
    }
    text += "  criteria:\n";
    for (std::size_t i = 0; i < leaves; ++i) {
      text += "  - " + leaf(fmt::format("{}.{}", id, i + 1)) + "\n";
    }
    return text;
  }

  std::string leaf(const std::string& id) {
    const std::size_t counts = made_.figures.size() - 3;
    const std::size_t count = any(counts);
    const auto points = static_cast<int>(2 + any(5));
    const std::string head = fmt::format("{{id: \"{}\", max: {}, ", id, points);
    switch (any(7)) {
      case 0:
        made_.alone.emplace_back(id, count);
        return head + fmt::format("of: {}, bands: {{\">=5\": {}, \"[2..5)\": 1.5, \"<2\": 0}}}}",
                                  made_.figures[count].id, points);
      case 1:
        made_.alone.emplace_back(id, count);
        return head + fmt::format("of: {}, bands: {{\"<=1\": {}, \"(1..3]\": 1, \">3\": 0}}}}",
                                  made_.figures[count].id, points);
      case 2:
        made_.alone.emplace_back(id, count);
        return head + fmt::format("of: {}, per_item: {{points: {}}}}}", made_.figures[count].id,
                                  std::array{"0.5", "1", "0.75"}[any(3)]);
      case 3:
        made_.alone.emplace_back(id, counts);
        return head + "yes_no: b0}";
      case 4:
        made_.alone.emplace_back(id, counts + 2);
        return head + fmt::format("of: l, levels: {{low: 0, fair: 1, good: {}}}}}", points);
      case 5:
        made_.alone.emplace_back(id, count);
        return head + fmt::format("deduct: {{floor: none, losses: [{{of: {}, points: {}}}]}}}}",
                                  made_.figures[count].id, points);
      default:
        made_.together.insert(counts);
        made_.together.insert(counts + 1);
        return head + fmt::format(
                          "checklist: {{items: [{{item: x, when: b0, points: 1}}, "
                          "{{item: y, when: b1, points: {}}}]}}}}",
                          points - 1);
    }
  }

  std::string grades() {
    std::string needs;
    const std::size_t kind = any(6);
    if (kind == 1) {
      needs = ", needs: [{no_zero: leaves}], else: next";
    } else if (kind == 2) {
      needs = ", needs: [{each: {of: top, at_least: 50%}}], else: next";
    } else if (kind == 3) {
      needs = ", needs: [{each: {of: leaves, at_least: 40%}}], else: next";
    } else if (kind == 4) {
      needs = ", needs: [b0 and c0 >= 2], else: next";
    }
    const bool second_needs = chance(25);
    std::string text =
        fmt::format("grades:\n- {{name: A, from: {}{}}}\n- {{name: B, {}: 50{}}}\n- {{name: C}}\n",
                    60 + any(35), needs, chance(50) ? "from" : "above",
                    second_needs ? ", needs: [b1, c0 <= 4], else: next" : "");
    const std::size_t cap = any(4);  // none below 2
    if (cap >= 2) {
      text += fmt::format("grade_caps:\n- {{at_most: B, when: {}}}\n",
                          cap == 2 ? "not b1" : "c0 > 3 or b0");
    }
    if (chance(30)) {
      made_.goal.kind = TargetGoal::Kind::Index;
      made_.goal.index = {static_cast<std::int64_t>(40 + any(60)), 0};
    } else {
      made_.goal.kind = TargetGoal::Kind::Grade;
      made_.goal.grade = any(4) == 0 ? 1 : 0;
      note_conditions(kind == 4, second_needs, cap);
    }
    return text;
  }

  // The conditions that decide on the goal. Those of A decide on B, too, where B has its own.
  void note_conditions(bool first_needs, bool second_needs, std::size_t cap) {
    const bool is_first = made_.goal.grade == 0;
    const std::size_t b0 = made_.figures.size() - 3;
    if (first_needs && (is_first || second_needs)) {
      made_.together.insert(b0);
      made_.turns.emplace_back(0, 1);
    }
    if (second_needs && !is_first) {
      made_.together.insert(b0 + 1);
      made_.turns.emplace_back(0, 4);
    }
    if (is_first && cap >= 2) {
      made_.together.insert(cap == 2 ? b0 + 1 : b0);
    }
    if (is_first && cap == 3) {
      made_.turns.emplace_back(0, 3);
    }
  }

  std::mt19937_64 random_;
  std::string indicators_;
  MadeCase made_;
};

class Everything {
 public:
  Everything(const MadeCase& made, const Rulebook& rulebook, const ScoringProgram& program)
      : made_(made),
        rulebook_(rulebook),
        program_(program) {
    row_.columns.resize(rulebook.indicators.size());
    for (std::size_t i = 0; i < rulebook.indicators.size(); ++i) {
      row_.columns[i].cells = {0};
    }
    for (const MadeFigure& figure : made.figures) {
      cell(figure) = figure.now;
    }
    row_.units = {{"u", "", 0}};
  }

  [[nodiscard]] const DataChunk& row() const { return row_; }

  // The least effort that reaches the goal; empty: nothing does.
  std::optional<std::int64_t> least_effort() {
    std::vector<std::map<std::int64_t, std::int64_t>> efforts;
    efforts.reserve(made_.figures.size());
    for (std::size_t i = 0; i < made_.figures.size(); ++i) {
      efforts.push_back(efforts_of(i));
    }
    std::optional<std::int64_t> least;
    try_from(0, 0, efforts, least);
    return least;
  }

 private:
  std::int64_t& cell(const MadeFigure& figure) {
    std::size_t i = 0;
    while (rulebook_.indicators[i].id != figure.id) {
      ++i;
    }
    return row_.columns[i].cells[0];
  }

  Rational points(const std::string& criterion) {
    return read(evaluate_exact(program_.program, row_.inputs(), 0),
                program_.nodes[*rulebook_.find(criterion)].points)
        .value;
  }

  // A value is a step when a criterion then has more points than with any value nearer to what the
  // figure is; with several criteria on one figure, the steps of all.
  std::map<std::int64_t, std::int64_t> efforts_of(std::size_t index) {
    const MadeFigure& figure = made_.figures[index];
    std::set<std::int64_t> steps;
    if (made_.together.contains(index)) {
      for (std::int64_t value = 0; value <= figure.most; ++value) {
        steps.insert(value);
      }
    }
    for (const auto& [criterion, moved] : made_.alone) {
      if (moved == index) {
        add_steps(figure, criterion, 1, steps);
        add_steps(figure, criterion, -1, steps);
      }
    }
    for (const auto& [moved, last] : made_.turns) {
      if (moved == index) {
        steps.insert(last < figure.now ? last : last + 1);
      }
    }
    std::map<std::int64_t, std::int64_t> efforts{{figure.now, 0}};
    for (const std::int64_t sign : {1, -1}) {
      std::int64_t effort = 0;
      for (std::int64_t value = figure.now + sign; value >= 0 && value <= figure.most;
           value += sign) {
        if (steps.contains(value)) {
          efforts[value] = ++effort;
        }
      }
    }
    return efforts;
  }

  void add_steps(const MadeFigure& figure, const std::string& criterion, std::int64_t sign,
                 std::set<std::int64_t>& steps) {
    std::int64_t& place = cell(figure);
    Rational best = points(criterion);
    for (std::int64_t value = figure.now + sign; value >= 0 && value <= figure.most;
         value += sign) {
      place = value;
      const Rational now = points(criterion);
      if (now > best) {
        steps.insert(value);
        best = now;
      }
    }
    place = figure.now;
  }

  void try_from(std::size_t figure, std::int64_t effort,
                const std::vector<std::map<std::int64_t, std::int64_t>>& efforts,
                std::optional<std::int64_t>& least) {
    if (figure == efforts.size()) {
      if ((!least || effort < *least) && is_reached()) {
        least = effort;
      }
      return;
    }
    std::int64_t& place = cell(made_.figures[figure]);
    for (const auto& [value, own] : efforts[figure]) {
      place = value;
      try_from(figure + 1, effort + own, efforts, least);
    }
    place = made_.figures[figure].now;
  }

  [[nodiscard]] bool is_reached() const {
    const std::vector<ExactCell> trace = evaluate_exact(program_.program, row_.inputs(), 0);
    if (made_.goal.kind == TargetGoal::Kind::Index) {
      return trace[program_.rounded_index].value >= to_rational(made_.goal.index);
    }
    return trace[program_.grade].value <= made_.goal.grade;
  }

  const MadeCase& made_;
  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  DataChunk row_;
};

std::optional<Rulebook> load(const std::string& text, Sources& sources, Diagnostics& diagnostics) {
  const std::optional<ConfigNode> file =
      read_yaml(sources.add_text("made.yaml", text), sources, diagnostics);
  std::optional<Rulebook> rulebook =
      file ? load_rulebook(*file, diagnostics) : std::optional<Rulebook>{};
  if (rulebook) {
    check_rulebook(*rulebook, diagnostics);
  }
  return diagnostics.has_errors() ? std::nullopt : std::move(rulebook);
}

TEST_CASE("the cheapest way is what trying everything finds") {
  constexpr std::uint64_t kCases = 1000;
  std::size_t reached = 0;
  std::size_t out_of_reach = 0;
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    const MadeCase made = Maker(seed).make();
    Sources sources;
    Diagnostics diagnostics;
    const std::optional<Rulebook> rulebook = load(made.text, sources, diagnostics);
    INFO(made.text);
    INFO(render(diagnostics, sources, MessageForm::Text, false));
    REQUIRE(rulebook);
    const ScoringProgram program = compile(*rulebook, {});
    Everything everything(made, *rulebook, program);
    Diagnostics refusal;
    const std::optional<TargetAnswer> answer =
        find_target(*rulebook, program, everything.row(), made.goal, {}, refusal);
    if (!answer) {
      ++refused;
      continue;
    }
    const std::optional<std::int64_t> least = everything.least_effort();
    INFO("seed " << seed);
    INFO("found " << to_text(answer->way.effort, 0) << ", least " << least.value_or(-1));
    CHECK((answer->kind != TargetAnswer::Kind::OutOfReach) == least.has_value());
    if (least && answer->kind != TargetAnswer::Kind::OutOfReach) {
      CHECK(answer->way.effort == *least);
      for (const TargetWay& other : answer->others) {
        CHECK(other.effort >= *least);
      }
    }
    reached += answer->kind == TargetAnswer::Kind::Reached ? 1U : 0U;
    out_of_reach += answer->kind == TargetAnswer::Kind::OutOfReach ? 1U : 0U;
  }
  CHECK(reached > kCases / 3);
  CHECK(out_of_reach > kCases / 20);
  CHECK(refused < kCases / 50);
}

}  // namespace
}  // namespace parindex
