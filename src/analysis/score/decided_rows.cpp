// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/decided_rows.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

class DecidedRows final : public RowSource {
 public:
  DecidedRows(std::unique_ptr<RowSource> rows, const Rulebook& rulebook)
      : rows_(std::move(rows)),
        rulebook_(rulebook) {
    for (const BoardDecision& decision : rulebook.decisions) {
      Decided decided{
          *rulebook.criteria[*rulebook.find(decision.criterion)].decided, &decision, {}};
      decided.remark.note = decision.remark;
      decided.remark.place = decision.points_place;
      by_unit_[fold_case(decision.unit)].push_back(std::move(decided));
    }
  }

  std::optional<RawBlock> next(Diagnostics& diagnostics) override {
    return rows_->next(diagnostics);
  }
  void rewind() override { rows_->rewind(); }

  DataChunk decode(const RawBlock& block, Diagnostics& diagnostics) const override {
    DataChunk chunk = rows_->decode(block, diagnostics);
    fill(chunk);
    return chunk;
  }

  DataChunk row(std::uint64_t row_offset) const override {
    DataChunk chunk = rows_->row(row_offset);
    fill(chunk);
    return chunk;
  }

  SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const Decided* const decided = find(row_offset, indicator);
    return decided == nullptr ? rows_->cell(row_offset, indicator)
                              : decided->decision->points_place;
  }
  SourceSpan unit_cell(std::uint64_t row_offset) const override {
    return rows_->unit_cell(row_offset);
  }
  std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const Decided* const decided = find(row_offset, indicator);
    return decided == nullptr ? rows_->cell_text(row_offset, indicator)
                              : to_text(decided->decision->points);
  }
  const FigureRemark* remark(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const Decided* const decided = find(row_offset, indicator);
    return decided == nullptr ? rows_->remark(row_offset, indicator) : &decided->remark;
  }
  std::vector<FigurePart> parts(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    return rows_->parts(row_offset, indicator);
  }

  std::vector<DataForm> forms() const override { return rows_->forms(); }
  void check_totals(Diagnostics& diagnostics) const override { rows_->check_totals(diagnostics); }

 private:
  struct Decided {
    IndicatorIndex indicator = 0;
    const BoardDecision* decision = nullptr;
    FigureRemark remark;
  };

  [[nodiscard]] const std::vector<Decided>* of_unit(const Unit& unit) const {
    const auto found = by_unit_.find(fold_case(unit.id));
    return found == by_unit_.end() ? nullptr : &found->second;
  }

  [[nodiscard]] const Decided* find(std::uint64_t row_offset, IndicatorIndex indicator) const {
    if (!rulebook_.indicators[indicator].of_board) {
      return nullptr;
    }
    const DataChunk chunk = rows_->row(row_offset);
    const std::vector<Decided>* const all =
        chunk.units.empty() ? nullptr : of_unit(chunk.units.front());
    for (std::size_t i = 0; all != nullptr && i < all->size(); ++i) {
      if ((*all)[i].indicator == indicator) {
        return &(*all)[i];
      }
    }
    return nullptr;
  }

  void fill(DataChunk& chunk) const {
    const std::size_t count = chunk.units.size();
    for (std::size_t i = 0; i < rulebook_.indicators.size(); ++i) {
      if (rulebook_.indicators[i].of_board) {
        chunk.columns[i].cells.assign(count, 0);
        chunk.columns[i].states.assign(count, CellState::NotApplicable);
      }
    }
    for (std::size_t row = 0; row < count; ++row) {
      const std::vector<Decided>* const all = of_unit(chunk.units[row]);
      for (std::size_t i = 0; all != nullptr && i < all->size(); ++i) {
        const Decided& decided = (*all)[i];
        Column& column = chunk.columns[decided.indicator];
        column.cells[row] =
            *ticks_at(decided.decision->points, rulebook_.indicators[decided.indicator].scale());
        column.states[row] = CellState::Present;
      }
    }
  }

  std::unique_ptr<RowSource> rows_;
  const Rulebook& rulebook_;
  std::unordered_map<std::string, std::vector<Decided>> by_unit_;
};

}  // namespace

std::unique_ptr<RowSource> with_decisions(std::unique_ptr<RowSource> rows,
                                          const Rulebook& rulebook) {
  return std::make_unique<DecidedRows>(std::move(rows), rulebook);
}

void check_decided_units(const std::vector<BoardDecision>& decisions,
                         const std::vector<Unit>& units, Diagnostics& diagnostics) {
  std::unordered_set<std::string> ids;
  std::vector<std::string> written;
  for (const Unit& unit : units) {
    ids.insert(fold_case(unit.id));
    written.push_back(unit.id);
  }
  for (const BoardDecision& decision : decisions) {
    if (ids.contains(fold_case(decision.unit))) {
      continue;
    }
    const auto named = std::find_if(units.begin(), units.end(), [&](const Unit& unit) {
      return fold_case(unit.name) == fold_case(decision.unit);
    });
    diagnostics.error(codes::kBadPointsRow, decision.unit_place,
                      fmt::format("no unit has the id `{}`", decision.unit),
                      named != units.end() ? fmt::format("write its id: `{}`", named->id)
                                           : suggest(decision.unit, written));
  }
}

}  // namespace parindex
