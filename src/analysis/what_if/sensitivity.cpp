// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_if/sensitivity.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <boost/random/sobol.hpp>

#include "analysis/what_if/sweep.h"
#include "base/codes.h"

namespace parindex {
namespace {

constexpr std::size_t kReplicates = 16;
constexpr std::size_t kPoints = 128;  // of the sequence, in each replicate; a power of 2
constexpr std::size_t kMostDimensions = 1000;

// What one change draws for the unit.
struct VariedFigure {
  std::size_t parameter = 0;  // position in the model, numbers behind figures
  std::size_t distribution = 0;
  std::size_t change = 0;
  std::uint64_t key = 0;
  std::size_t dimension = 0;  // what is drawn as one, for several units, has one
};

// The unit's own figures, and those of all units where rules compare them.
std::vector<VariedFigure> varied_for(const DrawModel& model, std::size_t row) {
  std::vector<VariedFigure> varied;
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    const Parameter& parameter = model.parameters[i];
    if (parameter.row == row || !model.program->derived.empty()) {
      varied.push_back({i, parameter.distribution, parameter.change, parameter.key});
    }
  }
  for (std::size_t i = 0; i < model.numbers.size(); ++i) {
    const VaryingNumber& number = model.numbers[i];
    varied.push_back({model.parameters.size() + i, number.distribution, number.change, number.key});
  }
  std::unordered_map<std::uint64_t, std::size_t> dimensions;
  for (VariedFigure& own : varied) {
    own.dimension = dimensions.emplace(own.key, dimensions.size()).first->second;
  }
  return varied;
}

std::size_t count_dimensions(const std::vector<VariedFigure>& varied) {
  std::size_t count = 0;
  for (const VariedFigure& own : varied) {
    count = std::max(count, own.dimension + 1);
  }
  return count;
}

// Everything as it is but one change, at the low (odd draws) or the high end of its distribution.
class OneAtATime final : public DrawSource {
 public:
  OneAtATime(const DrawModel& model, const std::vector<VariedFigure>& varied,
             const std::vector<std::size_t>& changes)
      : model_(model),
        changes_(changes),
        varied_(model.parameters.size() + model.numbers.size()) {
    for (const VariedFigure& own : varied) {
      varied_[own.parameter] = own;
    }
  }
  [[nodiscard]] std::optional<Outcome> value(std::size_t parameter,
                                             std::uint64_t draw) const override {
    const std::size_t factor = (draw - 1) / 2;
    const std::optional<VariedFigure>& own = varied_[parameter];
    if (!own || own->change != changes_[factor]) {
      return std::nullopt;
    }
    constexpr std::uint64_t kTwentieth = ~std::uint64_t{0} / 20;
    return model_.distributions[own->distribution].at(
        draw % 2 == 1 ? kTwentieth : ~std::uint64_t{0} - kTwentieth);
  }

 private:
  const DrawModel& model_;
  const std::vector<std::size_t>& changes_;
  std::vector<std::optional<VariedFigure>> varied_;  // by parameter
};

// The runs of one replicate: for each point A, then B, then A with each change taken from B.
class SobolRuns final : public DrawSource {
 public:
  SobolRuns(const DrawModel& model, const std::vector<VariedFigure>& varied,
            const std::vector<std::size_t>& changes, std::uint64_t seed)
      : model_(model),
        changes_(changes),
        varied_(varied),
        place_(model.parameters.size() + model.numbers.size()),
        width_(2 * count_dimensions(varied)),
        seed_(seed) {
    for (std::size_t i = 0; i < varied.size(); ++i) {
      place_[varied[i].parameter] = i;
    }
    boost::random::sobol sequence(width_);
    points_.reserve(kPoints * width_);
    for (std::size_t i = 0; i < kPoints * width_; ++i) {
      points_.push_back(sequence());
    }
  }

  [[nodiscard]] std::size_t runs_per_point() const { return changes_.size() + 2; }
  [[nodiscard]] std::size_t runs() const { return kPoints * runs_per_point(); }
  void begin_replicate(std::size_t replicate) { replicate_ = replicate; }

  [[nodiscard]] std::optional<Outcome> value(std::size_t parameter,
                                             std::uint64_t draw) const override {
    const std::optional<std::size_t>& place = place_[parameter];
    if (!place) {
      return std::nullopt;
    }
    const VariedFigure& own = varied_[*place];
    const std::size_t point = (draw - 1) / runs_per_point();
    const std::size_t matrix = (draw - 1) % runs_per_point();  // 0: A, 1: B
    const bool from_b = matrix == 1 || (matrix > 1 && own.change == changes_[matrix - 2]);
    const std::size_t column = 2 * own.dimension + (from_b ? 1 : 0);
    const std::uint64_t shift =
        random_number(own.key + (from_b ? 1 : 0), seed_, kFirstShift + replicate_);
    return model_.distributions[own.distribution].at(points_[point * width_ + column] ^ shift);
  }

 private:
  // Behind all numbers that draws have.
  static constexpr std::uint64_t kFirstShift = std::uint64_t{1} << 62;

