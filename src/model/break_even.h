// SPDX-License-Identifier: Apache-2.0
//
// What each figure of a unit must come to so that something holds, all other figures as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/indicator.h"

namespace parindex {

struct BreakEven {
  // Cells, both ends included.
  struct Stretch {
    std::int64_t from = 0, to = 0;
  };

  struct Figure {
    enum class Search : std::uint8_t {
      All,      // every value that the figure can have was tried
      Halving,  // the result goes one way with the figure, proved from the program
      Part      // every value of `searched`; what lies beyond is not known
    };

    IndicatorIndex indicator = 0;
    std::int64_t now = 0;
    Search search = Search::All;
    Stretch possible;             // all that the figure can be beside the unit's other figures
    Stretch searched;             // a part of it
    std::vector<Stretch> enough;  // where it holds, ascending; empty: nowhere in `searched`
    // The nearest value to `now` that is enough. Where none is: the one that comes nearest to what
    // is wanted. Where it holds now: how far the figure may go; empty where it may be anything.
    std::optional<std::int64_t> turn;
    std::int64_t index = 0;  // printed ticks at `turn`, else at `now`
    bool has_index = true;

    [[nodiscard]] bool is_enough() const { return !enough.empty(); }
  };

  bool holds_now = false;
  std::vector<Figure> figures;  // those that can move the result, by IndicatorIndex
};

}  // namespace parindex
