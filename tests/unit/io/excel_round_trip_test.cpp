// SPDX-License-Identifier: Apache-2.0
//
// Any table, written for Excel and read again, is the same table: numbers to the last digit, codes
// that look like numbers, dates or formulas to the last letter.
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "csv_testing.h"
#include "report/writers.h"

namespace parindex {
namespace {

class Text final : public ByteSink {
 public:
  bool write(std::string_view bytes) override {
    text_ += bytes;
    return true;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t end) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

// Without blanks at its ends, which no reader keeps.
std::string random_text(Random& random) {
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

struct Row {
  std::string unit, name;
  std::vector<Cell> figures;  // of rulebook_of: two counts, a percent, a condition
};

std::vector<Row> random_rows(Random& random) {
  std::vector<Row> rows(1 + below(random, 30));
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

std::string csv_of(const std::vector<Row>& rows, CsvDialect dialect) {
  Table table;
  for (const char* const key : {"unit", "name", "ho_so", "dung_han", "hai_long", "ke_hoach"}) {
    table.columns.push_back({key, "", TableColumn::Align::Left});
  }
  table.row_count = rows.size();
  table.row = [&rows](std::size_t i, std::vector<Cell>& cells) {
    cells = {rows[i].unit, rows[i].name};
    cells.insert(cells.end(), rows[i].figures.begin(), rows[i].figures.end());
  };
  Text text;
  REQUIRE(write_csv({"", {table}}, {.dialect = dialect}, text));
  return text.text();
}

}  // namespace

TEST_CASE("a table written for Excel comes back as it was") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const std::vector<Row> rows = random_rows(random);
    Setting points;
    points.options.mark = DecimalMark::Point;
    Setting commas;  // without it a table whose only decimal is 12,345 is refused
    commas.options.mark = DecimalMark::Comma;
    const Reading plain = read(csv_of(rows, CsvDialect::Rfc4180), points);
    const Reading excel = read(csv_of(rows, CsvDialect::ExcelVi), commas);
    REQUIRE(plain.rows.size() == rows.size());
    CHECK(excel.rows == plain.rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      REQUIRE(plain.rows[i].starts_with(to_nfc(rows[i].unit + "|" + rows[i].name) + "|"));
    }
  }
}

}  // namespace parindex