  const DrawModel& model_;
  const std::vector<std::size_t>& changes_;
  const std::vector<VariedFigure>& varied_;
  std::vector<std::optional<std::size_t>> place_;  // in varied_, by parameter
  std::size_t width_;                              // dimensions of A and of B
  std::vector<std::uint64_t> points_;
  std::uint64_t seed_;
  std::size_t replicate_ = 0;
};

// Sums of one replicate, of printed indices less some whole number near them.
struct Sums {
  Rational all, squares;  // of A and B
  std::vector<Rational> first, total;
};

Sums add_up(const std::vector<SweepPoint>& runs, std::size_t factors) {
  Sums sums{0, 0, std::vector<Rational>(factors), std::vector<Rational>(factors)};
  const std::int64_t middle = runs.front().index;
  for (std::size_t begin = 0; begin < runs.size(); begin += factors + 2) {
    const Rational a = runs[begin].index - middle;
    const Rational b = runs[begin + 1].index - middle;
    sums.all += a + b;
    sums.squares += a * a + b * b;
    for (std::size_t i = 0; i < factors; ++i) {
      const Rational mixed = runs[begin + 2 + i].index - middle;
      sums.first[i] += b * (mixed - a);
      sums.total[i] += (a - mixed) * (a - mixed);
    }
  }
  return sums;
}

Sensitivity::Share share_of(const std::vector<Rational>& results) {
  Rational sum = 0;
  Rational squares = 0;
  for (const Rational& result : results) {
    sum += result;
    squares += result * result;
  }
  const Rational count(results.size());
  const Rational mean = sum / count;
  return {mean, (squares / count - mean * mean) / (count - 1)};
}

void report(Diagnostics& diagnostics, std::string message, std::string help) {
  diagnostics.add({.severity = Severity::Error,
                   .code = codes::kCannotSimulate,
                   .message = std::move(message),
                   .primary = {},
                   .related = {},
                   .help = std::move(help),
                   .topic = ""});
}

// Shares of the variance; false with an error where a run has no index.
bool find_shares(const DrawModel& model, const RulesWith& rules_with, std::size_t row,
                 SobolRuns& source, Sensitivity& result, Diagnostics& diagnostics) {
  const std::size_t factors = result.factors.size();
  std::vector<std::vector<Rational>> first(factors);
  std::vector<std::vector<Rational>> total(factors);
  for (std::size_t replicate = 0; replicate < kReplicates; ++replicate) {
    source.begin_replicate(replicate);
    const auto runs = run_each(model, rules_with, source, source.runs(), row, diagnostics);
    if (!runs) {
      return false;
    }
    if (std::any_of(runs->begin(), runs->end(),
                    [](const SweepPoint& point) { return point.state != CellState::Present; })) {
      report(diagnostics, "in some draws the unit has no index: its variance has no shares",
             "narrow the laws");
      return false;
    }
    result.runs += runs->size();
    const Sums sums = add_up(*runs, factors);
    const Rational count(2 * kPoints);
    const Rational mean = Rational(sums.all) / count;
    const Rational variance = Rational(sums.squares) / count - mean * mean;
    if (variance == 0) {
      continue;
    }
    for (std::size_t i = 0; i < factors; ++i) {
      first[i].push_back(Rational(sums.first[i]) / (variance * kPoints));
      total[i].push_back(Rational(sums.total[i]) / (variance * 2 * kPoints));
    }
  }
  for (std::size_t i = 0; i < factors && first[i].size() > 1; ++i) {
    result.varies = true;
    result.factors[i].first = share_of(first[i]);
    result.factors[i].total = share_of(total[i]);
  }
  return true;
}

}  // namespace

std::optional<Sensitivity> find_sensitivity(const DrawModel& model, const RulesWith& rules_with,
                                            std::size_t row, std::uint64_t seed,
                                            Diagnostics& diagnostics) {
  const std::vector<VariedFigure> varied = varied_for(model, row);
  std::vector<std::size_t> changes;
  for (const VariedFigure& own : varied) {
    if (std::find(changes.begin(), changes.end(), own.change) == changes.end()) {
      changes.push_back(own.change);
    }
  }
  if (varied.empty() || count_dimensions(varied) > kMostDimensions) {
    report(diagnostics,
           varied.empty() ? "nothing that the scenario varies moves the unit"
                          : "more than 1,000 figures that move the unit vary",
           varied.empty() ? "name another unit with `--unit`" : "leave some of them out");
    return std::nullopt;
  }
  Sensitivity result;
  const OneAtATime ends(model, varied, changes);
  const auto swings = run_each(model, rules_with, ends, 2 * changes.size(), row, diagnostics);
  if (!swings) {
    return std::nullopt;
  }
  const auto index = [&](std::size_t run) {
    const SweepPoint& point = (*swings)[run];
    return point.state == CellState::Present ? std::optional(point.index) : std::nullopt;
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    result.factors.push_back({changes[i], index(2 * i), index(2 * i + 1), {}, {}});
  }
  result.runs = swings->size();
  SobolRuns source(model, varied, changes, seed);
  return find_shares(model, rules_with, row, source, result, diagnostics)
             ? std::optional(std::move(result))
             : std::nullopt;
}

}  // namespace parindex
