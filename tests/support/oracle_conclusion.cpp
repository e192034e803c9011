// SPDX-License-Identifier: Apache-2.0
//
// From the points to index, grade and rank.
#include <algorithm>
#include <map>

#include "oracle.h"

namespace oracle {

namespace {

class Conclusion {
 public:
  Conclusion(const Case& c, const Facts& figures, std::size_t unit, UnitScore& score,
             std::vector<Fault>& errors)
      : rulebook_(c.rulebook),
        facts_{figures.indicators, figures.figures,
               [this](const std::string& id, bool share) { return named(id, share); }},
        unit_(unit),
        score_(score),
        errors_(errors) {}

  void run() {
    read_extras();
    const NodeScore& root = score_.nodes.front();
    const bool extras = (!score_.bonus || score_.bonus->state == State::Present) &&
                        (!score_.penalty || score_.penalty->state == State::Present);
    if (root.state != State::Present || !extras) {
      return;
    }
    const mpq_class base = 100 * root.points / root.divisor;
    mpq_class index = base;
    index += score_.bonus ? score_.bonus->number : mpq_class(0);
    index -= score_.penalty ? score_.penalty->number : mpq_class(0);
    const Rounding& rounding = rulebook_.index;
    score_.base = cut(base);
    score_.index = cut(index);
    score_.rounded_base = rounded(*score_.base, rounding.digits, rounding.mode);
    score_.rounded_index = rounded(*score_.index, rounding.digits, rounding.mode);
    read_ranking();
    if (!rulebook_.grades.empty()) {
      score_.grade = grade();
    }
  }

 private:
  void fail(const std::string& what) { errors_.push_back({unit_, what}); }

  mpq_class cut(const mpq_class& index) const {
    return rulebook_.clamp ? std::clamp<mpq_class>(index, 0, 100) : index;
  }

  // Where nothing of a bonus concerns the unit there is none.
  void read_extras() {
    for (const NodeScore& node : score_.nodes) {
      const bool bonus = rulebook_.bonus && node.criterion == &*rulebook_.bonus;
      const bool penalty = rulebook_.penalty && node.criterion == &*rulebook_.penalty;
      if (bonus || penalty) {
        const Value points =
            node.applies() ? Value{node.state, node.points} : Value{State::Present, 0};
        (bonus ? score_.bonus : score_.penalty) = points;
      }
    }
  }

  Value named(const std::string& id, bool share) const {
    for (const NodeScore& node : score_.nodes) {
      if (node.criterion->id == id) {
        return {node.state,
                share && node.applies() ? mpq_class(node.points / node.maximum) : node.points};
      }
    }
    return {State::Unresolved, 0};
  }

  // A condition of grades; where it does not concern the unit it counts as `otherwise`.
  Value condition(const Expression& expression, bool otherwise) {
    const Value value = evaluate(expression, facts_);
    return value.state == State::NotApplicable ? Value{State::Present, otherwise ? 1 : 0} : value;
  }

  // Where that is what decides, it must have a value.
  bool holds(const Value& value) {
    if (value.state != State::Present) {
      fail("a grade's condition has no value");
    }
    return value.number != 0;
  }

  bool each_is_fine(const Need& need) const {
    std::vector<const Criterion*> asked;
    list_criteria(rulebook_.root, asked);
    const std::vector<Criterion>& top = rulebook_.root.children;
    return std::all_of(score_.nodes.begin(), score_.nodes.end(), [&](const NodeScore& node) {
      const Criterion* const c = node.criterion;
      const bool of_root = std::find(asked.begin(), asked.end(), c) != asked.end();
      const bool is_top =
          std::any_of(top.begin(), top.end(), [c](const Criterion& child) { return &child == c; });
      if (!node.applies() || !of_root || !(need.top_only ? is_top : c->rule.has_value())) {
        return true;
      }
      return need.at_least.empty() ? node.points > 0
                                   : node.points >= node.maximum * number(need.at_least);
    });
  }

  // All must hold; one that does not is enough.
  Value all_of(const std::vector<Need>& needs) {
    State state = State::Present;
    for (const Need& need : needs) {
      Value value = need.condition ? condition(*need.condition, true)
                                   : Value{State::Present, each_is_fine(need) ? 1 : 0};
      if (value.state == State::Present && value.number == 0) {
        return value;
      }
      state = worse(state, value.state);
    }
    return {state, 1};
  }

  // Tested for the best grade that the index reaches.
  std::string grade() {
    const std::vector<Grade>& grades = rulebook_.grades;
    const mpq_class index = form(rulebook_.grading);
    std::size_t own = 0;
    while (!grades[own].threshold.empty() &&
           (grades[own].above ? index <= number(grades[own].threshold)
                              : index < number(grades[own].threshold))) {
      ++own;
    }
    while (own < grades.size() && !holds(all_of(grades[own].needs))) {
      const Grade& grade = grades[own];
      const bool next = grade.next_when ? holds(condition(*grade.next_when, false))
                                        : grade.otherwise == Else::Next;
      own = next ? own + 1 : (grade.otherwise == Else::Ungraded ? kUngraded : kUndefined);
    }
    return capped(own);
  }

