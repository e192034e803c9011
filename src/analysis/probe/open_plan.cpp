// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/open_plan.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

namespace parindex {
namespace {

using Effect = OpenNumber::Effect;
using Way = OpenPlan::Way;

constexpr std::size_t kMostColours = 6;
constexpr std::size_t kMostCombined = 10;

class Planner {
 public:
  explicit Planner(const Rulebook& rulebook) : rulebook_(rulebook) {}

  OpenPlan plan() {
    collect();
    choose_colours();
    look_at_references();
    plan_.sums_only = adds_up(0);
    if (plan_.reason.empty()) {
      choose_way();
    }
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool is_within(CriterionIndex criterion, CriterionIndex ancestor) const {
    std::optional<CriterionIndex> i = criterion;
    while (i && *i != ancestor) {
      i = rulebook_.criteria[*i].parent;
    }
    return i.has_value();
  }

  void give_up(std::string reason, SourceSpan place) {
    if (plan_.reason.empty()) {
      plan_.reason = std::move(reason);
      plan_.place = place;
    }
  }

  void collect() {
    for (std::uint32_t i = 0; i < rulebook_.open_numbers.size(); ++i) {
      const OpenNumber& number = rulebook_.open_numbers[i];
      if (!number.has_range() || number.effect == Effect::Nothing) {
        continue;
      }
      if (number.effect == Effect::Other) {
        give_up(fmt::format("what `{}` does to the points cannot be bounded", number.address),
                number.span);
      }
      if (number.effect != Effect::Grade) {
        plan_.moving.push_back(i);
      }
      if (number.effect == Effect::Maximum && !number.affine) {
        give_up(fmt::format("the points do not change evenly with `{}`", number.address),
                number.span);
      }
      plan_.extras_open = plan_.extras_open || number.effect == Effect::ExtraCap;
      if (number.effect == Effect::Points || number.effect == Effect::Maximum) {
        for (const CriterionIndex criterion : number.criteria) {
          add_to_leaf(criterion, i);
        }
      }
    }
  }

  void add_to_leaf(CriterionIndex criterion, std::uint32_t number) {
    auto leaf = std::find_if(plan_.leaves.begin(), plan_.leaves.end(),
                             [&](const OpenPlan::Leaf& l) { return l.criterion == criterion; });
    if (leaf == plan_.leaves.end()) {
      leaf = plan_.leaves.insert(leaf, OpenPlan::Leaf{});
      const CriterionIndex root = rulebook_.root_of(criterion);
      leaf->criterion = criterion;
      leaf->of_tree = root == 0;
      leaf->of_penalty = rulebook_.penalty == root && root != 0;
      plan_.extras_open = plan_.extras_open || root != 0;
    }
    leaf->numbers.push_back(number);
    leaf->affine = leaf->affine && rulebook_.open_numbers[number].affine;
  }

  void choose_colours() {
    plan_.colour.assign(rulebook_.open_numbers.size(), 0);
    for (const std::uint32_t number : plan_.moving) {
      std::vector<bool> taken(rulebook_.open_numbers.size() + 1, false);
      for (const OpenPlan::Leaf& leaf : plan_.leaves) {
        if (std::find(leaf.numbers.begin(), leaf.numbers.end(), number) == leaf.numbers.end()) {
          continue;
        }
        for (const std::uint32_t other : leaf.numbers) {
          if (other < number) {
            taken[plan_.colour[other]] = true;
          }
        }
      }
      const auto free = std::find(taken.begin(), taken.end(), false) - taken.begin();
      plan_.colour[number] = static_cast<std::size_t>(free);
      plan_.colours = std::max(plan_.colours, plan_.colour[number] + 1);
    }
    if (plan_.colours > kMostColours) {
      give_up("a criterion rests on more than 6 open numbers", rulebook_.span);
      plan_.colours = kMostColours;
    }
  }

  // Whether points of the criterion rest on a number that moves.
  [[nodiscard]] const OpenNumber* open_below(CriterionIndex criterion) const {
    for (const std::uint32_t i : plan_.moving) {
      for (const CriterionIndex own : rulebook_.open_numbers[i].criteria) {
        if (is_within(own, criterion) || is_within(criterion, own)) {
          return &rulebook_.open_numbers[i];
        }
      }
    }
    return nullptr;
  }

  void look_at_references() {
    for (const Reference& reference : rulebook_.references) {
      const std::optional<CriterionIndex> used = rulebook_.find(reference.id);
      if (!used || open_below(*used) == nullptr) {
        continue;
      }
      plan_.conclusions_open = plan_.conclusions_open || reference.user == 0;
      if (reference.user != 0) {
        give_up(fmt::format("`{}` looks at the points of `{}`, which rest on open numbers",
                            rulebook_.criteria[reference.user].id, reference.id),
                reference.span);
      }
    }
  }

  [[nodiscard]] bool moves(CriterionIndex node, std::initializer_list<Effect> effects) const {
    return std::any_of(plan_.moving.begin(), plan_.moving.end(), [&](std::uint32_t i) {
      const OpenNumber& number = rulebook_.open_numbers[i];
      const bool asked = std::find(effects.begin(), effects.end(), number.effect) != effects.end();
      return asked && std::any_of(number.criteria.begin(), number.criteria.end(),
                                  [&](CriterionIndex own) { return is_within(own, node); });
    });
  }

  [[nodiscard]] bool hands_points_on() const {
    return std::any_of(rulebook_.criteria.begin(), rulebook_.criteria.end(),
                       [](const Criterion& criterion) {
                         return criterion.rescale_within.has_value() ||
                                criterion.not_applicable == WhenNotApplicable::ShareOut;
                       });
  }

  // Points and maximum of the node are the sums of those of its leaves.
  [[nodiscard]] bool adds_up(CriterionIndex node) const {
    for (CriterionIndex i = 0; i < rulebook_.criteria.size(); ++i) {
      const Criterion& criterion = rulebook_.criteria[i];
      if (!is_within(i, node)) {
        continue;
      }
      const bool plain = criterion.is_leaf()
                             ? criterion.not_applicable != WhenNotApplicable::Drop
                             : criterion.aggregation == Aggregation::Sum && !criterion.cap &&
                                   !criterion.rounding && !criterion.states_not_applicable;
      if (!plain) {
        return false;
      }
    }
    return !hands_points_on();
  }

  // Points and maximum of the tree are, in each weight and maximum that moves, quotients of linear
  // functions: the index then moves in one direction with each.
  [[nodiscard]] bool is_linear_fractional() const {
    for (CriterionIndex i = 0; i < rulebook_.criteria.size(); ++i) {
      const Criterion& criterion = rulebook_.criteria[i];
      if (criterion.is_leaf() || !is_within(i, 0)) {
        continue;
      }
      const bool plain = !criterion.cap && !criterion.rounding && !criterion.states_not_applicable;
      const bool inner_moves =
          std::any_of(criterion.children.begin(), criterion.children.end(), [&](CriterionIndex c) {
            return moves(c, {Effect::Maximum, Effect::Weight});
          });
      if (!plain || (joins_shares(criterion.aggregation) && inner_moves)) {
        return false;
      }
    }
    return !hands_points_on();
  }

  void choose_way() {
    for (const std::optional<CriterionIndex>& extra : {rulebook_.bonus, rulebook_.penalty}) {
      if (extra && moves(*extra, {Effect::Maximum, Effect::Weight}) && !adds_up(*extra)) {
        give_up("maxima or weights move where bonus or penalty do not simply add up",
                rulebook_.criteria[*extra].span);
        return;
      }
    }
    if (!moves(0, {Effect::Maximum, Effect::Weight})) {
      plan_.way = Way::Monotone;
    } else if (plan_.sums_only) {
      plan_.way = Way::Ratio;
    } else if (!is_linear_fractional()) {
      give_up("maxima or weights move in a tree with caps, roundings or other than means and sums",
              rulebook_.root().span);
    } else if (plan_.moving.size() > kMostCombined) {
      give_up("more than 10 open numbers, some of them weights or maxima under means",
              rulebook_.root().span);
    } else {
      plan_.way = Way::Everything;
    }
  }

  const Rulebook& rulebook_;
  OpenPlan plan_;
};

}  // namespace

OpenPlan plan_intervals(const Rulebook& rulebook) {
  return Planner(rulebook).plan();
}

bool node_moves(const Rulebook& rulebook, CriterionIndex node) {
  const Criterion& criterion = rulebook.criteria[node];
  return std::any_of(
      rulebook.open_numbers.begin(), rulebook.open_numbers.end(), [&](const OpenNumber& open) {
        return std::any_of(open.criteria.begin(), open.criteria.end(), [&](CriterionIndex own) {
          const bool weighs = open.keys.front() == "weight" &&
                              criterion.aggregation == Aggregation::WeightedMean &&
                              rulebook.criteria[own].parent == node;
          return weighs || (own == node && open.keys.front() != "weight" &&
                            open.effect != OpenNumber::Effect::Nothing);
        });
      });
}

bool grades_follow_index(const Rulebook& rulebook, const OpenPlan& plan) {
  if (rulebook.grades.empty() || plan.conclusions_open) {
    return false;
  }
  return std::all_of(rulebook.grades.begin(), rulebook.grades.end(), [&](const Grade& grade) {
    const bool conditions =
        std::all_of(grade.needs.begin(), grade.needs.end(),
                    [](const GradeNeed& need) { return need.kind == GradeNeed::Kind::Condition; });
    return grade.needs.empty() || (grade.without == WithoutNeeds::NextGrade && !grade.next_when &&
                                   (conditions || plan.way == OpenPlan::Way::Monotone));
  });
}

}  // namespace parindex
