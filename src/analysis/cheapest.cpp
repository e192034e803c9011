// SPDX-License-Identifier: Apache-2.0
#include "analysis/cheapest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace parindex {
namespace {

constexpr std::int64_t kMostAdditions = 400'000'000;
constexpr std::int64_t kFirstLimit = 16;

// The most that a number of places gain for each effort, and what was taken for that.
template <typename Gain>
class Table {
 public:
  explicit Table(std::int64_t limit) : best_(static_cast<std::size_t>(limit) + 1) {
    best_[0] = Gain{0};
  }

  struct Offer {
    std::size_t effort = 0;
    Gain gain;
  };

  void add_place(const std::vector<Offer>& offers) {
    std::vector<std::optional<Gain>> next(best_.size());
    std::vector<std::uint32_t> taken(best_.size(), 0);
    for (std::size_t i = 0; i < offers.size(); ++i) {
      for (std::size_t effort = offers[i].effort; effort < best_.size(); ++effort) {
        const std::optional<Gain>& before = best_[effort - offers[i].effort];
        if (!before) {
          continue;
        }
        Gain gain = *before + offers[i].gain;
        if (!next[effort] || *next[effort] < gain) {
          next[effort] = std::move(gain);
          taken[effort] = static_cast<std::uint32_t>(i);
        }
      }
    }
    best_ = std::move(next);
    taken_.push_back(std::move(taken));
  }

  [[nodiscard]] const std::vector<std::optional<Gain>>& best() const { return best_; }

  // Which offer each place takes for this effort.
  [[nodiscard]] std::vector<std::size_t> taken(
      std::size_t effort, const std::vector<std::vector<Offer>>& offers) const {
    std::vector<std::size_t> result(taken_.size());
    for (std::size_t place = taken_.size(); place-- > 0;) {
      result[place] = taken_[place][effort];
      effort -= offers[place][result[place]].effort;
    }
    return result;
  }

 private:
  std::vector<std::optional<Gain>> best_;          // by effort; empty: cannot be spent so
  std::vector<std::vector<std::uint32_t>> taken_;  // by place, then effort
};

template <typename Gain>
class Search {
 public:
  using Offer = typename Table<Gain>::Offer;

  // Gains and needs as Gain, efforts divided by their greatest common divisor.
  struct Scaled {
    std::vector<std::vector<Offer>> places;
    std::vector<std::pair<std::vector<std::size_t>, Gain>> floors;
    Gain needed{0};
    bool more_than = false;
  };

  explicit Search(Scaled scaled) : scaled_(std::move(scaled)) {
    std::vector<bool> in_floor(scaled_.places.size(), false);
    for (const auto& [places, least] : scaled_.floors) {
      for (const std::size_t place : places) {
        in_floor[place] = true;
      }
    }
    for (std::size_t i = 0; i < in_floor.size(); ++i) {
      if (!in_floor[i]) {
        free_.push_back(i);
      }
    }
    for (const std::vector<Offer>& offers : scaled_.places) {
      std::size_t most = 0;
      for (const Offer& offer : offers) {
        most = std::max(most, offer.effort);
      }
      total_ += static_cast<std::int64_t>(most);
      offers_ += static_cast<std::int64_t>(offers.size());
    }
  }

  // Ever larger tables, until one holds an answer or everything that can be done.
  CheapestAnswer run() {
    for (std::int64_t limit = std::min(kFirstLimit, total_);; limit = std::min(2 * limit, total_)) {
      if (offers_ * (limit + 1) > kMostAdditions) {
        return {CheapestAnswer::Kind::TooLarge, {}, 0, 0};
      }
      CheapestAnswer answer = within(limit, limit == total_);
      if (answer.kind != CheapestAnswer::Kind::OutOfReach || limit == total_) {
        return answer;
      }
    }
  }

 private:
  // Places that were put together, and then stand for one.
  struct Bundle {
    std::vector<std::size_t> places;
    std::vector<std::vector<Offer>> offers;  // of those places
    Table<Gain> table;
    std::vector<Offer> as_one;  // what is worth its effort
  };

  CheapestAnswer within(std::int64_t limit, bool is_last) {
    std::vector<Bundle> bundles;
    for (const auto& [places, least] : scaled_.floors) {
      bundles.push_back(bundle(places, least, limit));
      if (bundles.back().as_one.empty()) {
        return {};
      }
    }
    Table<Gain> table(limit);
    std::vector<std::vector<Offer>> offers;
    for (const Bundle& one : bundles) {
      offers.push_back(one.as_one);
      table.add_place(offers.back());
    }
    for (const std::size_t place : free_) {
      offers.push_back(scaled_.places[place]);
      table.add_place(offers.back());
    }
    const std::optional<std::size_t> effort = least_effort(table.best(), is_last);
    return effort ? answer(*effort, table, offers, bundles) : CheapestAnswer{};
  }

