// SPDX-License-Identifier: Apache-2.0
#include "io/figures/figure_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_blocks.h"
#include "io/csv/csv_decoder.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_record.h"
#include "io/csv/csv_scanner.h"
#include "io/figures/cells.h"
#include "io/figures/decimal_mark.h"
#include "io/figures/figures.h"
#include "io/figures/indicator_names.h"
#include "io/figures/totals.h"

namespace parindex {
namespace {

using Role = CsvColumn::Role;

constexpr std::size_t kMostRemarkBytes = 10'000;  // of an evidence, a note, a source

class FigureReader {
 public:
  FigureReader(const DataFile& file, const CsvLayout& layout, const DataSchema& schema,
               std::uint16_t number, FigureJoin& join, Diagnostics& diagnostics)
      : file_(file),
        layout_(layout),
        schema_(schema),
        number_(number),
        join_(join),
        diagnostics_(diagnostics),
        names_(schema) {
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
      positions_[static_cast<std::size_t>(layout.columns[i].role)] = i;
    }
  }

  void read(const RawBlock& block) {
    const CsvText text{file_, block.offset, block.text, layout_.heading.delimiter};
    text_ = &text;
    for (std::size_t at = skip_blank_records(text.text, 0, text.delimiter);
         at < text.text.size() && !is_full_;) {
      const std::size_t end =
          std::min(find_record_end(text.text, at, text.delimiter), text.text.size());
      if (auto fields = read_record(text, at, end, layout_.columns.size(), diagnostics_)) {
        fields_ = std::move(*fields);
        read_row();
      }
      at = skip_blank_records(text.text, end, text.delimiter);
    }
  }

 private:
  [[nodiscard]] std::optional<std::size_t> position(Role role) const {
    return positions_[static_cast<std::size_t>(role)];
  }
  // The text in the column of a role; empty where there is no such column.
  [[nodiscard]] std::string text_in(Role role) const {
    const std::optional<std::size_t> at = position(role);
    return at ? text_of(*at) : "";
  }
  [[nodiscard]] std::string text_of(std::size_t at) const {
    std::string buffer;
    return to_nfc(trim(fields_[at].content(text_->text, buffer)));
  }
  [[nodiscard]] SourceSpan place_in(Role role) const {
    const std::optional<std::size_t> at = position(role);
    return at ? text_->span(fields_[*at]) : SourceSpan{};
  }

  // Empty after a fault.
  std::optional<std::string> bounded_text(Role role, std::size_t most) {
    std::string text = text_in(role);
    if (text.size() > most) {
      fault(codes::kBadCell, fmt::format("{} has more than {} bytes", shown(text), most), role,
            "shorten it");
      return std::nullopt;
    }
    return text;
  }

  void fault(std::string_view code, std::string message, Role role, std::string help) {
    diagnostics_.add(data_fault(code, std::move(message), place_in(role), std::move(help),
                                layout_.heading.fields[*position(role)].name));
  }

  // ---- what every row says ----
  void read_row() {
    if (const std::optional<std::size_t> total = total_cell()) {
      read_total(*total);
      return;
    }
    if (!has_only_headed()) {
      return;
    }
    const std::optional<std::uint32_t> unit = read_unit();
    const std::optional<RoundNumber> round = unit ? read_round() : std::nullopt;
    if (!round) {
      return;
    }
    Figure figure;
    figure.unit = *unit;
    figure.round = *round;
    figure.file = number_;
    if (layout_.is_long) {
      read_long(figure);
      return;
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (layout_.columns[i].role == Role::Figure) {
        figure.indicator = layout_.columns[i].indicator;
        if (read_unit_value(i, figure) && figure.state != CellState::Missing) {
          add(figure);
        }
      }
    }
  }

  void add(const Figure& figure) { is_full_ = !join_.add(figure); }

  // False after a fault: a text in a column without heading.
  bool has_only_headed() {
    bool is_right = true;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (layout_.columns[i].role == Role::Empty && !text_of(i).empty()) {
        diagnostics_.add(no_heading_fault(*text_, fields_[i], i));
        is_right = false;
      }
    }
    return is_right;
  }

