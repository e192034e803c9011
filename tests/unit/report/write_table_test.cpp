// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <catch2/catch.hpp>

#include "report_testing.h"

namespace parindex {
namespace {

// "Sở Nội vụ" and "Huyện", composed and decomposed.
constexpr const char* kComposed = "S\u1EDF N\u1ED9i v\u1EE5";
constexpr const char* kDecomposed = "So\u031B\u0309 No\u0323\u0302i vu\u0323";

TEST_CASE("table: columns are aligned by what a person sees") {
  const Report report{"Kết quả",
                      {table_of("units",
                                {text_column("unit", "Đơn vị"), number_column("index", "Chỉ số"),
                                 text_column("grade", "Xếp loại")},
                                {{kComposed, fixed(9000, 2), "Tốt"},
                                 {kDecomposed, fixed(-5, 2), EmptyCell{}},
                                 {"Ủy ban", exact(25, 1), "Khá"}})}};
  CHECK(written(write_table, report) == std::string("Kết quả\n"
                                                    "\n"
                                                    "Đơn vị     Chỉ số  Xếp loại\n"
                                                    "───────────────────────────\n") +
                                            kComposed + "   90.00  Tốt\n" + kDecomposed +
                                            "   -0.05\n"
                                            "Ủy ban        2.5  Khá\n");
}

TEST_CASE("table: blocks are set apart by blank lines, facts are aligned") {
  const Report report{
      "T",
      {Heading{"Phần I"}, Paragraph{"Một câu. "}, Facts{{{"Đơn vị", "Sở Nội vụ"}, {"Kỳ", ""}}},
       Facts{}, table_of("none", {text_column("a", "A")}, {})}};
  CHECK(written(write_table, report) ==
        "T\n\nPhần I\n\nMột câu.\n\nĐơn vị  Sở Nội vụ\nKỳ\n\nA\n─\n");
}

TEST_CASE("table: columns and tables of machines only are left out") {
  const Report report{
      "",
      {table_of("hidden", {text_column("key", "")}, {{"x"}}),
       table_of("shown", {text_column("key", ""), text_column("", "A")}, {{"x", "a"}})}};
  CHECK(written(write_table, report) == "A\n─\na\n");
}

TEST_CASE("table: control characters cannot reach the terminal") {
  const Report report{"a\x1b[31mb",
                      {Paragraph{"x\u009By\x7F"},
                       table_of("t", {text_column("a", "A\n")}, {{"c\r\nd"}, {"\u00E9\u00A0"}})}};
  CHECK(written(write_table, report) ==
        "a\uFFFD[31mb\n\nx\uFFFDy\uFFFD\n\nA\uFFFD\n────\nc\uFFFD\uFFFDd\n\u00E9\u00A0\n");
}

TEST_CASE("table: colour makes headings bold and nothing else") {
  const Report report{"T", {Heading{"H"}, table_of("t", {text_column("a", "A")}, {{"a"}})}};
  CHECK(written(write_table, report, {true, 0}) ==
        "\x1b[1mT\x1b[0m\n\n\x1b[1mH\x1b[0m\n\n\x1b[1mA\x1b[0m\n─\na\n");
}

TEST_CASE("table: the widest text column gives way to a narrow terminal") {
  const Report report{"",
                      {table_of("t", {text_column("a", "Tên"), number_column("b", "Điểm")},
                                {{std::string("Nhie\u0302\u0300u chữ trong một ô"), exact(1)},
                                 {"ngắn", exact(2)}})}};
  CHECK(written(write_table, report, {false, 20}) ==
        "Tên             Điểm\n"
        "────────────────────\n"
        "Nhie\u0302\u0300u chữ tro…     1\n"
        "ngắn               2\n");
  // Never below 12 columns; what still does not fit passes the edge.
  CHECK(written(write_table, report, {false, 5}) ==
        "Tên           Điểm\n"
        "──────────────────\n"
        "Nhie\u0302\u0300u chữ t…     1\n"
        "ngắn             2\n");
  CHECK(written(write_table, report, {false, 200}) == written(write_table, report));
}

TEST_CASE("table: numbers are never shortened") {
  const Report report{
      "", {table_of("t", {number_column("a", "A")}, {{exact(123'456'789'012'345'678)}})}};
  CHECK(written(write_table, report, {false, 12}) ==
        "                 A\n──────────────────\n123456789012345678\n");
}

TEST_CASE("table: rows behind the measured ones only push their own line") {
  Rows rows(10'001, {"a", "b"});
  rows.back() = {"wide", "b"};
  const Table table = table_of("t", {text_column("a", "A"), text_column("b", "B")}, rows);
  const std::string text = written(write_table, {"", {table}});
  CHECK(text.rfind("A  B\n────\na  b\n", 0) == 0);
  CHECK(text.substr(text.size() - 14) == "\na  b\nwide  b\n");
}

}  // namespace
}  // namespace parindex
