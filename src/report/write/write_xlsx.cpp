// SPDX-License-Identifier: Apache-2.0
//
// A workbook with one sheet for each table; what stands around a table in the report stands around
// it on its sheet. Rows go to the file as they come. All text is text, never a formula.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>
#include <xlsxwriter.h>

#include <fmt/core.h>

#include "base/text.h"
#include "engine/numbers/decimal.h"
#include "report/write/output.h"
#include "report/write/writers.h"
#include "report/write/xlsx_file.h"

namespace parindex {
namespace {

constexpr std::size_t kMostRows = 1'048'576;  // of a sheet
constexpr std::size_t kMostDigits = 15;       // that a spreadsheet keeps of a number
constexpr std::size_t kSampledRows = 1'000;   // that widths of columns are measured by
constexpr int kMostPlaces = 15;
constexpr std::size_t kMostFrozen = 15;  // rows above a table that stay in sight

struct Formats {
  lxw_format *title, *heading, *column, *text;
  std::array<lxw_format*, kMostPlaces + 1> fixed;  // by places
};

Formats make_formats(lxw_workbook* book) {
  Formats formats{};
  formats.title = workbook_add_format(book);
  format_set_bold(formats.title);
  format_set_font_size(formats.title, 14);
  formats.heading = workbook_add_format(book);
  format_set_bold(formats.heading);
  formats.column = workbook_add_format(book);
  format_set_bold(formats.column);
  format_set_text_wrap(formats.column);
  format_set_align(formats.column, LXW_ALIGN_VERTICAL_TOP);
  format_set_bottom(formats.column, LXW_BORDER_THIN);
  formats.text = workbook_add_format(book);
  format_set_num_format(formats.text, "@");
  for (std::size_t places = 0; places < formats.fixed.size(); ++places) {
    formats.fixed[places] = workbook_add_format(book);
    const std::string code = places == 0 ? "0" : "0." + std::string(places, '0');
    format_set_num_format(formats.fixed[places], code.c_str());
  }
  return formats;
}

// Names of sheets: at most 31 characters, without []:*?/\, each once.
class SheetNames {
 public:
  std::string make(std::string_view wanted) {
    std::string name(wanted.empty() ? "Sheet" : wanted);
    for (char& c : name) {
      c = std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    name = shorten(printable(trim(name)), 24);
    std::string own = name;
    for (std::size_t n = 2; std::find(used_.begin(), used_.end(), fold_case(own)) != used_.end();
         ++n) {
      own = fmt::format("{} ({})", name, n);
    }
    used_.push_back(fold_case(own));
    return own;
  }

 private:
  std::vector<std::string> used_;
};

class XlsxWriter {
 public:
  XlsxWriter(lxw_workbook* book, const Report& report)
      : book_(book),
        formats_(make_formats(book)),
        report_(report) {}

  // False when the disk is full.
  bool write() {
    const std::vector<Block>& blocks = report_.blocks;
    std::size_t above = 0;  // first block that stands above the next table
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const auto* const table = std::get_if<Table>(&blocks[i]);
      if (table == nullptr || TableReader(*table, Audience::People).columns().empty()) {
        continue;
      }
      begin_sheet(name_of(blocks, above, i, *table));
      write_words(blocks, above, i, above == 0);
      if (!write_table(*table)) {
        return false;
      }
      above = i + 1;
    }
    if (sheet_ == nullptr) {
      begin_sheet(report_.title);
    }
    if (above < blocks.size() || above == 0) {
      row_ += above == 0 ? 0 : 1;
      write_words(blocks, above, blocks.size(), above == 0);
    }
    return true;
  }

 private:
  // The last heading above a table, else the table's own name.
  static std::string name_of(const std::vector<Block>& blocks, std::size_t first, std::size_t last,
                             const Table& table) {
    for (std::size_t i = last; i > first; --i) {
      if (const auto* const heading = std::get_if<Heading>(&blocks[i - 1])) {
        return heading->text;
      }
    }
    return table.name;
  }

  void begin_sheet(const std::string& wanted) {
    sheet_ = workbook_add_worksheet(book_, names_.make(wanted).c_str());
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    row_ = 0;
  }

