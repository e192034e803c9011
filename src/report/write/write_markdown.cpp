// SPDX-License-Identifier: Apache-2.0
//
// Markdown as GitHub reads it. All text is data: nothing in it becomes markup.
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

// Appends one line of text with a backslash before what Markdown would read as its own.
void append_escaped_line(std::string& out, std::string_view line) {
  std::string visible;
  append_visible(visible, line);
  for (const char c : visible) {
    constexpr std::string_view kMarkup = "\\`*_<[|&~#$";
    if (kMarkup.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
}

// A line break is the one thing that cannot be escaped: a newline would end the cell or heading.
void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t end = text.find_first_of("\r\n"); end != std::string_view::npos;
       end = text.find_first_of("\r\n")) {
    append_escaped_line(out, text.substr(0, end));
    out += "<br>";
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  append_escaped_line(out, text);
}

// Text at the start of a line, where `- `, `> ` and `1. ` would open a list or a quotation.
void append_opening(std::string& out, std::string_view text) {
  text = trim(text);
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  const std::size_t marker = text.find_first_of(digits == 0 ? "-+>" : ".)");
  if (marker != digits || marker >= text.size()) {
    append_escaped(out, text);
    return;
  }
  out += text.substr(0, digits);
  out += '\\';
  out += text[marker];
  append_escaped(out, text.substr(marker + 1));
}

void append_cell(std::string& out, const CellView& cell) {
  if (cell.is_number()) {
    append_number(out, cell.number);
  } else {
    append_escaped(out, cell.text);
  }
}

void append_headings(std::string& out, const TableReader& table) {
  out += '|';
  for (const TableColumn* const column : table.columns()) {
    out += ' ';
    append_escaped(out, column->heading);
    out += " |";
  }
  out += "\n|";
  for (const TableColumn* const column : table.columns()) {
    out += column->align == Align::Right ? " --: |" : " --- |";
  }
  out += '\n';
}

// Writes one block; false when the sink failed.
class MarkdownBlocks {
 public:
  explicit MarkdownBlocks(OutputBuffer& output) : output_(output) {}

  bool operator()(const Heading& heading) {
    std::string& out = output_.begin_block();
    out += "## ";
    append_escaped(out, heading.text);
    return output_.end_line();
  }

  bool operator()(const Paragraph& paragraph) {
    append_opening(output_.begin_block(), paragraph.text);
    return output_.end_line();
  }

  bool operator()(const Facts& facts) {
    if (facts.rows.empty()) {
      return true;
    }
    std::string& out = output_.begin_block();
    for (const auto& [label, value] : facts.rows) {
      out += "- ";
      append_opening(out, label);
      out += ": ";
      append_escaped(out, value);
      if (!output_.end_line()) {
        return false;
      }
    }
    return true;
  }

  bool operator()(const Table& table) {
    TableReader rows(table, Audience::People);
    if (rows.columns().empty()) {
      return true;
    }
    std::string& out = output_.begin_block();
    append_headings(out, rows);
    while (rows.next()) {
      out += '|';
      for (std::size_t i = 0; i < rows.columns().size(); ++i) {
        out += ' ';
        append_cell(out, rows.cell(i));
        out += " |";
      }
      if (!output_.end_line()) {
        return false;
      }
    }
    return true;
  }

 private:
  OutputBuffer& output_;
};

}  // namespace

bool write_markdown(const Report& report, const WriteOptions& /*options*/, ByteSink& sink) {
  OutputBuffer output(sink);
  if (!report.title.empty()) {
    std::string& out = output.begin_block();
    out += "# ";
    append_escaped(out, report.title);
    if (!output.end_line()) {
      return false;
    }
  }
  MarkdownBlocks writer(output);
  const bool written = std::all_of(report.blocks.begin(), report.blocks.end(),
                                   [&](const Block& block) { return std::visit(writer, block); });
  return written && output.flush();
}

}  // namespace parindex
