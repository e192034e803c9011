// SPDX-License-Identifier: Apache-2.0
#include "io/csv_layout.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv_faults.h"
#include "io/csv_scanner.h"

namespace parindex {
namespace {

constexpr std::size_t kMostNamed = 12;  // indicators that one message lists
constexpr std::size_t kSampleBytes = std::size_t{1} << 16;

constexpr std::array<std::pair<std::string_view, CsvColumn::Role>, 9> kLongHeadings = {{
    {"unit", CsvColumn::Role::Unit},
    {"indicator", CsvColumn::Role::Indicator},
    {"value", CsvColumn::Role::Value},
    {"round", CsvColumn::Role::Round},
    {"subunit", CsvColumn::Role::Subunit},
    {"evidence", CsvColumn::Role::Evidence},
    {"note", CsvColumn::Role::Note},
    {"source", CsvColumn::Role::Source},
    {"assumed", CsvColumn::Role::Assumed},
}};

std::vector<std::string> known_headings(const DataSchema& schema, bool is_long) {
  std::vector<std::string> known;
  if (is_long) {
    for (const auto& [name, role] : kLongHeadings) {
      known.emplace_back(name);
    }
    return known;
  }
  for (const Indicator& indicator : schema.rulebook->indicators) {
    known.push_back(indicator.id);
  }
  known.insert(known.end(), schema.other_indicators.begin(), schema.other_indicators.end());
  known.insert(known.end(), {"unit", "name", "group", "round"});
  return known;
}

// Cells outside the form take the long way, so a form may be narrower than the indicator.
NumberForm form_of(const Indicator& indicator) {
  NumberForm form;
  const auto lowest = indicator.minimum ? ticks_at(*indicator.minimum, indicator.decimals)
                                        : std::optional(-kMostTicks);
  const auto highest = indicator.maximum ? ticks_at(*indicator.maximum, indicator.decimals)
                                         : std::optional(kMostTicks);
  const bool is_word = indicator.type == ValueType::Date || indicator.type == ValueType::Level;
  if (is_word || !lowest || !highest || *highest < *lowest) {
    return form;
  }
  const std::int64_t least = indicator.is_never_negative() ? 0 : -kMostTicks;
  const bool is_truth = indicator.type == ValueType::Bool;
  const std::int64_t most = is_truth ? 1 : kMostTicks;
  form.lowest = std::max(*lowest, least);
  form.range = static_cast<std::uint64_t>(std::min(*highest, most) - form.lowest);
  form.one = power_of_ten(indicator.decimals);
  form.whole_digits = is_truth ? 1 : static_cast<unsigned>(15 - indicator.decimals);
  form.decimals = static_cast<unsigned>(indicator.decimals);
  form.percent_sign = indicator.type == ValueType::Percent ? '%' : '\0';
  return form;
}

CsvColumn long_column_of(std::string_view name) {
  CsvColumn column;
  for (const auto& [heading, role] : kLongHeadings) {
    column.role = heading == name ? role : column.role;
  }
  return column;
}

CsvColumn column_of(std::string_view name,
                    const std::unordered_map<std::string_view, IndicatorIndex>& indicators) {
  CsvColumn column;
  if (name == "unit") {
    column.role = CsvColumn::Role::Unit;
  } else if (name == "name") {
    column.role = CsvColumn::Role::Name;
  } else if (name == "group") {
    column.role = CsvColumn::Role::Group;
  } else if (const auto found = indicators.find(name); found != indicators.end()) {
    column.role = CsvColumn::Role::Figure;
    column.indicator = found->second;
  } else if (name == "round") {
    column.role = CsvColumn::Role::Round;
  }
  return column;
}

Diagnostic unknown_column(const CsvHeading::Field& field, std::size_t position, bool is_long,
                          std::span<const std::string> known) {
  if (field.name.empty()) {
    return data_fault(codes::kUnknownColumn, fmt::format("column {} has no heading", position + 1),
                      field.span, "name it or remove it");
  }
  const auto near = nearest(field.name, known);
  if (is_long) {
    return data_fault(codes::kUnknownColumn,
                      fmt::format("{} is no column of a table in long form", shown(field.name)),
                      field.span, suggest(field.name, known));
  }
  return data_fault(codes::kUnknownColumn,
                    fmt::format("{} is not an indicator of the rulebook", shown(field.name)),
                    field.span,
                    near ? fmt::format("did you mean `{}`?", *near)
                         : "remove the column, or declare it under `indicators`");
}

// A cell of the sample that holds a decimal mark, or what looks like one.
struct MarkedCell {
  std::string text;
  SourceSpan span;
  std::string_view heading;
};

// What the sample shows of one mark.
struct Evidence {
  std::optional<MarkedCell> first;
  bool is_sure = false;  // some cell cannot be meant as thousands, for not three digits are behind
};

bool are_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Takes note of a cell `digits mark digits`, by its mark.
void note_mark(const MarkedCell& cell, Evidence& points, Evidence& commas) {
  std::string_view body = cell.text;
  if (body.starts_with('-') || body.starts_with('+')) {
    body.remove_prefix(1);
  }
  if (body.ends_with('%')) {
    body = trim(body.substr(0, body.size() - 1));
  }
  const std::size_t at = body.find_first_of(".,");
  if (at == std::string_view::npos || !are_digits(body.substr(0, at)) ||
      !are_digits(body.substr(at + 1))) {
    return;
  }
  Evidence& evidence = body[at] == '.' ? points : commas;
  const std::string_view whole = body.substr(0, at);
  const bool may_be_thousands = body.size() - at - 1 == 3 && whole.size() <= 3 && whole != "0";
  evidence.is_sure = evidence.is_sure || !may_be_thousands;
  if (!evidence.first) {
    evidence.first = cell;
  }
}

// The indicator that a row in long form names; null: none of this rulebook.
const Indicator* indicator_of_row(const CsvText& sample, const std::vector<CsvField>& fields,
                                  const DataSchema& schema, const CsvLayout& layout) {
  const std::size_t position = layout.heading.find("indicator").value_or(0);
  std::string buffer;
  const std::string name = to_nfc(trim(fields[position].content(sample.text, buffer)));
  for (const Indicator& indicator : schema.rulebook->indicators) {
    if (indicator.id == name) {
      return &indicator;
    }
  }
  return nullptr;
}

void gather_marks(const CsvText& sample, const DataSchema& schema, const CsvLayout& layout,
                  Evidence& points, Evidence& commas) {
  std::string buffer;
  for (std::size_t begin = 0; begin < sample.text.size();) {
    const auto fields = scan_record(sample.text, begin, sample.delimiter);
    begin = fields.back().stop + 1;
    if (fields.size() != layout.columns.size()) {
      continue;
    }
    const Indicator* const of_row =
        layout.is_long ? indicator_of_row(sample, fields, schema, layout) : nullptr;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const CsvColumn& column = layout.columns[i];
      const Indicator* const indicator = column.role == CsvColumn::Role::Figure
                                             ? &schema.rulebook->indicators[column.indicator]
                                         : column.role == CsvColumn::Role::Value ? of_row
                                                                                 : nullptr;
      if (indicator != nullptr && indicator->decimals > 0) {
        const std::string_view cell = trim(fields[i].content(sample.text, buffer));
        note_mark({std::string(cell), sample.span(fields[i]), layout.heading.fields[i].name},
                  points, commas);
      }
    }
  }
}

// Why the sample does not tell the decimal mark.
std::optional<Diagnostic> ambiguity(const Evidence& points, const Evidence& commas,
                                    char delimiter) {
  if (points.first && commas.first) {
    Diagnostic fault =
        data_fault(codes::kAmbiguousNumber,
                   fmt::format("{} has a decimal comma and {} a decimal point",
                               shown(commas.first->text), shown(points.first->text)),
                   commas.first->span,
                   "write all numbers of the file with one mark and without thousands separators");
    fault.related.push_back({points.first->span, "a point here"});
    return fault;
  }
  const bool is_comma = commas.first.has_value();
  const Evidence& seen = is_comma ? commas : points;
  if (!seen.first || seen.is_sure || (!is_comma && delimiter == ',')) {
    return std::nullopt;
  }
  return unsettled_mark(seen.first->text, seen.first->span, seen.first->heading);
}

bool may_hold_decimal_mark(std::string_view cell) {
  return cell.find_first_of("0123456789") < cell.find_first_of(".,") &&
         cell.find_first_of(".,") != std::string_view::npos;
}

}  // namespace

