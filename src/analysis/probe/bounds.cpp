// SPDX-License-Identifier: Apache-2.0
//
// The greatest and the least of a value: a box is divided until no part of it can hold more than
// what was found.
#include <algorithm>
#include <queue>
#include <utility>

#include "analysis/probe/probe.h"

namespace parindex {

class BoundSearch {
 public:
  // The greatest, or the least, of `value`.
  BoundSearch(Probe& probe, std::size_t value, bool greatest, std::size_t most_boxes)
      : probe_(probe),
        value_(value),
        greatest_(greatest),
        boxes_left_(most_boxes) {}

  // False: it may have no value somewhere, or no bound was found.
  bool search() {
    take(probe_.whole());
    while (!parts_.empty() && !is_absent_) {
      const Part part = parts_.top();
      parts_.pop();
      if (part.outer && best_ && !is_beyond(*part.outer, *best_)) {
        break;  // no other part holds more: they are in the order of what they may hold
      }
      if (boxes_left_ == 0 || !divide(part)) {
        leave(part);
      }
    }
    return !is_absent_ && !is_unbounded_ && best_.has_value();
  }

  // The value that is reached, or, where that is not proved, a bound beyond it.
  [[nodiscard]] const Rational& end() const { return is_exact() ? *best_ : *outer_; }
  [[nodiscard]] bool is_exact() const { return !outer_ || !is_beyond(*outer_, *best_); }
  [[nodiscard]] const Probe::Cells& cells() const { return at_; }

 private:
  struct Part {
    Probe::Sides sides;
    std::optional<Rational> outer;  // no value lies beyond it; empty: not known
    std::vector<Monotonicity> ways;
    bool is_present = false;  // always
    bool greatest = true;

    friend bool operator<(const Part& a, const Part& b) {
      if (!a.outer || !b.outer) {
        return a.outer.has_value() && !b.outer.has_value();
      }
      return a.greatest ? *a.outer < *b.outer : *b.outer < *a.outer;
    }
  };

  [[nodiscard]] bool is_beyond(const Rational& a, const Rational& b) const {
    return greatest_ ? a > b : a < b;
  }

  // Examines a part; the variables that are known to move the value one way go to their best ends.
  void take(Probe::Sides sides) {
    while (true) {
      if (boxes_left_ > 0) {
        --boxes_left_;
      }
      const SlotFacts facts = facts_within(sides);
      if (!facts.may_be(CellState::Present)) {
        is_absent_ = true;
        return;
      }
      Part part{sides,
                greatest_ ? facts.range.most : facts.range.least,
                {},
                facts.is_always(CellState::Present),
                greatest_};
      if (!part.is_present) {
        part.outer.reset();  // it is divided before all others: it may have no value somewhere
      }
      const bool moved = go_to_ends(facts, part, sides);
      try_at(sides);
      const bool open = std::any_of(sides.begin(), sides.end(),
                                    [](const auto& side) { return side.first < side.second; });
      if (is_absent_ || !open) {
        return;
      }
      if (!moved) {
        parts_.push(std::move(part));
        return;
      }
    }
  }

  // Moves the variables whose direction is known to their best ends: for given values of the others
  // the value is best there, and it is there everywhere. Whether one was moved.
  bool go_to_ends(const SlotFacts& facts, Part& part, Probe::Sides& sides) const {
    bool moved = false;
    for (std::uint32_t i = 0; i < sides.size(); ++i) {
      auto& [low, high] = sides[i];
      const Monotonicity way = facts.on_variable(i).direction;
      part.ways.push_back(way);
      if (low < high && part.is_present && way != Monotonicity::Either &&
          way != Monotonicity::Unknown) {
        (greatest_ == (way == Monotonicity::Falling) ? high : low) =
            greatest_ == (way == Monotonicity::Falling) ? low : high;
        moved = true;
      }
    }
    return moved;
  }

  [[nodiscard]] SlotFacts facts_within(const Probe::Sides& sides) {
    return sides == probe_.whole() ? probe_.facts(value_)
                                   : facts_of(probe_.examine_within(sides), probe_.values_[value_]);
  }

  void try_at(const Probe::Sides& sides) {
    Probe::Cells cells;
    for (const auto& [low, high] : sides) {
      cells.push_back(low);
    }
    const ExactCell found = probe_.at(value_, cells);
    if (found.state != CellState::Present) {
      is_absent_ = true;
    } else if (!best_ || is_beyond(found.value, *best_)) {
      best_ = found.value;
      at_ = std::move(cells);
    }
  }

  // False where it cannot be divided further.
  bool divide(const Part& part) {
    std::optional<std::size_t> widest;
    std::optional<std::size_t> either;
    for (std::size_t i = 0; i < part.sides.size(); ++i) {
      const auto [low, high] = part.sides[i];
      if (low == high) {
        continue;
      }
      const bool dense = probe_.variables_[i].domain.dense;
      if (part.is_present && part.ways[i] == Monotonicity::Either) {
        either = either ? either : i;
      } else if (!(dense && high - low == 1) &&
                 (!widest || part.sides[*widest].second - part.sides[*widest].first < high - low)) {
        widest = i;
      }
    }
    if (!widest && !either) {
      return false;
    }
    const std::size_t at = either ? *either : *widest;
    const auto [low, high] = part.sides[at];
    // What goes one way, whichever it is, is greatest and least at the ends.
    const bool at_ends = at == either;
    const std::int64_t middle = low + (high - low) / 2;
    const bool shares_middle = probe_.variables_[at].domain.dense;
    Probe::Sides lower = part.sides;
    Probe::Sides upper = part.sides;
    lower[at].second = at_ends ? low : middle;
    upper[at].first = at_ends ? high : middle + (shares_middle ? 0 : 1);
    take(std::move(lower));
    if (!is_absent_) {
      take(std::move(upper));
    }
    return true;
  }

  // What is not divided further only gives a bound.
  void leave(const Part& part) {
    if (!part.outer) {
      is_unbounded_ = true;
    } else if (!outer_ || is_beyond(*part.outer, *outer_)) {
      outer_ = part.outer;
    }
  }

  Probe& probe_;
  std::size_t value_;
  bool greatest_;
  std::size_t boxes_left_;
  std::priority_queue<Part> parts_;
  std::optional<Rational> best_;   // that is reached, at `at_`
  std::optional<Rational> outer_;  // of parts that were left
  Probe::Cells at_;
  bool is_absent_ = false;
  bool is_unbounded_ = false;
};

std::optional<Bounds> Probe::bounds(std::size_t value, std::size_t most_boxes) {
  BoundSearch least(*this, value, false, most_boxes);
  BoundSearch most(*this, value, true, most_boxes);
  if (!least.search() || !most.search()) {
    return std::nullopt;
  }
  return Bounds{least.end(), most.end(), least.is_exact() && most.is_exact(), least.cells(),
                most.cells()};
}

}  // namespace parindex
