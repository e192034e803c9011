// SPDX-License-Identifier: Apache-2.0
//
// One sheet of a workbook: its cells, then the text that they make.
#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/workbook/workbook.h"
#include "io/workbook/workbook_text.h"
#include "io/workbook/xml_reader.h"

namespace parindex {
namespace {

constexpr std::uint32_t kMostRows = 1'048'576;
constexpr std::uint32_t kMostColumns = 16'384;

// A cell that holds something; its value lies in SheetCells::values.
struct SheetCell {
  enum class Kind : std::uint8_t { Text, Number, Error, NotComputed };

  std::uint32_t column = 0;
  Kind kind = Kind::Text;
  std::size_t begin = 0, length = 0;
};

struct SheetRow {
  std::uint32_t number = 0;
  std::size_t first_cell = 0;
};

struct SheetCells {
  std::vector<SheetRow> rows;
  std::vector<SheetCell> cells;
  std::string values;
};

// "B7" -> 1 and 7; false when it is no such reference.
bool parse_reference(std::string_view text, std::uint32_t& column, std::uint32_t& row) {
  std::size_t at = 0;
  std::uint32_t letters = 0;
  for (; at < text.size() && at < 4 && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
    letters = letters * 26 + static_cast<std::uint32_t>(text[at] - 'A' + 1);
  }
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data() + at, end, row);
  column = letters - 1;
  return letters > 0 && letters <= kMostColumns && error == std::errc() && behind == end;
}

// What a sheet's cells refer to.
struct SheetContext {
  const std::vector<std::string>& shared;
  const std::vector<SheetFormat>& formats;
  bool has_1904_dates = false;
  bool is_computed = true;
};

class SheetEvents final : public XmlEvents {
 public:
  SheetEvents(const SheetContext& context, std::size_t most_rows)
      : context_(context),
        most_rows_(most_rows) {}

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheetData") {
      in_data_ = true;
    } else if (!in_data_) {
      return;
    } else if (name == "row") {
      begin_row(attributes);
    } else if (name == "c") {
      begin_cell(attributes);
    } else if (name == "f" || name == "v") {
      target_ = name == "f" ? &formula_ : &value_;
      (name == "f" ? has_formula_ : has_value_) = true;
    } else {
      rich_.begin(name);
    }
  }

  void end(std::string_view name) override {
    if (name == "sheetData") {
      in_data_ = false;
    } else if (name == "c" && in_data_) {
      end_cell();
    }
    target_ = nullptr;
    rich_.end(name);
  }

  void text(std::string_view piece) override {
    if (target_ != nullptr) {
      *target_ += piece;
      is_too_large = is_too_large || target_->size() > Workbook::kMostCellBytes;
    } else {
      rich_.add(piece);
      is_too_large = is_too_large || rich_.size() > Workbook::kMostCellBytes;
    }
  }

  [[nodiscard]] bool is_done() const override {
    return is_too_large || !damage.empty() || has_enough_;
  }

  SheetCells result;
  std::string damage;  // "cell B7 …"
  bool is_too_large = false;

 private:
  void begin_row(const XmlAttributes& attributes) {
    const std::string_view number = attributes.get("r");
    std::uint32_t row = row_ + 1;
    std::from_chars(number.data(), number.data() + number.size(), row);
    if (row <= row_ || row > kMostRows) {
      damage = fmt::format("row {} stands behind row {}", row, row_);
      return;
    }
    has_enough_ = result.rows.size() >= most_rows_;
    row_ = row;
    next_column_ = 0;
  }

  void begin_cell(const XmlAttributes& attributes) {
    std::uint32_t row = row_;
    column_ = next_column_;
    const std::string_view reference = attributes.get("r");
    const bool is_known = reference.empty() || parse_reference(reference, column_, row);
    if (!is_known || row != row_ || row_ == 0 || column_ < next_column_ ||
        column_ >= kMostColumns) {
      damage = fmt::format("cell {} stands in row {}", shown(reference), row_);
      return;
    }
    next_column_ = column_ + 1;
    type_ = attributes.get("t");
    const std::string_view style = attributes.get("s");
    std::size_t index = 0;
    std::from_chars(style.data(), style.data() + style.size(), index);
    format_ = index < context_.formats.size() ? context_.formats[index] : SheetFormat::Plain;
    formula_.clear();
    value_.clear();
    rich_.clear();
    has_formula_ = has_value_ = false;
  }

  void end_cell() {
    using Kind = SheetCell::Kind;
    const bool is_empty_number = trim(value_).empty() && type_ != "str";
    if (has_formula_ && (!context_.is_computed || !has_value_ || is_empty_number)) {
      keep(Kind::NotComputed, "=" + formula_);
    } else if (type_ == "e") {
      keep(Kind::Error, value_);
    } else if (type_ == "inlineStr") {
      keep(Kind::Text, rich_.take());
    } else if (type_ == "str") {
      keep(Kind::Text, without_escapes(value_));
    } else if (!has_value_ || is_empty_number) {
      return;
    } else if (type_ == "s") {
      keep_shared();
    } else if (type_ == "b") {
      keep(Kind::Text, trim(value_) == "0" || value_ == "false" ? "false" : "true");
    } else if (type_ == "d") {
      keep(Kind::Text,
           value_.ends_with("T00:00:00") ? value_.substr(0, value_.size() - 9) : value_);
    } else {
      keep_number();
    }
  }

  void keep_shared() {
    std::size_t index = context_.shared.size();
    const std::string_view text = trim(value_);
    std::from_chars(text.data(), text.data() + text.size(), index);
    if (index >= context_.shared.size()) {
      damage = fmt::format("cell {}{} refers to a text that is not there", column_letters(column_),
                           row_);
      return;
    }
    keep(SheetCell::Kind::Text, context_.shared[index]);
  }

  void keep_number() {
    const std::string number = sheet_number(trim(value_), format_, context_.has_1904_dates);
    if (number.empty()) {
      damage =
          fmt::format("cell {}{} has the number {}", column_letters(column_), row_, shown(value_));
      return;
    }
    keep(SheetCell::Kind::Number, number);
  }

  void keep(SheetCell::Kind kind, std::string_view value) {
    if (trim(value).empty() && kind == SheetCell::Kind::Text) {
      return;
    }
    if (result.rows.empty() || result.rows.back().number != row_) {
      result.rows.push_back({row_, result.cells.size()});
    }
    result.cells.push_back({column_, kind, result.values.size(), value.size()});
    result.values += value;
    is_too_large = is_too_large || result.cells.size() > Workbook::kMostCells ||
                   result.values.size() > Workbook::kMostTextBytes;
  }

  const SheetContext& context_;
  std::size_t most_rows_;
  bool in_data_ = false, has_enough_ = false;
  std::uint32_t row_ = 0, next_column_ = 0;

  // The cell at hand.
  std::uint32_t column_ = 0;
  std::string type_;
  SheetFormat format_ = SheetFormat::Plain;
  bool has_formula_ = false, has_value_ = false;
  std::string formula_, value_;
  std::string* target_ = nullptr;  // where text goes; null: to rich_
  RichText rich_;
};

