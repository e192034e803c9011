// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/review.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/day.h"
#include "engine/numbers/wide.h"

namespace parindex {
namespace {

CellState state_of(const DataChunk& chunk, IndicatorIndex indicator, std::size_t row) {
  const std::vector<CellState>& states = chunk.columns[indicator].states;
  return states.empty() ? CellState::Present : states[row];
}

void for_each_chunk(RowSource& rows, Diagnostics& diagnostics,
                    const std::function<void(const DataChunk&)>& look) {
  rows.rewind();
  while (const auto block = rows.next(diagnostics)) {
    look(rows.decode(*block, diagnostics));
  }
  rows.rewind();
}

// The figures of the period before, by id of the unit.
class Previous {
 public:
  using Figures = std::vector<std::optional<std::int64_t>>;  // ticks, by IndicatorIndex

  Previous(const Rulebook& rulebook, RowSource* rows, Diagnostics& diagnostics) {
    if (rows == nullptr) {
      return;
    }
    for_each_chunk(*rows, diagnostics, [&](const DataChunk& chunk) {
      for (std::size_t row = 0; row < chunk.units.size(); ++row) {
        Figures& figures = by_unit_[chunk.units[row].id];
        for (IndicatorIndex i = 0; i < rulebook.indicators.size(); ++i) {
          figures.push_back(state_of(chunk, i, row) == CellState::Present
                                ? std::optional(chunk.columns[i].cells[row])
                                : std::nullopt);
        }
      }
    });
  }

  [[nodiscard]] std::optional<std::int64_t> find(const std::string& unit,
                                                 IndicatorIndex indicator) const {
    const auto found = by_unit_.find(unit);
    return found == by_unit_.end() ? std::nullopt : found->second[indicator];
  }

 private:
  std::unordered_map<std::string, Figures> by_unit_;
};

// `percent` has at most 4 places.
bool has_jumped(std::int64_t now, std::int64_t before, Decimal percent) {
  const Wide change = absolute(Wide{now} - before);
  return change * 100 * power_of_ten(percent.scale) > absolute(Wide{before}) * percent.coefficient;
}

// The first and the last day of the period, where it is a year.
std::optional<std::pair<std::int64_t, std::int64_t>> days_of(const std::string& period) {
  const std::optional<std::int64_t> first = parse_iso_day(period + "-01-01");
  const std::optional<std::int64_t> last = parse_iso_day(period + "-12-31");
  return first && last ? std::optional(std::pair(*first, *last)) : std::nullopt;
}

class Reviewer {
 public:
  Reviewer(const Rulebook& rulebook, RowSource& rows, const ReviewOptions& options,
           Diagnostics& diagnostics)
      : rulebook_(rulebook),
        rows_(rows),
        options_(options),
        previous_(rulebook, options.previous, diagnostics),
        period_(days_of(rulebook.period)) {
    result_.rulebook = &rulebook;
    result_.forms = rows.forms();
    result_.indicators.resize(rulebook.indicators.size());
  }

  DataReview review(Diagnostics& diagnostics) {
    for_each_chunk(rows_, diagnostics, [&](const DataChunk& chunk) {
      for (std::size_t row = 0; row < chunk.units.size(); ++row) {
        look_at_unit(chunk, row);
      }
    });
    for (const std::string& unit : options_.expected) {
      if (!seen_.contains(unit)) {
        result_.doubts.push_back({"nothing_sent", unit, "", "", ""});
      }
    }
    return std::move(result_);
  }

 private:
  void look_at_unit(const DataChunk& chunk, std::size_t row) {
    DataReview::Holes holes{chunk.units[row], {}};
    for (IndicatorIndex i = 0; i < rulebook_.indicators.size(); ++i) {
      if (rulebook_.indicators[i].of_board) {
        continue;  // no table has it
      }
      DataReview::Tally& tally = result_.indicators[i];
      const CellState state = state_of(chunk, i, row);
      if (state == CellState::Missing) {
        ++tally.missing;
        holes.missing.push_back(i);
      } else if (state == CellState::NotApplicable) {
        ++tally.not_applicable;
      } else {
        ++tally.filled;
        look_at_figure(chunk, row, i);
      }
    }
    seen_.insert(chunk.units[row].id);
    ++result_.units;
    if (!holes.missing.empty()) {
      result_.holes.push_back(std::move(holes));
    }
  }

  void look_at_figure(const DataChunk& chunk, std::size_t row, IndicatorIndex i) {
    const Indicator& indicator = rulebook_.indicators[i];
    const std::int64_t ticks = chunk.columns[i].cells[row];
    const std::string& unit = chunk.units[row].id;
    const auto text = [&] { return rows_.cell_text(chunk.row_offsets[row], i); };
    if (indicator.type == ValueType::Date && period_ && ticks != kNever &&
        (ticks < period_->first || ticks > period_->second)) {
      result_.doubts.push_back({"outside_period", unit, indicator.id, text(), ""});
    }
    const auto before = indicator.is_amount() ? previous_.find(unit, i) : std::nullopt;
    if (before && has_jumped(ticks, *before, options_.jump)) {
      result_.doubts.push_back(
          {"jump", unit, indicator.id, text(), to_text(Decimal{*before, indicator.decimals})});
    }
  }

  const Rulebook& rulebook_;
  RowSource& rows_;
  const ReviewOptions& options_;
  Previous previous_;
  std::optional<std::pair<std::int64_t, std::int64_t>> period_;
  std::unordered_set<std::string> seen_;  // units
  DataReview result_;
};

}  // namespace

DataReview review(const Rulebook& rulebook, RowSource& rows, const ReviewOptions& options,
                  Diagnostics& diagnostics) {
  return Reviewer(rulebook, rows, options, diagnostics).review(diagnostics);
}

}  // namespace parindex
