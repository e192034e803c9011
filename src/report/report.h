// SPDX-License-Identifier: Apache-2.0
//
// A neutral document: what a report says, not how it looks. Builders make it, writers turn it into
// a table on a terminal, CSV, JSON, Markdown. A writer knows nothing of scores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "report/cell_block.h"

namespace parindex {

enum class Align : std::uint8_t { Left, Right };

// One column of a table: its headings and its cells.
struct TableColumn {
  // Adds the cells of the rows from `first` to before `last`. Called several times for the same
  // rows where a writer measures them first.
  using Read = std::function<void(std::size_t first, std::size_t last, CellBlock& cells)>;

  std::string key;      // fixed English heading of machine formats; empty: shown to people only
  std::string heading;  // in the language of the report; empty: machine formats only
  Align align = Align::Left;
  Read read = {};
};

// Columns are read some rows at a time, so that a million rows are never held twice.
struct Table {
  std::string name;  // English key of the table in machine formats
  std::vector<TableColumn> columns;
  std::size_t row_count = 0;
};

struct Heading {
  std::string text;
};
struct Paragraph {
  std::string text;
};
// Labelled values, one a line.
struct Facts {
  std::vector<std::pair<std::string, std::string>> rows;
};

using Block = std::variant<Heading, Paragraph, Facts, Table>;

struct Report {
  std::string title;
  std::vector<Block> blocks;
};

}  // namespace parindex
