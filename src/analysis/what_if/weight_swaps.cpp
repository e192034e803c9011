// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_if/weight_swaps.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/codes.h"
#include "engine/program/slice.h"
#include "engine/run/exact.h"

namespace parindex {
namespace {

using Pair = WeightSwaps::Pair;

constexpr std::size_t kMostSwaps = 3;
constexpr std::size_t kMostLookedAt = 100'000;   // units times criteria
constexpr std::int64_t kMostFactor = 1'000'000;  // beyond it no weight is meant
constexpr int kPlaces = 9;                       // of the factors on either side of a crossing
// Where the index is looked up to find its form; the last one shows that it holds further on.
constexpr std::array<std::int64_t, 4> kFactors = {1, 2, 3, 5};

// The index as a function of the factor t: (a + b t) / (c + d t).
struct Form {
  Rational a, b, c, d;
};

// Through the values at 1, 2, 3; d is 0 or 1.
Form form_through(const Rational& y1, const Rational& y2, const Rational& y3) {
  const Rational bend = y3 - 2 * y2 + y1;
  if (bend == 0) {
    return {2 * y1 - y2, y2 - y1, 1, 0};
  }
  const Rational c = -(3 * y3 - 4 * y2 + y1) / bend;
  const Rational b = (y2 - y1) * c + 2 * y2 - y1;
  return {y1 * (c + 1) - b, b, c, 1};
}

// A factor at which two forms are equal.
struct Crossing {
  Rational factor;
  bool is_exact = true;
};

// The root of a fraction, cut after 20 places where it is none.
Crossing root_of(const Rational& square) {
  const Rational over = numerator(square);
  const Rational under = denominator(square);
  const Rational a = root_below(over);
  const Rational b = root_below(under);
  if (a * a == over && b * b == under) {
    return {Rational(a, b), true};
  }
  const Rational unit = rational_power_of_ten(20);
  return {Rational(root_below(cut(square * unit * unit)), unit), false};
}

// All factors at which the forms are equal.
std::vector<Crossing> crossings(const Form& f, const Form& g) {
  if (f.c == g.c && f.d == g.d) {  // what they are divided by is the same
    return f.b == g.b ? std::vector<Crossing>()
                      : std::vector<Crossing>{{(g.a - f.a) / (f.b - g.b), true}};
  }
  const Rational square = f.b * g.d - g.b * f.d;
  const Rational linear = f.a * g.d + f.b * g.c - g.a * f.d - g.b * f.c;
  const Rational constant = f.a * g.c - g.a * f.c;
  if (square == 0) {
    return linear == 0 ? std::vector<Crossing>()
                       : std::vector<Crossing>{{-constant / linear, true}};
  }
  const Rational inner = linear * linear - 4 * square * constant;
  if (inner < 0) {
    return {};
  }
  const Crossing root = root_of(inner);
  return {{(-linear - root.factor) / (2 * square), root.is_exact},
          {(-linear + root.factor) / (2 * square), root.is_exact}};
}

class SwapFinder {
 public:
  SwapFinder(const RankedUnits& ranked, const WeighedProgram& weighed)
      : rulebook_(ranked.rulebook),
        ranked_(ranked),
        weighed_(weighed) {}

  std::optional<WeightSwaps> find(std::optional<std::size_t> unit, Diagnostics& diagnostics) {
    make_pairs(unit);
    if (result_.pairs.empty()) {
      report(unit ? "the unit is not ranked beside another one, so that no order can change"
                  : "no two units are ranked, so that no order can change",
             "`--partial` ranks groups that are not complete", diagnostics);
      return std::nullopt;
    }
    if (indices_.size() * rulebook_.criteria.size() > kMostLookedAt) {
      report("too many units and criteria to look at every weight",
             "score fewer units; units times criteria may be 100,000", diagnostics);
      return std::nullopt;
    }
    take_leads();
    for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
      if (rulebook_.root_of(i) == 0 && !weight_of(rulebook_, i).is_zero()) {
        look_at(i);
      }
    }
    for (std::size_t pair = 0; pair < result_.pairs.size(); ++pair) {
      keep_smallest(pair);
    }
    return std::move(result_);
  }