bool is_long_heading(const CsvHeading& heading, const Rulebook& rulebook) {
  return heading.find("indicator") &&
         std::none_of(rulebook.indicators.begin(), rulebook.indicators.end(),
                      [](const Indicator& indicator) { return indicator.id == "indicator"; });
}

std::optional<Diagnostic> missing_columns(const std::vector<const CsvLayout*>& tables,
                                          const DataSchema& schema) {
  std::vector<std::string> strangers;  // headings that may be meant
  for (const CsvLayout* table : tables) {
    for (std::size_t i = 0; i < table->columns.size(); ++i) {
      if (table->columns[i].role == CsvColumn::Role::PassedOver) {
        strangers.push_back(table->heading.fields[i].name);
      }
    }
  }
  std::string names;
  std::string help;
  std::size_t count = 0;
  const std::vector<Indicator>& indicators = schema.rulebook->indicators;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const bool is_there = std::any_of(tables.begin(), tables.end(), [&](const CsvLayout* table) {
      return table->positions[i].has_value();
    });
    if (is_there || indicators[i].of_board || ++count > kMostNamed) {
      continue;
    }
    const std::string& id = indicators[i].id;
    names += fmt::format("{}`{}`", names.empty() ? "" : ", ", id);
    if (const auto near = nearest(id, strangers)) {
      help += fmt::format("{}is `{}` meant by {}?", help.empty() ? "" : " ", id, shown(*near));
    }
  }
  if (count == 0) {
    return std::nullopt;
  }
  if (count > kMostNamed) {
    names += fmt::format(" and {} more", count - kMostNamed);
  }
  return data_fault(codes::kMissingColumn,
                    fmt::format("no column for the indicator{} {}", count > 1 ? "s" : "", names),
                    tables.front()->heading.span,
                    help.empty() ? "add the column; leave its cells empty where there is no figure"
                                 : std::move(help));
}

