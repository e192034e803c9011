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

void append_value(std::string& out, const CellView& cell) {
  switch (cell.kind) {
    case CellView::Kind::Number:
      append_number(out, cell.number);
      break;
    case CellView::Kind::Text:
      out += json_quote(cell.text);
      break;
    case CellView::Kind::Empty:
      out += "null";
      break;
  }
}

// `"key": ` of each shown column; quoted once, not once per row.
std::vector<std::string> member_starts(const TableReader& table) {
  std::vector<std::string> starts;
  starts.reserve(table.columns().size());
  for (const TableColumn* const column : table.columns()) {
    starts.push_back((starts.empty() ? "{" : ", ") + json_quote(column->key) + ": ");
  }
  return starts;
}

bool write(const std::string& name, TableReader& table, OutputBuffer& output) {
  std::string& out = output.text();
  out += ",\n  " + json_quote(name) + ": [";
  const std::vector<std::string> starts = member_starts(table);
  bool any = false;
  for (; table.next(); any = true) {
    out += any ? ",\n    " : "\n    ";
    for (std::size_t i = 0; i < starts.size(); ++i) {
      out += starts[i];
      append_value(out, table.cell(i));
    }
    out += '}';
    if (!output.flush_if_full()) {
      return false;
    }
  }
  out += any ? "\n  ]" : "]";
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
    TableReader reader(*table, Audience::Machines);
    if (!reader.columns().empty() && !write(table->name, reader, output)) {
      return false;
    }
  }
  output.text() += "\n}\n";
  return output.flush();
}

}  // namespace parindex