  mpq_class form(const Form& form) const {
    if (form.before_bonus) {
      return form.rounded ? *score_.rounded_base : *score_.base;
    }
    return form.rounded ? *score_.rounded_index : *score_.index;
  }

  // A cap never raises; one to the lowest grade holds where none is defined, too.
  std::string capped(std::size_t grade) {
    const std::size_t last = rulebook_.grades.size() - 1;
    for (const GradeCap& cap : rulebook_.caps) {
      if (!holds(condition(cap.when, false))) {
        continue;
      }
      if (!cap.at_most) {
        grade = grade == kUndefined ? grade : kUngraded;
      } else if (grade == kUndefined) {
        grade = *cap.at_most == last ? last : grade;
      } else {
        grade = std::max(grade, *cap.at_most);
      }
    }
    return grade <= last ? rulebook_.grades[grade].name : "";
  }

  void read_ranking() {
    score_.keys.push_back(form(rulebook_.ranking));
    for (const Key& key : rulebook_.keys) {
      const Value value = evaluate(key.by, facts_);
      if (value.state != State::Present) {
        fail("a key of the ranking has no value");
      }
      score_.keys.push_back(key.low_is_better ? mpq_class(-value.number) : value.number);
    }
    if (rulebook_.ranked_when) {
      const Value ranked = evaluate(*rulebook_.ranked_when, facts_);
      if (ranked.state != State::Present) {
        fail("whether the unit is ranked has no value");
      }
      score_.ranked = ranked.number != 0;
    }
  }

  static constexpr std::size_t kUngraded = 1000;
  static constexpr std::size_t kUndefined = 1001;

  const Rulebook& rulebook_;
  const Facts facts_;
  std::size_t unit_;
  UnitScore& score_;
  std::vector<Fault>& errors_;
};

void check_bounds(const Case& c, std::size_t unit, const std::vector<Value>& figures,
                  std::vector<Fault>& errors) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Indicator& indicator = c.rulebook.indicators[i];
    const Value& figure = figures[i];
    if (figure.state != State::Present || indicator.type == Type::Date) {
      continue;
    }
    const mpq_class as_written =
        indicator.type == Type::Percent ? mpq_class(figure.number * 100) : figure.number;
    if ((indicator.type != Type::Number && as_written < 0) ||
        (!indicator.minimum.empty() && as_written < number(indicator.minimum)) ||
        (!indicator.maximum.empty() && as_written > number(indicator.maximum))) {
      errors.push_back({unit, indicator.id + " is out of bounds"});
    }
    if (indicator.at_most && figures[*indicator.at_most].state == State::Present &&
        figure.number > figures[*indicator.at_most].number) {
      errors.push_back({unit, indicator.id + " is more than its whole"});
    }
  }
}

}  // namespace

void conclude(const Case& c, const Facts& figures, std::size_t unit, UnitScore& score,
              std::vector<Fault>& errors) {
  Conclusion(c, figures, unit, score, errors).run();
}

// Units that are better by the keys in their order, or for dense ranks the different keys of those.
void rank(const Case& c, Score& score) {
  std::map<std::size_t, std::vector<std::vector<mpq_class>>> ranked;  // keys, by group
  std::map<std::size_t, std::size_t> rows;
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    ++rows[c.units[u].group];
    if (score.units[u].index && score.units[u].ranked) {
      ranked[c.units[u].group].push_back(score.units[u].keys);
    }
  }
  for (auto& [group, keys] : ranked) {
    std::sort(keys.begin(), keys.end(), std::greater<>());
    if (c.rulebook.dense) {
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }
  }
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    const std::size_t group = c.units[u].group;
    const std::vector<Group>& groups = c.rulebook.groups;
    const bool complete = groups.empty() || rows[group] >= groups[group].units.value_or(0);
    UnitScore& unit = score.units[u];
    if (unit.index && unit.ranked && complete) {
      const auto& keys = ranked[group];
      unit.rank = static_cast<std::size_t>(
                      std::lower_bound(keys.begin(), keys.end(), unit.keys, std::greater<>()) -
                      keys.begin()) +
                  1;
    }
  }
}

Score evaluate(const Case& c) {
  Score score;
  score.units.resize(c.units.size());
  std::vector<std::vector<Value>> figures;
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    figures.emplace_back();
    for (std::size_t i = 0; i < c.rulebook.indicators.size(); ++i) {
      figures[u].push_back(read_cell(c.units[u].cells[i], c.rulebook.indicators[i]));
    }
    check_bounds(c, u, figures[u], score.errors);
  }
  const Population population(c, figures);
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    const Facts facts{c.rulebook.indicators, figures[u]};
    score.units[u].nodes = score_tree(c, facts, population, u, score.errors);
    conclude(c, facts, u, score.units[u], score.errors);
  }
  rank(c, score);
  return score;
}

}  // namespace oracle
