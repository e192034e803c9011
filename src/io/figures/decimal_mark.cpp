// SPDX-License-Identifier: Apache-2.0
#include "io/figures/decimal_mark.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_scanner.h"
#include "io/figures/indicator_names.h"

namespace parindex {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{1} << 16;

// A cell of the sample that holds a decimal mark, or what looks like one.
struct MarkedCell {
  std::string text;
  SourceSpan span;
  std::string_view indicator;
};

// What the sample shows of one mark.
struct Evidence {
  std::optional<MarkedCell> first, first_sure;  // sure: it cannot be meant otherwise
  bool shows_thousands = false;                 // 1.234.567: so the other mark is written
};

// Groups of three behind at least two separators, or behind one and before the other mark.
bool has_thousands(std::string_view body, char separator) {
  const std::size_t mark = body.find(separator == '.' ? ',' : '.');
  std::string_view whole = body.substr(0, mark);
  std::size_t groups = 0;
  for (std::size_t at = whole.find(separator); at != std::string_view::npos;
       at = whole.find(separator)) {
    whole.remove_prefix(at + 1);
    const std::string_view group = whole.substr(0, whole.find(separator));
    if (group.size() != 3 || !are_digits(group)) {
      return false;
    }
    ++groups;
  }
  const bool has_mark = mark != std::string_view::npos;
  return groups >= (has_mark ? 1U : 2U) && (!has_mark || are_digits(body.substr(mark + 1)));
}

void note(const MarkedCell& cell, bool is_sure, Evidence& evidence) {
  if (!evidence.first) {
    evidence.first = cell;
  }
  if (is_sure && !evidence.first_sure) {
    evidence.first_sure = cell;
  }
}

// Takes note of a cell `digits mark digits`, by its mark, or of one with thousands set apart:
// 1.234.567 and 1.234,5 speak for the comma. Whole numbers have no mark.
void note_mark(const MarkedCell& cell, bool is_whole_number, Evidence& points, Evidence& commas) {
  std::string_view body = cell.text;
  if (body.starts_with('-') || body.starts_with('+')) {
    body.remove_prefix(1);
  }
  if (body.ends_with('%')) {
    body = trim(body.substr(0, body.size() - 1));
  }
  const std::size_t at = body.find_first_of(".,");
  if (at == std::string_view::npos || !are_digits(body.substr(0, at))) {
    return;
  }
  const bool is_point = body[at] == '.';
  if (has_thousands(body, body[at])) {
    Evidence& other = is_point ? commas : points;
    note(cell, true, other);
    other.shows_thousands = true;
  } else if (are_digits(body.substr(at + 1)) && !is_whole_number) {
    const std::string_view whole = body.substr(0, at);
    const bool may_be_thousands = body.size() - at - 1 == 3 && whole.size() <= 3 && whole != "0";
    note(cell, !may_be_thousands, is_point ? points : commas);
  }
}

void gather_marks(const CsvText& sample, const DataSchema& schema, const CsvLayout& layout,
                  Evidence& points, Evidence& commas) {
  const std::vector<Indicator>& indicators = schema.rulebook->indicators;
  const IndicatorNames names(schema);
  const std::optional<std::size_t> name_position = layout.heading.find("indicator");
  std::string buffer;
  for (std::size_t begin = 0; begin < sample.text.size();) {
    const auto fields = scan_record(sample.text, begin, sample.delimiter);
    begin = fields.back().stop + 1;
    if (fields.size() != layout.columns.size()) {
      continue;
    }
    std::optional<IndicatorIndex> of_row;
    if (layout.is_long) {
      of_row = names.find(to_nfc(trim(fields[*name_position].content(sample.text, buffer))));
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const CsvColumn& column = layout.columns[i];
      const std::optional<IndicatorIndex> index =
          column.role == CsvColumn::Role::Figure  ? std::optional(column.indicator)
          : column.role == CsvColumn::Role::Value ? of_row
                                                  : std::nullopt;
      if (index && indicators[*index].is_amount() && !sample.is_sheet_number(fields[i])) {
        const std::string_view cell = trim(fields[i].content(sample.text, buffer));
        note_mark({std::string(cell), sample.span(fields[i]), indicators[*index].id},
                  indicators[*index].decimals == 0, points, commas);
      }
    }
  }
}

// The cell's mark may be a decimal mark or stand between thousands.
Diagnostic unsettled_mark(std::string_view cell, const SourceSpan& span,
                          std::string_view indicator) {
  const std::size_t at = cell.find_first_of(".,");
  const bool is_comma = at != std::string_view::npos && cell[at] == ',';
  const std::string_view name = is_comma ? "comma" : "point";
  return data_fault(codes::kAmbiguousNumber,
                    fmt::format("the {} of {} may be a decimal mark or stand between thousands: "
                                "indicator `{}`",
                                name, shown(cell), indicator),
                    span,
                    fmt::format("pass `--decimal {}` if it is the decimal mark, `--decimal {}` if "
                                "it stands between thousands",
                                name, is_comma ? "point" : "comma"),
                    indicator);
}

// The mark of a table by what the sample shows; what is sure outweighs what may be thousands.
// Empty without a fault where no cell has a mark.
std::optional<DecimalMark> mark_of(const Evidence& points, const Evidence& commas,
                                   bool implies_point, std::optional<Diagnostic>& fault) {
  const bool is_sure = points.first_sure || commas.first_sure;
  const std::optional<MarkedCell>& point = is_sure ? points.first_sure : points.first;
  const std::optional<MarkedCell>& comma = is_sure ? commas.first_sure : commas.first;
  if (point && comma) {
    fault = data_fault(codes::kAmbiguousNumber,
                       fmt::format("{} speaks for a decimal comma and {} for a decimal point",
                                   shown(comma->text), shown(point->text)),
                       comma->span,
                       "write all numbers of the file with one mark, or say it with `--decimal`");
    fault->related.push_back({point->span, "a point here"});
  } else if (!is_sure && (comma || (point && !implies_point))) {
    const MarkedCell& cell = comma ? *comma : *point;
    fault = unsettled_mark(cell.text, cell.span, cell.indicator);
  } else if (comma) {
    return DecimalMark::Comma;
  } else if (point || implies_point) {
    return DecimalMark::Point;
  }
  return std::nullopt;
}

bool may_hold_decimal_mark(std::string_view cell) {
  return cell.find_first_of("0123456789") < cell.find_first_of(".,") &&
         cell.find_first_of(".,") != std::string_view::npos;
}

}  // namespace

