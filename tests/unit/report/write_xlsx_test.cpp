// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/numbers/decimal.h"
#include "io/csv/csv_scanner.h"
#include "io/workbook/workbook.h"
#include "report_testing.h"

namespace parindex {
namespace {

std::string workbook_of(const Report& report) {
  StringSink sink;
  CHECK(write_xlsx(report, {}, sink));
  return sink.text();
}

struct ReadSheet {
  std::string name, text;
};

// All sheets, as the reader of data sees them.
std::vector<ReadSheet> sheets_of(const std::string& bytes) {
  Diagnostics diagnostics;
  std::optional<Workbook> workbook = Workbook::open(bytes, "w.xlsx", diagnostics);
  REQUIRE(workbook);
  std::vector<ReadSheet> read;
  for (const Workbook::Sheet& sheet : workbook->sheets()) {
    const auto text = workbook->read(sheet, {1'000'000}, diagnostics);
    REQUIRE(text);
    read.push_back({sheet.name, text->text});
  }
  return read;
}

TEST_CASE("xlsx: a sheet for each table, with what stands around it") {
  const Report report{
      "Title",
      {Facts{{{"Source", "876"}}}, Heading{"Sở: ngành"},
       table_of("units", {text_column("a", "Đơn vị"), text_column("b", ""), number_column("", "n")},
                {{"Sở Nội vụ", "x", fixed(9000, 2)}, {"=1+1", "y", exact(9235, 2)}}),
       Paragraph{"A note."}, table_of("more", {text_column("", "A")}, {{"a"}}),
       Paragraph{"The end."}}};
  const std::vector<ReadSheet> sheets = sheets_of(workbook_of(report));
  REQUIRE(sheets.size() == 2);
  CHECK(sheets[0].name == "Sở  ngành");
  CHECK(sheets[0].text == "Title,\nSource,876\nSở: ngành,\nĐơn vị,n\nSở Nội vụ,90\n=1+1,92.35\n");
  CHECK(sheets[1].name == "more");
  CHECK(sheets[1].text == "\"A note.\"\nA\na\n\"The end.\"\n");
}

TEST_CASE("xlsx: the same report is the same bytes, and no report is no sheet") {
  const Report report{"T", {table_of("t", {text_column("a", "A")}, {{"x"}, {exact(1)}})}};
  CHECK(workbook_of(report) == workbook_of(report));
  CHECK(sheets_of(workbook_of({"T", {}})).front().text == "T\n");
}

TEST_CASE("xlsx: a number that a spreadsheet would change is a text") {
  const Report report{
      "",
      {table_of("t", {number_column("n", "N")},
                {{exact(1'234'567'890'123'456'789, 9)}, {exact(123'456'789'012'345, 9)}})}};
  const std::string bytes = workbook_of(report);
  CHECK(sheets_of(bytes).front().text == "N\n\"1234567890.123456789\"\n123456.789012345\n");
}

TEST_CASE("xlsx: a full disk at the other end is told") {
  StringSink sink(0);
  CHECK_FALSE(write_xlsx({"T", {}}, {}, sink));
}

// What is written comes back: text, numbers, and nothing at all.
TEST_CASE("xlsx: random tables come back as they were") {
  const std::vector<std::string> pieces = {"a",       "Đ",  "\"", ",", ";", "=",  "-", "<", "&",
                                           "_x0041_", "_x", "\n", " ", "'", "12", "#", "%"};
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < 60; ++round) {
    const std::size_t width = 1 + below(6);
    std::vector<TableColumn> columns;
    columns.reserve(width);
    for (std::size_t i = 0; i < width; ++i) {
      columns.push_back(text_column("", "c" + std::to_string(i)));
    }
    Rows rows(1 + below(20));
    std::vector<std::vector<std::string>> expected;
    for (std::vector<Cell>& row : rows) {
      std::vector<std::string> fields;
      for (std::size_t i = 0; i < width; ++i) {
        std::string text = "t";
        if (below(2) == 0) {
          const auto ticks = static_cast<std::int64_t>(random() % 1'000'000'000'000U);
          const NumberCell number =
              exact(below(2) == 0 ? ticks : -ticks, static_cast<int>(below(10)));
          text = to_text(Decimal{number.ticks, number.scale});
          row.emplace_back(number);
        } else {
          for (std::size_t n = below(8); n > 0; --n) {
            text += pieces[below(pieces.size())];
          }
          row.emplace_back(text);
        }
        fields.push_back(text);
      }
      expected.push_back(fields);
    }
    const Report report{"", {table_of("t", std::move(columns), rows)}};
    const std::string text = sheets_of(workbook_of(report)).front().text;
    std::size_t at = find_record_end(text, 0, ',');
    for (const std::vector<std::string>& fields : expected) {
      const std::vector<CsvField> read = scan_record(text, at, ',');
      REQUIRE(read.size() == fields.size());
      for (std::size_t i = 0; i < fields.size(); ++i) {
        std::string buffer;
        CHECK(std::string(read[i].content(text, buffer)) == fields[i]);
      }
      at = std::min(read.back().stop + 1, text.size());
    }
    CHECK(at == text.size());
  }
}

}  // namespace
}  // namespace parindex