  Bundle bundle(const std::vector<std::size_t>& places, const Gain& least, std::int64_t limit) {
    Bundle result{places, {}, Table<Gain>(limit), {}};
    for (const std::size_t place : places) {
      result.offers.push_back(scaled_.places[place]);
      result.table.add_place(result.offers.back());
    }
    const std::vector<std::optional<Gain>>& best = result.table.best();
    for (std::size_t effort = 0; effort < best.size(); ++effort) {
      const bool enough = best[effort] && !(*best[effort] < least);
      if (enough && (result.as_one.empty() || result.as_one.back().gain < *best[effort])) {
        result.as_one.push_back({effort, *best[effort]});
      }
    }
    return result;
  }

  // The first effort that gains enough; in the last table, else, the one that gains most.
  [[nodiscard]] std::optional<std::size_t> least_effort(
      const std::vector<std::optional<Gain>>& best, bool is_last) {
    std::optional<std::size_t> most;
    for (std::size_t effort = 0; effort < best.size(); ++effort) {
      if (!best[effort]) {
        continue;
      }
      if (is_enough(*best[effort])) {
        return effort;
      }
      if (!most || *best[*most] < *best[effort]) {
        most = effort;
      }
    }
    return is_last ? most : std::nullopt;
  }

  [[nodiscard]] bool is_enough(const Gain& gain) const {
    return scaled_.more_than ? scaled_.needed < gain : !(gain < scaled_.needed);
  }

  CheapestAnswer answer(std::size_t effort, const Table<Gain>& table,
                        const std::vector<std::vector<Offer>>& offers,
                        const std::vector<Bundle>& bundles) {
    CheapestAnswer result;
    result.kind = is_enough(*table.best()[effort]) ? CheapestAnswer::Kind::Found
                                                   : CheapestAnswer::Kind::OutOfReach;
    result.taken.resize(scaled_.places.size());
    const std::vector<std::size_t> taken = table.taken(effort, offers);
    for (std::size_t i = 0; i < bundles.size(); ++i) {
      const Bundle& one = bundles[i];
      const std::vector<std::size_t> inside =
          one.table.taken(one.as_one[taken[i]].effort, one.offers);
      for (std::size_t k = 0; k < inside.size(); ++k) {
        result.taken[one.places[k]] = inside[k];
      }
    }
    for (std::size_t i = 0; i < free_.size(); ++i) {
      result.taken[free_[i]] = taken[bundles.size() + i];
    }
    return result;
  }

  Scaled scaled_;
  std::vector<std::size_t> free_;  // places without a floor
  std::int64_t total_ = 0;         // effort of everything
  std::int64_t offers_ = 0;
};

// A number by which all gains become whole, where they then stay small enough to be added.
std::optional<BigInteger> common_denominator(const CheapestQuestion& question) {
  const BigInteger most = BigInteger(1) << 62;
  BigInteger common = denominator(question.needed);
  BigInteger sum = 0;
  const auto take = [&](const Rational& gain) { common = lcm(common, denominator(gain)); };
  for (const GainFloor& floor : question.floors) {
    take(floor.least);
  }
  for (const std::vector<Alternative>& place : question.places) {
    for (const Alternative& alternative : place) {
      take(alternative.gain);
      if (common > most) {
        return std::nullopt;
      }
    }
  }
  // The type is named: what `abs` gives refers to its argument, which does not live on.
  const auto size = [&](const Rational& gain) -> BigInteger {
    return abs(numerator(Rational(gain * common)));
  };
  sum = size(question.needed);
  for (const GainFloor& floor : question.floors) {
    sum += size(floor.least);
  }
  for (const std::vector<Alternative>& place : question.places) {
    for (const Alternative& alternative : place) {
      sum += size(alternative.gain);
    }
  }
  return sum < most ? std::optional(common) : std::nullopt;
}

template <typename Gain, typename Scale>
CheapestAnswer search(const CheapestQuestion& question, const Scale& scale) {
  std::int64_t unit = 0;
  for (const std::vector<Alternative>& place : question.places) {
    for (const Alternative& alternative : place) {
      unit = std::gcd(unit, alternative.effort);
    }
  }
  typename Search<Gain>::Scaled scaled;
  scaled.needed = scale(question.needed);
  scaled.more_than = question.more_than;
  for (const std::vector<Alternative>& place : question.places) {
    auto& offers = scaled.places.emplace_back();
    for (const Alternative& one : place) {
      offers.push_back(
          {static_cast<std::size_t>(unit == 0 ? 0 : one.effort / unit), scale(one.gain)});
    }
  }
  for (const GainFloor& floor : question.floors) {
    scaled.floors.emplace_back(floor.places, scale(floor.least));
  }
  return Search<Gain>(std::move(scaled)).run();
}

}  // namespace

CheapestAnswer find_cheapest(const CheapestQuestion& question) {
  const std::optional<BigInteger> common = common_denominator(question);
  CheapestAnswer answer =
      common ? search<std::int64_t>(
                   question,
                   [&](const Rational& gain) {
                     return static_cast<std::int64_t>(numerator(Rational(gain * *common)));
                   })
             : search<Rational>(question, [](const Rational& gain) { return gain; });
  for (std::size_t place = 0; place < answer.taken.size(); ++place) {
    const Alternative& taken = question.places[place][answer.taken[place]];
    answer.effort += taken.effort;
    answer.gain += taken.gain;
  }
  return answer;
}

}  // namespace parindex
