// SPDX-License-Identifier: Apache-2.0
//
// Made-up tables of figures with whatever a spreadsheet may spoil: codes that look like numbers,
// dates or formulas, marks of every kind in texts, numbers of many digits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "csv_testing.h"
#include "engine/numbers/decimal.h"
#include "io/encoding/data_file.h"
#include "io/workbook/workbook_data.h"
#include "report/table_of.h"
#include "report/write/writers.h"

namespace parindex {

using Random = std::mt19937;

inline std::size_t below(Random& random, std::size_t end) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

// Without blanks at its ends, which no reader keeps.
inline std::string random_text(Random& random) {
  constexpr std::array<std::string_view, 28> kPieces = {
      "1", "0", "12", ".", ",", ";", "\"", "=", "+",       "-",    "@",    "\n", "'", "%",
      "/", ":", "a",  "E", "Đ", "ở", "ộ",  "ư", "e\u0301", "TRUE", "SUM(", ")",  "#", "$"};
  constexpr std::array<std::string_view, 6> kEnds = {"x", "ở", "7", ")", "=", "-"};
  std::string text(kEnds[below(random, kEnds.size())]);
  for (std::size_t left = below(random, 8); left > 0; --left) {
    text += kPieces[below(random, kPieces.size())];
  }
  return text + std::string(kEnds[below(random, kEnds.size())]);
}

struct RandomRow {
  std::string unit, name;
  std::vector<Cell> figures;  // of rulebook_of: two counts, a percent, a condition
};

inline std::vector<RandomRow> random_rows(Random& random) {
  std::vector<RandomRow> rows(1 + below(random, 30));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].unit = random_text(random) + std::to_string(i) + "z";
    rows[i].name = random_text(random);
    const auto count = static_cast<std::int64_t>(below(random, 2'000'000));
    const std::array<std::int64_t, 4> ticks = {
        count, static_cast<std::int64_t>(below(random, static_cast<std::size_t>(count) + 1)),
        static_cast<std::int64_t>(below(random, 100'000'000)),
        static_cast<std::int64_t>(below(random, 2))};
    const std::array<int, 4> scales = {0, 0, 6, 0};
    for (std::size_t k = 0; k < ticks.size(); ++k) {
      const std::size_t kind = below(random, 12);
      rows[i].figures.push_back(kind == 0   ? Cell(EmptyCell{})
                                : kind == 1 ? Cell(std::string("NA"))
                                            : Cell(NumberCell{ticks[k], scales[k], kind < 4}));
    }
  }
  return rows;
}

// As Reading has it.
inline std::string text_of(const RandomRow& row) {
  constexpr std::array<int, 4> kScales = {0, 0, 6, 0};
  std::string text = to_nfc(row.unit + "|" + row.name) + "|0";
  for (std::size_t k = 0; k < row.figures.size(); ++k) {
    text += "|";
    if (const auto* const number = std::get_if<NumberCell>(&row.figures[k])) {
      text += std::to_string(number->ticks * power_of_ten(kScales[k] - number->scale));
    } else if (const auto* const word = std::get_if<std::string>(&row.figures[k])) {
      text += *word;
    }
  }
  return text;
}

// One table, with the headings that parindex reads.
inline Report report_of(const std::vector<RandomRow>& rows) {
  TableOf<RandomRow> table("table", Language::English, rows);
  table.left("unit", "unit", [](const RandomRow& row) { return row.unit; });
  table.left("name", "name", [](const RandomRow& row) { return row.name; });
  std::size_t figure = 0;
  for (const char* const key : {"ho_so", "dung_han", "hai_long", "ke_hoach"}) {
    table.left(key, key, [i = figure++](const RandomRow& row) { return row.figures[i]; });
  }
  return {"", {table.held()}};
}

class TextSink final : public ByteSink {
 public:
  bool write(std::string_view bytes) override {
    text_ += bytes;
    return true;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

inline std::string csv_of(const std::vector<RandomRow>& rows, CsvDialect dialect) {
  TextSink sink;
  REQUIRE(write_csv(report_of(rows), {.dialect = dialect}, sink));
  return sink.text();
}

inline std::string xlsx_of(const std::vector<RandomRow>& rows) {
  TextSink sink;
  REQUIRE(write_xlsx(report_of(rows), {}, sink));
  return sink.text();
}

// Reads the only sheet of a workbook.
inline Reading read_workbook(const std::string& path) {
  Setting setting;
  setting.options.mark = DecimalMark::Point;
  Sources sources;
  Diagnostics diagnostics;
  const auto file = DataFile::open(path, sources, diagnostics);
  REQUIRE(file);
  REQUIRE(is_workbook(*file));
  const auto sheets = open_workbook(*file, {}, sources, diagnostics);
  REQUIRE(sheets);
  REQUIRE(sheets->size() == 1);
  return read_source(sheets->front().name, setting, sources, diagnostics);
}

// What was read is what was written, row by row.
inline void check_same(const Reading& reading, const std::vector<RandomRow>& rows) {
  CHECK(reading.faults.empty());
  REQUIRE(reading.rows.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(reading.rows[i] == text_of(rows[i]));
  }
}

}  // namespace parindex
