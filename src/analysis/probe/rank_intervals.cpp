// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/rank_intervals.h"

#include <algorithm>
#include <utility>

namespace parindex {
namespace {

// Beyond these, units are compared by the ends of their indices alone, or not at all.
constexpr std::size_t kMostCompared = 200;
constexpr std::size_t kMostRanked = 5000;

class RankBounds {
 public:
  RankBounds(const Rulebook& rulebook, const OpenLeaves& open, const ScoreSheet& sheet,
             const std::vector<std::uint32_t>& ranked, const std::vector<UnitCorners>& corners)
      : rulebook_(rulebook),
        open_(open),
        sheet_(sheet),
        ranked_(ranked),
        corners_(corners),
        by_leaves_(open.sums_only && !open.extras_open && ranked.size() <= kMostCompared &&
                   !rulebook.ranking.on.rounded) {}

  void bound(OpenResults& results) const {
    std::vector<std::uint32_t> order = ranked_;
    // Best first: whoever surely stands above another one does so as the numbers are.
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto place = [&](std::uint32_t row) {
        return corners_[row].key ? corners_[row].key->second : Rational(0);
      };
      return place(a) > place(b);
    });
    std::vector<std::uint32_t> best(sheet_.units.size(), 1);
    for (const std::uint32_t u : order) {
      bound_one(u, order, best, results);
    }
  }

 private:
  // `best` holds the best rank of all units before `u` in the order, and then its own.
  void bound_one(std::uint32_t u, const std::vector<std::uint32_t>& order,
                 std::vector<std::uint32_t>& best, OpenResults& results) const {
    std::uint32_t above = 0;
    std::uint32_t chain = 0;
    std::uint32_t may_be_above = 0;
    OpenResults::Numbers rests_on = results.units[u].index_rests_on;
    for (const std::uint32_t v : order) {
      if (u == v) {
        continue;
      }
      const bool sure = is_above(v, u);
      above += sure ? 1U : 0U;
      chain = sure ? std::max(chain, best[v]) : chain;
      const bool below = !sure && is_not_below(u, v);
      may_be_above += below ? 0U : 1U;
      if (!sure && !below) {
        const OpenResults::Numbers& other = results.units[v].index_rests_on;
        rests_on.insert(rests_on.end(), other.begin(), other.end());
      }
    }
    best[u] = 1 + (rulebook_.ranking.dense ? chain : above);
    if (!corners_[u].key) {
      return;
    }
    OpenResults::Unit& unit = results.units[u];
    unit.ranks = {best[u], 1 + may_be_above};
    if (best[u] != 1 + may_be_above) {
      std::sort(rests_on.begin(), rests_on.end());
      rests_on.erase(std::unique(rests_on.begin(), rests_on.end()), rests_on.end());
      unit.rank_rests_on = std::move(rests_on);
    }
  }

  // A lower bound of what the index of `u` is above that of `v`, in some unit of measure.
  [[nodiscard]] std::optional<Rational> least_lead(std::uint32_t u, std::uint32_t v) const {
    const UnitCorners& a = corners_[u];
    const UnitCorners& b = corners_[v];
    if (!a.key || !b.key) {
      return std::nullopt;
    }
    const Rational apart = a.key->first - b.key->second;
    if (apart > 0 || !by_leaves_ || !is_comparable(a, b)) {
      return apart;
    }
    Rational lead = a.fixed_points - b.fixed_points;
    for (std::size_t leaf = 0; leaf < a.leaves.size(); ++leaf) {
      lead += least_difference(leaf, a, b);
    }
    return lead;
  }

  // Both divide by the same maximum, whatever the numbers are.
  [[nodiscard]] bool is_comparable(const UnitCorners& a, const UnitCorners& b) const {
    if (!a.sums_hold || !b.sums_hold || !a.uncut || !b.uncut || a.extras != b.extras ||
        a.fixed_maximum != b.fixed_maximum || a.leaves.size() != open_.leaves.size() ||
        b.leaves.size() != open_.leaves.size()) {
      return false;
    }
    for (std::size_t leaf = 0; leaf < a.leaves.size(); ++leaf) {
      for (std::size_t round = 0; round < a.leaves[leaf].size(); ++round) {
        if (a.leaves[leaf][round].maximum != b.leaves[leaf][round].maximum) {
          return false;
        }
      }
      // Maxima that are equal at all corners are equal between them if they are affine.
      const bool moves =
          std::any_of(a.leaves[leaf].begin(), a.leaves[leaf].end(),
                      [&](const Corner& c) { return c.maximum != a.leaves[leaf].front().maximum; });
      if (moves && !(a.affine[leaf] && b.affine[leaf])) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] Rational least_difference(std::size_t leaf, const UnitCorners& a,
                                          const UnitCorners& b) const {
    const std::vector<Corner>& own = a.leaves[leaf];
    const std::vector<Corner>& other = b.leaves[leaf];
    // A difference of affine values is affine: it is least at a corner. Else the least of the one
    // and the greatest of the other are.
    const bool affine = a.affine[leaf] && b.affine[leaf];
    std::optional<Rational> least;
    for (std::size_t i = 0; i < own.size(); ++i) {
      for (std::size_t j = affine ? i : 0; j < (affine ? i + 1 : other.size()); ++j) {
        const Rational difference = own[i].points - other[j].points;
        least = !least || difference < *least ? difference : *least;
      }
    }
    return least.value_or(Rational(0));
  }

  // By the further keys: 1, 0 or -1; empty where they rest on open numbers themselves.
  [[nodiscard]] std::optional<int> compare_keys(std::uint32_t u, std::uint32_t v) const {
    const std::vector<Rational>& a = corners_[u].tie_keys;
    const std::vector<Rational>& b = corners_[v].tie_keys;
    if (open_.conclusions_open && !a.empty()) {
      return std::nullopt;
    }
    return a == b ? 0 : (a > b ? 1 : -1);
  }

  [[nodiscard]] bool is_above(std::uint32_t u, std::uint32_t v) const {
    const std::optional<Rational> lead = least_lead(u, v);
    return lead && (*lead > 0 || (*lead == 0 && compare_keys(u, v) == 1));
  }

  [[nodiscard]] bool is_not_below(std::uint32_t u, std::uint32_t v) const {
    const std::optional<Rational> lead = least_lead(u, v);
    return lead && (*lead > 0 || (*lead == 0 && compare_keys(u, v).value_or(-1) >= 0));
  }

  const Rulebook& rulebook_;
  const OpenLeaves& open_;
  const ScoreSheet& sheet_;
  const std::vector<std::uint32_t>& ranked_;
  const std::vector<UnitCorners>& corners_;
  bool by_leaves_;
};

}  // namespace

void bound_ranks(const Rulebook& rulebook, const OpenLeaves& open, const ScoreSheet& sheet,
                 const std::vector<std::uint32_t>& ranked, const std::vector<UnitCorners>& corners,
                 OpenResults& results) {
  if (ranked.size() <= kMostRanked) {
    RankBounds(rulebook, open, sheet, ranked, corners).bound(results);
  }
}

}  // namespace parindex
