// SPDX-License-Identifier: Apache-2.0
//
// A neutral document: what a report says, not how it looks. Builders make it, writers turn it into
// a table on a terminal, CSV, JSON, Markdown. A writer knows nothing of scores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace parindex {

// A number with its digits as they are to be printed: ticks / 10^scale. In machine formats trailing
// zeros are kept only where `fixed`.
struct NumberCell {
  std::int64_t ticks = 0;
  int scale = 0;
  bool fixed = false;  // print exactly `scale` places: an index 90.00
};

struct EmptyCell {};

using Cell = std::variant<EmptyCell, std::string, NumberCell>;

struct TableColumn {
  enum class Align : std::uint8_t { Left, Right };

  std::string key;      // fixed English heading of machine formats; empty: shown to people only
  std::string heading;  // in the language of the report; empty: machine formats only
  Align align = Align::Left;
};

// Rows are pulled one at a time, so that a million of them are never held twice. A writer may pull
// a row more than once. `cells` comes empty and is to have one cell per column.
struct Table {
  std::string name;  // English key of the table in machine formats
  std::vector<TableColumn> columns;
  std::size_t row_count = 0;
  std::function<void(std::size_t row, std::vector<Cell>& cells)> row;
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
