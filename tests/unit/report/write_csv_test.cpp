// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "report_testing.h"

namespace parindex {
namespace {

std::string csv_of(const Rows& rows) {
  return written(write_csv,
                 {"T", {table_of("t", {text_column("a", "A"), text_column("b", "")}, rows)}});
}

TEST_CASE("csv: only tables, only columns with a key") {
  const Report report{
      "T",
      {Heading{"H"},
       table_of(
           "units",
           {text_column("unit", "Đơn vị"), text_column("", "người"), number_column("index", "")},
           {{"Sở Nội vụ", "x", fixed(9000, 2)}, {"b", "y", EmptyCell{}}}),
       Paragraph{"p"}, table_of("people", {text_column("", "A")}, {{"a"}}),
       table_of("two", {number_column("n", "")}, {{exact(250, 2)}, {fixed(-5, 2)}})}};
  CHECK(written(write_csv, report) == "unit,index\nSở Nội vụ,90.00\nb,\n\nn\n2.5\n-0.05\n");
}

TEST_CASE("csv: quotes where RFC 4180, blanks or a spreadsheet need them") {
  CHECK(csv_of({{"a,b", "say \"x\""}, {"two\nlines", "cr\r"}}) ==
        "a,b\n\"a,b\",\"say \"\"x\"\"\"\n\"two\nlines\",\"cr\r\"\n");
  CHECK(csv_of({{" a", "b "}, {"a b", ""}}) == "a,b\n\" a\",\"b \"\na b,\n");
  CHECK(csv_of({{"=1+1", "+1"}, {"-1", "@x"}, {"\tx", exact(-1)}}) ==
        "a,b\n\"\t=1+1\",\"+1\"\n\"-1\",\"\t@x\"\n\"\tx\",-1\n");
  CHECK(csv_of({{"-1+1", "-"}}) == "a,b\n\"\t-1+1\",\"-\"\n");
}

TEST_CASE("csv for Excel: numbers with a comma, codes and formulas as texts") {
  const Report report{"",
                      {table_of("t", {text_column("1.10", ""), number_column("n", "")},
                                {{"1.10", exact(-1250, 2)},
                                 {"0012", fixed(90, 1)},
                                 {"=1;2", EmptyCell{}},
                                 {"a;b", exact(7)},
                                 {"Sở, 1", exact(0)}})}};
  CHECK(written(write_csv, report, {.dialect = CsvDialect::ExcelVi}) ==
        "\uFEFF\"\t1.10\";n\r\n\"\t1.10\";-12,5\r\n\"\t0012\";9,0\r\n\"\t=1;2\";\r\n"
        "\"a;b\";7\r\nSở, 1;0\r\n");
}

TEST_CASE("csv: an empty cell alone in its row is still a row") {
  const Report report{"", {table_of("t", {text_column("a", "")}, {{EmptyCell{}}, {"x"}, {""}})}};
  CHECK(written(write_csv, report) == "a\n\"\"\nx\n\"\"\n");
}

TEST_CASE("csv: a million short lines go out in large pieces, and stop where the sink does") {
  Table table{"t", {number_column("n", "")}, 100'000};
  table.columns.front().read = [](std::size_t first, std::size_t last, CellBlock& cells) {
    for (std::size_t row = first; row < last; ++row) {
      cells.add(row);
    }
  };
  StringSink all;
  CHECK(write_csv({"", {table}}, {}, all));
  CHECK(all.text().size() == 588'892);
  CHECK(all.calls() <= 10);

  StringSink full(2);
  CHECK_FALSE(write_csv({"", {table}}, {}, full));
  CHECK(full.calls() == 3);
}

TEST_CASE("every writer reports the failure of the last piece") {
  const Report report{"T", {table_of("t", {text_column("a", "A")}, {{"x"}})}};
  for (const OutputFormat& format : kOutputFormats) {
    StringSink full(0);
    CHECK_FALSE(format.write(report, {}, full));
    CHECK(full.calls() == 1);
  }
}

}  // namespace
}  // namespace parindex