// Writes the text of a sheet, cell by cell.
class SheetWriter {
 public:
  SheetWriter(const SheetCells& cells, const Workbook::Reading& how) : cells_(cells), how_(how) {}

  // False when the text would be too large: few cells far apart make a large rectangle.
  bool write(SheetText& sheet) {
    find_columns(sheet.places.columns);
    const std::size_t width = sheet.places.columns.size();
    if (cells_.rows.size() * width + cells_.values.size() > Workbook::kMostTextBytes) {
      return false;
    }
    for (std::size_t i = 0; i < cells_.rows.size(); ++i) {
      const SheetRow& row = cells_.rows[i];
      const bool is_last = i + 1 == cells_.rows.size();
      const std::size_t end = is_last ? cells_.cells.size() : cells_.rows[i + 1].first_cell;
      sheet.places.rows.push_back({sheet.text.size(), row.number});
      std::size_t field = 0;
      for (std::size_t cell = row.first_cell; cell < end; ++cell) {
        const std::size_t own = position_[cells_.cells[cell].column];
        sheet.text.append(own - field, ',');
        field = own;
        write_cell(cells_.cells[cell], row, sheet);
      }
      sheet.text.append(width - 1 - field, ',');
      sheet.text += '\n';
    }
    return sheet.text.size() <= Workbook::kMostTextBytes;
  }