 private:
  using Indices = std::map<std::uint32_t, std::optional<Rational>>;  // by row; empty: no index

  struct Candidate {
    CriterionIndex criterion = 0;
    Crossing crossing;
    Rational change;  // of the weight, without its sign
  };

  static void report(std::string message, std::string help, Diagnostics& diagnostics) {
    diagnostics.add({.severity = Severity::Error,
                     .code = codes::kCannotSimulate,
                     .message = std::move(message),
                     .primary = {},
                     .related = {},
                     .help = std::move(help),
                     .topic = ""});
  }

  void make_pairs(std::optional<std::size_t> unit) {
    const ScoreSheet& sheet = ranked_.sheet;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < sheet.units.size(); ++row) {
      const bool asked = !unit || sheet.units[row].group == sheet.units[*unit].group;
      if (asked && sheet.ranks[row] != ScoreSheet::kUnranked) {
        rows.push_back(row);
      }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(sheet.units[a].group, sheet.ranks[a]) <
             std::pair(sheet.units[b].group, sheet.ranks[b]);
    });
    if (unit) {
      const auto own = std::find(rows.begin(), rows.end(), static_cast<std::uint32_t>(*unit));
      for (auto other = rows.begin(); own != rows.end() && other != rows.end(); ++other) {
        if (other != own) {
          add_pair(*std::min(own, other), *std::max(own, other));
        }
      }
    } else {
      for (std::size_t i = 1; i < rows.size(); ++i) {
        if (sheet.units[rows[i - 1]].group == sheet.units[rows[i]].group) {
          add_pair(rows[i - 1], rows[i]);
        }
      }
    }
    candidates_.resize(result_.pairs.size());
  }

  void add_pair(std::uint32_t first, std::uint32_t second) {
    result_.pairs.push_back({first, second, 0, {}});
    indices_[first] = indices_[second] = std::nullopt;
  }

  // The unrounded index of all units of the pairs.
  [[nodiscard]] Indices indices_with(WeightFactor factor) const {
    const Slice part = index_with(factor);
    Indices result = indices_;
    for (auto& [row, value] : result) {
      value = index_of(part, row);
    }
    return result;
  }

  [[nodiscard]] Slice index_with(WeightFactor factor) const {
    const ScoringProgram program = weighed_(factor);
    const Quotient index = rulebook_.ranking.on.before_bonus ? program.base_index : program.index;
    return slice(program.program, std::array{index});
  }

  [[nodiscard]] std::optional<Rational> index_of(const Slice& part, std::uint32_t row) const {
    const DataChunk chunk = ranked_.rows.row(ranked_.sheet.row_offsets[row]);
    const ExactCell cell =
        read(evaluate_exact(part.program, chunk.inputs(), 0), part.values.front());
    return cell.state == CellState::Present ? std::optional(cell.value) : std::nullopt;
  }

  void take_leads() {
    indices_ = indices_with({1, {1, 0}});
    for (Pair& pair : result_.pairs) {
      pair.lead = indices_[pair.first].value_or(0) - indices_[pair.second].value_or(0);
    }
  }

  // The crossings of all pairs under the weight of one criterion.
  void look_at(CriterionIndex criterion) {
    std::array<Indices, 4> at{indices_};
    for (std::size_t i = 1; i < at.size(); ++i) {
      at.at(i) = indices_with({criterion, {kFactors.at(i), 0}});
    }
    std::map<std::uint32_t, Form> forms;
    for (const auto& [row, now] : indices_) {
      const std::array values{now, at[1][row], at[2][row], at[3][row]};
      if (const std::optional<Form> form = form_of(values)) {
        forms.emplace(row, *form);
      }
    }
    if (forms.size() < indices_.size()) {
      result_.left_out.push_back(criterion);
    }
    for (std::size_t pair = 0; pair < result_.pairs.size(); ++pair) {
      const auto first = forms.find(result_.pairs[pair].first);
      const auto second = forms.find(result_.pairs[pair].second);
      if (first != forms.end() && second != forms.end() && result_.pairs[pair].lead != 0) {
        add_crossings(criterion, crossings(first->second, second->second), candidates_[pair]);
      }
    }
  }

  // Empty where the index is no quotient of sums that are there for every weight.
  static std::optional<Form> form_of(const std::array<std::optional<Rational>, 4>& values) {
    if (std::find(values.begin(), values.end(), std::nullopt) != values.end()) {
      return std::nullopt;
    }
    const Form form = form_through(*values[0], *values[1], *values[2]);
    bool fits = form.c >= 0;
    for (std::size_t i = 0; fits && i < values.size(); ++i) {
      const Rational under = form.c + form.d * kFactors.at(i);
      fits = under != 0 && (form.a + form.b * kFactors.at(i)) / under == *values.at(i);
    }
    return fits ? std::optional(form) : std::nullopt;
  }

  void add_crossings(CriterionIndex criterion, const std::vector<Crossing>& found,
                     std::vector<Candidate>& candidates) const {
    const Rational weight = to_rational(weight_of(rulebook_, criterion));
    for (const Crossing& crossing : found) {
      if (crossing.factor.sign() > 0 && crossing.factor < kMostFactor) {
        const Rational change = (crossing.factor - 1) * weight;
        candidates.push_back({criterion, crossing, change < 0 ? -change : change});
      }
    }
  }

  void keep_smallest(std::size_t at) {
    std::vector<Candidate>& candidates = candidates_[at];
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.change < b.change; });
    Pair& pair = result_.pairs[at];
    for (const Candidate& candidate : candidates) {
      if (pair.swaps.size() < kMostSwaps && is_proved(pair, candidate)) {
        pair.swaps.push_back(
            {candidate.criterion,
             candidate.crossing.factor * to_rational(weight_of(rulebook_, candidate.criterion)),
             candidate.crossing.is_exact});
      }
    }
  }

  // One order on the one side of the crossing, the other one on the other side.
  [[nodiscard]] bool is_proved(const Pair& pair, const Candidate& candidate) const {
    const Rational scaled = candidate.crossing.factor * power_of_ten(kPlaces);
    const auto below = static_cast<std::int64_t>(scaled);
    const bool whole = scaled.is_whole();
    const int before = lead_with(pair, candidate.criterion, whole ? below - 1 : below);
    const int after = lead_with(pair, candidate.criterion, below + 1);
    const int now = pair.lead.sign();
    return candidate.crossing.factor < 1 ? before == -now && after == now
                                         : before == now && after == -now;
  }

  // The sign of the lead of the first unit; 0 also where one has no index.
  [[nodiscard]] int lead_with(const Pair& pair, CriterionIndex criterion,
                              std::int64_t factor) const {
    if (factor <= 0) {
      return 0;
    }
    const Slice part = index_with({criterion, {factor, kPlaces}});
    const std::optional<Rational> first = index_of(part, pair.first);
    const std::optional<Rational> second = index_of(part, pair.second);
    return first && second ? (*first - *second).sign() : 0;
  }

  const Rulebook& rulebook_;
  const RankedUnits& ranked_;
  const WeighedProgram& weighed_;
  WeightSwaps result_;
  Indices indices_;                                 // as it is
  std::vector<std::vector<Candidate>> candidates_;  // by pair
};

}  // namespace

std::optional<WeightSwaps> find_weight_swaps(const RankedUnits& ranked,
                                             std::optional<std::size_t> unit,
                                             const WeighedProgram& weighed,
                                             Diagnostics& diagnostics) {
  return SwapFinder(ranked, weighed).find(unit, diagnostics);
}

}  // namespace parindex
