// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/program/program.h"
#include "model/scenario.h"

namespace parindex {

// A value that a distribution gave.
struct Outcome {
  std::int64_t ticks = 0;
  CellState state = CellState::Present;
};

// A distribution in whole numbers: its values, ascending by nothing but their place, and how much
// of the range of a 64-bit random number falls to each. Laws that are no fractions are worked out
// once, when the table is made, to 40 bits.
class DistributionTable {
 public:
  // Equal chances for lowest .. lowest + count - 1.
  static DistributionTable uniform(std::int64_t lowest, std::uint64_t count);
  // By whole weights, some positive.
  static DistributionTable weighted(const std::vector<Outcome>& values,
                                    const std::vector<std::uint64_t>& weights);
  // Least, most likely and greatest value.
  static DistributionTable triangular(std::int64_t least, std::int64_t mode, std::int64_t greatest);
  // Mean and deviation in ticks, cut to lowest..highest.
  static DistributionTable normal(Decimal mean, Decimal deviation, std::int64_t lowest,
                                  std::int64_t highest);
  static DistributionTable beta(Decimal a, Decimal b, std::int64_t lowest, std::int64_t highest);
  static DistributionTable binomial(std::int64_t of, Decimal probability);

  // The value that a random number stands for.
  [[nodiscard]] Outcome at(std::uint64_t random) const;

  // How many values there are, each with the weight `weight(i)` of `total_weight()`; 0 where the
  // weights are no whole numbers.
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t total_weight() const { return total_; }
  [[nodiscard]] Outcome value(std::uint64_t i) const {
    return values_.empty() ? Outcome{lowest_ + static_cast<std::int64_t>(i), CellState::Present}
                           : values_[i];
  }
  [[nodiscard]] std::uint64_t weight(std::uint64_t i) const {
    return weights_.empty() ? 1 : weights_[i];
  }

 private:
  template <typename Below>
  static DistributionTable from_distribution(std::int64_t lowest, std::int64_t highest,
                                             const Below& below);

  std::int64_t lowest_ = 0;  // where values_ is empty
  std::uint64_t count_ = 0;
  std::uint64_t total_ = 0;
  std::vector<Outcome> values_;
  std::vector<std::uint64_t> last_;     // by value: the greatest random number that stands for it
  std::vector<std::uint64_t> weights_;  // empty: 1 each, or no whole numbers
};

// The random number of a parameter in a draw: a function of the three and of nothing else.
std::uint64_t random_number(std::uint64_t parameter, std::uint64_t seed, std::uint64_t draw);

// A number for a name; the same everywhere and for ever.
std::uint64_t stable_hash(std::string_view name);

}  // namespace parindex
