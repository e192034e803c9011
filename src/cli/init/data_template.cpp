// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "cli/init/init_ways.h"
#include "cli/input_files.h"
#include "cli/output.h"
#include "io/csv_reader.h"
#include "report/report.h"
#include "report/writers.h"

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
                                                       const std::vector<Rulebook>& rulebooks) {
  const std::string path = invocation.arguments.text("units");
  if (path.empty()) {
    return std::vector<UnitsFile::Entry>{};
  }
  std::optional<UnitsFile> units = read_units(path, invocation.sources, invocation.diagnostics);
  if (!units) {
    return std::nullopt;
  }
  std::vector<UnitsFile::Entry> rows;
  std::copy_if(units->entries.begin(), units->entries.end(), std::back_inserter(rows),
               [&](const auto& unit) { return is_scored(unit, rulebooks); });
  if (rows.empty()) {
    report_without_place(invocation, codes::kNoData,
                         fmt::format("`{}` has no unit of a group that is scored", path),
                         "compare its column `group` with `groups` of the rulebook");
    return std::nullopt;
  }
  return rows;
}

}  // namespace

ExitCode init_data_template(Invocation& invocation, const TextOptions& options) {
  const std::optional<std::vector<Rulebook>> rulebooks =
      load_rulebooks(invocation, "data-template");
  const std::optional<std::vector<UnitsFile::Entry>> rows =
      rulebooks ? read_rows(invocation, *rulebooks) : std::nullopt;
  if (!rows) {
    return ExitCode::CouldNotRun;
  }
  Table table;
  table.name = "figures";
  std::set<std::string> seen;
  const auto add_column = [&](const std::string& id) {
    if (seen.insert(id).second) {
      table.columns.push_back({id, id, TableColumn::Align::Left});
    }
  };
  add_column("unit");
  add_column("name");
  add_column("group");
  for (const Rulebook& rulebook : *rulebooks) {
    for (const Indicator& indicator : rulebook.indicators) {
      add_column(indicator.id);
    }
  }
  table.row_count = rows->size();
  table.row = [&rows, columns = table.columns.size()](std::size_t i, std::vector<Cell>& cells) {
    cells = {(*rows)[i].id, (*rows)[i].name, (*rows)[i].group};
    cells.resize(columns);
  };
  CommonOptions how;
  static_cast<TextOptions&>(how) = options;
  how.format = find_format_by_name("csv");
  return write_report(invocation, how, {"", {std::move(table)}}) ? ExitCode::Done
                                                                 : ExitCode::CouldNotRun;
}

}  // namespace parindex