  // ---- rows of totals ----
  // The cell that makes the row one of totals: that of the unit, or any text where there is none.
  std::optional<std::size_t> total_cell() {
    const std::string unit = text_in(Role::Unit);
    if (!unit.empty()) {
      return is_total(unit) ? position(Role::Unit) : std::nullopt;
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const Role role = layout_.columns[i].role;
      if (role != Role::Figure && role != Role::Value && is_total(text_of(i))) {
        return i;
      }
    }
    return std::nullopt;
  }

  // Its figures are kept to be compared with those of the units; what is wrong with them is not
  // told.
  void read_total(std::size_t cell) {
    diagnostics_.add(total_passed_over(text_of(cell), text_->span(fields_[cell])));
    Figure figure;
    figure.file = number_;
    const std::optional<RoundNumber> round = find_round(text_in(Role::Round));
    figure.round = round.value_or(0);
    for (std::size_t i = 0; round && i < fields_.size(); ++i) {
      const CsvColumn& column = layout_.columns[i];
      const std::optional<IndicatorIndex> indicator =
          column.role == Role::Figure  ? std::optional(column.indicator)
          : column.role == Role::Value ? names_.find(text_in(Role::Indicator))
                                       : std::nullopt;
      if (indicator) {
        figure.indicator = *indicator;
        if (read_value(i, figure).empty()) {
          join_.add_total(figure);
        }
      }
    }
  }

  std::optional<std::uint32_t> read_unit() {
    UnitMention mention;
    mention.unit = text_in(Role::Unit);
    mention.name = text_in(Role::Name);
    mention.group = text_in(Role::Group);
    mention.places = {place_in(Role::Unit), place_in(Role::Group)};
    mention.name_place = place_in(Role::Name);
    unit_ = mention.unit;
    if (mention.unit.empty() || mention.unit.size() > kMostUnitBytes) {
      diagnostics_.add(unit_text_fault(mention.unit, mention.places.unit, "unit"));
      return std::nullopt;
    }
    if (mention.name.size() > kMostUnitBytes) {
      diagnostics_.add(unit_text_fault(mention.name, mention.name_place, "name"));
      return std::nullopt;
    }
    for (const auto& [text, place, heading] :
         {std::tuple(mention.unit, mention.places.unit, "unit"),
          std::tuple(mention.name, mention.name_place, "name")}) {
      if (auto fault = damaged_text(text, place, heading)) {
        diagnostics_.add(std::move(*fault));
        return std::nullopt;
      }
    }
    return join_.find_unit(mention);
  }

  // The round by its id; without one, before all rounds; empty: there is none of that id.
  [[nodiscard]] std::optional<RoundNumber> find_round(std::string_view id) const {
    const std::vector<Round>& rounds = schema_.rulebook->rounds;
    const auto found =
        std::find_if(rounds.begin(), rounds.end(), [&](const Round& r) { return r.id == id; });
    return id.empty() ? std::optional(RoundNumber{0})
           : found == rounds.end()
               ? std::nullopt
               : std::optional(static_cast<RoundNumber>(found - rounds.begin() + 1));
  }

  // Empty after a fault.
  std::optional<RoundNumber> read_round() {
    const std::string id = text_in(Role::Round);
    const std::optional<RoundNumber> round = find_round(id);
    if (!round) {
      std::vector<std::string> ids;
      ids.reserve(schema_.rulebook->rounds.size());
      for (const Round& known : schema_.rulebook->rounds) {
        ids.push_back(known.id);
      }
      fault(codes::kUnknownRound, fmt::format("the rulebook has no round {}", shown(id)),
            Role::Round,
            ids.empty() ? "declare `rounds: [self, appraisal, final]` in the rulebook, or remove "
                          "the column"
                        : suggest(id, ids));
    }
    return round;
  }