ReadCell read_figure(const FigureCell& cell, const Indicator& indicator, const CsvLayout& layout,
                     std::vector<Diagnostic>& faults) {
  const std::optional<DecimalMark> mark =
      cell.is_sheet_number ? std::optional(DecimalMark::Point) : layout.mark;
  ReadCell read = read_cell(cell.content, indicator,
                            {mark.value_or(DecimalMark::Point), layout.dash, layout.thousands});
  if (!mark && indicator.is_amount() && may_hold_decimal_mark(cell.content)) {
    faults.push_back(unsettled_mark(cell.content, cell.place, indicator.id));
  } else if (!read.problem.empty()) {
    faults.push_back(data_fault(read.code,
                                fmt::format("{}: indicator `{}`", read.problem, indicator.id),
                                cell.place, std::move(read.help), indicator.id));
  }
  return read;
}

bool settle_decimal_mark(const DataFile& file, const DataSchema& schema, CsvLayout& layout,
                         Diagnostics& diagnostics) {
  if (!layout.mark) {
    Evidence points;
    Evidence commas;
    std::string sample;
    const int error_number = file.read(layout.heading.data_begin, kSampleBytes, sample);
    if (error_number != 0) {
      diagnostics.add(cannot_read(file.name(), error_number));
      return false;
    }
    if (sample.size() == kSampleBytes) {
      sample.resize(last_record_end(sample, layout.heading.delimiter));
    }
    gather_marks({file, layout.heading.data_begin, sample, layout.heading.delimiter}, schema,
                 layout, points, commas);
    std::optional<Diagnostic> fault;
    layout.mark =
        mark_of(points, commas, layout.heading.delimiter == ',' && !file.is_sheet(), fault);
    if (fault) {
      diagnostics.add(std::move(*fault));
      return false;
    }
    const Evidence& seen = layout.mark == DecimalMark::Comma ? commas : points;
    layout.thousands = seen.shows_thousands ? CellRules::Thousands::Everywhere
                       : seen.first_sure    ? CellRules::Thousands::InCounts
                                            : layout.thousands;
  }
  return true;
}

}  // namespace parindex
