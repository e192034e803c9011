// SPDX-License-Identifier: Apache-2.0
//
// What one thread counts of its draws.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/what_if/draws.h"
#include "engine/numbers/rational.h"
#include "engine/numbers/wide.h"
#include "model/simulation.h"

namespace parindex {

// How often a unit had which rank. A few draws of many units reach few ranks each: memory holds
// only those that were met, until they are so many that a list of all ranks is no larger.
class RankWeights {
 public:
  void add(std::uint32_t rank, std::uint64_t weight, std::size_t ranks) {
    if (all_.empty()) {
      const auto place = std::lower_bound(
          met_.begin(), met_.end(), rank,
          [](const Weight& one, std::uint32_t wanted) { return one.first < wanted; });
      if (place != met_.end() && place->first == rank) {
        place->second += weight;
        return;
      }
      if (met_.size() < ranks / kShareMet) {
        met_.emplace(place, rank, weight);
        return;
      }
      spread(ranks);
    }
    all_[rank] += weight;
  }

  void add_to(std::map<std::uint32_t, Rational>& ranks) const {
    for (const auto& [rank, weight] : met_) {
      ranks[rank] += weight;
    }
    for (std::uint32_t rank = 1; rank < all_.size(); ++rank) {
      if (all_[rank] > 0) {
        ranks[rank] += all_[rank];
      }
    }
  }

 private:
  using Weight = std::pair<std::uint32_t, std::uint64_t>;
  // Inserting moves what is behind: beyond this share of the ranks a list of all is faster.
  static constexpr std::size_t kShareMet = 8;

  void spread(std::size_t ranks) {
    all_.resize(ranks + 1);
    for (const auto& [rank, weight] : met_) {
      all_[rank] = weight;
    }
    met_ = {};
  }

  std::vector<Weight> met_;         // ascending
  std::vector<std::uint64_t> all_;  // by rank; empty while `met_` is enough
};

// What one thread has counted. Sums of whole numbers: their order does not matter.
class DrawCounts {
 public:
  DrawCounts(std::size_t units, std::size_t grades, std::size_t leaves,
             const std::vector<Simulation::Pair>& pairs)
      : units_(units),
        pairs_(pairs.size()),
        pair_rows_(pairs) {
    for (Unit& unit : units_) {
      unit.grades.resize(grades + 2);
      unit.small_losses.resize(leaves);
    }
  }

  // Losses of the leaves at these positions of the runner, over the first `draws` of its run.
  // Weights: by draw; empty: 1 each.
  void add_losses(const DrawRunner& runner, const std::vector<std::size_t>& leaves,
                  std::size_t draws, const std::vector<std::uint64_t>& weights) {
    for (std::size_t row = 0; row < units_.size(); ++row) {
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        SmallSums& small = units_[row].small_losses[i];
        for (std::size_t draw = 0; draw < draws; ++draw) {
          const Wide loss = runner.loss(leaves[i], draw, row);
          if (!weights.empty()) {
            units_[row].add_loss(i, Rational(loss) * weights[draw], 0);
          } else if (absolute(loss) < kSmallLoss) {
            small.sum += loss;
            small.square_sum += loss * loss;
          } else {
            units_[row].add_loss(i, Rational(loss), Rational(loss) * Rational(loss));
          }
        }
      }
    }
    small_draws_ += draws;
    if (small_draws_ >= kMostSmallDraws) {
      move_small_losses();
    }
  }

  void add(const DrawRunner& runner, std::size_t draw, std::uint64_t weight) {
    weight_ += weight;
    for (std::size_t row = 0; row < units_.size(); ++row) {
      if (runner.state(draw, row) != CellState::Present) {
        continue;
      }
      Unit& unit = units_[row];
      const std::int64_t index = runner.index(draw, row);
      unit.weight += weight;
      unit.indices[index] += weight;
      // kGradeUndefined and kUngraded take the two places behind the grades.
      const std::size_t grade = runner.grade(draw, row);
      const std::size_t last = unit.grades.size();
      unit.grades[grade >= ScoringProgram::kGradeUndefined ? last - 256 + grade : grade] += weight;
      if (const std::uint32_t rank = runner.rank(draw, row); rank != ScoreSheet::kUnranked) {
        unit.ranks.add(rank, weight, units_.size());
      }
    }
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const std::uint32_t first = runner.rank(draw, pair_rows_[i].first);
      const std::uint32_t second = runner.rank(draw, pair_rows_[i].second);
      pairs_[i].first += first < second ? weight : 0;
      pairs_[i].second += first == second ? weight : 0;
    }
  }

  void add_to(Simulation& simulation) const {
    simulation.weight += weight_;
    for (std::size_t row = 0; row < units_.size(); ++row) {
      const Unit& from = units_[row];
      Simulation::Unit& to = simulation.units[row];
      to.weight += from.weight;
      for (const auto& [index, weight] : from.indices) {
        const Rational sum = Rational(index) * weight;
        to.index_sum += sum;
        to.square_sum += sum * index;
        to.indices[index] += weight;
      }
      for (std::size_t i = 0; i < from.grades.size(); ++i) {
        const std::size_t behind = from.grades.size() - i;  // 2: undefined, 1: ungraded
        if (from.grades[i] > 0) {
          to.grades[static_cast<std::uint8_t>(behind <= 2 ? 256 - behind : i)] += from.grades[i];
        }
      }
      for (std::size_t i = 0; i < from.small_losses.size(); ++i) {
        add(from.small_losses[i], to.losses[i]);
      }
      for (std::size_t i = 0; i < from.losses.size(); ++i) {
        to.losses[i].sum += from.losses[i].sum;
        to.losses[i].square_sum += from.losses[i].square_sum;
      }
      from.ranks.add_to(to.ranks);
    }
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      simulation.pairs[i].first_better += pairs_[i].first;
      simulation.pairs[i].equal += pairs_[i].second;
    }
  }

 private:
  // A square of a small loss is below 2^112. Sums are moved once they hold 2^13 draws or more, and
  // a run has at most 2^10 draws: they stay below 2^112 * (2^13 + 2^10) < 2^126, which Wide holds.
  static constexpr Wide kSmallLoss = Wide{1} << 56;
  static constexpr std::size_t kMostSmallDraws = 1U << 13;

  struct SmallSums {
    Wide sum = 0, square_sum = 0;
  };

  struct Unit {
    std::uint64_t weight = 0;
    std::unordered_map<std::int64_t, std::uint64_t> indices;
    std::vector<std::uint64_t> grades;
    RankWeights ranks;
    std::vector<SmallSums> small_losses;   // by leaf; not in `losses`
    std::vector<Simulation::Loss> losses;  // empty while small sums are enough

    void add_loss(std::size_t leaf, const Rational& sum, const Rational& square_sum) {
      losses.resize(small_losses.size());
      losses[leaf].sum += sum;
      losses[leaf].square_sum += square_sum;
    }
  };

  static void add(const SmallSums& small, Simulation::Loss& loss) {
    loss.sum += Rational(small.sum);
    loss.square_sum += Rational(small.square_sum);
  }

  void move_small_losses() {
    for (Unit& unit : units_) {
      unit.losses.resize(unit.small_losses.size());
      for (std::size_t i = 0; i < unit.losses.size(); ++i) {
        add(unit.small_losses[i], unit.losses[i]);
        unit.small_losses[i] = {};
      }
    }
    small_draws_ = 0;
  }

  std::vector<Unit> units_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs_;
  const std::vector<Simulation::Pair>& pair_rows_;
  std::uint64_t weight_ = 0;
  std::size_t small_draws_ = 0;  // in `small_losses`
};

}  // namespace parindex
