// SPDX-License-Identifier: Apache-2.0
//
// Against all values there are: no smaller change of the lever does what the search says it takes.
#include "analysis/probe/lever.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "engine/run/exact.h"
#include "io/yaml/yaml_reader.h"
#include "rulebook/compile/compile.h"
#include "rulebook/load/load.h"

namespace parindex {
namespace {

// `x` is the lever, `y` another figure of the rule.
constexpr std::array<const char*, 12> kRules = {
    "{of: x / y, bands: {\"<20%\": 0, \"[20%..50%)\": 1, \"[50%..100%]\": 3, \">100%\": 3}}",
    "{of: x / (x + y), bands: {\"<=10%\": 3, \"(10%..40%]\": 2, \">40%\": 0}}",
    "{of: x / (x + y), bands: {\"<10%\": 0, \"[10%..60%)\": 3, \">=60%\": 1}}",
    "{of: x / (x + 20), proportional: {cap: 3}}",
    "{of: x, per_item: {points: 0.5, cap: 3}}",
    "{of: x, increments: {base: 1, from: 10, step: 5, points: 0.5, cap: 3, steps: whole}}",
    "{of: x, line: {5: 0, 30: 3}}",
    "{of: x, line: {0: 3, 20: 1, 40: 2}}",
    "{of: x, bands: {\"[0..7]\": 3, \"[8..15]\": 0.5, \">15\": 0}, requires: y > 3}",
    "{of: x, bands: {\"<8\": 0, \"[8..15]\": 1.5, \">15\": 3}, requires: x > y}",
    "{cases: [{when: x == 7 or x > 30, points: 3}, {when: x > y, points: 2}, {points: 0}]}",
    "{formula: \"clamp((x - y) * (x - 12) / 50, 0, 3)\"}",
};

constexpr std::int64_t kHighest = 60;

struct Reached {
  bool present = false;
  Rational points, maximum;
};

class SmallCase {
 public:
  SmallCase(const std::string& rule, bool penalty, std::int64_t x, std::int64_t y) {
    std::string leaf = "{id: A, title: t, max: 3, " + rule.substr(1);
    const std::string plain = "{id: B, max: 1, of: y, per_item: {points: 1}}";
    const std::string text = fmt::format(
        "parindex: 1\nid: t\nindicators: {{x: {{type: count, max: {}}}, y: {{type: count}}}}\n"
        "criteria: [{}]\n{}",
        kHighest, penalty ? plain : leaf + ", " + plain,
        penalty ? "penalty: {criteria: [" + leaf + "]}\n" : "");
    const std::optional<ConfigNode> node =
        read_yaml(sources_.add_text("t.yaml", text), sources_, diagnostics_);
    REQUIRE(node);
    std::optional<Rulebook> loaded = load_rulebook(*node, diagnostics_);
    INFO(text);
    REQUIRE(loaded);
    rulebook = std::move(*loaded);
    program = compile(rulebook, {});
    criterion = *rulebook.find("A");
    row.units = {Unit{}};
    row.columns = {Column{{x}, {}}, Column{{y}, {}}};
  }

  Reached at(std::int64_t x) {
    std::vector<Column> columns = row.columns;
    columns[0].cells[0] = x;
    const std::vector<ExactCell> trace = evaluate_exact(program.program, {columns, nullptr}, 0);
    const ExactCell points = read(trace, program.nodes[criterion].points);
    return {points.state == CellState::Present, points.value,
            read(trace, program.nodes[criterion].maximum).value};
  }

  Rulebook rulebook;
  ScoringProgram program;
  CriterionIndex criterion = 0;
  DataChunk row;

 private:
  Sources sources_;
  Diagnostics diagnostics_;
};

// The least distance at which it is reached, on either side; -1: nowhere.
std::int64_t by_trying_all(SmallCase& one, bool penalty, bool full) {
  const std::int64_t start = one.row.columns[0].cells[0];
  const Reached now = one.at(start);
  const auto reached = [&](std::int64_t x) {
    const Reached then = one.at(x);
    if (!then.present) {
      return false;
    }
    if (penalty) {
      return full ? then.points <= 0 : then.points < now.points;
    }
    return full ? then.points >= then.maximum : then.points > now.points;
  };
  for (std::int64_t distance = 1; distance <= kHighest; ++distance) {
    if ((start + distance <= kHighest && reached(start + distance)) ||
        (start - distance >= 0 && reached(start - distance))) {
      return distance;
    }
  }
  return -1;
}

std::int64_t distance_of(const std::optional<std::vector<FigureChange>>& changes) {
  if (!changes) {
    return -1;
  }
  REQUIRE(changes->size() == 1);
  return std::abs(changes->front().to - changes->front().from);
}

}  // namespace

TEST_CASE("No smaller change of the lever reaches the next step or the maximum") {
  std::mt19937 random(20240115);
  for (int round = 0; round < 600; ++round) {
    const std::string rule = kRules[random() % kRules.size()];
    const bool penalty = random() % 3 == 0;
    const auto x = static_cast<std::int64_t>(random() % (kHighest + 1));
    const auto y = static_cast<std::int64_t>(random() % 40 + 1);
    SmallCase one(rule, penalty, x, y);
    INFO(rule << (penalty ? " as penalty" : "") << ", x = " << x << ", y = " << y);
    const Reached now = one.at(x);
    REQUIRE(now.present);
    if (penalty ? now.points <= 0 : now.points >= now.maximum) {
      continue;
    }
    LeverProgram program = lever_program(one.rulebook, one.program, one.criterion);
    program.levers = {0};
    const LeverSteps steps = find_lever_steps(program, one.rulebook, one.row);
    CHECK(one.row.columns[0].cells[0] == x);
    CHECK(distance_of(steps.next) == by_trying_all(one, penalty, false));
    CHECK(distance_of(steps.full) == by_trying_all(one, penalty, true));
  }
}

}  // namespace parindex
