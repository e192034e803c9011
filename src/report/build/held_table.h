// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "report/report.h"

namespace parindex {

inline Cell to_cell(const OptionalNumber& number) {
  return number ? Cell{*number} : Cell{EmptyCell{}};
}

// A table of rows that are already made, one cell per column, for columns that depend on the data.
inline Table held_table(std::string name, std::vector<TableColumn> columns,
                        const std::vector<std::vector<Cell>>& rows) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto cells = std::make_shared<CellBlock>();
    for (const std::vector<Cell>& row : rows) {
      cells->add(row[i]);
    }
    columns[i].read = [cells](std::size_t first, std::size_t last, CellBlock& out) {
      out.append(*cells, first, last);
    };
  }
  return {std::move(name), std::move(columns), rows.size()};
}

}  // namespace parindex