 private:
  void find_columns(std::vector<std::uint32_t>& columns) {
    std::vector<bool> is_used(kMostColumns);
    for (const SheetCell& cell : cells_.cells) {
      is_used[cell.column] = true;
    }
    position_.resize(kMostColumns);
    for (std::uint32_t column = 0; column < kMostColumns; ++column) {
      position_[column] = columns.size();
      if (is_used[column]) {
        columns.push_back(column);
      }
    }
  }

  void write_cell(const SheetCell& cell, const SheetRow& row, SheetText& sheet) {
    std::string value = cells_.values.substr(cell.begin, cell.length);
    const auto place = [&] { return column_letters(cell.column) + std::to_string(row.number); };
    switch (cell.kind) {
      case SheetCell::Kind::Number:
        if (how_.id_column == cell.column && value.find('.') != std::string::npos) {
          sheet.faults.push_back(
              {sheet.text.size(), codes::kNumberAsId,
               fmt::format("cell {} has the number {} for an id: {}0 would be the same", place(),
                           value, value),
               "format the column as text, and type the ids again"});
        }
        sheet.text += value;
        return;
      case SheetCell::Kind::Text:
        break;
      case SheetCell::Kind::Error:
        sheet.faults.push_back({sheet.text.size(), codes::kErrorCell,
                                fmt::format("cell {} has the error {}", place(), shown(value)),
                                "mend the formula, or type the figure; save again"});
        break;
      case SheetCell::Kind::NotComputed:
        sheet.faults.push_back(
            {sheet.text.size(), codes::kFormulaWithoutValue,
             fmt::format("the formula{} in cell {} was never computed",
                         value.size() > 1 ? " " + shown(value) : "", place()),
             "open the workbook in Excel or LibreOffice and save it, or type the figure"});
        break;
    }
    append_field(value, sheet.text);
  }

  // In quotation marks wherever a reader could take a character for something else, or the text for
  // a number of the sheet.
  static void append_field(std::string_view value, std::string& text) {
    if (value.find_first_of(".,;\t\"\r\n") == std::string_view::npos) {
      text += value;
      return;
    }
    text += '"';
    for (const char c : value) {
      text.append(c == '"' ? 2 : 1, c);
    }
    text += '"';
  }

  const SheetCells& cells_;
  const Workbook::Reading& how_;
  std::vector<std::size_t> position_;  // of a field, by column of the sheet
};

}  // namespace

std::optional<SheetText> Workbook::read(const Sheet& sheet, const Reading& how,
                                        Diagnostics& diagnostics) {
  if (!read_shared(diagnostics)) {
    return std::nullopt;
  }
  const SheetContext context{shared_, formats_, has_1904_dates_, is_computed_};
  SheetEvents events(context, how.most_rows);
  if (!read_part(sheet.part, events, diagnostics)) {
    return std::nullopt;
  }
  if (!events.damage.empty()) {
    diagnostics.error(codes::kNotAWorkbook, {},
                      fmt::format("`{}` is a damaged workbook: sheet {}: {}", path_,
                                  shown(sheet.name), events.damage),
                      "open it in Excel or LibreOffice and save it again");
    return std::nullopt;
  }
  SheetText text;
  text.places.workbook = path_;
  text.places.sheet = sheet.name;
  if (events.is_too_large || !SheetWriter(events.result, how).write(text)) {
    diagnostics.error(
        codes::kWorkbookTooLarge, {},
        fmt::format("sheet {} of `{}` is too large: a text of more than {} KiB, more than {} "
                    "cells, or more than {} MiB in all",
                    shown(sheet.name), path_, kMostCellBytes >> 10U, with_thousands(kMostCells),
                    kMostTextBytes >> 20U),
        "is this really a table of figures? pass it as CSV if it is");
    return std::nullopt;
  }
  return text;
}

}  // namespace parindex