  void put(lxw_col_t column, std::string_view text, lxw_format* format) {
    worksheet_write_string(sheet_, row_, column, xlsx_text(text).c_str(), format);
  }

  void write_words(const std::vector<Block>& blocks, std::size_t first, std::size_t last,
                   bool with_title) {
    if (with_title && !report_.title.empty()) {
      put(0, report_.title, formats_.title);
      row_ += 2;
    }
    for (std::size_t i = first; i < last; ++i) {
      if (const auto* const heading = std::get_if<Heading>(&blocks[i])) {
        put(0, heading->text, formats_.heading);
        ++row_;
      } else if (const auto* const paragraph = std::get_if<Paragraph>(&blocks[i])) {
        put(0, paragraph->text, nullptr);
        ++row_;
      } else if (const auto* const facts = std::get_if<Facts>(&blocks[i])) {
        for (const auto& [label, value] : facts->rows) {
          put(0, label, formats_.heading);
          put(1, value, nullptr);
          ++row_;
        }
      }
    }
  }

  void set_widths(const Table& table) {
    TableReader rows(table, Audience::People);
    std::vector<std::size_t> widths;
    widths.reserve(rows.columns().size());
    for (const TableColumn* const column : rows.columns()) {
      widths.push_back(std::min<std::size_t>(display_width(column->heading), 20));
    }
    for (std::size_t row = 0; row < kSampledRows && rows.next(); ++row) {
      for (std::size_t i = 0; i < widths.size(); ++i) {
        const CellView cell = rows.cell(i);
        std::string text(cell.text);
        if (cell.is_number()) {
          append_number(text, cell.number);
        }
        widths[i] = std::max(widths[i], display_width(text));
      }
    }
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const auto width = static_cast<int>(std::clamp<std::size_t>(widths[i] + 2, 6, 60));
      worksheet_set_column(sheet_, column, column, width, nullptr);
    }
  }

  void write_headings(const TableReader& rows) {
    for (std::size_t i = 0; i < rows.columns().size(); ++i) {
      put(static_cast<lxw_col_t>(i), rows.columns()[i]->heading, formats_.column);
    }
    ++row_;
    if (row_ <= kMostFrozen) {
      worksheet_freeze_panes(sheet_, row_, 0);
    }
    worksheet_repeat_rows(sheet_, row_ - 1, row_ - 1);
  }

  bool write_table(const Table& table) {
    TableReader rows(table, Audience::People);
    set_widths(table);
    write_headings(rows);
    for (std::size_t row = 0; rows.next(); ++row) {
      if (row_ + 1 >= kMostRows) {
        put(0, fmt::format("… {} + {}", row, table.row_count - row), nullptr);
        begin_sheet(table.name);
        set_widths(table);
        write_headings(rows);
      }
      for (std::size_t i = 0; i < rows.columns().size(); ++i) {
        if (!write_cell(rows.cell(i), static_cast<lxw_col_t>(i))) {
          return false;
        }
      }
      ++row_;
    }
    return true;
  }

  bool write_cell(const CellView& cell, lxw_col_t column) {
    if (cell.kind == CellView::Kind::Empty) {
      return true;
    }
    if (!cell.is_number()) {
      put(column, cell.text, formats_.text);
      return true;
    }
    std::string text;
    append_number(text, cell.number);
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    const std::size_t point = text.find('.');
    const std::size_t places = point == std::string::npos ? 0 : text.size() - point - 1;
    if (digits > static_cast<std::ptrdiff_t>(kMostDigits) || places > kMostPlaces) {
      put(column, text, formats_.text);  // a number would lose digits
      return true;
    }
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return worksheet_write_number(sheet_, row_, column, value, formats_.fixed[places]) ==
           LXW_NO_ERROR;
  }

  lxw_workbook* book_;
  Formats formats_;
  const Report& report_;
  SheetNames names_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

bool write_xlsx(const Report& report, const WriteOptions& /*options*/, ByteSink& sink) {
  return write_workbook(sink, [&](lxw_workbook* book) { return XlsxWriter(book, report).write(); });
}

}  // namespace parindex
