// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_target.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/build/score_cells.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;

constexpr int kPlaces = 9;

// One step of one of the ways.
struct WayStep {
  std::size_t way = 0, step = 0;
};

class TargetBuilder {
 public:
  TargetBuilder(const ScoredRulebook& scored, std::size_t row, const TargetGoal& goal,
                const TargetAnswer& answer, bool in_days, Language language)
      : rulebook_(*scored.rulebook),
        unit_(scored.sheet->units[row]),
        goal_(goal),
        answer_(answer),
        in_days_(in_days),
        language_(language),
        ways_{answer.way} {
    ways_.insert(ways_.end(), answer.others.begin(), answer.others.end());
  }

  Report build() {
    const std::string& name = unit_.name.empty() ? unit_.id : unit_.name;
    report_.title = fmt::format("{}: {}", words(say::kTarget), name);
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

  [[nodiscard]] std::string goal_code() const {
    switch (goal_.kind) {
      case TargetGoal::Kind::Grade:
        return rulebook_.grades[goal_.grade].name;
      case TargetGoal::Kind::Index:
        return to_text(goal_.index);
      case TargetGoal::Kind::Rank:
        break;
    }
    return std::to_string(goal_.rank);
  }

  [[nodiscard]] std::string goal_words() const {
    switch (goal_.kind) {
      case TargetGoal::Kind::Grade:
        return fmt::format("{} {}", words(say::kGrade), goal_code());
      case TargetGoal::Kind::Index:
        return fmt::format("{} {}", words(say::kIndex), goal_code());
      case TargetGoal::Kind::Rank:
        break;
    }
    return fmt::format("{} {}", words(say::kRank), goal_code());
  }

  [[nodiscard]] std::string_view kind_code() const {
    switch (goal_.kind) {
      case TargetGoal::Kind::Grade:
        return "grade";
      case TargetGoal::Kind::Index:
        return "index";
      case TargetGoal::Kind::Rank:
        break;
    }
    return "rank";
  }

  [[nodiscard]] std::string_view answer_code() const {
    switch (answer_.kind) {
      case TargetAnswer::Kind::Already:
        return "already";
      case TargetAnswer::Kind::Reached:
        return "reached";
      case TargetAnswer::Kind::OutOfReach:
        break;
    }
    return "out_of_reach";
  }

  [[nodiscard]] std::string grade_of(const TargetWay& way) const {
    return way.grade ? rulebook_.grades[*way.grade].name : "";
  }

  [[nodiscard]] NumberCell number(const Rational& value) const {
    return {rounded_ticks64(value, kPlaces, Rounding::HalfUp).value_or(0), kPlaces};
  }

  [[nodiscard]] NumberCell index_cell(const Rational& value) const {
    const RoundingRule& rule = rulebook_.index_rounding;
    return {rounded_ticks64(value, rule.digits, rule.mode).value_or(0), rule.digits, true};
  }

  [[nodiscard]] std::string index_text(const Rational& value) const {
    const NumberCell cell = index_cell(value);
    return fixed_text(cell.ticks, cell.scale);
  }

  [[nodiscard]] std::string effort_text(const Rational& effort) const {
    return fill(in_days_ ? say::kDaysOfWork : say::kStepCount, language_, exact_text(effort));
  }

  [[nodiscard]] Facts facts() const {
    Facts facts;
    facts.rows.emplace_back(words(say::kTarget), goal_words());
    facts.rows.emplace_back(words(say::kIndexNow), index_text(answer_.index_now));
    if (answer_.kind == TargetAnswer::Kind::Already) {
      facts.rows.emplace_back(words(say::kAnswer), words(say::kAlreadyReached));
      return facts;
    }
    const bool found = answer_.kind == TargetAnswer::Kind::Reached;
    facts.rows.emplace_back(words(say::kAnswer),
                            words(found ? say::kCanBeReached : say::kOutOfReach));
    facts.rows.emplace_back(words(found ? say::kIndexThen : say::kIndexAtMost),
                            index_text(answer_.way.index));
    if (answer_.way.grade) {
      facts.rows.emplace_back(words(say::kGradeThen), grade_of(answer_.way));
    }
    facts.rows.emplace_back(words(say::kEffort), effort_text(answer_.way.effort));
    return facts;
  }

  [[nodiscard]] Table summary_for_machines() const {
    Table table;
    table.name = "target";
    for (const char* const key : {"rulebook", "unit", "goal", "wanted", "answer", "index",
                                  "index_after", "grade_after", "effort", "measure"}) {
      table.columns.push_back({key, "", Align::Left});
    }
    table.row_count = 1;
    table.row = [own = *this](std::size_t, std::vector<Cell>& cells) {
      const TargetAnswer& answer = own.answer_;
      cells = {own.rulebook_.id,
               own.unit_.id,
               std::string(own.kind_code()),
               own.goal_code(),
               std::string(own.answer_code()),
               own.index_cell(answer.index_now),
               own.index_cell(answer.way.index),
               own.grade_of(answer.way),
               own.number(answer.way.effort),
               std::string(own.in_days_ ? "days" : "steps")};
    };
    return table;
  }

  [[nodiscard]] std::string criteria_of(const TargetStep& step) const {
    std::string ids;
    for (const CriterionIndex i : step.criteria) {
      ids += (ids.empty() ? "" : " ") + rulebook_.criteria[i].id;
    }
    return ids;
  }

  [[nodiscard]] Table steps_for_people() const {
    Table table;
    table.name = "steps";
    table.columns = {{"", words(say::kCriterion), Align::Left},
                     {"", words(say::kFigure), Align::Left},
                     {"", words(say::kEffort), Align::Right},
                     {"", words(say::kPointsGained), Align::Right},
                     {"", words(say::kIndexGained), Align::Right}};
    table.row_count = answer_.way.steps.size();
    table.row = [own = *this](std::size_t i, std::vector<Cell>& cells) {
      const TargetStep& step = own.answer_.way.steps[i];
      cells = {own.criteria_of(step), change_words(own.rulebook_, step.change, own.language_),
               own.number(step.effort), own.number(step.points), own.number(step.index)};
    };
    return table;
  }

  [[nodiscard]] Table others_for_people() const {
    Table table;
    table.name = "others";
    table.columns = {{"", words(say::kEffort), Align::Right},
                     {"", words(say::kIndexThen), Align::Right},
                     {"", words(say::kSteps), Align::Left}};
    table.row_count = answer_.others.size();
    table.row = [own = *this](std::size_t i, std::vector<Cell>& cells) {
      const TargetWay& way = own.answer_.others[i];
      std::string steps;
      for (const TargetStep& step : way.steps) {
        steps +=
            (steps.empty() ? "" : "; ") + change_words(own.rulebook_, step.change, own.language_);
      }
      cells = {own.number(way.effort), own.index_cell(way.index), steps};
    };
    return table;
  }

  [[nodiscard]] Table steps_for_machines() const {
    Table table;
    table.name = "steps";
    for (const char* const key :
         {"way", "figure", "value_now", "value_after", "steps", "effort", "criteria", "points_gain",
          "index_gain", "way_effort", "way_index"}) {
      table.columns.push_back({key, "", Align::Left});
    }
    std::vector<WayStep> places;
    for (std::size_t way = 0; way < ways_.size(); ++way) {
      for (std::size_t step = 0; step < ways_[way].steps.size(); ++step) {
        places.push_back({way, step});
      }
    }
    table.row_count = places.size();
    table.row = [own = *this, places = std::move(places)](std::size_t i, std::vector<Cell>& cells) {
      const TargetWay& way = own.ways_[places[i].way];
      const TargetStep& step = way.steps[places[i].step];
      const Indicator& indicator = own.rulebook_.indicators[step.change.indicator];
      cells = {NumberCell{static_cast<std::int64_t>(places[i].way) + 1, 0},
               indicator.id,
               cell_code(indicator, step.change.from),
               cell_code(indicator, step.change.to),
               NumberCell{step.steps, 0},
               own.number(step.effort),
               own.criteria_of(step),
               own.number(step.points),
               own.number(step.index),
               own.number(way.effort),
               own.index_cell(way.index)};
    };
    return table;
  }

  void note(std::string text) { report_.blocks.emplace_back(Paragraph{std::move(text)}); }

  void add_notes() {
    if (answer_.kind == TargetAnswer::Kind::Reached) {
      note(words(in_days_ ? say::kNoCheaperDays : say::kNoCheaperSteps));
    }
    if (!answer_.blocked.empty()) {
      std::string ids;
      for (const CriterionIndex i : answer_.blocked) {
        ids += (ids.empty() ? "" : ", ") + rulebook_.criteria[i].id;
      }
      note(fill(say::kBlockedCriteria, language_, ids));
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
  std::vector<TargetWay> ways_;  // the cheapest, then the others
  Report report_;
};

}  // namespace

Report build_target(const ScoredRulebook& scored, std::size_t row, const TargetGoal& goal,
                    const TargetAnswer& answer, bool in_days, Language language) {
  return TargetBuilder(scored, row, goal, answer, in_days, language).build();
}

}  // namespace parindex
