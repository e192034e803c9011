// SPDX-License-Identifier: Apache-2.0
//
// What a unit wants to reach, in codes and words.
#pragma once

#include <string>
#include <string_view>

#include "model/target.h"
#include "report/words/catalogue.h"

namespace parindex {

// "grade", "index", "rank".
inline std::string_view goal_code(const TargetGoal& goal) {
  switch (goal.kind) {
    case TargetGoal::Kind::Grade:
      return "grade";
    case TargetGoal::Kind::Index:
      return "index";
    case TargetGoal::Kind::Rank:
      break;
  }
  return "rank";
}

inline Words goal_label(const TargetGoal& goal) {
  switch (goal.kind) {
    case TargetGoal::Kind::Grade:
      return say::kGrade;
    case TargetGoal::Kind::Index:
      return say::kIndex;
    case TargetGoal::Kind::Rank:
      break;
  }
  return say::kRank;
}

// The grade, index or rank itself.
inline std::string wanted(const Rulebook& rulebook, const TargetGoal& goal) {
  switch (goal.kind) {
    case TargetGoal::Kind::Grade:
      return rulebook.grades[goal.grade].name;
    case TargetGoal::Kind::Index:
      return to_text(goal.index);
    case TargetGoal::Kind::Rank:
      break;
  }
  return std::to_string(goal.rank);
}

}  // namespace parindex
