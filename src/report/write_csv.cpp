// SPDX-License-Identifier: Apache-2.0
//
// RFC 4180 with LF line ends. Only tables; a second one is set off by an empty line.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "report/output.h"
#include "report/writers.h"

namespace parindex {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Beside what RFC 4180 asks for: blanks at the ends, which some readers trim, and what a
// spreadsheet takes for a formula. The text itself is never changed: it must come back as it was.
bool needs_quotes(std::string_view text) {
  if (text.empty()) {
    return false;
  }
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  return is_blank(text.front()) || is_blank(text.back()) ||
         kFormulaStarts.find(text.front()) != std::string_view::npos ||
         text.find_first_of(",\"\r\n") != std::string_view::npos;
}

void append_text(std::string& out, std::string_view text) {
  if (!needs_quotes(text)) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') {
      out += '"';
    }
    out += c;
  }
  out += '"';
}

void append_cell(std::string& out, const Cell& cell) {
  if (const auto* number = std::get_if<NumberCell>(&cell)) {
    append_number(out, *number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    append_text(out, *text);
  }
}

// A row of one empty field would read as no row.
void end_line(std::string& out, std::size_t line_start) {
  out += out.size() == line_start ? "\"\"\n" : "\n";
}

bool write(const Table& table, const std::vector<std::size_t>& shown, OutputBuffer& output) {
  std::string& out = output.text();
  for (const std::size_t i : shown) {
    if (i != shown.front()) {
      out += ',';
    }
    append_text(out, table.columns[i].key);
  }
  out += '\n';
  std::vector<Cell> cells;
  for (std::size_t row = 0; row < table.row_count; ++row) {
    cells.clear();
    table.row(row, cells);
    const std::size_t line_start = out.size();
    for (const std::size_t i : shown) {
      if (i != shown.front()) {
        out += ',';
      }
      append_cell(out, cells[i]);
    }
    end_line(out, line_start);
    if (!output.flush_if_full()) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool write_csv(const Report& report, const WriteOptions& /*options*/, ByteSink& sink) {
  OutputBuffer output(sink);
  bool first = true;
  for (const Block& block : report.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) {
      continue;
    }
    const std::vector<std::size_t> shown = shown_columns(*table, Audience::Machines);
    if (shown.empty()) {
      continue;
    }
    if (!first) {
      output.text() += '\n';
    }
    first = false;
    if (!write(*table, shown, output)) {
      return false;
    }
  }
  return output.flush();
}

}  // namespace parindex