ReadCell read_figure(std::string_view content, const Indicator& indicator, const SourceSpan& place,
                     const CsvLayout& layout, std::vector<Diagnostic>& faults) {
  ReadCell cell =
      read_cell(content, indicator, {layout.mark.value_or(DecimalMark::Point), layout.dash});
  if (!layout.mark && indicator.decimals > 0 && may_hold_decimal_mark(content)) {
    faults.push_back(unsettled_mark(content, place, indicator.id));
  } else if (!cell.problem.empty()) {
    faults.push_back(data_fault(cell.code,
                                fmt::format("{}: indicator `{}`", cell.problem, indicator.id),
                                place, std::move(cell.help), indicator.id));
  }
  return cell;
}

Diagnostic unsettled_mark(std::string_view cell, const SourceSpan& span, std::string_view heading) {
  const std::size_t at = cell.find_first_of(".,");
  const bool is_comma = at != std::string_view::npos && cell[at] == ',';
  const std::string_view name = is_comma ? "comma" : "point";
  return data_fault(codes::kAmbiguousNumber,
                    fmt::format("the {} of {} may be a decimal mark or stand between thousands: "
                                "indicator `{}`",
                                name, shown(cell), heading),
                    span,
                    fmt::format("pass `--decimal {}` if it is the decimal mark, else "
                                "`--decimal {}` and write thousands without separators",
                                name, is_comma ? "point" : "comma"),
                    heading);
}

std::optional<CsvLayout> make_layout(CsvHeading heading, const DataSchema& schema,
                                     const UnitsFile* units, const CsvOptions& options,
                                     Diagnostics& diagnostics) {
  const std::vector<Indicator>& indicators = schema.rulebook->indicators;
  std::unordered_map<std::string_view, IndicatorIndex> by_id;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    by_id.emplace(indicators[i].id, static_cast<IndicatorIndex>(i));
  }
  CsvLayout layout;
  layout.is_long = is_long_heading(heading, *schema.rulebook);
  const std::vector<std::string> names = known_headings(schema, layout.is_long);
  const std::span<const std::string> known = names;
  const auto& others = schema.other_indicators;
  std::size_t unknown = 0;

  layout.mark = options.mark;
  layout.dash = options.dash;
  layout.positions.resize(indicators.size());
  for (std::size_t i = 0; i < heading.fields.size(); ++i) {
    const CsvHeading::Field& field = heading.fields[i];
    CsvColumn column = layout.is_long ? long_column_of(field.name) : column_of(field.name, by_id);
    if (column.role == CsvColumn::Role::Figure) {
      column.form = form_of(indicators[column.indicator]);
      layout.positions[column.indicator] = i;
    } else if (column.role == CsvColumn::Role::PassedOver &&
               (layout.is_long ||
                std::find(others.begin(), others.end(), field.name) == others.end())) {
      const bool is_shown = ++unknown <= Diagnostics::kMostPerTopic;
      diagnostics.add(unknown_column(field, i, layout.is_long,
                                     is_shown ? known : std::span<const std::string>()));
    }
    layout.columns.push_back(column);
  }
  layout.unit_position = heading.find("unit").value_or(0);
  layout.name_position = heading.find("name");
  layout.group_position = heading.find("group");
  layout.heading = std::move(heading);
  bool is_right = unknown == 0;
  if (layout.is_long && !layout.heading.find("value")) {
    diagnostics.add(data_fault(codes::kMissingColumn,
                               "a table with the column `indicator` needs the column `value`",
                               layout.heading.span, "unit,indicator,value"));
    is_right = false;
  }
  if (schema.one_of_several) {
    return is_right ? std::optional(std::move(layout)) : std::nullopt;
  }
  if (auto fault = missing_columns({&layout}, schema)) {
    diagnostics.add(std::move(*fault));
    is_right = false;
  }
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (indicators[i].at_most) {
      layout.parts.push_back({static_cast<IndicatorIndex>(i), *indicators[i].at_most});
    }
  }
  const bool one_group = schema.rulebook->groups.size() == 1 && schema.other_groups.empty();
  if (units == nullptr && !layout.group_position && !one_group) {
    diagnostics.add(data_fault(
        codes::kUnknownGroup, "there are several groups, but no column `group`",
        layout.heading.span, "add the column `group`, or pass a file `unit,name,group`"));
    is_right = false;
  }
  return is_right ? std::optional(std::move(layout)) : std::nullopt;
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
    if (auto fault = ambiguity(points, commas, layout.heading.delimiter)) {
      diagnostics.add(std::move(*fault));
      return false;
    }
    if (commas.first) {
      layout.mark = DecimalMark::Comma;
    } else if (points.first || layout.heading.delimiter == ',') {
      layout.mark = DecimalMark::Point;
    }
  }
  return true;
}

}  // namespace parindex
