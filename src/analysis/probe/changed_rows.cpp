// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/changed_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "analysis/probe/variable.h"
#include "analysis/score/unit_lookup.h"
#include "base/codes.h"
#include "engine/numbers/rational.h"

namespace parindex {
namespace {

bool is_present(const Column& column, std::size_t row) {
  return column.states.empty() || column.states[row] == CellState::Present;
}

void set_cell(Column& column, std::size_t row, const ScenarioValue& value) {
  if (column.states.empty() && value.state != CellState::Present) {
    column.states.assign(column.cells.size(), CellState::Present);
  }
  if (!column.states.empty()) {
    column.states[row] = value.state;
  }
  column.cells[row] = value.state == CellState::Present ? value.ticks : 0;
}

class EditedRows final : public RowSource {
 public:
  EditedRows(RowSource& rows, const Rulebook& rulebook, std::vector<CellEdit> edits)
      : rows_(rows),
        rulebook_(rulebook),
        edits_(std::move(edits)) {
    // Shares are of the whole as it is edited, whichever was written first.
    std::stable_sort(edits_.begin(), edits_.end(), [&](const CellEdit& a, const CellEdit& b) {
      return wholes_above(a.indicator) < wholes_above(b.indicator);
    });
  }

  std::optional<RawBlock> next(Diagnostics& diagnostics) override {
    return rows_.next(diagnostics);
  }
  void rewind() override { rows_.rewind(); }
  DataChunk decode(const RawBlock& block, Diagnostics& diagnostics) const override {
    DataChunk chunk = rows_.decode(block, diagnostics);
    edit(chunk, diagnostics);
    return chunk;
  }
  DataChunk row(std::uint64_t row_offset) const override {
    DataChunk chunk = rows_.row(row_offset);
    Diagnostics said_before;
    edit(chunk, said_before);
    return chunk;
  }
  SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_.cell(row_offset, indicator);
  }
  SourceSpan unit_cell(std::uint64_t row_offset) const override {
    return rows_.unit_cell(row_offset);
  }
  std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_.cell_text(row_offset, indicator);
  }
  // What is said of a figure, and what it consists of, holds no longer once it is another.
  const FigureRemark* remark(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return is_edited(row_offset, indicator) ? nullptr : rows_.remark(row_offset, indicator);
  }
  std::vector<FigurePart> parts(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return is_edited(row_offset, indicator) ? std::vector<FigurePart>()
                                            : rows_.parts(row_offset, indicator);
  }

 private:
  [[nodiscard]] bool is_edited(std::uint64_t row_offset, IndicatorIndex indicator) const {
    const auto of_figure = [&](const CellEdit& edit) { return edit.indicator == indicator; };
    if (std::none_of(edits_.begin(), edits_.end(), of_figure)) {
      return false;
    }
    const DataChunk chunk = rows_.row(row_offset);
    return std::any_of(edits_.begin(), edits_.end(), [&](const CellEdit& edit) {
      return of_figure(edit) && !chunk.units.empty() && concerns(edit, chunk.units.front());
    });
  }

  [[nodiscard]] std::size_t wholes_above(IndicatorIndex indicator) const {
    std::size_t count = 0;
    for (std::optional<IndicatorIndex> whole = rulebook_.indicators[indicator].at_most;
         whole && count < rulebook_.indicators.size();
         whole = rulebook_.indicators[*whole].at_most) {
      ++count;
    }
    return count;
  }

  void edit(DataChunk& chunk, Diagnostics& diagnostics) const {
    chunk.columns.resize(rulebook_.indicators.size());
    chunk.population = nullptr;
    for (const CellEdit& edit : edits_) {
      for (std::size_t row = 0; row < chunk.units.size(); ++row) {
        if (concerns(edit, chunk.units[row])) {
          set(edit, chunk, row, diagnostics);
        }
      }
    }
    for (const CellEdit& edit : edits_) {
      for (std::size_t row = 0; row < chunk.units.size(); ++row) {
        if (concerns(edit, chunk.units[row])) {
          check_parts(edit, chunk, row, diagnostics);
        }
      }
    }
  }

  static bool concerns(const CellEdit& edit, const Unit& unit) {
    switch (edit.scope) {
      case Scope::Kind::All:
        return true;
      case Scope::Kind::Group:
        return unit.group == edit.group;
      case Scope::Kind::Unit:
        return unit.id == edit.unit;
    }
    return false;
  }

