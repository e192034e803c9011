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
#include "report/report.h"
#include "report/write/writers.h"

namespace parindex {

// Columns `value` and `source` are blank: they are for whoever holds the document.
ExitCode init_number_sheet(Invocation& invocation, const InitArguments& arguments) {
  const std::optional<std::vector<Rulebook>> rulebooks =
      load_rulebooks(invocation, rules_arguments(arguments, arguments.fill));
  if (!rulebooks) {
    return ExitCode::CouldNotRun;
  }
  Table table;
  table.name = "numbers";
  for (const std::string& column : kSheetColumns) {
    table.columns.push_back({column, column, TableColumn::Align::Left});
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
  table.row_count = rows.size();
  table.row = [rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
    cells = rows[i];
  };
  return write_csv_table(arguments, std::move(table), invocation.diagnostics)
             ? ExitCode::Done
             : ExitCode::CouldNotRun;
}

}  // namespace parindex
