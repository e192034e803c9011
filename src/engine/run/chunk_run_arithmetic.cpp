// SPDX-License-Identifier: Apache-2.0
//
// Steps that calculate. Each first proves from the bounds of its inputs that int64 is enough.
#include <array>

#include "engine/run/chunk_run.h"

namespace parindex {

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
      scratch_.fits = scratch_.fits && b.error == 0;  // else it may not be zero
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
  // |x/y - x'/y'| <= (|x - x'| + |x/y| * |y - y'|) / |y'|, and cutting costs less than one place.
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

// Steps on one exact column: thresholds become whole ticks of the column.
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

// Steps on a quotient, or on a value with an error: compared crosswise at both ends of the error.
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
