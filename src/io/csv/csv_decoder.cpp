// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_decoder.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_record.h"
#include "io/csv/csv_scanner.h"
#include "io/figures/cells.h"
#include "io/figures/decimal_mark.h"
#include "io/figures/fast_number.h"
#include "io/figures/totals.h"
#include "io/figures/unit_matcher.h"

namespace parindex {
namespace {

class Decoder {
 public:
  Decoder(const CsvTable& table, const RawBlock& block, Diagnostics& diagnostics,
          std::vector<TotalRow>* totals)
      : table_(table),
        layout_(table.layout),
        indicators_(table.schema.rulebook->indicators),
        text_{table.file, block.offset, block.text, table.layout.heading.delimiter},
        quoted_mark_(layout_.mark ? mark_character(*layout_.mark) : '\0'),
        mark_(table.file.is_sheet()             ? '.'
              : quoted_mark_ == text_.delimiter ? '\0'
                                                : quoted_mark_),
        totals_(totals),
        diagnostics_(diagnostics),
        matcher_(table.schema, table.units, diagnostics) {}

  DataChunk run();

 private:
  using Fate = UnitMatcher::Fate;

  void make_room();
  [[nodiscard]] bool is_line_end(std::size_t at) const {
    return at == text_.text.size() || text_.text[at] == '\n';
  }
  [[nodiscard]] std::size_t record_end() const {
    return std::min(find_record_end(text_.text, row_, text_.delimiter), text_.text.size());
  }
  [[nodiscard]] std::string text_of(const CsvField& field) const;
  [[nodiscard]] SourceSpan place_of(std::size_t position) const;
  [[nodiscard]] const std::string& heading_of(std::size_t position) const {
    return layout_.heading.fields[position].name;
  }

  std::size_t read_row();
  std::size_t give_up_row();
  const char* read_plain_figure(const CsvColumn& column, const char* at, char stop);
  std::size_t read_text(const CsvColumn& column, std::size_t at);
  [[nodiscard]] std::size_t skip_blank_tail(std::size_t at) const;
  std::size_t read_odd_figure(const CsvColumn& column, std::size_t at);
  void set(IndicatorIndex indicator, std::int64_t ticks, CellState state);
  [[nodiscard]] std::optional<CsvField> total_cell(const std::string& unit) const;
  void pass_over_total(const CsvField& cell);
  void finish_row();
  void check_parts();
  void discard_row();
  void shrink();

  Fate identify(Unit& unit);

  const CsvTable& table_;
  const CsvLayout& layout_;
  const std::vector<Indicator>& indicators_;
  const CsvText text_;
  const char quoted_mark_;  // decimal mark; NUL: not resolved
  const char mark_;         // NUL also where the mark is the delimiter
  std::vector<TotalRow>* const totals_;
  Diagnostics& diagnostics_;
  UnitMatcher matcher_;

  DataChunk chunk_;
  std::vector<std::int64_t*> cells_;  // by IndicatorIndex: into chunk_
  std::size_t room_ = 0;              // rows that the columns can hold