  // Reads a cell into the figure and returns what is wrong with it.
  std::vector<Diagnostic> read_value(std::size_t at, Figure& figure) {
    const Indicator& indicator = schema_.rulebook->indicators[figure.indicator];
    const SourceSpan place = text_->span(fields_[at]);
    std::string buffer;
    std::vector<Diagnostic> faults;
    const ReadCell cell = read_figure(
        {fields_[at].content(text_->text, buffer), place, text_->is_sheet_number(fields_[at])},
        indicator, layout_, faults);
    figure.ticks = cell.ticks;
    figure.state = cell.state;
    figure.begin = place.begin;
    figure.length = static_cast<std::uint16_t>(std::min<std::uint32_t>(place.length, 0xFFFF));
    return faults;
  }

  // The same for the unit at hand; false after a fault.
  bool read_unit_value(std::size_t at, Figure& figure) {
    std::vector<Diagnostic> faults = read_value(at, figure);
    for (Diagnostic& found : faults) {
      found.message += fmt::format(" of unit {}", shown(unit_));
      diagnostics_.add(std::move(found));
    }
    return faults.empty();
  }

  // ---- the long form ----
  void read_long(Figure figure) {
    const std::optional<IndicatorIndex> indicator = read_indicator();
    if (!indicator) {
      return;
    }
    figure.indicator = *indicator;
    const bool is_right = read_subunit(figure) && read_unit_value(*position(Role::Value), figure);
    if (is_right && read_remark(figure)) {
      add(figure);
    }
  }

  // Empty after a fault, and for the indicator of another rulebook.
  std::optional<IndicatorIndex> read_indicator() {
    const std::string id = text_in(Role::Indicator);
    if (const auto found = names_.find(id)) {
      return found;
    }
    if (names_.is_of_others(id)) {
      return std::nullopt;
    }
    fault(codes::kUnknownIndicator,
          id.empty() ? std::string("this row has no indicator")
                     : fmt::format("{} is not an indicator of the rulebook", shown(id)),
          Role::Indicator, suggest(id, names_.all()));
    return std::nullopt;
  }

  bool read_subunit(Figure& figure) {
    const std::optional<std::string> subunit = bounded_text(Role::Subunit, kMostUnitBytes);
    if (!subunit || subunit->empty() || is_total(*subunit)) {
      return subunit.has_value();
    }
    const Indicator& indicator = schema_.rulebook->indicators[figure.indicator];
    if (indicator.type != ValueType::Count && indicator.type != ValueType::Percent) {
      fault(codes::kSubunitType,
            fmt::format("`{}` is not a count, so that subunits cannot make it up: unit {}",
                        indicator.id, shown(unit_)),
            Role::Subunit,
            "give subunits for counts, and for percents where they are only to be read");
      return false;
    }
    figure.subunit = join_.find_subunit(*subunit);
    return true;
  }

  bool read_remark(Figure& figure) {
    FigureRemark remark;
    for (const auto& [role, to] :
         {std::pair(Role::Evidence, &remark.evidence), std::pair(Role::Note, &remark.note),
          std::pair(Role::Source, &remark.source)}) {
      std::optional<std::string> text = bounded_text(role, kMostRemarkBytes);
      if (!text) {
        return false;
      }
      *to = std::move(*text);
    }
    const std::string assumed = text_in(Role::Assumed);
    if (!assumed.empty()) {
      remark.assumed = read_range(assumed, figure);
      if (!remark.assumed) {
        return false;
      }
    }
    if (remark.assumed || !remark.evidence.empty() || !remark.note.empty() ||
        !remark.source.empty()) {
      remark.place = text_->span(fields_[*position(Role::Value)]);
      figure.remark = join_.add_remark(std::move(remark));
    }
    return true;
  }

