// SPDX-License-Identifier: Apache-2.0
//
// Bands without gaps and overlaps.
#include "random_bands.h"

#include <algorithm>
#include <utility>

namespace oracle {

namespace {

// Now and then a band is a slope between its ends, or says nothing.
void soften(Random& random, const std::string& maximum, Band& band) {
  if (random.chance(2)) {
    band.points = "unknown";
  } else if (!band.low.empty() && !band.high.empty() && band.low != band.high &&
             random.chance(15)) {
    band.to = part_of(maximum, random.between(0, 8));
  } else if (random.chance(8)) {
    band.points = random.pick({"75%", "50%", "12.5%", "100%", "0%"});
  }
}

}  // namespace

std::vector<std::string> some_ends(Random& random, bool ratio, bool negative) {
  const std::vector<std::string> ratios = {"12.5%", "33.3333%", "50%",    "60%",  "66.67%",
                                           "70%",   "80%",      "88%",    "90%",  "95%",
                                           "95.5%", "99%",      "99.99%", "100%", "105%"};
  const std::vector<std::string> numbers = {"1",    "2",  "2.5", "3",  "4",  "5",      "7",
                                            "9.99", "10", "17",  "20", "50", "99.995", "100"};
  std::vector<std::string> ends;
  for (const std::string& end : ratio ? ratios : numbers) {
    if (random.chance(30)) {
      ends.push_back(end);
    }
  }
  if (negative && random.chance(40)) {
    ends.insert(ends.begin(), ratio ? "-5%" : "-2.5");
  }
  if (ends.empty()) {
    ends.emplace_back(ratio ? "95%" : "3");
  }
  return ends;
}

std::vector<Band> cut(Random& random, const std::vector<std::string>& ends, bool from_zero,
                      bool open_top) {
  std::vector<Band> bands;
  Band current;
  if (from_zero) {
    current.low = ends.front().ends_with('%') ? "0%" : "0";
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool last = i + 1 == ends.size();
    const std::size_t side = random.below(3);  // 0 the lower band, 1 the upper, 2 its own
    current.high = ends[i];
    current.high_open = side != 0;
    bands.push_back(current);
    if (side == 2) {
      bands.push_back({ends[i], ends[i], false, false, {}});
    }
    current = {ends[i], {}, side != 1, false, {}};
    if (last && (open_top || side == 1)) {
      bands.push_back(current);
    }
  }
  return bands;
}

std::vector<Band> cut_counts(Random& random, int first) {
  std::vector<Band> bands;
  int next = first;
  const int count = random.between(1, 4);
  for (int i = 0; i < count; ++i) {
    const int last = next + random.between(0, 3);
    bands.push_back({std::to_string(next), std::to_string(last), false, false, {}});
    next = last + 1;
  }
  bands.push_back({std::to_string(next), {}, false, false, {}});
  return bands;
}

std::vector<Band> cut_days(Random& random) {
  std::vector<Band> bands = cut_counts(random, 1);
  if (random.chance(20)) {
    bands.back().high = std::to_string(std::stoi(bands.back().low) + 30);
  }
  bands.insert(bands.begin(), Band{"", "0", false, false, {}});
  return bands;
}

void give_points(Random& random, const std::string& maximum, std::vector<Band>& bands) {
  const bool ordered = random.chance(70);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const int eighths = ordered
                            ? static_cast<int>(8 * i / std::max<std::size_t>(bands.size() - 1, 1))
                            : random.between(0, 8);
    bands[i].points = part_of(maximum, bands.size() == 1 ? 8 : eighths);
    soften(random, maximum, bands[i]);
  }
  if (!ordered && random.chance(90)) {
    bands[random.below(bands.size())].points = maximum;
  }
  for (std::size_t i = bands.size(); i > 1; --i) {
    std::swap(bands[i - 1], bands[random.below(i)]);
  }
}

}  // namespace oracle
