// SPDX-License-Identifier: Apache-2.0
#include "io/figures/totals.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/figures/cells.h"

namespace parindex {
namespace {

// As fold_case leaves them.
constexpr std::array<std::string_view, 5> kTotals = {"tổng cộng", "cộng", "tổng số", "tổng",
                                                     "total"};
constexpr std::size_t kLongestTotal = 40;  // bytes, decomposed letters included

// The sums of the figures of joined tables, by what a total stands for.
class FigureSums {
 public:
  FigureSums(std::span<const Figure> figures, const Figures& places, Diagnostics& diagnostics)
      : places_(places),
        diagnostics_(diagnostics) {
    for (const Figure& figure : figures) {
      if (figure.subunit == Figure::kNone) {
        wholes_.emplace(key_of(figure), figure.unit);
      }
    }
  }

  void add(const Figure& figure) {
    const bool is_part_of_known =
        figure.subunit != Figure::kNone && wholes_.contains({key_of(figure), figure.unit});
    if (figure.state == CellState::Present && !is_part_of_known) {
      Sums& sums = by_key_[key_of(figure)];
      sums.of.all += figure.ticks;
      sums.of.since_total += figure.ticks;
      sums.has_any = true;
    }
  }

  // A total above all units is compared when they are known.
  void compare(const Figure& total) {
    Sums& sums = by_key_[key_of(total)];
    if (sums.has_any) {
      check(total, sums.of);
      sums.of.since_total = 0;
    } else if (sums.above == nullptr) {
      sums.above = &total;
    }
  }

  void compare_those_above() {
    for (const auto& [key, sums] : by_key_) {
      if (sums.above != nullptr) {
        check(*sums.above, {sums.of.all, sums.of.all});
      }
    }
  }

 private:
  using Key = std::tuple<std::uint16_t, IndicatorIndex, RoundNumber>;
  struct Sums {
    TotalSums of;
    bool has_any = false;
    const Figure* above = nullptr;
  };

  static Key key_of(const Figure& figure) { return {figure.file, figure.indicator, figure.round}; }

  void check(const Figure& total, const TotalSums& sums) {
    if (total.state == CellState::Present) {
      compare_total(total.ticks, sums, places_.rulebook->indicators[total.indicator],
                    places_.place(total), diagnostics_);
    }
  }

  const Figures& places_;
  Diagnostics& diagnostics_;
  std::set<std::pair<Key, std::uint32_t>> wholes_;  // that a unit has a figure of its own
  std::map<Key, Sums> by_key_;
};

}  // namespace

bool is_total(std::string_view text) {
  text = trim(text.substr(0, text.find('(')));  // "Cộng (3 đơn vị)"
  text = text.ends_with(':') ? trim(text.substr(0, text.size() - 1)) : text;
  return !text.empty() && text.size() <= kLongestTotal &&
         std::string_view("cCtT").find(text.front()) != std::string_view::npos &&
         std::find(kTotals.begin(), kTotals.end(), fold_case(text)) != kTotals.end();
}

Diagnostic total_passed_over(std::string_view text, const SourceSpan& span) {
  Diagnostic note = data_fault(codes::kTotalPassedOver,
                               fmt::format("{} is no unit: the row is passed over", shown(text)),
                               span, "", "unit");
  note.severity = Severity::Note;
  return note;
}

void compare_total(std::int64_t total, const TotalSums& sums, const Indicator& indicator,
                   const SourceSpan& span, Diagnostics& diagnostics) {
  if (indicator.type != ValueType::Count || total == sums.all || total == sums.since_total) {
    return;
  }
  const Wide largest = std::numeric_limits<std::int64_t>::max();
  diagnostics.add(
      data_fault(codes::kTotalDisagrees,
                 fmt::format("the total is {}, but the units add up to {}: indicator `{}`", total,
                             static_cast<std::int64_t>(std::min(sums.all, largest)), indicator.id),
                 span, "correct the total or a figure, or remove the row of totals", indicator.id));
}

void check_totals(std::span<const TotalFigure> totals, std::span<const Figure> figures,
                  const Figures& places, Diagnostics& diagnostics) {
  if (totals.empty()) {
    return;
  }
  FigureSums sums(figures, places, diagnostics);
  std::size_t added = 0;
  for (const TotalFigure& total : totals) {
    for (; added < total.figures_above; ++added) {
      sums.add(figures[added]);
    }
    sums.compare(total.figure);
  }
  for (; added < figures.size(); ++added) {
    sums.add(figures[added]);
  }
  sums.compare_those_above();
}

}  // namespace parindex