  // `low..high`, written as cells of the indicator; the figure lies between them.
  std::optional<FigureRemark::Range> read_range(const std::string& text, const Figure& figure) {
    const Indicator& indicator = schema_.rulebook->indicators[figure.indicator];
    const std::size_t dots = text.find("..");
    const std::string what = fmt::format("the assumed range {} of `{}`", shown(text), indicator.id);
    const bool may_have = indicator.is_amount() || indicator.type == ValueType::Date;
    if (!may_have || dots == std::string::npos) {
      fault(codes::kBadAssumption,
            may_have ? what + " is no range" : what + ": only numbers and dates have ranges",
            Role::Assumed, "write the least and the greatest value that it may have: `80..95`");
      return std::nullopt;
    }
    std::array<ReadCell, 2> ends;
    std::vector<Diagnostic> faults;
    const std::string_view range = text;
    const SourceSpan place = place_in(Role::Assumed);
    ends[0] = read_figure({range.substr(0, dots), place}, indicator, layout_, faults);
    ends[1] = read_figure({range.substr(dots + 2), place}, indicator, layout_, faults);
    for (Diagnostic& found : faults) {
      diagnostics_.add(std::move(found));
    }
    if (!faults.empty()) {
      return std::nullopt;
    }
    const bool are_there =
        ends[0].state == CellState::Present && ends[1].state == CellState::Present;
    const bool is_inside = figure.state != CellState::Present ||
                           (ends[0].ticks <= figure.ticks && figure.ticks <= ends[1].ticks);
    if (!are_there || ends[1].ticks < ends[0].ticks || !is_inside) {
      fault(codes::kBadAssumption,
            what + (!are_there                      ? " lacks an end"
                    : ends[1].ticks < ends[0].ticks ? " ends before it begins"
                                                    : " does not hold the value"),
            Role::Assumed, "the least value, `..`, the greatest; the value lies between them");
      return std::nullopt;
    }
    return FigureRemark::Range{ends[0].ticks, ends[1].ticks};
  }

  const DataFile& file_;
  const CsvLayout& layout_;
  const DataSchema& schema_;
  std::uint16_t number_;
  FigureJoin& join_;
  Diagnostics& diagnostics_;
  const IndicatorNames names_;
  static constexpr std::size_t kRoles = static_cast<std::size_t>(Role::Assumed) + 1;
  std::array<std::optional<std::size_t>, kRoles> positions_;  // of columns, by Role
  bool is_full_ = false;

  // The row at hand.
  const CsvText* text_ = nullptr;
  std::vector<CsvField> fields_;
  std::string unit_;
};

}  // namespace

void read_table(std::uint16_t number, const CsvLayout& layout, const DataSchema& schema,
                const CsvOptions& options, FigureJoin& join, Diagnostics& diagnostics) {
  const DataFile& file = join.file(number);
  FigureReader reader(file, layout, schema, number, join, diagnostics);
  CsvBlocks blocks(file, layout.heading.data_begin, layout.heading.delimiter, options.block_bytes);
  while (const auto block = blocks.next(diagnostics)) {
    reader.read(*block);
  }
}

std::shared_ptr<const Figures> read_figures(const std::vector<std::string>& paths,
                                            const DataSchema& schema, const UnitsFile* units,
                                            const CsvOptions& options, Sources& sources,
                                            Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  DataSchema one = schema;
  one.one_of_several = true;
  FigureJoin join(schema, units, diagnostics);
  std::vector<CsvLayout> layouts;  // by number of the file
  for (const std::string& path : paths) {
    if (auto table = open_table(path, one, units, options, sources, diagnostics)) {
      layouts.push_back(std::move(table->layout));
      DataForm form = form_of(table->file, layouts.back());
      join.add_file(std::move(table->file), std::move(form));
    }
  }
  std::vector<const CsvLayout*> wide;
  wide.reserve(layouts.size());
  for (const CsvLayout& layout : layouts) {
    wide.push_back(&layout);
  }
  if (diagnostics.errors() == faults && !wide.empty() &&
      std::none_of(layouts.begin(), layouts.end(),
                   [](const CsvLayout& layout) { return layout.is_long; })) {
    if (auto fault = missing_columns(wide, schema)) {
      diagnostics.add(std::move(*fault));
    }
  }
  if (diagnostics.errors() > faults) {
    return nullptr;
  }
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    read_table(static_cast<std::uint16_t>(i), layouts[i], schema, options, join, diagnostics);
  }
  return join.finish();
}

}  // namespace parindex
