// SPDX-License-Identifier: Apache-2.0
//
// RFC 4180 with LF line ends, or as Excel wants it. Only tables; a second one is set off by an
// empty line.
#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/text.h"
#include "report/write/output.h"
#include "report/write/writers.h"

namespace parindex {
namespace {

struct Style {
  char delimiter = ',';
  char decimal_mark = '.';
  std::string_view line_end = "\n";
  std::string_view begin;     // of the file
  bool is_for_excel = false;  // which makes numbers and dates of codes
};

constexpr Style kRfc4180;
constexpr Style kExcelVi{';', ',', "\r\n", "\uFEFF", true};

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

constexpr std::string_view kFormulaStarts = "=+-@\t\r";

// What a spreadsheet would compute: not a number with its sign, which stays the same.
bool is_formula(std::string_view text) {
  const bool is_signed_number =
      is_one_of(text.front(), "+-") &&
      std::all_of(text.begin() + 1, text.end(), [](char c) { return is_digit(c) || c == '.'; });
  return is_one_of(text.front(), kFormulaStarts) && !is_signed_number;
}

// What a spreadsheet would take for a number or a date: 1.10, 0012, 1/2, -3.
bool is_like_number(std::string_view text) {
  return is_digit(text.front()) ||
         (text.size() > 1 && is_one_of(text.front(), "+-.,") && is_digit(text[1]));
}

// A tab before it keeps a text a text. It is not seen, and readers that trim lose it again.
bool needs_tab(std::string_view text, const Style& style) {
  return !text.empty() && text.front() != '\t' &&
         (is_formula(text) || (style.is_for_excel && is_like_number(text)));
}

// Beside what RFC 4180 asks for: blanks at the ends, which some readers trim.
bool needs_quotes(std::string_view text, const Style& style) {
  return !text.empty() && (is_blank(text.front()) || is_blank(text.back()) ||
                           is_one_of(text.front(), kFormulaStarts) ||
                           text.find(style.delimiter) != std::string_view::npos ||
                           text.find_first_of("\"\r\n") != std::string_view::npos);
}

void append_text(std::string& out, std::string_view text, const Style& style) {
  const bool has_tab = needs_tab(text, style);
  if (!has_tab && !needs_quotes(text, style)) {
    out += text;
    return;
  }
  out += '"';
  out += has_tab ? "\t" : "";
  for (const char c : text) {
    if (c == '"') {
      out += '"';
    }
    out += c;
  }
  out += '"';
}

void append_cell(std::string& out, const CellView& cell, const Style& style) {
  if (!cell.is_number()) {
    append_text(out, cell.text, style);
    return;
  }
  const std::size_t begin = out.size();
  append_number(out, cell.number);
  if (style.decimal_mark != '.') {
    std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '.',
                 style.decimal_mark);
  }
}

// A row of one empty field would read as no row.
void end_line(std::string& out, std::size_t line_start, const Style& style) {
  out += out.size() == line_start ? "\"\"" : "";
  out += style.line_end;
}

bool write(TableReader& table, const Style& style, OutputBuffer& output) {
  std::string& out = output.text();
  for (const TableColumn* const column : table.columns()) {
    if (column != table.columns().front()) {
      out += style.delimiter;
    }
    append_text(out, column->key, style);
  }
  out += style.line_end;
  while (table.next()) {
    const std::size_t line_start = out.size();
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
      if (i > 0) {
        out += style.delimiter;
      }
      append_cell(out, table.cell(i), style);
    }
    end_line(out, line_start, style);
    if (!output.flush_if_full()) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool write_csv(const Report& report, const WriteOptions& options, ByteSink& sink) {
  const Style& style = options.dialect == CsvDialect::ExcelVi ? kExcelVi : kRfc4180;
  OutputBuffer output(sink);
  bool first = true;
  for (const Block& block : report.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) {
      continue;
    }
    TableReader reader(*table, Audience::Machines);
    if (reader.columns().empty()) {
      continue;
    }
    output.text() += first ? style.begin : style.line_end;
    first = false;
    if (!write(reader, style, output)) {
      return false;
    }
  }
  return output.flush();
}

}  // namespace parindex
