// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/variable.h"

#include "base/day.h"
#include "engine/numbers/rational.h"

namespace parindex {
namespace {

bool has_value(const Column& column, std::size_t row) {
  return column.states.empty() || column.states[row] == CellState::Present;
}

// The greatest whole number of ticks that is not above the value.
std::int64_t floor_ticks(const Rational& value, int places) {
  const std::optional<std::int64_t> cut = rounded_ticks64(value, places, Rounding::Down);
  if (!cut) {
    return value.sign() < 0 ? -Indicator::kMostTicks : Indicator::kMostTicks;
  }
  return *cut - (ticks_to_rational(*cut, places) > value ? 1 : 0);
}

// The least that is not below it.
std::int64_t ceiling_ticks(const Rational& value, int places) {
  return -floor_ticks(-value, places);
}

}  // namespace

Domain domain_of(const Rulebook& rulebook, const std::vector<Column>& columns, std::size_t row,
                 IndicatorIndex figure) {
  const Indicator& own = rulebook.indicators[figure];
  if (own.type == ValueType::Level) {
    return {0, static_cast<std::int64_t>(own.levels.size()) - 1};
  }
  if (own.type == ValueType::Date) {
    return {.lowest = day_of(1900, 1, 1).value_or(0),
            .highest = kNever,
            .last_day = day_of(2999, 12, 31)};
  }
  Domain domain{own.is_never_negative() ? 0 : -Indicator::kMostTicks,
                own.type == ValueType::Bool ? 1 : Indicator::kMostTicks};
  if (own.minimum) {
    domain.lowest = std::max(domain.lowest, ceiling_ticks(to_rational(*own.minimum), own.decimals));
  }
  if (own.maximum) {
    domain.highest = std::min(domain.highest, floor_ticks(to_rational(*own.maximum), own.decimals));
  }
  if (own.at_most && has_value(columns[*own.at_most], row)) {
    const Rational whole = ticks_to_rational(columns[*own.at_most].cells[row],
                                             rulebook.indicators[*own.at_most].scale());
    domain.highest = std::min(domain.highest, floor_ticks(whole, own.scale()));
  }
  return domain;
}

Domain reachable_domain(const Rulebook& rulebook, const std::vector<Column>& columns,
                        std::size_t row, IndicatorIndex figure) {
  const Indicator& own = rulebook.indicators[figure];
  Domain domain = domain_of(rulebook, columns, row, figure);
  if (own.type == ValueType::Percent && !own.maximum) {
    const std::int64_t usual = std::max(columns[figure].cells[row], power_of_ten(own.scale()));
    domain.highest = std::min(domain.highest, usual);
  }
  for (IndicatorIndex part = 0; part < rulebook.indicators.size(); ++part) {
    if (rulebook.indicators[part].at_most == figure && has_value(columns[part], row)) {
      const Rational least =
          ticks_to_rational(columns[part].cells[row], rulebook.indicators[part].scale());
      domain.lowest = std::max(domain.lowest, ceiling_ticks(least, own.scale()));
    }
  }
  return domain;
}

}  // namespace parindex