  // The row at hand.
  std::size_t row_ = 0;    // where it begins in the text
  std::size_t index_ = 0;  // its place in the chunk, unless it is left out
  CsvField unit_, name_, group_;
  QuoteFault quotes_ = QuoteFault::None;
  std::vector<Diagnostic> faults_;  // of its figures
  std::string buffer_;
};

DataChunk Decoder::run() {
  make_room();
  const std::string_view text = text_.text;
  std::size_t bad = find_bad_byte(text, 0);
  row_ = skip_blank_records(text, 0, text_.delimiter);
  while (row_ < text.size()) {
    std::size_t end = bad == std::string_view::npos ? 0 : record_end();
    if (bad < end) {
      diagnostics_.add(bad_byte_fault(text_, bad));
      bad = find_bad_byte(text, end);
    } else {
      end = read_row();
    }
    row_ = skip_blank_records(text, end, text_.delimiter);
  }
  shrink();
  return std::move(chunk_);
}

void Decoder::make_room() {
  const std::string_view text = text_.text;
  std::size_t lines = 1;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    ++lines;
  }
  room_ = std::min(lines, text.size() / layout_.columns.size() + 1);
  chunk_.columns.resize(indicators_.size());
  chunk_.units.reserve(room_);
  chunk_.row_offsets.reserve(room_);
  for (Column& column : chunk_.columns) {
    column.cells.resize(room_);
    cells_.push_back(column.cells.data());
  }
}

void Decoder::shrink() {
  for (Column& column : chunk_.columns) {
    column.cells.resize(index_);
    column.states.resize(column.states.empty() ? 0 : index_);
    if (std::all_of(column.states.begin(), column.states.end(),
                    [](CellState state) { return state == CellState::Present; })) {
      column.states.clear();
    }
  }
}

// Almost all cells are plain numbers, read where they stand, with or without quotes. Returns the
// `stop` behind the cell; null: it must be read the long way.
inline const char* Decoder::read_plain_figure(const CsvColumn& column, const char* at, char stop) {
  const bool is_quoted = *at == '"';
  char mark = mark_;
  if (is_quoted) [[unlikely]] {
    ++at;
    mark = quoted_mark_;
  }
  const auto [ticks, behind] = read_fast(at, column.form, mark);
  if (behind == nullptr) {
    return nullptr;
  }
  at = behind;
  if (is_quoted && *at++ != '"') {
    return nullptr;
  }
  if (*at == '\r' && stop == '\n') {
    ++at;
  }
  if (*at != stop) {
    return nullptr;
  }
  cells_[column.indicator][index_] = ticks;
  return at;
}

// Returns where the next record begins.
std::size_t Decoder::read_row() {
  const std::string_view text = text_.text;
  faults_.clear();
  quotes_ = QuoteFault::None;
  std::size_t at = row_;
  const CsvColumn* const last = &layout_.columns.back();
  for (const CsvColumn* column = layout_.columns.data(); column <= last; ++column) {
    const bool is_last = column == last;
    if (column->role == CsvColumn::Role::Figure && at + kFastWindow <= text.size()) {
      const char stop = is_last ? '\n' : text_.delimiter;
      if (const char* const behind = read_plain_figure(*column, text.data() + at, stop)) {
        at = static_cast<std::size_t>(behind - text.data()) + 1;
        continue;
      }
    }
    at = column->role == CsvColumn::Role::Figure ? read_odd_figure(*column, at)
                                                 : read_text(*column, at);
    if (is_last && !is_line_end(at)) {
      at = skip_blank_tail(at);
    }
    if (is_line_end(at) != is_last || quotes_ != QuoteFault::None) {
      return give_up_row();
    }
    ++at;
  }
  finish_row();
  return std::min(at, text.size());
}

// The row does not have the fields that it should have.
std::size_t Decoder::give_up_row() {
  if (quotes_ == QuoteFault::None) {
    diagnostics_.add(field_count_fault(text_, row_, layout_.columns.size()));
  }
  discard_row();
  return record_end();
}

// Behind empty fields beyond the last column, which spreadsheets like to write.
std::size_t Decoder::skip_blank_tail(std::size_t at) const {
  std::size_t end = at;
  while (!is_line_end(end) && (text_.text[end] == text_.delimiter || text_.text[end] == ' ' ||
                               text_.text[end] == '\r')) {
    ++end;
  }
  return is_line_end(end) ? end : at;
}

std::size_t Decoder::read_text(const CsvColumn& column, std::size_t at) {
  const CsvField field = scan_field(text_.text, at, text_.delimiter);
  if (field.fault != QuoteFault::None) {
    quotes_ = field.fault;
    diagnostics_.add(quote_fault(text_, field));
  }
  if (column.role == CsvColumn::Role::Unit) {
    unit_ = field;
  } else if (column.role == CsvColumn::Role::Name) {
    name_ = field;
  } else if (column.role == CsvColumn::Role::Group) {
    group_ = field;
  } else if (column.role == CsvColumn::Role::Empty &&
             !trim(field.content(text_.text, buffer_)).empty()) {
    faults_.push_back(
        no_heading_fault(text_, field, static_cast<std::size_t>(&column - layout_.columns.data())));
  }
  return field.stop;
}

std::size_t Decoder::read_odd_figure(const CsvColumn& column, std::size_t at) {
  if (is_line_end(at) || text_.text[at] == text_.delimiter) {
    set(column.indicator, 0, CellState::Missing);
    return at;
  }
  const CsvField field = scan_field(text_.text, at, text_.delimiter);
  if (field.fault != QuoteFault::None) {
    quotes_ = field.fault;
    diagnostics_.add(quote_fault(text_, field));
    return field.stop;
  }
  const Indicator& indicator = indicators_[column.indicator];
  const std::string_view content = field.content(text_.text, buffer_);
  const ReadCell cell = read_figure({content, text_.span(field), text_.is_sheet_number(field)},
                                    indicator, layout_, faults_);
  set(column.indicator, cell.ticks, cell.state);
  return field.stop;
}

void Decoder::set(IndicatorIndex indicator, std::int64_t ticks, CellState state) {
  std::vector<CellState>& states = chunk_.columns[indicator].states;
  if (states.empty() && state != CellState::Present) {
    states.resize(room_, CellState::Present);
  }
  if (!states.empty()) {
    states[index_] = state;
  }
  cells_[indicator][index_] = ticks;
}

void Decoder::discard_row() {
  for (Column& column : chunk_.columns) {
    if (!column.states.empty()) {
      column.states[index_] = CellState::Present;
    }
  }
}

std::string Decoder::text_of(const CsvField& field) const {
  std::string buffer;
  return to_nfc(trim(field.content(text_.text, buffer)));
}

SourceSpan Decoder::place_of(std::size_t position) const {
  return text_.span(scan_record(text_.text, row_, text_.delimiter)[position]);
}

// The cell that makes the row one of totals: that of the unit, or any text where there is no unit.
std::optional<CsvField> Decoder::total_cell(const std::string& unit) const {
  if (!unit.empty()) {
    return is_total(unit) ? std::optional(unit_) : std::nullopt;
  }
  const std::vector<CsvField> fields = scan_record(text_.text, row_, text_.delimiter);
  for (std::size_t i = 0; i < layout_.columns.size() && i < fields.size(); ++i) {
    if (layout_.columns[i].role != CsvColumn::Role::Figure && is_total(text_of(fields[i]))) {
      return fields[i];
    }
  }
  return std::nullopt;
}

void Decoder::pass_over_total(const CsvField& cell) {
  diagnostics_.add(total_passed_over(text_of(cell), text_.span(cell)));
  ++chunk_.totals;
  if (totals_ != nullptr) {
    TotalRow row{text_.offset + row_, index_, {}};
    for (std::size_t i = 0; i < indicators_.size(); ++i) {
      const std::vector<CellState>& states = chunk_.columns[i].states;
      const bool is_known = states.empty() || states[index_] == CellState::Present;
      row.ticks.push_back(is_known ? std::optional(cells_[i][index_]) : std::nullopt);
    }
    totals_->push_back(std::move(row));
  }
  discard_row();
}

void Decoder::finish_row() {
  Unit unit;
  unit.id = text_of(unit_);
  if (const auto cell = total_cell(unit.id)) {
    pass_over_total(*cell);
    return;
  }
  const Fate fate = identify(unit);
  if (fate == Fate::OfOtherRulebook && totals_ == nullptr) {
    discard_row();
    return;
  }
  check_parts();
  for (Diagnostic& fault : faults_) {
    fault.message +=
        unit_.end > unit_.begin ? fmt::format(" of unit {}", shown(text_of(unit_))) : "";
    diagnostics_.add(std::move(fault));
  }
  if (fate == Fate::Faulty || !faults_.empty()) {
    discard_row();
    return;
  }
  chunk_.units.push_back(std::move(unit));
  chunk_.row_offsets.push_back(text_.offset + row_);
  ++index_;
}

void Decoder::check_parts() {
  const auto is_present = [&](IndicatorIndex indicator) {
    const std::vector<CellState>& states = chunk_.columns[indicator].states;
    return states.empty() || states[index_] == CellState::Present;
  };
  for (const auto& [part, whole] : layout_.parts) {
    const Decimal a{cells_[part][index_], indicators_[part].scale()};
    const Decimal b{cells_[whole][index_], indicators_[whole].scale()};
    const bool is_more = a.scale == b.scale ? a.coefficient > b.coefficient : b < a;
    if (!is_more || !is_present(part) || !is_present(whole)) {
      continue;
    }
    const std::size_t part_position = *layout_.positions[part];
    faults_.push_back(data_fault(codes::kMoreThanWhole,
                                 fmt::format("{} is more than the whole, {}: indicator `{}`",
                                             to_text(a), to_text(b), indicators_[part].id),
                                 place_of(part_position),
                                 fmt::format("`{}` is a part of `{}`: correct one of them",
                                             indicators_[part].id, indicators_[whole].id),
                                 heading_of(part_position),
                                 {{place_of(*layout_.positions[whole]), "the whole"}}));
  }
}

Decoder::Fate Decoder::identify(Unit& unit) {
  if (unit.id.empty() || unit.id.size() > kMostUnitBytes) {
    diagnostics_.add(unit_text_fault(unit.id, text_.span(unit_), "unit"));
    return Fate::Faulty;
  }
  if (auto fault = damaged_text(unit.id, text_.span(unit_), "unit")) {
    diagnostics_.add(std::move(*fault));
    return Fate::Faulty;
  }
  const UnitPlaces places{text_.span(unit_),
                          layout_.group_position ? text_.span(group_) : SourceSpan{}};
  if (table_.units != nullptr) {
    const UnitsFile::Entry* entry = matcher_.find_entry(unit.id, places.unit);
    if (entry == nullptr) {
      return Fate::Faulty;
    }
    unit.id = entry->id;
    unit.name = entry->name;
    const bool is_in_row = entry->group.empty() && layout_.group_position;
    return is_in_row ? matcher_.find_group(text_of(group_), nullptr, places, unit)
                     : matcher_.find_group(entry->group, entry, places, unit);
  }
  const Fate fate =
      matcher_.find_group(layout_.group_position ? text_of(group_) : "", nullptr, places, unit);
  unit.name = layout_.name_position ? text_of(name_) : "";
  if (auto fault = damaged_text(unit.name, text_.span(name_), "name")) {
    diagnostics_.add(std::move(*fault));
    return Fate::Faulty;
  }
  if (fate == Fate::Ours && unit.name.size() > kMostUnitBytes) {
    diagnostics_.add(unit_text_fault(unit.name, text_.span(name_), "name"));
    return Fate::Faulty;
  }
  return fate;
}

}  // namespace

DataChunk decode_rows(const CsvTable& table, const RawBlock& block, Diagnostics& diagnostics,
                      std::vector<TotalRow>* totals) {
  return Decoder(table, block, diagnostics, totals).run();
}

}  // namespace parindex
