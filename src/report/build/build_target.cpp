// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_target.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/build/score_cells.h"
#include "report/table_of.h"
#include "report/words/gap_words.h"
#include "report/words/goal_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

constexpr int kPlaces = 9;

NumberCell number(const Rational& value) {
  return {rounded_ticks64(value, kPlaces, Rounding::HalfUp).value_or(0), kPlaces};
}

std::string_view code_of(TargetAnswer::Kind kind) {
  switch (kind) {
    case TargetAnswer::Kind::Already:
      return "already";
    case TargetAnswer::Kind::Reached:
      return "reached";
    case TargetAnswer::Kind::OutOfReach:
      break;
  }
  return "out_of_reach";
}

std::string ids_of(const Rulebook& rulebook, const std::vector<CriterionIndex>& criteria,
                   std::string_view between) {
  std::string ids;
  for (const CriterionIndex i : criteria) {
    ids += ids.empty() ? "" : between;
    ids += rulebook.criteria[i].id;
  }
  return ids;
}

// One step of one of the ways.
struct WayStep {
  std::size_t rank = 0;  // of the way, from 1
  const TargetWay* way = nullptr;
  const TargetStep* step = nullptr;
};

class TargetBuilder {
 public:
  TargetBuilder(const Scored& scored, std::size_t row, const TargetGoal& goal,
                const TargetAnswer& answer, bool in_days, Language language)
      : rulebook_(*scored.rulebook),
        unit_(scored.sheet->units[row]),
        goal_(goal),
        answer_(answer),
        in_days_(in_days),
        language_(language) {}

  Report build() {
    report_.title = fmt::format("{}: {}", words(say::kTarget), display_name(unit_));
    report_.blocks.emplace_back(facts());
    report_.blocks.emplace_back(summary_for_machines());
    if (!answer_.way.steps.empty()) {
      report_.blocks.emplace_back(Heading{words(say::kSteps)});
      report_.blocks.emplace_back(steps_for_people());
    }
    if (!answer_.others.empty()) {
      report_.blocks.emplace_back(Heading{words(say::kNextBestWays)});
      report_.blocks.emplace_back(others_for_people());
    }
    report_.blocks.emplace_back(steps_for_machines());
    add_notes();
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] std::string grade_of(const TargetWay& way) const {
    return way.grade ? rulebook_.grades[*way.grade].name : "";
  }

  [[nodiscard]] NumberCell index_cell(const Rational& value) const {
    const RoundingRule& rule = rulebook_.index_rounding;
    return {rounded_ticks64(value, rule.digits, rule.mode).value_or(0), rule.digits, true};
  }

  [[nodiscard]] std::string index_text(const Rational& value) const {
    const NumberCell cell = index_cell(value);
    return fixed_text(cell.ticks, cell.scale);
  }

  [[nodiscard]] Facts facts() const {
    Facts facts;
    const auto add = [&](const Words& label, std::string value) {
      facts.rows.emplace_back(words(label), std::move(value));
    };
    add(say::kTarget, fmt::format("{} {}", words(goal_label(goal_)), wanted(rulebook_, goal_)));
    add(say::kIndexNow, index_text(answer_.index_now));
    if (answer_.kind == TargetAnswer::Kind::Already) {
      add(say::kAnswer, words(say::kAlreadyReached));
      return facts;
    }
    const bool found = answer_.kind == TargetAnswer::Kind::Reached;
    add(say::kAnswer, words(found ? say::kCanBeReached : say::kOutOfReach));
    add(found ? say::kIndexThen : say::kIndexAtMost, index_text(answer_.way.index));
    if (answer_.way.grade) {
      add(say::kGradeThen, grade_of(answer_.way));
    }
    add(say::kEffort, fill(in_days_ ? say::kDaysOfWork : say::kStepCount, language_,
                           exact_text(answer_.way.effort)));
    return facts;
  }

  [[nodiscard]] Table summary_for_machines() const {
    using Answer = const TargetAnswer*;
    TableOf<Answer> table("target", language_, {&answer_});
    table.code("rulebook", [&](Answer) { return rulebook_.id; });
    table.code("unit", [&](Answer) { return unit_.id; });
    table.code("goal", [&](Answer) { return goal_code(goal_); });
    table.code("wanted", [&](Answer) { return wanted(rulebook_, goal_); });
    table.code("answer", [](Answer answer) { return code_of(answer->kind); });
    table.code("index", [&](Answer answer) { return index_cell(answer->index_now); });
    table.code("index_after", [&](Answer answer) { return index_cell(answer->way.index); });
    table.code("grade_after", [&](Answer answer) { return grade_of(answer->way); });
    table.code("effort", [](Answer answer) { return number(answer->way.effort); });
    table.code("measure", [&](Answer) { return in_days_ ? "days" : "steps"; });
    return table.held();
  }

