// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_layout.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_scanner.h"
#include "io/figures/indicator_names.h"

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

std::vector<std::string> known_headings(const IndicatorNames& names, bool is_long) {
  std::vector<std::string> known;
  if (is_long) {
    known.reserve(kLongHeadings.size());
    for (const auto& [name, role] : kLongHeadings) {
      known.emplace_back(name);
    }
    return known;
  }
  known = names.all();
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
  column.role = name.empty() ? CsvColumn::Role::Empty : CsvColumn::Role::PassedOver;
  for (const auto& [heading, role] : kLongHeadings) {
    column.role = heading == name ? role : column.role;
  }
  return column;
}

CsvColumn column_of(std::string_view name, const IndicatorNames& names) {
  CsvColumn column;
  if (name == "unit") {
    column.role = CsvColumn::Role::Unit;
  } else if (name == "name") {
    column.role = CsvColumn::Role::Name;
  } else if (name == "group") {
    column.role = CsvColumn::Role::Group;
  } else if (name.empty()) {
    column.role = CsvColumn::Role::Empty;
  } else if (const auto indicator = names.find(name)) {
    column.role = CsvColumn::Role::Figure;
    column.indicator = *indicator;
  } else if (name == "round") {
    column.role = CsvColumn::Role::Round;
  }
  return column;
}

Diagnostic unknown_column(const CsvHeading::Field& field, bool is_long,
                          std::span<const std::string> known) {
  if (is_long) {
    return data_fault(codes::kUnknownColumn,
                      fmt::format("{} is no column of a table in long form", shown(field.name)),
                      field.span, suggest(field.name, known));
  }
  const auto near = nearest(field.name, known);
  return data_fault(codes::kUnknownColumn,
                    fmt::format("{} is not an indicator of the rulebook", shown(field.name)),
                    field.span,
                    near ? fmt::format("did you mean `{}`?", *near)
                         : "remove the column, or declare it under `indicators`");
}

Diagnostic figure_twice(const CsvHeading::Field& second, const CsvHeading::Field& first,
                        std::string_view indicator) {
  return data_fault(codes::kDuplicateColumn,
                    fmt::format("two columns are indicator `{}`", indicator), second.span,
                    "remove or rename one of them", "", {{first.span, "first here"}});
}

