// SPDX-License-Identifier: Apache-2.0
//
// Steps that calculate. Each first shows from the bounds of its inputs that int64 is enough. The
// proofs use the names of chunk_run.h: X, Y are cells, x, y the exact values at the same scale, a
// and b the bounds of the first and second input.
#include <array>

#include "engine/run/chunk_run.h"

namespace parindex {

// offset + sum of w * X, with w in whole ticks.
// Range: w * X lies between w * lowest and w * highest, in whichever order; these sum up.
// Error: |sum w * x - sum w * X| <= sum |w| * error.
// Overflow: every partial sum of a row is at most `most` = |offset| + sum |w| * magnitude, which is
// checked before the cells of an input are added. A weight is at most 2^63 and a bound 2^62 in
// size, so that each product in Wide is at most 2^125, and the sums before it are at most 2^62.
void ChunkRun::linear() {
  merge_states();
  const std::int64_t offset = ticks(param(0), out_scale());
  std::int64_t* cells = out().cells.data();
  std::fill_n(cells, rows_, offset);
  Wide lowest = offset;
  Wide highest = offset;
  Wide most = absolute(offset);
  Wide error = 0;
  for (std::size_t i = 0; i < input_count(); ++i) {
    const std::int64_t weight = ticks(param(i + 1), out_scale() - scale(i));
    const Wide at_lowest = Wide{weight} * bounds(i).lowest;
    const Wide at_highest = Wide{weight} * bounds(i).highest;
    lowest += std::min(at_lowest, at_highest);
    highest += std::max(at_lowest, at_highest);
    most += absolute(weight) * magnitude(bounds(i));
    error += absolute(weight) * bounds(i).error;
    if (!scratch_.fits || most > kMostTicks || error > kMostTicks) {
      scratch_.fits = false;
      return;
    }
    const std::int64_t* x = in(i).cells.data();
    for (std::size_t row = 0; row < rows_; ++row) {
      cells[row] += weight * x[row];
    }
  }
  set_bounds(lowest, highest, error);
}

// Like linear(), but in each row only over the inputs that apply: as each may be left out, range is
// -most..most. The offset is 0. What applies is known from states alone.
void ChunkRun::total() {
  if (!any_states()) {
    linear();
    return;
  }
  std::int64_t* cells = out().cells.data();
  std::fill_n(cells, rows_, 0);
  out().states.assign(rows_, CellState::NotApplicable);
  scratch_.states.assign(rows_, CellState::Present);  // the largest state other than not applicable
  Wide most = 0;
  Wide error = 0;
  for (std::size_t i = 0; i < input_count(); ++i) {
    const std::int64_t weight = ticks(param(i + 1), out_scale() - scale(i));
    most += absolute(weight) * magnitude(bounds(i));
    error += absolute(weight) * bounds(i).error;
    if (!scratch_.fits || most > kMostTicks || error > kMostTicks) {
      scratch_.fits = false;
      return;
    }
    if (in(i).states.empty()) {
      const std::int64_t* x = in(i).cells.data();
      for (std::size_t row = 0; row < rows_; ++row) {
        cells[row] += weight * x[row];
      }
      out().states.assign(rows_, CellState::Present);
      continue;
    }
    for (std::size_t row = 0; row < rows_; ++row) {
      const CellState own = in(i).states[row];
      if (own != CellState::NotApplicable) {
        cells[row] += weight * in(i).cells[row];
        scratch_.states[row] = std::max(scratch_.states[row], own);
        out().states[row] = CellState::Present;
      }
    }
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    out().states[row] = std::max(out().states[row], scratch_.states[row]);
  }
  set_bounds(-most, most, error);
}

// Range: a product of two intervals has its extremes at the corners, each at most 2^124 in size.
// Error: x * y - X * Y = X * (y - Y) + Y * (x - X) + (x - X) * (y - Y), at most
// |X| * error(y) + |Y| * error(x) + error(x) * error(y), three products of at most 2^124 each.
void ChunkRun::multiply() {
  merge_states();
  const SlotBounds a = bounds(0);
  const SlotBounds b = bounds(1);
  const std::array corners{Wide{a.lowest} * b.lowest, Wide{a.lowest} * b.highest,
                           Wide{a.highest} * b.lowest, Wide{a.highest} * b.highest};
  const auto [lowest, highest] = std::minmax_element(corners.begin(), corners.end());
  set_bounds(*lowest, *highest,
             magnitude(a) * b.error + magnitude(b) * a.error + Wide{a.error} * b.error);
  if (!scratch_.fits) {
    return;
  }
  const std::int64_t* x = in(0).cells.data();
  const std::int64_t* y = in(1).cells.data();
  std::int64_t* cells = out().cells.data();
  for (std::size_t row = 0; row < rows_; ++row) {
    cells[row] = x[row] * y[row];
  }
}

// In ticks of the slot the quotient is x / y * 10^(out_scale + scale(1) - scale(0)). The power is
// multiplied into the dividend (`up`) or the divisor (`down`), so let P = X * up and D = Y * down
// be the whole numbers that are divided, p and d the exact ones: |p - P| <= ep = a.error * up and
// |d - D| <= ed = b.error * down.
//
// Division by zero: if b is exact, D = 0 means d = 0, and flag_zeros() has made the row unresolved.
// If b has an error, D = 0 tells nothing, and the chunk does not fit.
// Otherwise |d| >= |D| - ed >= smallest - ed = `room`, which must be positive: d is then not 0.
//
// Error: P/D - p/d = ((P - p) + P/D * (d - D)) / d, because both sides are (P*d - p*D) / (D*d).
// |P/D| < largest + 1, as the quotients are cut, so that this is at most
// (ep + (largest + 1) * ed) / room = spread / room. Cutting costs less than 1 more, and
// spread / room is itself cut below, hence + 2. If spread is 0 only the cut is left: less than 1,
// and nothing if no quotient of the chunk had a rest.
//
// Overflow: too_large() keeps P, D, ep and ed within 2^124. The last check makes
// largest * (ed + 1) at most 2^124, so that spread is at most 2^124 + 2^124 + 2^124 < 2^126.
void ChunkRun::divide() {
  merge_states();
  flag_zeros(1);
  const SlotBounds a = bounds(0);
  const SlotBounds b = bounds(1);
  const int exponent = out_scale() + scale(1) - scale(0);
  const Wide up = wide_power_of_ten(std::max(exponent, 0));
  const Wide down = wide_power_of_ten(std::max(-exponent, 0));
  const auto too_large = [](Wide value, Wide factor) { return value > kWideMost / factor; };
  if (too_large(magnitude(a), up) || too_large(a.error, up) || too_large(magnitude(b), down) ||
      too_large(b.error, down)) {
    scratch_.fits = false;
    return;
  }
  Wide smallest = kMostTicks;  // divisor
  Wide largest = 0;            // quotient
  bool rest = false;           // some quotient was cut
  for (std::size_t row = 0; row < rows_; ++row) {
    const Wide divisor = Wide{in(1).cells[row]} * down;
    if (divisor == 0) {
      scratch_.fits = scratch_.fits && b.error == 0;  // with an error it need not be zero
      out().cells[row] = 0;
      continue;
    }
    const Wide dividend = Wide{in(0).cells[row]} * up;
    const Wide quotient = dividend / divisor;
    rest = rest || quotient * divisor != dividend;
    smallest = std::min(smallest, absolute(divisor));
    largest = std::max(largest, absolute(quotient));
    out().cells[row] = static_cast<std::int64_t>(quotient);
    if (absolute(quotient) > kMostTicks) {
      scratch_.fits = false;
      return;
    }
  }
  const Wide divisor_error = b.error * down;
  const Wide room = smallest - divisor_error;
  if (!scratch_.fits || room <= 0 ||
      (divisor_error > 0 && largest > kWideMost / (divisor_error + 1))) {
    scratch_.fits = false;
    return;
  }
  const Wide spread = a.error * up + (largest + 1) * divisor_error;
  const Wide error = spread == 0 ? Wide{rest ? 1 : 0} : spread / room + 2;
  set_bounds(-largest, largest, error);
}

// Range: the minimum of cells lies between the minimum of the lowest and that of the highest
// bounds; the maximum likewise. Error: if no input moves by more than e, neither does their minimum
// or maximum. Overflow: as in select().
void ChunkRun::extreme(bool minimum) {
  merge_states();
  Wide lowest = 0;
  Wide highest = 0;
  Wide error = 0;
  std::int64_t* cells = out().cells.data();
  for (std::size_t i = 0; i < input_count(); ++i) {
    const std::int64_t factor = power_of_ten(out_scale() - scale(i));
    const Wide own_lowest = Wide{bounds(i).lowest} * factor;
    const Wide own_highest = Wide{bounds(i).highest} * factor;
    if (magnitude(bounds(i)) * factor > kMostTicks) {
      scratch_.fits = false;
      return;
    }
    const auto pick = [&](auto a, auto b) { return minimum ? std::min(a, b) : std::max(a, b); };
    lowest = i == 0 ? own_lowest : pick(lowest, own_lowest);
    highest = i == 0 ? own_highest : pick(highest, own_highest);
    error = std::max(error, Wide{bounds(i).error} * factor);
    const std::int64_t* x = in(i).cells.data();
    for (std::size_t row = 0; row < rows_; ++row) {
      cells[row] = i == 0 ? x[row] * factor : pick(cells[row], x[row] * factor);
    }
  }
  set_bounds(lowest, highest, error);
}

// Steps on one exact column: x = X, and x meets a threshold if X >= least_ticks(). A threshold
// above the highest cell is met by none; one below the lowest cell is met by all, also if it is
// raised to that cell, which fits int64.
void ChunkRun::steps_column(std::span<const CrosswiseThreshold> thresholds,
                            std::span<const std::int64_t> values) {
  const std::int64_t* x = in(0).cells.data();
  std::int64_t* cells = out().cells.data();
  std::fill_n(cells, rows_, values[0]);
  for (std::size_t k = 0; k < thresholds.size(); ++k) {
    const Wide least = thresholds[k].least_ticks();
    if (least > bounds(0).highest) {
      continue;
    }
    const auto from = static_cast<std::int64_t>(std::max(least, Wide{bounds(0).lowest}));
    const std::int64_t value = values[k + 1];
    for (std::size_t row = 0; row < rows_; ++row) {
      cells[row] = x[row] >= from ? value : cells[row];
    }
  }
}

// Steps on a quotient, or on a value with an error, by CrosswiseThreshold: X meets a threshold if
// up * X >= limit, in whole numbers. Is the row marked if x decides otherwise than X?
// Both ends X - e and X + e are whole. If both meet a threshold, then up * x >= up * (X - e) >=
// limit; if neither does, then up * x <= up * (X + e) <= limit - 1. `limit` is at * divisor + open,
// so that in the first case up * x is at least at * divisor, and above it for an open threshold; in
// the second it is below at * divisor, or not above it for an open threshold. In both cases x
// decides as the ends do, and as X between them does. If the ends differ the row is undecided. The
// points are those of the last threshold that is met, so equal decisions give equal points.
//
// With Number = int64, up * most_x + |at| * most_divisor < 2^62 bounds every product. `up` alone
// may be larger and lose digits only if most_x is 0, `at` only if most_divisor is 0: then it is
// multiplied by 0.
template <typename Number>
void ChunkRun::steps_loop(std::span<const CrosswiseThreshold> thresholds,
                          std::span<const std::int64_t> values) {
  const bool pair = input_count() == 2;
  const std::int64_t error = bounds(0).error;
  const std::int64_t* x = in(0).cells.data();
  const std::int64_t* divisor = pair ? in(1).cells.data() : nullptr;
  std::int64_t* cells = out().cells.data();
  std::fill_n(cells, rows_, values[0]);
  for (std::size_t k = 0; k < thresholds.size(); ++k) {
    const Number up = static_cast<Number>(thresholds[k].up);
    const Number at = static_cast<Number>(thresholds[k].at);
    const Number open = thresholds[k].open ? 1 : 0;
    const std::int64_t value = values[k + 1];
    for (std::size_t row = 0; row < rows_; ++row) {
      const Number limit = at * Number{pair ? divisor[row] : 1} + open;
      cells[row] = up * x[row] >= limit ? value : cells[row];
      if (error > 0) {
        const bool differ =
            (up * (Number{x[row]} - error) >= limit) != (up * (Number{x[row]} + error) >= limit);
        scratch_.undecided[row] =
            static_cast<std::uint8_t>(scratch_.undecided[row] | (differ ? 1 : 0));
      }
    }
  }
}

// Overflow: fits() keeps up * most_x and |at| * most_divisor within 2^124 each. The result is one
// of the values, exactly.
void ChunkRun::steps() {
  const bool pair = input_count() == 2;
  merge_states();
  flag_zeros(1);
  if (pair && !sound_divisor(1)) {
    scratch_.fits = false;
    return;
  }
  std::vector<CrosswiseThreshold> thresholds;
  std::vector<std::int64_t> values{ticks(param(0), out_scale())};
  const Wide most_x = magnitude(bounds(0)) + bounds(0).error;
  const Wide most_divisor = pair ? magnitude(bounds(1)) : Wide{1};
  for (std::size_t p = 1; p < step_->param_count; p += 3) {
    thresholds.emplace_back(param(p), !param(p + 1).is_zero(), scale(0), pair ? scale(1) : 0);
    values.push_back(ticks(param(p + 2), out_scale()));
    scratch_.fits = scratch_.fits && thresholds.back().fits(most_x, most_divisor);
  }
  if (!scratch_.fits) {
    return;
  }
  Wide most = 0;
  for (const CrosswiseThreshold& threshold : thresholds) {
    most = std::max(most, threshold.up * most_x + absolute(threshold.at) * most_divisor);
  }
  if (!pair && bounds(0).error == 0) {
    steps_column(thresholds, values);
  } else if (most < kMostTicks) {
    steps_loop<std::int64_t>(thresholds, values);
  } else {
    steps_loop<Wide>(thresholds, values);
  }
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  set_bounds(*lowest, *highest, 0);
}

// As in divide(), X * up / divisor is the value in ticks of the slot; the divisor is exact and, in
// rows that are not unresolved, positive. In every mode a larger number is never rounded to a
// smaller one. So x, between X - e and X + e, is rounded to what both ends are rounded to if that
// is the same, and otherwise the row is undecided. A decided row is exact. Overflow: (|X| + e) * up
// and divisor stay within 2^123, and rounded_quotient() doubles a rest that is below the divisor.
void ChunkRun::round() {
  const bool pair = input_count() == 2;
  merge_states();
  flag_zeros(1);
  const int exponent = out_scale() + (pair ? scale(1) : 0) - scale(0);
  const Wide up = wide_power_of_ten(std::max(exponent, 0));
  const Wide down = wide_power_of_ten(std::max(-exponent, 0));
  const Wide error = bounds(0).error;
  const Wide most_x = (magnitude(bounds(0)) + error) * 2;
  const Wide most_divisor = (pair ? magnitude(bounds(1)) : Wide{1}) * 2;
  if ((pair && !sound_divisor(1)) || most_x > kWideMost / up || most_divisor > kWideMost / down) {
    scratch_.fits = false;
    return;
  }
  const Rounding mode = step_->rounding;
  Wide lowest = 0;
  Wide highest = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    const Wide divisor = Wide{pair ? in(1).cells[row] : 1} * down;
    if (divisor == 0) {
      out().cells[row] = 0;
      continue;
    }
    const Wide x = in(0).cells[row];
    const Wide rounded = rounded_quotient((x - error) * up, divisor, mode);
    if (error > 0 && rounded != rounded_quotient((x + error) * up, divisor, mode)) {
      scratch_.undecided[row] = 1;
    }
    lowest = std::min(lowest, rounded);
    highest = std::max(highest, rounded);
    out().cells[row] = static_cast<std::int64_t>(rounded);
  }
  set_bounds(lowest, highest, 0);
}

}  // namespace parindex
