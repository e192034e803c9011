// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/extremes.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace parindex {
namespace {

class ExtremeFinder {
 public:
  ExtremeFinder(const Rulebook& rulebook, const OpenPlan& plan, const UnitCorners& corners)
      : rulebook_(rulebook),
        plan_(plan),
        corners_(corners) {}

  // The ends at which the index is least or greatest, if each leaf can have its own extreme.
  std::optional<Assumption> extreme(bool best, const Rational& ratio) const {
    Assumption assumption = with_grades(rulebook_, best);
    std::vector<bool> chosen(assumption.size(), false);
    for (std::size_t i = 0; i < assumption.size(); ++i) {
      const OpenNumber& number = rulebook_.open_numbers[i];
      if (number.has_range() && number.effect == OpenNumber::Effect::ExtraCap) {
        assumption[i] = best == (number.keys.front() == "bonus") ? NumberEnd::High : NumberEnd::Low;
      }
    }
    for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
      const std::optional<std::size_t> round =
          best_round(leaf, best != plan_.leaves[leaf].of_penalty, ratio, assumption, chosen);
      if (!round) {
        return std::nullopt;
      }
      for (const std::uint32_t number : plan_.leaves[leaf].numbers) {
        assumption[number] = plan_.end_in(*round, number);
        chosen[number] = true;
      }
    }
    return assumption;
  }

  // Dinkelbach's steps: the extreme of a quotient of sums is reached where the points less the
  // quotient times the maximum are extreme. Each step is better, and there are finitely many.
  std::optional<Assumption> extreme_of_ratio(bool best) const {
    Rational ratio = 0;
    std::optional<Assumption> assumption = extreme(best, ratio);
    while (assumption) {
      const std::optional<Rational> next = ratio_under(*assumption);
      if (!next) {
        return std::nullopt;
      }
      std::optional<Assumption> better = extreme(best, *next);
      const std::optional<Rational> reached = better ? ratio_under(*better) : std::nullopt;
      if (!reached) {
        return std::nullopt;
      }
      if (best ? *reached <= *next : *reached >= *next) {
        return assumption;
      }
      assumption = std::move(better);
    }
    return assumption;
  }

 private:
  // Of main points less `ratio` times the maximum; of bonus and penalty the points alone.
  [[nodiscard]] static Rational worth(const OpenPlan::Leaf& leaf, const Corner& corner,
                                      const Rational& ratio) {
    return leaf.of_tree ? Rational(corner.points - ratio * corner.maximum) : corner.points;
  }

  // The first round in which the leaf is worth most (or least) and that fits what is chosen.
  [[nodiscard]] std::optional<std::size_t> best_round(std::size_t leaf, bool most,
                                                      const Rational& ratio,
                                                      const Assumption& assumption,
                                                      const std::vector<bool>& chosen) const {
    const std::vector<Corner>& corners = corners_.leaves[leaf];
    std::optional<Rational> extreme_worth;
    std::optional<std::size_t> result;
    for (std::size_t round = 0; round < corners.size(); ++round) {
      if (corners[round].state != corners.front().state ||
          corners[round].state > CellState::NotApplicable) {
        return std::nullopt;
      }
      const Rational own = worth(plan_.leaves[leaf], corners[round], ratio);
      const bool better = !extreme_worth || (most ? own > *extreme_worth : own < *extreme_worth);
      if (better) {
        extreme_worth = own;
        result.reset();
      }
      if (own == *extreme_worth && !result && fits(leaf, round, assumption, chosen)) {
        result = round;
      }
    }
    return result;
  }

  [[nodiscard]] bool fits(std::size_t leaf, std::size_t round, const Assumption& assumption,
                          const std::vector<bool>& chosen) const {
    const std::vector<std::uint32_t>& numbers = plan_.leaves[leaf].numbers;
    return std::all_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) {
      return !chosen[number] || assumption[number] == plan_.end_in(round, number);
    });
  }

  // Points and maximum of the tree where leaves stand as in `assumption`.
  [[nodiscard]] std::optional<Rational> ratio_under(const Assumption& assumption) const {
    Rational points = corners_.fixed_points;
    Rational maximum = corners_.fixed_maximum;
    for (std::size_t leaf = 0; leaf < plan_.leaves.size(); ++leaf) {
      if (!plan_.leaves[leaf].of_tree) {
        continue;
      }
      std::size_t round = 0;
      for (const std::uint32_t number : plan_.leaves[leaf].numbers) {
        round |= assumption[number] == NumberEnd::High ? std::size_t{1} << plan_.colour[number] : 0;
      }
      points += corners_.leaves[leaf][round].points;
      maximum += corners_.leaves[leaf][round].maximum;
    }
    return maximum > 0 ? std::optional(Rational(points / maximum)) : std::nullopt;
  }

  const Rulebook& rulebook_;
  const OpenPlan& plan_;
  const UnitCorners& corners_;
};

}  // namespace

Assumption resting_assumption(const Rulebook& rulebook) {
  Assumption assumption;
  for (const OpenNumber& number : rulebook.open_numbers) {
    assumption.push_back(number.unknown && number.has_range() ? NumberEnd::Low : NumberEnd::Value);
  }
  return assumption;
}

Assumption with_grades(const Rulebook& rulebook, bool best) {
  Assumption assumption = resting_assumption(rulebook);
  for (std::size_t i = 0; i < assumption.size(); ++i) {
    const OpenNumber& number = rulebook.open_numbers[i];
    if (number.has_range() && number.effect == OpenNumber::Effect::Grade) {
      assumption[i] = best ? NumberEnd::Low : NumberEnd::High;
    }
  }
  return assumption;
}

std::optional<Assumption> extreme_assumption(const Rulebook& rulebook, const OpenPlan& plan,
                                             const UnitCorners& corners, bool best) {
  const ExtremeFinder finder(rulebook, plan, corners);
  return plan.way == OpenPlan::Way::Ratio ? finder.extreme_of_ratio(best)
                                          : finder.extreme(best, Rational(0));
}

}  // namespace parindex
