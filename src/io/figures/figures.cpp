// SPDX-License-Identifier: Apache-2.0
#include "io/figures/figures.h"

#include <algorithm>
#include <utility>

#include "engine/numbers/decimal.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_layout.h"

namespace parindex {
namespace {

constexpr std::size_t kRowsInBlock = 4096;

// Rows are found again by the position of their unit.
class FigureRows final : public RowSource {
 public:
  FigureRows(std::shared_ptr<const Figures> figures, RoundNumber round)
      : figures_(std::move(figures)),
        round_(round) {}

  std::optional<RawBlock> next(Diagnostics&) override {
    if (next_ >= figures_->units.size()) {
      return std::nullopt;
    }
    RawBlock block{next_, ""};
    next_ += kRowsInBlock;
    return block;
  }

  void rewind() override { next_ = 0; }

  DataChunk decode(const RawBlock& block, Diagnostics&) const override {
    return rows(block.offset, std::min(figures_->units.size(), block.offset + kRowsInBlock));
  }

  DataChunk row(std::uint64_t row_offset) const override {
    return rows(row_offset, row_offset + 1);
  }

  SourceSpan cell(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const Figure* figure = figures_->find(row_offset, indicator, round_);
    return figure == nullptr ? unit_cell(row_offset) : figures_->place(*figure);
  }

  SourceSpan unit_cell(std::uint64_t row_offset) const override {
    return figures_->unit_places[row_offset];
  }

  std::string cell_text(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const Figure* figure = figures_->find(row_offset, indicator, round_);
    std::string text;
    if (figure != nullptr && figure->is_sum) {
      return to_text(Decimal{figure->ticks, 0});
    }
    if (figure != nullptr &&
        figures_->files[figure->file].read(figure->begin, figure->length, text) != 0) {
      text.clear();
    }
    return text;
  }

  const FigureRemark* remark(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    const Figure* figure = figures_->find(row_offset, indicator, round_);
    return figure == nullptr ? nullptr : remark_of(*figure);
  }

  std::vector<FigurePart> parts(std::uint64_t row_offset, IndicatorIndex indicator) const override {
    std::vector<FigurePart> parts;
    RoundNumber newest = 0;
    for (std::size_t i = figures_->first_parts[row_offset];
         i < figures_->first_parts[row_offset + 1]; ++i) {
      const Figure& part = figures_->parts[i];
      if (part.indicator != indicator || part.round > round_) {
        continue;
      }
      if (part.round > newest) {
        newest = part.round;
        parts.clear();
      }
      parts.push_back({figures_->subunits[part.subunit], part.ticks, part.state,
                       figures_->place(part), remark_of(part)});
    }
    return parts;
  }

  std::vector<DataForm> forms() const override { return figures_->forms; }

 private:
  [[nodiscard]] const FigureRemark* remark_of(const Figure& figure) const {
    return figure.remark == Figure::kNone ? nullptr : &figures_->remarks[figure.remark];
  }

  [[nodiscard]] DataChunk rows(std::size_t begin, std::size_t end) const {
    DataChunk chunk;
    chunk.units.assign(figures_->units.begin() + static_cast<std::ptrdiff_t>(begin),
                       figures_->units.begin() + static_cast<std::ptrdiff_t>(end));
    chunk.columns.resize(figures_->rulebook->indicators.size());
    for (Column& column : chunk.columns) {
      column.cells.assign(end - begin, 0);
      column.states.assign(end - begin, CellState::Missing);
    }
    for (std::size_t unit = begin; unit < end; ++unit) {
      chunk.row_offsets.push_back(unit);
      // Later rounds stand behind earlier ones and replace them.
      for (std::size_t i = figures_->first_wholes[unit]; i < figures_->first_wholes[unit + 1];
           ++i) {
        const Figure& figure = figures_->wholes[i];
        if (figure.round <= round_) {
          chunk.columns[figure.indicator].cells[unit - begin] = figure.ticks;
          chunk.columns[figure.indicator].states[unit - begin] = figure.state;
        }
      }
    }
    for (Column& column : chunk.columns) {
      if (std::all_of(column.states.begin(), column.states.end(),
                      [](CellState state) { return state == CellState::Present; })) {
        column.states.clear();
      }
    }
    return chunk;
  }

  std::shared_ptr<const Figures> figures_;
  RoundNumber round_;
  std::size_t next_ = 0;
};

}  // namespace

const Figure* Figures::find(std::size_t unit, IndicatorIndex indicator, RoundNumber round) const {
  const auto begin = wholes.begin() + static_cast<std::ptrdiff_t>(first_wholes[unit]);
  const auto end = wholes.begin() + static_cast<std::ptrdiff_t>(first_wholes[unit + 1]);
  const auto behind =
      std::upper_bound(begin, end, std::pair(indicator, round),
                       [](const std::pair<IndicatorIndex, RoundNumber>& key, const Figure& figure) {
                         return key < std::pair(figure.indicator, figure.round);
                       });
  return behind != begin && (behind - 1)->indicator == indicator ? &*(behind - 1) : nullptr;
}

RoundNumber Figures::last_round() const {
  RoundNumber last = 0;
  for (const Figure& figure : wholes) {
    last = std::max(last, figure.round);
  }
  return last;
}

bool must_be_joined(const std::string& path, const Rulebook& rulebook, Sources& sources) {
  Diagnostics found;  // whoever reads the table reports it
  const auto file = DataFile::open(path, sources, found);
  const auto heading = file ? read_heading(*file, found) : std::nullopt;
  return heading && (is_long_heading(*heading, rulebook) || heading->find("round"));
}

std::unique_ptr<RowSource> rows_of(std::shared_ptr<const Figures> figures, RoundNumber round) {
  return std::make_unique<FigureRows>(std::move(figures), round);
}

}  // namespace parindex
