// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/report.h"

namespace parindex {

// A table of rows that are already made, for reports that are never long.
inline Table held_table(std::string name, std::vector<TableColumn> columns,
                        std::vector<std::vector<Cell>> rows) {
  Table table;
  table.name = std::move(name);
  table.columns = std::move(columns);
  table.row_count = rows.size();
  table.row = [rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
    cells = rows[i];
  };
  return table;
}

}  // namespace parindex
