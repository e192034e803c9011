// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/min_cost.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace parindex {
namespace {

constexpr std::size_t kMostAdditions = 200'000'000;
constexpr std::size_t kMostKept = 8'000'000;  // pairs, some 250 MB
constexpr std::int64_t kFirstLimit = 16;

// Something that can be done, at one place or at several.
template <typename Gain>
struct Offer {
  std::int64_t effort = 0;
  Gain gain{0};
  std::uint32_t taken = 0;   // the alternative, or how the last place was added
  std::uint32_t before = 0;  // what the places before do: position in their list
};

// Of two lists by effort only what gains more than all that takes no more effort. Of equal ones
// that of the first list stays.
template <typename Gain>
std::vector<Offer<Gain>> merged(const std::vector<Offer<Gain>>& first,
                                const std::vector<Offer<Gain>>& second) {
  std::vector<Offer<Gain>> result;
  result.reserve(first.size() + second.size());
  auto a = first.begin();
  auto b = second.begin();
  while (a != first.end() || b != second.end()) {
    const bool takes_second =
        a == first.end() ||
        (b != second.end() && (b->effort != a->effort ? b->effort < a->effort : a->gain < b->gain));
    const Offer<Gain>& next = takes_second ? *b++ : *a++;
    if (result.empty() || result.back().gain < next.gain) {
      result.push_back(next);
    }
  }
  return result;
}

// What all of them could take together, over all tables of one search.
struct Work {
  std::size_t additions = 0;
  std::size_t kept = 0;

  [[nodiscard]] bool is_too_much() const { return additions > kMostAdditions || kept > kMostKept; }
};

// Places that were put together, one after the other.
template <typename Gain>
class Table {
 public:
  using Offers = std::vector<Offer<Gain>>;

  Table(std::int64_t limit, Work& work)
      : limit_(limit),
        work_(work),
        worthwhile_{{Offer<Gain>{}}} {}

  // What gains less than `least` with it is of no use.
  void add_place(const Offers& offers, const Gain& least) {
    const Offers& before = worthwhile_.back();
    Offers next;
    for (std::size_t i = 0; i < offers.size() && !work_.is_too_much(); ++i) {
      Offers with;
      with.reserve(before.size());
      for (std::size_t k = 0; k < before.size(); ++k) {
        const std::int64_t effort = before[k].effort + offers[i].effort;
        if (effort > limit_) {
          break;
        }
        Gain gain = before[k].gain + offers[i].gain;
        if (!(gain < least)) {
          with.push_back({effort, std::move(gain), static_cast<std::uint32_t>(i),
                          static_cast<std::uint32_t>(k)});
        }
      }
      work_.additions += next.size() + with.size();
      next = merged(next, with);
    }
    work_.kept += next.size();
    worthwhile_.push_back(std::move(next));
  }

  // What is worth its effort, up to the limit.
  [[nodiscard]] const Offers& worthwhile() const { return worthwhile_.back(); }

  // By place: which of its offers stands behind one of `worthwhile`.
  [[nodiscard]] std::vector<std::size_t> taken(std::size_t which) const {
    std::vector<std::size_t> result(worthwhile_.size() - 1);
    for (std::size_t place = result.size(); place-- > 0;) {
      const Offer<Gain>& offer = worthwhile_[place + 1][which];
      result[place] = offer.taken;
      which = offer.before;
    }
    return result;
  }

 private:
  std::int64_t limit_;
  Work& work_;
  std::vector<Offers> worthwhile_;  // [i]: of the first i places
};

template <typename Gain>
class Search {
 public:
  using Offers = std::vector<Offer<Gain>>;

  // Gains and needs as Gain.
  struct Scaled {
    std::vector<Offers> places;
    std::vector<std::pair<std::vector<std::size_t>, Gain>> floors;
    Gain needed{0};
    bool more_than = false;
  };

  explicit Search(Scaled scaled) : scaled_(std::move(scaled)) {
    for (Offers& offers : scaled_.places) {
      std::stable_sort(offers.begin(), offers.end(), [](const auto& a, const auto& b) {
        return a.effort != b.effort ? a.effort < b.effort : b.gain < a.gain;
      });
      offers = merged(offers, {});
    }
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
  }

  // Ever larger tables, until one holds an answer; that of everything does.
  MinCostAnswer run() {
    MinCostAnswer most = most_of_all();
    if (most.kind != MinCostAnswer::Kind::Found) {
      return most;
    }
    std::int64_t total = 0;
    for (const Offers& offers : scaled_.places) {
      total += offers.back().effort;
    }
    for (std::int64_t limit = std::min(kFirstLimit, total); limit < total; limit *= 2) {
      MinCostAnswer answer = within(limit);
      if (answer.kind != MinCostAnswer::Kind::OutOfReach) {
        return answer;
      }
    }
    return within(total);
  }

 private:
  // Places that then stand for one.
  struct Bundle {
    std::vector<std::size_t> places;
    Table<Gain> table;
    Offers as_one;  // those that keep the floor
  };

  // The most that each place can gain: if that is not enough, nothing is.
  [[nodiscard]] MinCostAnswer most_of_all() const {
    MinCostAnswer result;
    if (std::any_of(scaled_.places.begin(), scaled_.places.end(),
                    [](const Offers& offers) { return offers.empty(); })) {
      return result;
    }
    Gain sum{0};
    for (const Offers& offers : scaled_.places) {
      sum = sum + offers.back().gain;
      result.taken.push_back(offers.back().taken);
    }
    for (const auto& [places, least] : scaled_.floors) {
      Gain gain{0};
      for (const std::size_t place : places) {
        gain = gain + scaled_.places[place].back().gain;
      }
      if (gain < least) {
        return {};
      }
    }
    result.kind = is_enough(sum) ? MinCostAnswer::Kind::Found : MinCostAnswer::Kind::OutOfReach;
    return result;
  }

