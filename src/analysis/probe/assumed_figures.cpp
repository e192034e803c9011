// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/assumed_figures.h"

#include <algorithm>
#include <utility>

namespace parindex {
namespace {

constexpr std::uint64_t kMostRows = 2000;

class FigureRows {
 public:
  FigureRows(const Rulebook& rulebook, const DataChunk& chunk,
             const std::vector<AssumedFigure>& figures)
      : rulebook_(rulebook),
        chunk_(chunk),
        figures_(figures) {}

  std::optional<std::vector<DataChunk>> make() {
    if (count() > kMostRows) {
      return std::nullopt;
    }
    add_rows(0);
    return std::move(rows_);
  }

 private:
  [[nodiscard]] std::uint64_t count() const {
    std::uint64_t all = 1;
    for (const AssumedFigure& figure : figures_) {
      const auto values = static_cast<std::uint64_t>(figure.high - figure.low) + 1;
      all = values > kMostRows ? kMostRows + 1 : std::min(all * values, kMostRows + 1);
    }
    return all;
  }

  void add_rows(std::size_t from) {
    if (from == figures_.size()) {
      if (parts_fit()) {
        rows_.push_back(chunk_);
      }
      return;
    }
    const AssumedFigure& figure = figures_[from];
    Column& column = chunk_.columns[figure.indicator];
    for (std::int64_t value = figure.low; value <= figure.high; ++value) {
      column.cells.front() = value;
      if (!column.states.empty()) {
        column.states.front() = CellState::Present;
      }
      add_rows(from + 1);
    }
  }

  [[nodiscard]] bool is_present(IndicatorIndex indicator) const {
    const std::vector<CellState>& states = chunk_.columns[indicator].states;
    return states.empty() || states.front() == CellState::Present;
  }

  // No part is more than its whole.
  [[nodiscard]] bool parts_fit() const {
    for (IndicatorIndex part = 0; part < rulebook_.indicators.size(); ++part) {
      const std::optional<IndicatorIndex>& whole = rulebook_.indicators[part].at_most;
      if (whole && is_present(part) && is_present(*whole) &&
          chunk_.columns[*whole].cells.front() < chunk_.columns[part].cells.front()) {
        return false;
      }
    }
    return true;
  }

  const Rulebook& rulebook_;
  DataChunk chunk_;
  const std::vector<AssumedFigure>& figures_;
  std::vector<DataChunk> rows_;
};

}  // namespace

std::vector<AssumedFigure> assumed_figures(const RowSource& rows, std::uint64_t row_offset,
                                           std::size_t indicators) {
  std::vector<AssumedFigure> figures;
  for (IndicatorIndex i = 0; i < indicators; ++i) {
    const FigureRemark* const remark = rows.remark(row_offset, i);
    if (remark != nullptr && remark->assumed) {
      figures.push_back({i, remark->assumed->low, remark->assumed->high});
    }
  }
  return figures;
}

std::optional<std::vector<DataChunk>> rows_of_figures(const Rulebook& rulebook,
                                                      const DataChunk& chunk,
                                                      const std::vector<AssumedFigure>& figures) {
  return FigureRows(rulebook, chunk, figures).make();
}

bool are_independent(const Rulebook& rulebook, const DataChunk& chunk,
                     const std::vector<AssumedFigure>& figures) {
  const auto ends = [&](IndicatorIndex indicator) {
    const auto own = std::find_if(figures.begin(), figures.end(), [&](const AssumedFigure& figure) {
      return figure.indicator == indicator;
    });
    const std::int64_t cell = chunk.columns[indicator].cells[0];
    return own != figures.end() ? std::pair(own->low, own->high) : std::pair(cell, cell);
  };
  for (IndicatorIndex part = 0; part < rulebook.indicators.size(); ++part) {
    const std::optional<IndicatorIndex>& whole = rulebook.indicators[part].at_most;
    const bool stated = whole && (chunk.columns[*whole].states.empty() ||
                                  chunk.columns[*whole].states[0] == CellState::Present);
    if (stated && ends(*whole).first < ends(part).second) {
      return false;
    }
  }
  return true;
}

}  // namespace parindex
