// SPDX-License-Identifier: Apache-2.0
//
// One object: the title and each table by its name. A row is a line, so that results can be
// compared and read as a stream. Numbers carry their exact decimal text.
#include <string>
#include <variant>
#include <vector>

#include "base/text.h"
#include "report/write/output.h"
#include "report/write/writers.h"

namespace parindex {
namespace {

void append_value(std::string& out, const Cell& cell) {
  if (const auto* number = std::get_if<NumberCell>(&cell)) {
    append_number(out, *number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    out += json_quote(*text);
  } else {
    out += "null";
  }
}

// `"key": ` of each shown column; quoted once, not once per row.
std::vector<std::string> member_starts(const Table& table, const std::vector<std::size_t>& shown) {
  std::vector<std::string> starts;
  starts.reserve(shown.size());
  for (const std::size_t i : shown) {
    starts.push_back((starts.empty() ? "{" : ", ") + json_quote(table.columns[i].key) + ": ");
  }
  return starts;
}

bool write(const Table& table, const std::vector<std::size_t>& shown, OutputBuffer& output) {
  std::string& out = output.text();
  out += ",\n  " + json_quote(table.name) + ": [";
  const std::vector<std::string> starts = member_starts(table, shown);
  std::vector<Cell> cells;
  for (std::size_t row = 0; row < table.row_count; ++row) {
    cells.clear();
    table.row(row, cells);
    out += row == 0 ? "\n    " : ",\n    ";
    for (std::size_t i = 0; i < shown.size(); ++i) {
      out += starts[i];
      append_value(out, cells[shown[i]]);
    }
    out += '}';
    if (!output.flush_if_full()) {
      return false;
    }
  }
  out += table.row_count == 0 ? "]" : "\n  ]";
  return true;
}

}  // namespace

bool write_json(const Report& report, const WriteOptions& /*options*/, ByteSink& sink) {
  OutputBuffer output(sink);
  output.text() += "{\n  \"title\": " + json_quote(report.title);
  for (const Block& block : report.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) {
      continue;
    }
    const std::vector<std::size_t> shown = shown_columns(*table, Audience::Machines);
    if (!shown.empty() && !write(*table, shown, output)) {
      return false;
    }
  }
  output.text() += "\n}\n";
  return output.flush();
}

}  // namespace parindex
