// SPDX-License-Identifier: Apache-2.0
#include "rulebook/check/check_tree.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "engine/numbers/rational.h"

namespace parindex {
namespace {

constexpr int kMostPlaces = 9;

// With as many places as a Decimal can hold.
Decimal nearest_decimal(const Rational& value) {
  for (int places = kMostPlaces; places >= 0; --places) {
    if (const std::optional<Decimal> decimal = parse_decimal(to_text(value, places))) {
      return *decimal;
    }
  }
  return {};
}

bool is_mean(Aggregation aggregation) {
  return aggregation == Aggregation::WeightedMean || aggregation == Aggregation::Mean;
}

class MaximaChecker {
 public:
  MaximaChecker(Rulebook& rulebook, Diagnostics& diagnostics)
      : rulebook_(rulebook),
        diagnostics_(diagnostics),
        maxima_(rulebook.criteria.size()) {}

  void run() {
    std::vector<bool> declared;
    declared.reserve(rulebook_.criteria.size());
    for (const Criterion& criterion : rulebook_.criteria) {
      declared.push_back(!criterion.maximum.is_zero());
    }
    for (std::size_t i = rulebook_.criteria.size(); i-- > 0;) {
      Criterion& criterion = rulebook_.criteria[i];
      const bool shares = joins_shares(criterion.aggregation);
      Rational maximum =
          declared[i] ? to_rational(criterion.maximum.value) : of_children(criterion);
      maxima_[i] = criterion.cap ? std::min(maximum, to_rational(criterion.cap->value)) : maximum;
      if (!declared[i]) {
        // Shares are taken of the maximum before it is cut.
        rulebook_.inputs_lost = rulebook_.inputs_lost || (shares && rests_on_inputs(criterion));
        criterion.maximum = nearest_decimal(shares ? maximum : maxima_[i]);
      }
    }
    for (std::size_t i = 0; i < rulebook_.criteria.size(); ++i) {
      const Criterion& criterion = rulebook_.criteria[i];
      if (criterion.maximum_unknown) {
        continue;
      }
      if (declared[i] && !criterion.is_leaf() && !joins_shares(criterion.aggregation)) {
        check_sum(criterion);
      }
      check_cap(criterion);
    }
  }

 private:
  [[nodiscard]] bool rests_on_inputs(const Criterion& criterion) const {
    return std::any_of(criterion.children.begin(), criterion.children.end(), [&](CriterionIndex c) {
      const Criterion& child = rulebook_.criteria[c];
      return child.maximum.varies() || (child.cap && child.cap->varies()) ||
             child.weight.varies() || (!child.is_leaf() && rests_on_inputs(child));
    });
  }

  // What the children's maxima come to, exactly; without the cap.
  [[nodiscard]] Rational joined(const Criterion& criterion) const {
    const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
    Rational sum = 0;
    Rational weights = 0;
    for (const CriterionIndex child : criterion.children) {
      const Rational weight =
          weighted ? to_rational(rulebook_.criteria[child].weight.value) : Rational(1);
      sum += weight * maxima_[child];
      weights += weight;
    }
    return is_mean(criterion.aggregation) && weights != 0 ? sum / weights : sum;
  }

  Rational of_children(const Criterion& criterion) {
    Rational maximum = 0;
    if (!joins_shares(criterion.aggregation)) {
      maximum = joined(criterion);
    } else if (!criterion.children.empty()) {
      maximum = maxima_[criterion.children.front()];
      const bool same =
          std::all_of(criterion.children.begin(), criterion.children.end(),
                      [&](CriterionIndex child) { return maxima_[child] == maximum; });
      const bool ends = to_rational(nearest_decimal(maximum)) == maximum;
      if (!same || !ends) {
        diagnostics_.error(
            codes::kNodeMaximumUnknown, criterion.span,
            fmt::format("{} joins the shares of parts {}",
                        criterion.id.empty() ? std::string("the top level")
                                             : fmt::format("criterion `{}`", criterion.id),
                        same ? "whose maximum has no end" : "with different maxima"),
            criterion.id.empty() ? "put them into a criterion that states its own `max`"
                                 : "state its own `max`");
      }
    }
    return maximum;
  }

