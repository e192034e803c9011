// SPDX-License-Identifier: Apache-2.0
//
// Rows of totals in tables of figures: they are no units. Totals of counts are compared with what
// the units of the table add up to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "engine/numbers/wide.h"
#include "io/figures/figures.h"
#include "model/indicator.h"

namespace parindex {

// True for `Tổng cộng` and its like.
bool is_total(std::string_view text);

// PX3061, a note: the row with this text is passed over.
Diagnostic total_passed_over(std::string_view text, const SourceSpan& span);

// PX3062 where the total of a count is neither the sum of all units above it nor of those since the
// last total.
struct TotalSums {
  Wide all = 0, since_total = 0;
};
void compare_total(std::int64_t total, const TotalSums& sums, const Indicator& indicator,
                   const SourceSpan& span, Diagnostics& diagnostics);

// A figure in a row of totals of tables that are joined.
struct TotalFigure {
  Figure figure;
  std::size_t figures_above = 0;
};

// Compares totals with the figures of their table, round and indicator. Both in order of reading. A
// unit with a figure of its own does not count its subunits.
void check_totals(std::span<const TotalFigure> totals, std::span<const Figure> figures,
                  const Figures& places, Diagnostics& diagnostics);

}  // namespace parindex