  MinCostAnswer within(std::int64_t limit) {
    Work work;
    std::vector<Bundle> bundles;
    bundles.reserve(scaled_.floors.size());
    for (const auto& [places, least] : scaled_.floors) {
      bundles.push_back(bundle(places, least, limit, work));
    }
    std::vector<const Offers*> places;
    places.reserve(bundles.size() + free_.size());
    for (const Bundle& one : bundles) {
      places.push_back(&one.as_one);
    }
    for (const std::size_t place : free_) {
      places.push_back(&scaled_.places[place]);
    }
    Table<Gain> table(limit, work);
    add(places, scaled_.needed, table);
    if (work.is_too_much()) {
      return {MinCostAnswer::Kind::TooLarge, {}, 0, 0};
    }
    const Offers& all = table.worthwhile();
    const auto enough = std::find_if(
        all.begin(), all.end(), [&](const Offer<Gain>& offer) { return is_enough(offer.gain); });
    return enough == all.end()
               ? MinCostAnswer{}
               : answer(table.taken(static_cast<std::size_t>(enough - all.begin())), bundles);
  }

  // Nothing is kept that cannot come to `needed` by what is still to be added.
  static void add(const std::vector<const Offers*>& places, const Gain& needed,
                  Table<Gain>& table) {
    const auto most_of = [](const Offers* offers) {
      return offers->empty() ? Gain{0} : offers->back().gain;
    };
    Gain least = needed;
    for (const Offers* offers : places) {
      least = least - most_of(offers);
    }
    for (const Offers* offers : places) {
      least = least + most_of(offers);
      table.add_place(*offers, least);
    }
  }

  Bundle bundle(const std::vector<std::size_t>& places, const Gain& least, std::int64_t limit,
                Work& work) {
    Bundle result{places, Table<Gain>(limit, work), {}};
    std::vector<const Offers*> all_offers;
    all_offers.reserve(places.size());
    for (const std::size_t place : places) {
      all_offers.push_back(&scaled_.places[place]);
    }
    add(all_offers, least, result.table);
    const Offers& all = result.table.worthwhile();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!(all[i].gain < least)) {
        result.as_one.push_back({all[i].effort, all[i].gain, static_cast<std::uint32_t>(i), 0});
      }
    }
    return result;
  }

  [[nodiscard]] bool is_enough(const Gain& gain) const {
    return scaled_.more_than ? scaled_.needed < gain : !(gain < scaled_.needed);
  }

  // `taken`: by bundle, then by free place, which of its offers.
  [[nodiscard]] MinCostAnswer answer(const std::vector<std::size_t>& taken,
                                     const std::vector<Bundle>& bundles) const {
    MinCostAnswer result;
    result.kind = MinCostAnswer::Kind::Found;
    result.taken.resize(scaled_.places.size());
    const auto take = [&](std::size_t place, std::size_t offer) {
      result.taken[place] = scaled_.places[place][offer].taken;
    };
    for (std::size_t i = 0; i < bundles.size(); ++i) {
      const std::vector<std::size_t> inside =
          bundles[i].table.taken(bundles[i].as_one[taken[i]].taken);
      for (std::size_t k = 0; k < inside.size(); ++k) {
        take(bundles[i].places[k], inside[k]);
      }
    }
    for (std::size_t i = 0; i < free_.size(); ++i) {
      take(free_[i], taken[bundles.size() + i]);
    }
    return result;
  }

  Scaled scaled_;
  std::vector<std::size_t> free_;  // places without a floor
};

// A number by which all gains become whole, where they then stay small enough to be added.
std::optional<Rational> common_denominator(const MinCostQuestion& question) {
  const Rational most = std::int64_t{1} << 62;
  Rational common = denominator(question.needed);
  Rational sum = 0;
  const auto take = [&](const Rational& gain) {
    common = common_multiple(common, denominator(gain));
  };
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
  const auto size = [&](const Rational& gain) { return abs(gain * common); };
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
MinCostAnswer search(const MinCostQuestion& question, const Scale& scale) {
  typename Search<Gain>::Scaled scaled;
  scaled.needed = scale(question.needed);
  scaled.more_than = question.more_than;
  for (const std::vector<Alternative>& place : question.places) {
    auto& offers = scaled.places.emplace_back();
    offers.reserve(place.size());
    for (std::size_t i = 0; i < place.size(); ++i) {
      offers.push_back({place[i].effort, scale(place[i].gain), static_cast<std::uint32_t>(i), 0});
    }
  }
  for (const GainFloor& floor : question.floors) {
    scaled.floors.emplace_back(floor.places, scale(floor.least));
  }
  return Search<Gain>(std::move(scaled)).run();
}

}  // namespace

MinCostAnswer find_min_cost(const MinCostQuestion& question) {
  const std::optional<Rational> common = common_denominator(question);
  MinCostAnswer answer =
      common ? search<std::int64_t>(
                   question,
                   [&](const Rational& gain) { return static_cast<std::int64_t>(gain * *common); })
             : search<Rational>(question, [](const Rational& gain) { return gain; });
  for (std::size_t place = 0; place < answer.taken.size(); ++place) {
    const Alternative& taken = question.places[place][answer.taken[place]];
    answer.effort += taken.effort;
    answer.gain += taken.gain;
  }
  return answer;
}

}  // namespace parindex