  void check_sum(const Criterion& criterion) {
    const Rational parts = joined(criterion);
    const Rational sum = criterion.cap ? std::min(parts, to_rational(criterion.cap->value)) : parts;
    if (sum == to_rational(criterion.maximum.value)) {
      return;
    }
    const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
    std::vector<std::string> texts;
    for (const CriterionIndex child : criterion.children) {
      const Criterion& part = rulebook_.criteria[child];
      texts.push_back(to_text(part.maximum) + (weighted ? " × " + to_text(part.weight) : ""));
    }
    diagnostics_.error(
        codes::kChildrenDoNotAddUp, criterion.span,
        fmt::format("criterion `{}` has the maximum {}, but its parts come to {}", criterion.id,
                    to_text(criterion.maximum), to_text(sum, kMostPlaces)),
        fmt::format("{}: {}",
                    weighted                         ? "the weighted mean of"
                    : is_mean(criterion.aggregation) ? "the mean of"
                                                     : "the parts",
                    fmt::join(texts, " + ")));
  }

  // A cap that the parts cannot reach is most likely misprinted.
  void check_cap(const Criterion& criterion) {
    if (!criterion.cap || joins_shares(criterion.aggregation)) {
      return;
    }
    const Rational parts = joined(criterion);
    if (parts < to_rational(criterion.cap->value)) {
      diagnostics_.warn(
          codes::kCapNotReached, criterion.span,
          fmt::format("the parts of `{}` come to {} points at most, below "
                      "its cap of {}",
                      criterion.id, to_text(parts, kMostPlaces), to_text(*criterion.cap)),
          "correct `cap`, or leave it out");
    }
  }

  Rulebook& rulebook_;
  Diagnostics& diagnostics_;
  std::vector<Rational> maxima_;  // exact, by criterion
};

class NotApplicableChecker {
 public:
  NotApplicableChecker(const Rulebook& rulebook, Diagnostics& diagnostics)
      : rulebook_(rulebook),
        diagnostics_(diagnostics) {}

  void run() {
    for (const Criterion& criterion : rulebook_.criteria) {
      if (criterion.not_applicable == WhenNotApplicable::ShareOut) {
        check_adds_up(criterion, rulebook_.criteria[*criterion.parent]);
      }
      if (criterion.rescale_within) {
        check_within(criterion);
      }
    }
  }

 private:
  bool check_adds_up(const Criterion& criterion, const Criterion& node) {
    if (node.aggregation == Aggregation::Sum && !node.cap) {
      return true;
    }
    diagnostics_.error(
        codes::kDoesNotAddUp, criterion.span,
        fmt::format("criterion `{}` passes its points on, but {} does not simply add up",
                    criterion.id,
                    node.id.empty() ? std::string("the top level")
                                    : fmt::format("criterion `{}`", node.id)),
        "`share_out` and `within` need parents that aggregate by `sum`, without `cap`",
        {{node.span, "does not add up"}});
    return false;
  }

  void check_within(const Criterion& criterion) {
    for (CriterionIndex i = *criterion.parent;; i = *rulebook_.criteria[i].parent) {
      if (!check_adds_up(criterion, rulebook_.criteria[i]) || i == *criterion.rescale_within) {
        break;
      }
    }
    const Criterion& ancestor = rulebook_.criteria[*criterion.rescale_within];
    const auto first = std::find_if(
        rulebook_.criteria.begin(), rulebook_.criteria.end(),
        [&](const Criterion& other) { return other.rescale_within == criterion.rescale_within; });
    if (&*first == &criterion) {
      check_target(criterion, ancestor);
    } else if (first->rescale_to != criterion.rescale_to) {
      diagnostics_.error(
          codes::kSeveralRules, criterion.span,
          fmt::format("criteria are rescaled within `{}` to different maxima", ancestor.id),
          "state the same `to` in all of them, or in none", {{first->span, "the first of them"}});
    }
  }

  void check_target(const Criterion& criterion, const Criterion& ancestor) {
    if (!criterion.rescale_to || *criterion.rescale_to == ancestor.maximum) {
      return;
    }
    diagnostics_.warn(
        codes::kRescaleTarget, criterion.span,
        fmt::format("what does not apply is rescaled to {} within `{}`, whose maximum "
                    "is {}",
                    to_text(*criterion.rescale_to), ancestor.id, to_text(ancestor.maximum)),
        "correct `to`, unless the annex is printed like this",
        {{ancestor.span, "maximum " + to_text(ancestor.maximum)}});
  }

  const Rulebook& rulebook_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_maxima(Rulebook& rulebook, Diagnostics& diagnostics) {
  MaximaChecker(rulebook, diagnostics).run();
}

void check_not_applicable(const Rulebook& rulebook, Diagnostics& diagnostics) {
  NotApplicableChecker(rulebook, diagnostics).run();
}

}  // namespace parindex