  void set(const CellEdit& edit, DataChunk& chunk, std::size_t row,
           Diagnostics& diagnostics) const {
    const std::optional<ScenarioValue> value =
        value_in_row(edit.value, edit.indicator, edit.adds, rulebook_, chunk.columns, row);
    if (!value) {
      const Indicator& indicator = rulebook_.indicators[edit.indicator];
      report(edit, codes::kNoWhole,
             fmt::format("unit `{}` has no `{}` that `{}` could be a share of", chunk.units[row].id,
                         rulebook_.indicators[*indicator.at_most].id, indicator.id),
             "set the figure itself, or its whole as well", diagnostics);
      return;
    }
    set_cell(chunk.columns[edit.indicator], row, *value);
  }

  // As the reader of the file does it.
  void check_parts(const CellEdit& edit, const DataChunk& chunk, std::size_t row,
                   Diagnostics& diagnostics) const {
    for (IndicatorIndex part = 0; part < rulebook_.indicators.size(); ++part) {
      const std::optional<IndicatorIndex>& whole = rulebook_.indicators[part].at_most;
      if (!whole || (part != edit.indicator && *whole != edit.indicator)) {
        continue;
      }
      const Column& a = chunk.columns[part];
      const Column& b = chunk.columns[*whole];
      const Decimal own{a.cells[row], rulebook_.indicators[part].scale()};
      const Decimal all{b.cells[row], rulebook_.indicators[*whole].scale()};
      if (is_present(a, row) && is_present(b, row) && all < own) {
        report(edit, codes::kMoreThanWhole,
               fmt::format("unit `{}`: `{}` would be {}, more than the whole: `{}` is {}",
                           chunk.units[row].id, rulebook_.indicators[part].id, to_text(own),
                           rulebook_.indicators[*whole].id, to_text(all)),
               "set both, or another value", diagnostics);
      }
    }
  }

  static void report(const CellEdit& edit, std::string_view code, std::string message,
                     std::string help, Diagnostics& diagnostics) {
    diagnostics.add({.severity = Severity::Error,
                     .code = code,
                     .message = std::move(message),
                     .primary = {edit.span, ""},
                     .related = {},
                     .help = std::move(help),
                     .topic = ""});
  }

  RowSource& rows_;
  const Rulebook& rulebook_;
  std::vector<CellEdit> edits_;
};

}  // namespace

std::optional<std::vector<CellEdit>> fixed_edits(const Scenario& scenario,
                                                 const std::vector<Unit>& units,
                                                 Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  std::vector<CellEdit> edits;
  for (const Change& change : scenario.changes) {
    if (!change.indicator || change.distribution.kind != Distribution::Kind::Fixed) {
      continue;
    }
    CellEdit edit{*change.indicator,  change.scope.kind, "",
                  change.scope.group, change.adds,       change.distribution.values.front(),
                  change.span};
    if (change.scope.kind == Scope::Kind::Unit) {
      const std::optional<std::size_t> row =
          find_unit(units, change.scope.unit, change.span, diagnostics);
      edit.unit = row ? units[*row].id : "";
    }
    edits.push_back(std::move(edit));
  }
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(edits));
}

std::pair<std::int64_t, std::int64_t> figure_bounds(IndicatorIndex indicator,
                                                    const Rulebook& rulebook,
                                                    const std::vector<Column>& columns,
                                                    std::size_t row) {
  const Domain domain = domain_of(rulebook, columns, row, indicator);
  return {domain.lowest, std::max(domain.lowest, domain.highest)};
}

std::optional<ScenarioValue> value_in_row(const ScenarioValue& value, IndicatorIndex indicator,
                                          bool adds, const Rulebook& rulebook,
                                          const std::vector<Column>& columns, std::size_t row) {
  const Indicator& own = rulebook.indicators[indicator];
  ScenarioValue result = value;
  if (value.of_whole) {
    const IndicatorIndex of = adds ? indicator : *own.at_most;
    const Column& whole = columns[of];
    if (!adds && !is_present(whole, row)) {
      return std::nullopt;
    }
    const Rational share = to_rational(*value.of_whole) *
                           ticks_to_rational(whole.cells[row], rulebook.indicators[of].scale());
    const std::optional<std::int64_t> ticks = rounded_ticks64(share, own.scale(), Rounding::HalfUp);
    if (!ticks) {
      return std::nullopt;
    }
    result = {*ticks, CellState::Present, std::nullopt, ""};
  }
  if (adds) {
    const Column& column = columns[indicator];
    if (!is_present(column, row)) {
      return ScenarioValue{0, column.states[row], std::nullopt, ""};
    }
    const auto [least, most] = figure_bounds(indicator, rulebook, columns, row);
    result.ticks = std::clamp(column.cells[row] + result.ticks, least, most);
  }
  return result;
}

std::unique_ptr<RowSource> with_edits(RowSource& rows, const Rulebook& rulebook,
                                      std::vector<CellEdit> edits) {
  return std::make_unique<EditedRows>(rows, rulebook, std::move(edits));
}

}  // namespace parindex
