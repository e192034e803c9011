// SPDX-License-Identifier: Apache-2.0
//
// Grades, ranks, and what the index does beyond 0..100.
#include <algorithm>
#include <utility>

#include "random_rulebook.h"

namespace oracle {

namespace {

Need some_need(Random& random, Rulebook& rulebook) {
  Need need;
  if (random.chance(50)) {
    need.condition = random_condition(random, rulebook, random.between(0, 1));
    return need;
  }
  need.top_only = random.chance(50);
  need.at_least = random.chance(60) ? random.pick({"50%", "33.3%", "100%", "12.5%"}) : "";
  return need;
}

void add_needs(Random& random, Rulebook& rulebook, Grade& grade) {
  const int count = random.between(1, 2);
  for (int i = 0; i < count; ++i) {
    grade.needs.push_back(some_need(random, rulebook));
  }
  const Else choices[] = {Else::Undefined, Else::Next, Else::Ungraded};
  grade.otherwise = choices[random.below(3)];
  if (grade.otherwise == Else::Undefined && random.chance(40)) {
    grade.next_when = random_condition(random, rulebook, 0);
  }
}

Key some_key(Random& random, Rulebook& rulebook) {
  return {random.chance(60) ? random_number(random, rulebook, random.between(0, 1))
                            : random_ratio(random, rulebook, random.between(0, 1)),
          random.chance(40)};
}

}  // namespace

void make_grades(Random& random, Rulebook& rulebook, const std::string& threshold) {
  const std::vector<std::string> scale = {"95", "90", "85.5", "80", "70", "66.67", "50", "33.3"};
  for (const std::string& step : scale) {
    const bool near = !threshold.empty() && abs(number(step) - number(threshold)) < 5;
    if (random.chance(40) && !near) {
      rulebook.grades.push_back({"Hạng " + step, step, random.chance(30)});
    }
  }
  if (!threshold.empty()) {
    rulebook.grades.push_back({"Đúng", threshold, random.chance(40)});
    std::sort(rulebook.grades.begin(), rulebook.grades.end(), [](const Grade& a, const Grade& b) {
      return number(a.threshold) > number(b.threshold);
    });
  }
  if (!rulebook.grades.empty()) {
    rulebook.grades.push_back({random.chance(70) ? "Yếu" : "", "", false});
  }
}

void make_conclusion(Random& random, Rulebook& rulebook) {
  // Where points are shared out, those of a criterion are not the same before and after.
  rulebook.nameable.clear();
  rulebook.clamp = !random.chance(rulebook.bonus ? 40 : 10);
  rulebook.ranking.before_bonus = random.chance(20);
  rulebook.grading.before_bonus = random.chance(30);
  rulebook.dense = random.chance(25);
  for (Grade& grade : rulebook.grades) {
    if (!grade.threshold.empty() && random.chance(20)) {
      add_needs(random, rulebook, grade);
    }
    if (!grade.name.empty() && random.chance(8)) {
      grade.quota = random.pick({"{at_most: 1}", "{share: 20%}", "{share: 33.3%}"});
    }
  }
  while (!rulebook.grades.empty() && random.chance(20)) {
    const std::size_t place = random.below(rulebook.grades.size());
    GradeCap cap{std::nullopt, random_condition(random, rulebook, random.between(0, 1))};
    if (!rulebook.grades[place].name.empty()) {
      cap.at_most = place;
    }
    rulebook.caps.push_back(std::move(cap));
  }
  while (rulebook.keys.size() < 3 && random.chance(20)) {
    rulebook.keys.push_back(some_key(random, rulebook));
  }
  if (random.chance(12)) {
    rulebook.ranked_when = random_condition(random, rulebook, 0);
  }
}

}  // namespace oracle
