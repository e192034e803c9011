// SPDX-License-Identifier: Apache-2.0
#include "report/build/data_template.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "cli/init/init_ways.h"
#include "cli/input/input_files.h"
#include "cli/output.h"
#include "io/csv/csv_reader.h"
#include "report/table_of.h"
#include "report/write/writers.h"
#include "rulebook/compile/compile.h"

namespace parindex {
namespace {

// Units that none of the rulebooks scores have no row.
bool is_scored(const UnitsFile::Entry& unit, const std::vector<Rulebook>& rulebooks) {
  return unit.group.empty() ||
         std::any_of(rulebooks.begin(), rulebooks.end(), [&](const Rulebook& rulebook) {
           return std::any_of(rulebook.groups.begin(), rulebook.groups.end(),
                              [&](const Group& group) { return group.id == unit.group; });
         });
}

// Who has to be in the table; empty with errors.
std::optional<std::vector<UnitsFile::Entry>> read_rows(Invocation& invocation,
                                                       const GivenText& path,
                                                       const std::vector<Rulebook>& rulebooks) {
  if (!path) {
    return std::vector<UnitsFile::Entry>{};
  }
  std::optional<UnitsFile> units = read_units(*path, invocation.sources, invocation.diagnostics);
  if (!units) {
    return std::nullopt;
  }
  std::vector<UnitsFile::Entry> rows;
  std::copy_if(units->entries.begin(), units->entries.end(), std::back_inserter(rows),
               [&](const auto& unit) { return is_scored(unit, rulebooks); });
  if (rows.empty()) {
    invocation.diagnostics.error(codes::kNoData, {},
                                 fmt::format("`{}` has no unit of a group that is scored", *path),
                                 "compare its column `group` with `groups` of the rulebook");
    return std::nullopt;
  }
  return rows;
}

DataTemplate make_template(const std::vector<Rulebook>& rulebooks,
                           const std::vector<UnitsFile::Entry>& rows, Language language) {
  DataTemplate table;
  table.columns = {{"unit", say::kUnit.in(language), "", nullptr},
                   {"name", say::kUnitName.in(language), "", nullptr},
                   {"group", say::kGroup.in(language), "", nullptr}};
  std::set<std::string> seen = {"unit", "name", "group"};
  for (const Rulebook& rulebook : rulebooks) {
    const ScoringProgram program = compile(rulebook, {});
    for (std::size_t i = 0; i < rulebook.indicators.size(); ++i) {
      const Indicator& indicator = rulebook.indicators[i];
      if (seen.insert(indicator.id).second) {
        table.columns.push_back(
            {indicator.id, indicator.title.empty() ? indicator.id : indicator.title,
             rules_in_words(rulebook, program, static_cast<IndicatorIndex>(i), language),
             &indicator});
      }
    }
  }
  for (const UnitsFile::Entry& unit : rows) {
    table.rows.push_back({unit.id, unit.name, unit.group});
  }
  return table;
}

bool write_as_csv(const InitArguments& arguments, const DataTemplate& source,
                  Diagnostics& diagnostics) {
  TableOf<std::vector<std::string>> table("figures", Language::English, source.rows);
  for (std::size_t i = 0; i < source.columns.size(); ++i) {
    const std::string& key = source.columns[i].key;
    table.left(key, key, [i](const std::vector<std::string>& row) {
      return i < row.size() ? Cell{row[i]} : Cell{};
    });
  }
  return write_csv_table(arguments, table.pulled(), diagnostics);
}

class StringSink final : public ByteSink {
 public:
  bool write(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  std::string text;
};

bool write_as_workbook(const InitArguments& arguments, const DataTemplate& table, Language language,
                       Diagnostics& diagnostics) {
  StringSink sink;
  if (!write_template(table, language, sink)) {
    diagnostics.error(codes::kCannotWrite, {},
                      "the workbook cannot be put together: no room for a temporary file",
                      "make room in /tmp");
    return false;
  }
  return write_text(arguments, sink.text, diagnostics);
}

}  // namespace

ExitCode init_data_template(Invocation& invocation, const InitArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<std::vector<Rulebook>> rulebooks =
      load_rulebooks(invocation, rules_arguments(arguments, arguments.data_template));
  const std::optional<std::vector<UnitsFile::Entry>> rows =
      rulebooks ? read_rows(invocation, arguments.units, *rulebooks) : std::nullopt;
  if (!rows) {
    return ExitCode::CouldNotRun;
  }
  const Language language = arguments.language_or(rulebooks->front().lang);
  const DataTemplate table = make_template(*rulebooks, *rows, language);
  const OutputFormat* const format = find_format_by_path(arguments.output_path());
  const bool is_written = format != nullptr && format->name == "xlsx"
                              ? write_as_workbook(arguments, table, language, diagnostics)
                              : write_as_csv(arguments, table, diagnostics);
  return is_written ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
