// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/assumed_figures.h"

#include <algorithm>
#include <utility>

#include "analysis/probe/trend.h"
#include "engine/run/exact.h"
#include "model/expression.h"

namespace parindex {
namespace {

constexpr std::uint64_t kMostRows = 2000;
constexpr std::size_t kMostAtEnds = 10;

void collect(const Expression& expression, std::vector<IndicatorIndex>& indicators) {
  if (expression.kind == Expression::Kind::Indicator) {
    indicators.push_back(expression.indicator);
  }
  for (const Expression& operand : expression.operands) {
    collect(operand, indicators);
  }
}

class EndRows {
 public:
  EndRows(const Rulebook& rulebook, const ScoringProgram& program, const DataChunk& chunk,
          const std::vector<AssumedFigure>& figures)
      : rulebook_(rulebook),
        program_(program),
        chunk_(chunk),
        figures_(figures) {}

  std::vector<DataChunk> make(bool may_prove) {
    if (count() <= kMostRows) {
      add_rows(0, true);
      return std::move(rows_);
    }
    if (!may_prove || figures_.size() > kMostAtEnds || !goes_one_way()) {
      return {};
    }
    add_rows(0, false);
    // At an end that cannot be, the ends of what can be lie elsewhere.
    return rows_.size() == std::size_t{1} << figures_.size() ? std::move(rows_)
                                                             : std::vector<DataChunk>();
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

  // All values of the figures from one on, or both ends of each.
  void add_rows(std::size_t from, bool every_value) {
    if (from == figures_.size()) {
      if (parts_fit()) {
        rows_.push_back(chunk_);
      }
      return;
    }
    const AssumedFigure& figure = figures_[from];
    const std::int64_t step = every_value ? 1 : std::max<std::int64_t>(figure.high - figure.low, 1);
    Column& column = chunk_.columns[figure.indicator];
    for (std::int64_t value = figure.low; value <= figure.high; value += step) {
      column.cells.front() = value;
      if (!column.states.empty()) {
        column.states.front() = CellState::Present;
      }
      add_rows(from + 1, every_value);
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

  [[nodiscard]] bool is_assumed(IndicatorIndex indicator) const {
    return std::any_of(figures_.begin(), figures_.end(),
                       [&](const AssumedFigure& figure) { return figure.indicator == indicator; });
  }

  [[nodiscard]] bool any_assumed(const std::vector<IndicatorIndex>& indicators) const {
    return std::any_of(indicators.begin(), indicators.end(),
                       [&](IndicatorIndex indicator) { return is_assumed(indicator); });
  }

  // Whether anything but points goes with the figures: what applies, grades, ranks, references.
  [[nodiscard]] bool decides_more() const {
    std::vector<IndicatorIndex> deciding;
    for (const Criterion& criterion : rulebook_.criteria) {
      if (criterion.not_applicable_when) {
        collect(*criterion.not_applicable_when, deciding);
      }
    }
    for (const ScoringProgram::Condition& condition : program_.conditions) {
      deciding.insert(deciding.end(), condition.inputs.begin(), condition.inputs.end());
    }
    return !rulebook_.references.empty() || any_assumed(deciding);
  }

  // Each leaf goes with one figure at most, and all leaves of a figure move the index one way.
  [[nodiscard]] bool goes_one_way() const {
    if (decides_more()) {
      return false;
    }
    const std::vector<ExactCell> trace = evaluate_exact(program_.program, chunk_.inputs(), 0);
    std::vector<Trend> ways(rulebook_.indicators.size(), Trend::Fixed);
    for (CriterionIndex i = 0; i < rulebook_.criteria.size(); ++i) {
      const std::optional<RuleTrace>& rule = program_.nodes[i].trace;
      if (!rule) {
        continue;
      }
      std::optional<IndicatorIndex> own;
      for (const IndicatorIndex input : rule->inputs) {
        if (is_assumed(input)) {
          if (own && *own != input) {
            return false;
          }
          own = input;
        }
      }
      if (own && !joins(i, trend_of(program_.program, trace, *own, program_.nodes[i].points),
                        ways[*own])) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool joins(CriterionIndex leaf, Trend trend, Trend& way) const {
    const bool taken_off = rulebook_.penalty && rulebook_.root_of(leaf) == *rulebook_.penalty;
    const Trend own = taken_off ? reversed(trend) : trend;
    if (own == Trend::Unknown || (way != Trend::Fixed && own != Trend::Fixed && way != own)) {
      return false;
    }
    way = own == Trend::Fixed ? way : own;
    return true;
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
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

std::vector<DataChunk> rows_at_ends(const Rulebook& rulebook, const ScoringProgram& program,
                                    const DataChunk& chunk,
                                    const std::vector<AssumedFigure>& figures, bool numbers_move) {
  return EndRows(rulebook, program, chunk, figures).make(!numbers_move);
}

}  // namespace parindex
