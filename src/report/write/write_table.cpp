// SPDX-License-Identifier: Apache-2.0
//
// Aligned columns for people, by the width that a terminal gives to each character.
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

// Widths are taken from so many rows; a wider cell further down only pushes its own line.
constexpr std::size_t kMeasuredRows = 10'000;
constexpr std::size_t kLeastTextWidth = 12;
constexpr std::size_t kGap = 2;

struct Layout {
  struct Place {
    Align align = Align::Left;
    std::size_t width = 0;
    bool shortened = false;
  };

  std::vector<Place> places;  // by column

  [[nodiscard]] std::size_t width() const {
    std::size_t sum = kGap * (places.size() - 1);
    for (const Place& place : places) {
      sum += place.width;
    }
    return sum;
  }
};

// Reuses `text`, which lives as long as the table is written.
void cell_text(const CellView& cell, std::string& text) {
  text.clear();
  if (cell.is_number()) {
    append_number(text, cell.number);
  } else {
    append_visible(text, cell.text);
  }
}

std::string visible(std::string_view text) {
  std::string out;
  append_visible(out, text);
  return out;
}

void measure_rows(const Table& table, Layout& layout) {
  TableReader rows(table, Audience::People);
  std::string text;
  for (std::size_t row = 0; row < kMeasuredRows && rows.next(); ++row) {
    for (std::size_t i = 0; i < layout.places.size(); ++i) {
      Layout::Place& place = layout.places[i];
      cell_text(rows.cell(i), text);
      place.width = std::max(place.width, display_width(text));
    }
  }
}

// Where the table is wider than the terminal, its widest text column gives way.
void fit(Layout& layout, std::size_t limit) {
  const std::size_t width = layout.width();
  if (limit == 0 || width <= limit) {
    return;
  }
  const auto text_width = [](const Layout::Place& place) {
    return place.align == Align::Left ? place.width : 0;
  };
  Layout::Place& widest = *std::max_element(
      layout.places.begin(), layout.places.end(),
      [&](const auto& a, const auto& b) { return text_width(a) < text_width(b); });
  const std::size_t excess = width - limit;
  const std::size_t room = text_width(widest) > excess ? text_width(widest) - excess : 0;
  const std::size_t fitted = std::max(room, kLeastTextWidth);
  if (fitted < text_width(widest)) {
    widest.width = fitted;
    widest.shortened = true;
  }
}

Layout lay_out(const Table& table, const TableReader& rows, std::size_t limit) {
  Layout layout;
  for (const TableColumn* const column : rows.columns()) {
    layout.places.push_back({column->align, display_width(visible(column->heading)), false});
  }
  if (!layout.places.empty()) {
    measure_rows(table, layout);
    fit(layout, limit);
  }
  return layout;
}

// Cuts to `width` columns with `…` at the end, between characters.
void cut_to_width(std::string& text, std::size_t width) {
  const std::string_view whole = text;
  std::size_t kept = 0;
  std::size_t used = 0;
  for (std::size_t begin = 0; begin < whole.size();) {
    std::size_t end = begin + 1;
    while (end < whole.size() && !starts_character(whole, end)) {
      ++end;
    }
    used += display_width(whole.substr(begin, end - begin));
    if (used >= width) {
      break;
    }
    kept = begin = end;
  }
  text.resize(kept);
  text += "…";
}

void append_aligned(std::string& out, const Layout::Place& place, std::string& text) {
  std::size_t width = display_width(text);
  if (place.shortened && width > place.width) {
    cut_to_width(text, place.width);
    width = display_width(text);
  }
  const std::size_t padding = place.width > width ? place.width - width : 0;
  if (place.align == Align::Right) {
    out.append(padding, ' ').append(text);
  } else {
    out.append(text).append(padding, ' ');
  }
}

void drop_trailing_blanks(std::string& out, std::size_t line_start) {
  while (out.size() > line_start && out.back() == ' ') {
    out.pop_back();
  }
}

class TableBlocks {
 public:
  TableBlocks(OutputBuffer& output, const WriteOptions& options)
      : output_(output),
        options_(options) {}

  bool operator()(const Heading& heading) {
    std::string line = visible(heading.text);
    drop_trailing_blanks(line, 0);
    append_bold(output_.begin_block(), line);
    return output_.end_line();
  }

  bool operator()(const Paragraph& paragraph) {
    append_visible(output_.begin_block(), paragraph.text);
    return end_line(0);
  }

  bool operator()(const Facts& facts) {
    if (facts.rows.empty()) {
      return true;
    }
    Layout::Place labels;
    for (const auto& [label, value] : facts.rows) {
      labels.width = std::max(labels.width, display_width(visible(label)));
    }
    std::string& out = output_.begin_block();
    for (const auto& [label, value] : facts.rows) {
      const std::size_t line_start = out.size();
      std::string text = visible(label);
      append_aligned(out, labels, text);
      out.append(kGap, ' ');
      append_visible(out, value);
      if (!end_line(line_start)) {
        return false;
      }
    }
    return true;
  }

  bool operator()(const Table& table) {
    TableReader rows(table, Audience::People);
    const Layout layout = lay_out(table, rows, options_.width);
    if (layout.places.empty()) {
      return true;
    }
    append_headings(rows, layout);
    std::string& out = output_.text();
    std::string text;
    while (rows.next()) {
      const std::size_t line_start = out.size();
      for (std::size_t i = 0; i < layout.places.size(); ++i) {
        out.append(out.size() == line_start ? 0 : kGap, ' ');
        cell_text(rows.cell(i), text);
        append_aligned(out, layout.places[i], text);
      }
      if (!end_line(line_start)) {
        return false;
      }
    }
    return true;
  }

 private:
  void append_headings(const TableReader& rows, const Layout& layout) {
    std::string line;
    for (std::size_t i = 0; i < layout.places.size(); ++i) {
      line.append(line.empty() ? 0 : kGap, ' ');
      std::string text = visible(rows.columns()[i]->heading);
      append_aligned(line, layout.places[i], text);
    }
    drop_trailing_blanks(line, 0);
    std::string& out = output_.begin_block();
    append_bold(out, line);
    out += '\n';
    for (std::size_t i = 0; i < layout.width(); ++i) {
      out += "─";
    }
    out += '\n';
  }

  void append_bold(std::string& out, std::string_view text) const {
    if (options_.colour) {
      out.append("\x1b[1m").append(text).append("\x1b[0m");
    } else {
      out += text;
    }
  }

  bool end_line(std::size_t line_start) {
    drop_trailing_blanks(output_.text(), line_start);
    return output_.end_line();
  }

  OutputBuffer& output_;
  const WriteOptions& options_;
};

}  // namespace

bool write_table(const Report& report, const WriteOptions& options, ByteSink& sink) {
  OutputBuffer output(sink);
  TableBlocks writer(output, options);
  if (!report.title.empty() && !writer(Heading{report.title})) {
    return false;
  }
  const bool written = std::all_of(report.blocks.begin(), report.blocks.end(),
                                   [&](const Block& block) { return std::visit(writer, block); });
  return written && output.flush();
}

}  // namespace parindex
