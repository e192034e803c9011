// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/divisions.h"

#include <algorithm>
#include <string>

namespace parindex {
namespace {

// The divisions' figures of one indicator, each with what the same division has of the whole.
std::vector<DivisionPart> parts_of(const Rulebook& rulebook, const RowSource& source,
                                   std::uint64_t row_offset, IndicatorIndex indicator) {
  const std::vector<FigurePart> parts = source.parts(row_offset, indicator);
  const std::optional<IndicatorIndex> at_most = rulebook.indicators[indicator].at_most;
  const std::vector<FigurePart> wholes =
      at_most ? source.parts(row_offset, *at_most) : std::vector<FigurePart>{};
  std::vector<DivisionPart> result;
  result.reserve(parts.size());
  for (const FigurePart& part : parts) {
    if (part.state != CellState::Present) {
      continue;
    }
    const auto whole = std::find_if(wholes.begin(), wholes.end(), [&](const FigurePart& other) {
      return other.subunit == part.subunit && other.state == CellState::Present;
    });
    result.push_back({part.subunit, indicator, part.ticks,
                      whole == wholes.end() ? std::nullopt : std::optional(whole->ticks),
                      std::nullopt, std::nullopt});
  }
  return result;
}

void add_shortfalls(bool downwards, std::vector<DivisionPart>& divisions) {
  Rational all = 0;
  bool known = true;
  for (DivisionPart& division : divisions) {
    if (downwards) {
      division.shortfall = division.cell;
    } else if (division.whole) {
      division.shortfall = *division.whole - division.cell;
    }
    known = known && division.shortfall;
    all += division.shortfall.value_or(0);
  }
  for (DivisionPart& division : divisions) {
    if (known && all > 0) {
      division.share = Rational(*division.shortfall) / all;
    }
  }
}

}  // namespace

std::vector<DivisionPart> divisions_of(const Rulebook& rulebook, const RowSource& source,
                                       std::uint64_t row_offset,
                                       const std::vector<IndicatorIndex>& inputs,
                                       std::optional<IndicatorIndex> lever,
                                       const std::optional<GapStep>& step) {
  if (!lever) {
    std::vector<DivisionPart> all;
    for (const IndicatorIndex input : inputs) {
      for (DivisionPart& part : parts_of(rulebook, source, row_offset, input)) {
        all.push_back(std::move(part));
      }
    }
    return all;
  }
  std::vector<DivisionPart> divisions = parts_of(rulebook, source, row_offset, *lever);
  if (step && rulebook.indicators[*lever].type == ValueType::Count) {
    const FigureChange& change = step->changes.front();
    add_shortfalls(change.to < change.from, divisions);
  }
  return divisions;
}

}  // namespace parindex