  [[nodiscard]] Table steps_for_people() const {
    using Step = const TargetStep&;
    TableOf<TargetStep> table("steps", language_, answer_.way.steps);
    table.left("", say::kCriterion,
               [&](Step step) { return ids_of(rulebook_, step.criteria, " "); });
    table.left("", say::kFigure,
               [&](Step step) { return change_words(rulebook_, step.change, language_); });
    table.right("", say::kEffort, [](Step step) { return number(step.effort); });
    table.right("", say::kPointsGained, [](Step step) { return number(step.points); });
    table.right("", say::kIndexGained, [](Step step) { return number(step.index); });
    return table.held();
  }

  [[nodiscard]] Table others_for_people() const {
    using Way = const TargetWay&;
    TableOf<TargetWay> table("others", language_, answer_.others);
    table.right("", say::kEffort, [](Way way) { return number(way.effort); });
    table.right("", say::kIndexThen, [&](Way way) { return index_cell(way.index); });
    table.left("", say::kSteps, [&](Way way) {
      std::string steps;
      for (const TargetStep& step : way.steps) {
        steps += (steps.empty() ? "" : "; ") + change_words(rulebook_, step.change, language_);
      }
      return steps;
    });
    return table.held();
  }

  // Of the cheapest way, then of the others.
  [[nodiscard]] std::vector<WayStep> all_steps() const {
    std::vector<const TargetWay*> ways = {&answer_.way};
    for (const TargetWay& way : answer_.others) {
      ways.push_back(&way);
    }
    std::vector<WayStep> all;
    for (std::size_t i = 0; i < ways.size(); ++i) {
      for (const TargetStep& step : ways[i]->steps) {
        all.push_back({i + 1, ways[i], &step});
      }
    }
    return all;
  }

  [[nodiscard]] Table steps_for_machines() const {
    using Place = const WayStep&;
    const auto indicator = [&](Place place) -> const Indicator& {
      return rulebook_.indicators[place.step->change.indicator];
    };
    TableOf<WayStep> table("steps", language_, all_steps());
    table.code("way", [](Place place) { return place.rank; });
    table.code("figure", [&](Place place) { return indicator(place).id; });
    table.code("value_now",
               [&](Place place) { return cell_code(indicator(place), place.step->change.from); });
    table.code("value_after",
               [&](Place place) { return cell_code(indicator(place), place.step->change.to); });
    table.code("steps", [](Place place) { return place.step->steps; });
    table.code("effort", [](Place place) { return number(place.step->effort); });
    table.code("criteria",
               [&](Place place) { return ids_of(rulebook_, place.step->criteria, " "); });
    table.code("points_gain", [](Place place) { return number(place.step->points); });
    table.code("index_gain", [](Place place) { return number(place.step->index); });
    table.code("way_effort", [](Place place) { return number(place.way->effort); });
    table.code("way_index", [&](Place place) { return index_cell(place.way->index); });
    return table.held();
  }

  void note(std::string text) { report_.blocks.emplace_back(Paragraph{std::move(text)}); }

  void add_notes() {
    if (answer_.kind == TargetAnswer::Kind::Reached) {
      note(words(in_days_ ? say::kNoCheaperDays : say::kNoCheaperSteps));
    }
    if (!answer_.blocked.empty()) {
      note(fill(say::kBlockedCriteria, language_, ids_of(rulebook_, answer_.blocked, ", ")));
    }
    if (answer_.conditions_fail) {
      note(words(say::kConditionsOfGradeFail));
    }
    if (goal_.kind == TargetGoal::Kind::Rank && answer_.kind != TargetAnswer::Kind::Already) {
      note(words(say::kOthersStay));
    }
  }

  const Rulebook& rulebook_;
  const Unit& unit_;
  const TargetGoal& goal_;
  const TargetAnswer& answer_;
  bool in_days_;
  Language language_;
  Report report_;
};

}  // namespace

Report build_target(const Scored& scored, std::size_t row, const TargetGoal& goal,
                    const TargetAnswer& answer, bool in_days, Language language) {
  return TargetBuilder(scored, row, goal, answer, in_days, language).build();
}

}  // namespace parindex
