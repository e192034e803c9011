// SPDX-License-Identifier: Apache-2.0
//
// The only file with floating point: what a distribution gives each value to happen. It is rounded
// to 40 bits, far above what machines could differ in, and whole numbers from then on.
#include "analysis/what_if/distributions.h"

#include <algorithm>
#include <cmath>

#include <Random123/philox.h>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

namespace parindex {
namespace {

__extension__ using Unsigned128 = unsigned __int128;

constexpr std::uint64_t kLast = ~std::uint64_t{0};
// More values than this are given in steps of ten, a hundred … ticks.
constexpr std::int64_t kMostValues = 100'000;

double real(Decimal value) {
  return static_cast<double>(value.coefficient) / static_cast<double>(power_of_ten(value.scale));
}

constexpr std::uint64_t kWhole = std::uint64_t{1} << 40;

// A chance in steps of 2^-40.
std::uint64_t in_steps(double chance) {
  return static_cast<std::uint64_t>(
      std::floor(std::clamp(chance, 0.0, 1.0) * static_cast<double>(kWhole) + 0.5));
}

}  // namespace

DistributionTable DistributionTable::uniform(std::int64_t lowest, std::uint64_t count) {
  DistributionTable table;
  table.lowest_ = lowest;
  table.count_ = count;
  table.total_ = count;
  return table;
}

DistributionTable DistributionTable::weighted(const std::vector<Outcome>& values,
                                              const std::vector<std::uint64_t>& weights) {
  DistributionTable table;
  for (const std::uint64_t weight : weights) {
    table.total_ += weight;
  }
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] > 0) {
      sum += weights[i];
      table.values_.push_back(values[i]);
      table.weights_.push_back(weights[i]);
      const Unsigned128 end = (Unsigned128{sum} << 64) / table.total_;
      table.last_.push_back(sum == table.total_ ? kLast : static_cast<std::uint64_t>(end) - 1);
    }
  }
  table.count_ = table.values_.size();
  return table;
}

// `below(x)`: the chance of a value under x, in ticks.
template <typename Below>
DistributionTable DistributionTable::from_distribution(std::int64_t lowest, std::int64_t highest,
                                                       const Below& below) {
  DistributionTable table;
  std::int64_t step = 1;
  while ((highest - lowest) / step >= kMostValues) {
    step *= 10;
  }
  const double first = below(static_cast<double>(lowest) - 0.5);
  const double all = below(static_cast<double>(highest) + 0.5) - first;
  std::uint64_t before = 0;
  for (std::int64_t value = lowest; value <= highest && before < kWhole; value += step) {
    const double end = static_cast<double>(value) + static_cast<double>(step) / 2;
    const bool at_end = value > highest - step;
    const std::uint64_t steps = at_end || all <= 0 ? kWhole : in_steps((below(end) - first) / all);
    if (steps > before) {
      table.values_.push_back({value, CellState::Present});
      table.last_.push_back(steps == kWhole ? kLast : (steps << 24) - 1);
      before = steps;
    }
  }
  return table;
}

DistributionTable DistributionTable::triangular(std::int64_t least, std::int64_t mode,
                                                std::int64_t greatest) {
  // Half a tick of room on both sides, so that the ends can happen.
  const double a = static_cast<double>(least) - 0.5;
  const double b = static_cast<double>(greatest) + 0.5;
  const double c = static_cast<double>(mode);
  return from_distribution(least, greatest, [&](double x) {
    if (x <= a || x >= b) {
      return x <= a ? 0.0 : 1.0;
    }
    return x <= c ? (x - a) * (x - a) / ((b - a) * (c - a))
                  : 1.0 - (b - x) * (b - x) / ((b - a) * (b - c));
  });
}

DistributionTable DistributionTable::normal(Decimal mean, Decimal deviation, std::int64_t lowest,
                                            std::int64_t highest) {
  const boost::math::normal_distribution<double> distribution(real(mean), real(deviation));
  // Far above the mean all chances below are 1, but those above still differ.
  const bool above = static_cast<double>(lowest) > real(mean);
  return from_distribution(lowest, highest, [&](double x) {
    return above ? -boost::math::cdf(boost::math::complement(distribution, x))
                 : boost::math::cdf(distribution, x);
  });
}

DistributionTable DistributionTable::beta(Decimal a, Decimal b, std::int64_t lowest,
                                          std::int64_t highest) {
  const boost::math::beta_distribution<double> distribution(real(a), real(b));
  const double from = static_cast<double>(lowest) - 0.5;
  const double width = static_cast<double>(highest - lowest) + 1.0;
  return from_distribution(lowest, highest, [&](double x) {
    return boost::math::cdf(distribution, std::clamp((x - from) / width, 0.0, 1.0));
  });
}

DistributionTable DistributionTable::binomial(std::int64_t of, Decimal probability) {
  const double n = static_cast<double>(of);
  const double p = real(probability);
  // What lies further than 12 deviations off happens less than once in 10^30 draws.
  const double reach = 12.0 * std::sqrt(n * p * (1.0 - p)) + 20.0;
  const std::int64_t lowest =
      std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(n * p - reach)));
  const std::int64_t highest = std::min(of, static_cast<std::int64_t>(std::ceil(n * p + reach)));
  if (of == 0) {
    return uniform(0, 1);
  }
  const boost::math::binomial_distribution<double> distribution(n, p);
  return from_distribution(lowest, highest, [&](double x) {
    const double whole = std::floor(x);
    return whole < 0 ? 0.0 : (whole >= n ? 1.0 : boost::math::cdf(distribution, whole));
  });
}

Outcome DistributionTable::at(std::uint64_t random) const {
  if (values_.empty()) {
    return {lowest_ + static_cast<std::int64_t>((Unsigned128{random} * count_) >> 64),
            CellState::Present};
  }
  const auto found = std::lower_bound(last_.begin(), last_.end(), random);
  return values_[static_cast<std::size_t>(found - last_.begin())];
}

std::uint64_t random_number(std::uint64_t parameter, std::uint64_t seed, std::uint64_t draw) {
  const r123::Philox2x64::ctr_type counter = {{draw, seed}};
  const r123::Philox2x64::key_type key = {{parameter}};
  return r123::Philox2x64()(counter, key)[0];
}

// FNV-1a.
std::uint64_t stable_hash(std::string_view name) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return hash;
}

}  // namespace parindex
