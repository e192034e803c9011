// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/init/init_ways.h"
#include "cli/input/filled_sheet.h"
#include "cli/input/input_files.h"
#include "cli/output.h"
#include "report/build/held_table.h"
#include "report/write/writers.h"

namespace parindex {

// Columns `value` and `source` are blank: they are for whoever holds the document.
ExitCode init_number_sheet(Invocation& invocation, const InitArguments& arguments) {
  const std::optional<std::vector<Rulebook>> rulebooks =
      load_rulebooks(invocation, rules_arguments(arguments, arguments.fill));
  if (!rulebooks) {
    return ExitCode::CouldNotRun;
  }
  std::vector<TableColumn> columns;
  columns.reserve(kSheetColumns.size());
  for (const std::string& column : kSheetColumns) {
    columns.push_back({column, column, Align::Left});
  }
  std::vector<std::vector<Cell>> rows;
  for (const Rulebook& rulebook : *rulebooks) {
    for (const OpenNumber& number : rulebook.open_numbers) {
      const std::optional<CriterionIndex> criterion = rulebook.find(number.criterion);
      rows.push_back({number.address, rulebook.id,
                      criterion ? rulebook.criteria[*criterion].title : std::string(),
                      fmt::format("{}", fmt::join(number.keys, " ")), number.value, number.low,
                      number.high, number.why, EmptyCell{}, EmptyCell{}});
    }
  }
  Table table = held_table("numbers", std::move(columns), rows);
  return write_csv_table(arguments, std::move(table), invocation.diagnostics)
             ? ExitCode::Done
             : ExitCode::CouldNotRun;
}

}  // namespace parindex