// Gives each column its role; false after a fault.
bool give_roles(const CsvHeading& heading, const DataSchema& schema, CsvLayout& layout,
                Diagnostics& diagnostics) {
  const std::vector<Indicator>& indicators = schema.rulebook->indicators;
  const IndicatorNames names(schema);
  const std::vector<std::string> known = known_headings(names, layout.is_long);
  std::size_t unknown = 0;
  bool is_right = true;
  layout.columns.reserve(heading.fields.size());
  for (std::size_t i = 0; i < heading.fields.size(); ++i) {
    const CsvHeading::Field& field = heading.fields[i];
    CsvColumn column = layout.is_long ? long_column_of(field.name) : column_of(field.name, names);
    if (column.role == CsvColumn::Role::Figure) {
      const Indicator& indicator = indicators[column.indicator];
      column.form = form_of(indicator);
      std::optional<std::size_t>& position = layout.positions[column.indicator];
      if (position) {
        diagnostics.add(figure_twice(field, heading.fields[*position], indicator.id));
        is_right = false;
      }
      position = i;
      layout.found_by_title += field.name == indicator.id ? 0U : 1U;
    } else if (column.role == CsvColumn::Role::PassedOver && !is_row_number(field.name) &&
               (layout.is_long || !names.is_of_others(field.name))) {
      const bool is_shown = ++unknown <= Diagnostics::kMostPerTopic;
      diagnostics.add(unknown_column(field, layout.is_long,
                                     is_shown ? std::span(known) : std::span<const std::string>()));
    }
    layout.columns.push_back(column);
  }
  return is_right && unknown == 0;
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

std::optional<CsvLayout> make_layout(CsvHeading heading, const DataSchema& schema,
                                     const UnitsFile* units, const CsvOptions& options,
                                     Diagnostics& diagnostics) {
  const std::vector<Indicator>& indicators = schema.rulebook->indicators;
  CsvLayout layout;
  layout.is_long = is_long_heading(heading, *schema.rulebook);
  layout.mark = options.mark;
  layout.thousands =
      options.mark ? CellRules::Thousands::Everywhere : CellRules::Thousands::Refused;
  layout.dash = options.dash;
  layout.positions.resize(indicators.size());
  bool is_right = give_roles(heading, schema, layout, diagnostics);
  layout.unit_position = heading.find("unit").value_or(0);
  layout.name_position = heading.find("name");
  layout.group_position = heading.find("group");
  layout.heading = std::move(heading);
  if (layout.is_long && !layout.heading.find("value")) {
    diagnostics.error(codes::kMissingColumn, layout.heading.span,
                      "a table with the column `indicator` needs the column `value`",
                      "unit,indicator,value");
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
    diagnostics.error(codes::kUnknownGroup, layout.heading.span,
                      "there are several groups, but no column `group`",
                      "add the column `group`, or pass a file `unit,name,group`");
    is_right = false;
  }
  return is_right ? std::optional(std::move(layout)) : std::nullopt;
}

bool skip_title_row(const DataFile& file, const DataSchema& schema, CsvLayout& layout,
                    Diagnostics& diagnostics) {
  std::string text;
  const int error_number = file.read(layout.heading.data_begin, kSampleBytes, text);
  if (error_number != 0) {
    diagnostics.add(cannot_read(file.name(), error_number));
    return false;
  }
  const char delimiter = layout.heading.delimiter;
  const std::size_t begin = skip_blank_records(text, 0, delimiter);
  const auto fields = scan_record(text, begin, delimiter, layout.columns.size());
  std::string buffer;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const CsvColumn& column = layout.columns[i];
    const std::string key = heading_key(fields[i].content(text, buffer));
    const bool is_title = column.role == CsvColumn::Role::Figure &&
                          key == heading_key(schema.rulebook->indicators[column.indicator].title);
    layout.has_title_row = layout.has_title_row || (is_title && !key.empty()) ||
                           (column.role == CsvColumn::Role::Unit && is_unit_word(key));
  }
  const std::size_t end = find_record_end(text, begin, delimiter);
  if (end == std::string::npos && text.size() == kSampleBytes) {
    layout.has_title_row = false;  // too long for one
  }
  if (layout.has_title_row) {
    layout.heading.data_begin += std::min(end, text.size());
  }
  return true;
}

DataForm form_of(const DataFile& file, const CsvLayout& layout) {
  DataForm form;
  form.file = file.name();
  if (file.is_sheet()) {
    form.encoding = "xlsx";
  } else {
    form.encoding = file.form().empty() ? "UTF-8" : file.form();
    form.delimiter =
        layout.heading.delimiter == '\t' ? "tab" : std::string(1, layout.heading.delimiter);
    form.decimal = !layout.mark ? "" : *layout.mark == DecimalMark::Point ? "point" : "comma";
  }
  const std::size_t above = layout.heading.rows_above;
  if (above > 0) {
    form.remarks.push_back(above == 1
                               ? "the row above the heading is skipped"
                               : fmt::format("{} rows above the heading are skipped", above));
  }
  if (layout.has_title_row) {
    form.remarks.emplace_back("the row of titles below the heading is skipped");
  }
  if (const std::size_t count = layout.found_by_title; count > 0) {
    form.remarks.push_back(fmt::format("{} column{} found by title", count, count > 1 ? "s" : ""));
  }
  const bool is_plain_text =
      form.encoding == "UTF-8" && form.delimiter == "," && form.decimal != "comma";
  form.is_plain = (is_plain_text || file.is_sheet()) && form.remarks.empty();
  return form;
}

}  // namespace parindex
