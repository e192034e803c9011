// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_reader.h"

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "base/codes.h"
#include "csv_testing.h"
#include "io/csv/csv_scanner.h"

namespace parindex {

TEST_CASE("a plain CSV table") {
  const Reading reading = read(with_heading("so-y-te,100,90,21.31,1\nso-noi-vu,5,5,0,0\n"));
  CHECK(reading.faults.empty());
  CHECK(reading.rows == Lines{"so-y-te||0|100|90|21310000|1", "so-noi-vu||0|5|5|0|0"});
}

TEST_CASE("what Excel makes of a table") {
  SECTION("byte order mark, semicolons, decimal commas, CRLF") {
    const Reading reading = read(
        "\xEF\xBB\xBFunit;ho_so;dung_han;hai_long;ke_hoach\r\na;1;0;61,86;x\r\nb;1;0;7%;không\r\n");
    CHECK(reading.faults.empty());
    CHECK(reading.rows == Lines{"a||0|1|0|61860000|1", "b||0|1|0|7000000|0"});
  }
  SECTION("tabs, no line feed at the end, other order of columns") {
    const Reading reading = read("ho_so\tke_hoach\tunit\tdung_han\thai_long\n3\tx\ta\t2\t1.5");
    CHECK(reading.faults.empty());
    CHECK(reading.rows == Lines{"a||0|3|2|1500000|1"});
  }
  SECTION("quotes, blanks, doubled quotes, a line feed inside") {
    const Reading reading = read(
        "\"unit\", ho_so ,dung_han,hai_long,ke_hoach,name\n"
        "\"a\",\" 3 \",2,\"61,86\",\"x\",\"Sở \"\"A\"\",\nhai\"\n");
    CHECK(reading.faults.empty());
    CHECK(reading.rows == Lines{"a|Sở \"A\",\nhai|0|3|2|61860000|1"});
  }
  SECTION("comments and blank lines before the heading, empty rows behind it") {
    const Reading reading = read(
        "# số liệu năm 2024\n\n#\nunit,ho_so,dung_han,hai_long,ke_hoach\n,,,,\n\n  "
        "\na,1,1,1,1\n,\r\n");
    CHECK(reading.faults.empty());
    CHECK(reading.rows == Lines{"a||0|1|1|1000000|1"});
  }
  SECTION("only a heading") {
    const Reading reading = read(kHeading);
    CHECK(reading.faults.empty());
    CHECK(reading.rows.empty());
  }
}

TEST_CASE("cells without a value have a state, columns without such cells none") {
  const TemporaryFile file(with_heading("a,,0,1,1\nb,NA,0,1,\n"));
  const Rulebook rulebook = rulebook_of({"so"});
  Sources sources;
  Diagnostics diagnostics;
  const auto rows = open_csv(file.path(), {&rulebook, {}, {}}, nullptr, {}, sources, diagnostics);
  REQUIRE(rows != nullptr);
  const auto block = rows->next(diagnostics);
  REQUIRE(block);
  const DataChunk chunk = rows->decode(*block, diagnostics);
  CHECK(chunk.columns[0].states ==
        std::vector<CellState>{CellState::Missing, CellState::NotApplicable});
  CHECK(chunk.columns[0].cells == std::vector<std::int64_t>{0, 0});
  CHECK(chunk.columns[1].states.empty());
  CHECK(chunk.columns[2].states.empty());
  CHECK(chunk.columns[3].states == std::vector<CellState>{CellState::Present, CellState::Missing});
}

TEST_CASE("a row that is left out leaves no trace in the states") {
  const Reading reading = read(with_heading("a,,0,abc,1\nb,2,1,1,1\n"));
  CHECK(reading.rows == Lines{"b||0|2|1|1000000|1"});
}

TEST_CASE("any block size gives the same rows and faults") {
  std::string text = "unit,name,ho_so,dung_han,hai_long,ke_hoach,group\n";
  for (int i = 0; i < 40; ++i) {
    text += fmt::format("u{},\"Sở \"\"{}\"\",\n số\",{},{},{}.{},{},so\r\n", i, i, i * 1000, i,
                        i % 100, i, i % 3 == 0 ? "x" : "");
    text += i % 7 == 0 ? ",,,\n\n" : "";
    text += i % 11 == 0 ? "bad,\"b\",oops,1,1,1,so\nshort,1\nstray,a\"b,1,1,1,1,so\n" : "";
    text += i % 13 == 0 ? "bytes\xFF,n,1,1,1,1,so\nwho,n,1,1,1,1,ban\n" : "";
  }
  const Reading expected = read(text);
  CHECK(expected.rows.size() == 40);
  CHECK(expected.faults.size() == 20);
  Setting setting;
  for (const std::size_t size : std::vector<std::size_t>{1, 2, 3, 16, 17, 64, 100, 1000}) {
    INFO(size);
    setting.options.block_bytes = size;
    const Reading reading = read(text, setting);
    CHECK(reading.rows == expected.rows);
    CHECK(reading.faults == expected.faults);
  }
}

TEST_CASE("numbers that are read in place and numbers read the long way are the same") {
  // The last bytes of a block always take the long way.
  const std::vector<std::string> figures = {
      "0",       "7",        "-0",     "12345678", "123456789",       "999999999",   "0012",
      "1.5",     "1.123456", "99.99%", "100%",     "12345678.123456", "00000000001", "123456789.5%",
      "\"1.5\"", "\"-0\"",   "\"7%\""};
  std::string text;
  for (const std::string& figure : figures) {
    text += fmt::format("a,1,1,{},1\n", figure);
  }
  Setting one_row_a_block;
  one_row_a_block.options.block_bytes = 1;
  const Reading long_way = read(with_heading(text), one_row_a_block);
  const Reading in_place = read(with_heading(text + std::string(100, ',') + "\n"));
  CHECK(long_way.faults.empty());
  CHECK(in_place.rows == long_way.rows);
  CHECK(in_place.rows[3] == "a||0|1|1|12345678000000|1");
  CHECK(in_place.rows[11] == "a||0|1|1|12345678123456|1");
}

TEST_CASE("yes and no in figures are exactly 1 and 0") {
  for (const std::string cell : {"01", "-0", "00", "2", "1.0"}) {
    INFO(cell);
    const Reading reading =
        read(with_heading("a,1,1,1," + cell + "\nb,1,1,1,0\n" + std::string(100, ',')));
    CHECK(reading.rows == Lines{"b||0|1|1|1000000|0"});
    CHECK(reading.faults.size() == 1);
  }
}

TEST_CASE("faults of the CSV heading") {
  struct Case {
    std::string text;
    std::string fault;
    std::string caret;
    std::string help;
  };
  const std::vector<Case> cases = {
      {"unti,ho_so\na,1\n", "PX3001 1:1 there is no heading with `unit`", "unti,ho_so",
       "`unti` is there: rename it to `unit`"},
      {"# only this\nA;B\n", "PX3001 2:1 there is no heading with `unit`", "A;B",
       "one of the first 21 rows must be the heading: `unit` and the ids of indicators, with `,` "
       "`;` or tab "
       "between them"},
      {"unit,ho_so,dung_han,hai_long,ke_hoach,hai_longg\n",
       "PX3002 1:39 `hai_longg` is not an indicator of the rulebook", "hai_longg",
       "did you mean `hai_long`?"},
      {"unit,ho_so,ho_so,dung_han,hai_long,ke_hoach\n", "PX3004 1:12 column `ho_so` stands twice",
       "ho_so", "remove or rename one of them"},
      {"unit,ho_so,dung_han\n", "PX3003 1:1 no column for the indicators `hai_long`, `ke_hoach`",
       "unit,ho_so,dung_han", "add the column; leave its cells empty where there is no figure"},
      {"unit,\"ho_so\"x,dung_han\n", "PX3007 1:13 text behind a closing quotation mark", "x",
       "inside quotation marks write `\"\"` for one"},
      {"unit,ho_so\xFF\n", "PX1006 1:11 the byte 0xFF is not UTF-8", "\uFFFD",
       "save the file as UTF-8 (in Excel: `CSV UTF-8`)"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const Reading reading = read(one.text);
    REQUIRE(!reading.faults.empty());
    CHECK(reading.faults.front() == one.fault);
    CHECK(reading.carets.front() == one.caret);
    CHECK(reading.diagnostics.front().help == one.help);
    CHECK(reading.rows.empty());
  }
}

TEST_CASE("a missing column that another heading may be meant for") {
  const Reading reading = read("unit,ho_so,dung_han,hailong,ke_hoach\n");
  REQUIRE(reading.faults.size() == 2);
  CHECK(reading.faults[1] == "PX3003 1:1 no column for the indicator `hai_long`");
  CHECK(reading.diagnostics[1].help == "is `hai_long` meant by `hailong`?");
}

TEST_CASE("an empty file, a missing file, a folder") {
  CHECK(read("").diagnostics.at(0).code == codes::kNoData);
  CHECK(read("\n# nothing\n").diagnostics.at(0).code == codes::kNoData);
  CHECK(read_path("/no/such/file.csv").diagnostics.at(0).message ==
        "`/no/such/file.csv` cannot be read: No such file or directory");
  CHECK(read_path("/").diagnostics.at(0).code == codes::kCannotRead);
}

TEST_CASE("a heading without an end") {
  CHECK(read("unit," + std::string(2'000'000, 'a')).diagnostics.at(0).code == codes::kDataTooLarge);
}

TEST_CASE("faults of CSV rows") {
  struct Case {
    std::string row;
    std::string fault;
    std::string caret;
    std::string help;
    std::string topic;
  };
  const std::string with_nul("a\0b,1,1,1,1", 11);
  const std::vector<Case> cases = {
      {"so-y-te,9O,1,1,1", "PX3006 2:9 `9O` is not a number: indicator `ho_so` of unit `so-y-te`",
       "9O", "digits only, for example 90", "column `ho_so`"},
      {"a,10,1, 12a ,1", "PX3006 2:9 `12a` is not a number: indicator `hai_long` of unit `a`",
       "12a", "digits only, for example 21.31 or 21.31%", "column `hai_long`"},
      {"a,10,1,\"61,86\",1",
       "PX3006 2:9 `61,86` has a decimal comma, but the decimal mark is the point: indicator "
       "`hai_long` of unit `a`",
       "61,86", "write `61.86`, or pass `--decimal comma`", "column `hai_long`"},
      {"a,-1,0,1,1", "PX3014 2:3 `-1` is negative: indicator `ho_so` of unit `a`", "-1",
       "a count is 0 or more", "column `ho_so`"},
      {"a,1,0,1,-",
       "PX3018 2:9 `-` may mean that there is no figure, or not applicable: indicator `ke_hoach` "
       "of unit `a`",
       "-", "leave the cell empty or write `NA`; or pass `--dash missing` or `--dash na`",
       "column `ke_hoach`"},
      {"a,10,12,1,1", "PX3015 2:6 12 is more than the whole, 10: indicator `dung_han` of unit `a`",
       "12", "`dung_han` is a part of `ho_so`: correct one of them", "column `dung_han`"},
      {"a,1,1,1", "PX3005 2:1 4 fields in this row, but the heading has 5", "a,1,1,1",
       "each row needs one field per heading; leave a field empty where there is nothing", ""},
      {"a,1,1,61,86,1", "PX3005 2:13 6 fields in this row, but the heading has 5", "1",
       "a field with a comma in it must stand in quotation marks: `\"61,86\"`", ""},
      {"\"a,1,1,1,1", "PX3007 2:1 a quotation mark is not closed", "\"",
       "close it; inside quotation marks write `\"\"` for one", ""},
      {"\"a\"b,1,1,1,1", "PX3007 2:4 text behind a closing quotation mark", "b",
       "inside quotation marks write `\"\"` for one", ""},
      {"a\"b,1,1,1,1", "PX3007 2:2 a quotation mark inside a field that does not begin with one",
       "\"", "put the whole field in quotation marks and write `\"\"` for this one", ""},
      {" ,1,1,1,1", "PX3006 2:1 this row has no unit", " ",
       "fill in the column `unit`, or remove the row", "column `unit`"},
      {"S\xFF,1,1,1,1", "PX1006 2:2 the byte 0xFF is not UTF-8", "\uFFFD",
       "save the file as UTF-8 (in Excel: `CSV UTF-8`)", ""},
      {with_nul, "PX1006 2:2 a NUL byte: this is not text in UTF-8", "\uFFFD",
       "save the file as UTF-8 (in Excel: `CSV UTF-8`)", ""},
  };
  Setting setting;
  setting.options.mark = DecimalMark::Point;
  for (const Case& one : cases) {
    INFO(one.row);
    const std::string good = "\ngood,1,1,0.5,1\n";
    const bool is_open = one.fault.find("not closed") != std::string::npos;
    const Reading reading = read(with_heading(one.row + good), setting);
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults.front() == one.fault);
    CHECK(reading.carets.front() == one.caret);
    CHECK(reading.diagnostics.front().help == one.help);
    CHECK(reading.diagnostics.front().topic == one.topic);
    CHECK(reading.rows == (is_open ? Lines{} : Lines{"good||0|1|1|500000|1"}));
  }
}

TEST_CASE("a part beyond its whole shows both cells") {
  const Reading reading = read(with_heading("a,10,12,1,1\n"));
  REQUIRE(reading.diagnostics.size() == 1);
  REQUIRE(reading.diagnostics[0].related.size() == 1);
  CHECK(reading.diagnostics[0].related[0].span.begin == kHeading.size() + 2);
  CHECK(reading.diagnostics[0].related[0].span.length == 2);
}

TEST_CASE("all faults of a row are told, and texts that are too long") {
  const Reading reading = read(with_heading("a,x,y,1,1\n" + std::string(1001, 'a') + ",1,1,1,1\n"));
  REQUIRE(reading.faults.size() == 3);
  CHECK(reading.faults[0] == "PX3006 2:3 `x` is not a number: indicator `ho_so` of unit `a`");
  CHECK(reading.faults[1] == "PX3006 2:5 `y` is not a number: indicator `dung_han` of unit `a`");
  CHECK(reading.diagnostics[2].code == codes::kBadCell);
  CHECK(reading.diagnostics[2].help == "shorten the unit");
}

TEST_CASE("a row beyond the limit") {
  const Reading reading =
      read(with_heading("a,1,1,1,1\n\"b" + std::string(kMostRecordBytes, 'b') + "\n"));
  CHECK(reading.rows == Lines{"a||0|1|1|1000000|1"});
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0] == "PX3019 3:1 a row of more than 16 MiB");
}

TEST_CASE("the decimal mark") {
  const auto table = [](std::string_view delimiter, const std::vector<std::string>& cells) {
    std::string text = fmt::format("unit{0}ho_so{0}dung_han{0}hai_long{0}ke_hoach\n", delimiter);
    for (const std::string& cell : cells) {
      text += fmt::format("a{0}1{0}1{0}{1}{0}1\n", delimiter, cell);
    }
    return text;
  };
  const auto first_fault = [&](const Reading& reading) {
    return reading.faults.empty() ? std::string() : reading.faults[0];
  };
  SECTION("is found") {
    CHECK(read(table(";", {"1,5"})).rows == Lines{"a||0|1|1|1500000|1"});
    CHECK(read(table(";", {"1.5"})).rows == Lines{"a||0|1|1|1500000|1"});
    CHECK(read(table("\t", {"1.234", "1.5"})).rows ==
          Lines{"a||0|1|1|1234000|1", "a||0|1|1|1500000|1"});
    CHECK(read(table(";", {"0,234"})).rows == Lines{"a||0|1|1|234000|1"});
    CHECK(read(table(",", {"1.234"})).rows == Lines{"a||0|1|1|1234000|1"});
    CHECK(read(table(",", {"\"1,25\""})).rows == Lines{"a||0|1|1|1250000|1"});
    CHECK(read(table(";", {"5", "7"})).rows == Lines{"a||0|1|1|5000000|1", "a||0|1|1|7000000|1"});
  }
  SECTION("cannot be told") {
    const Reading unsure = read(table(";", {"5", "1.234"}));
    CHECK(first_fault(unsure) ==
          "PX3008 3:7 the point of `1.234` may be a decimal mark or stand between thousands: "
          "indicator `hai_long`");
    CHECK(
        unsure.diagnostics[0].help ==
        "pass `--decimal point` if it is the decimal mark, `--decimal comma` if it stands between "
        "thousands");
    CHECK(first_fault(read(table(",", {"\"12,345\""}))) ==
          "PX3008 2:8 the comma of `12,345` may be a decimal mark or stand between thousands: "
          "indicator `hai_long`");
    const Reading both = read(table(";", {"1,5", "2.5"}));
    CHECK(first_fault(both) ==
          "PX3008 2:7 `1,5` speaks for a decimal comma and `2.5` for a decimal point");
    REQUIRE(both.diagnostics[0].related.size() == 1);
  }
  SECTION("is given") {
    Setting setting;
    setting.options.mark = DecimalMark::Point;
    CHECK(read(table(";", {"1.234"}), setting).rows == Lines{"a||0|1|1|1234000|1"});
    setting.options.mark = DecimalMark::Comma;
    CHECK(read(table(";", {"1.234"}), setting).rows == Lines{"a||0|1|1|1234000000|1"});
  }
  SECTION("may be the delimiter too") {
    Setting setting;
    setting.options.mark = DecimalMark::Comma;
    const std::string rest = "\n" + std::string(100, ',');  // so that cells are read in place
    CHECK(read(with_heading("a,1,1,50,1\nb,1,1,\"50,5\",1" + rest), setting).rows ==
          Lines{"a||0|1|1|50000000|1", "b||0|1|1|50500000|1"});
  }
  SECTION("comes only behind the sample") {
    std::vector<std::string> cells(8000, "5");
    cells.emplace_back("1.5");
    const Reading reading = read(table(";", cells));
    CHECK(reading.rows.size() == 8000);
    CHECK(first_fault(reading).substr(0, 13) == "PX3008 8002:7");
  }
}

TEST_CASE("which rows a rulebook takes by their group") {
  const std::string heading = "unit,group,ho_so,dung_han,hai_long,ke_hoach\n";
  Setting setting;
  setting.groups = {"so", "huyen"};
  setting.other_groups = {"xa"};
  const Reading reading = read(heading +
                                   "a,huyen,1,1,1,1\nb,xa,bad,9,,-\nc,so,1,1,1,1\n"
                                   "d,soo,1,1,1,1\ne,,1,1,1,1\n",
                               setting);
  CHECK(reading.rows == Lines{"a||1|1|1|1000000|1", "c||0|1|1|1000000|1"});
  CHECK(reading.faults == Lines{"PX3011 5:3 no rulebook scores the group `soo`: unit `d`",
                                "PX3011 6:3 no group is given for unit `e`"});
  CHECK(reading.diagnostics[0].help == "did you mean `so`?");
  CHECK(read(with_heading("a,1,1,1,1\n"), setting).faults ==
        Lines{"PX3011 1:1 there are several groups, but no column `group`"});
}

TEST_CASE("columns of other rulebooks are passed over") {
  Setting setting;
  setting.other_indicators = {"khac"};
  const Reading reading =
      read("unit,khac,ho_so,dung_han,hai_long,ke_hoach\na,what,1,1,1,1\n", setting);
  CHECK(reading.faults.empty());
  CHECK(reading.rows == Lines{"a||0|1|1|1000000|1"});
}

TEST_CASE("cells are found again for messages") {
  const TemporaryFile file(
      "unit;name;ho_so;dung_han;hai_long;ke_hoach\n"
      "a;\"x;\n\"\"y\";1;1;1;1\n"
      "b;" +
      std::string(10'000, 'n') + ";\" 20 \";;61,5%;\n");
  const Rulebook rulebook = rulebook_of({"so"});
  Sources sources;
  Diagnostics diagnostics;
  const auto rows = open_csv(file.path(), {&rulebook, {}, {}}, nullptr, {}, sources, diagnostics);
  REQUIRE(rows != nullptr);
  const auto block = rows->next(diagnostics);
  REQUIRE(block);
  const DataChunk chunk = rows->decode(*block, diagnostics);
  CHECK(diagnostics.errors() == 1);  // the name is too long
  CHECK(chunk.units.size() == 1);

  const std::uint64_t second =
      chunk.row_offsets[0] + std::string_view("a;\"x;\n\"\"y\";1;1;1;1\n").size();
  CHECK(rows->cell_text(second, 0) == "20");
  CHECK(rows->cell_text(second, 1).empty());
  CHECK(rows->cell_text(second, 2) == "61,5%");
  CHECK(rows->cell(second, 0).begin == second + 2 + 10'000 + 3);
  CHECK(rows->cell(second, 0).length == 2);
  CHECK(rows->cell(second, 1).begin == second + 2 + 10'000 + 1 + 7);
  CHECK(rows->cell(second, 1).length == 0);
  CHECK(rows->unit_cell(second).begin == second);
  CHECK(rows->unit_cell(second).length == 1);

  const DataChunk again = rows->row(chunk.row_offsets[0]);
  REQUIRE(again.units.size() == 1);
  CHECK(again.units[0].name == "x;\n\"y");
  CHECK(again.row_offsets == chunk.row_offsets);
  CHECK(rows->row(second).units.empty());
}

TEST_CASE("standard input is kept, so that it can be shown and read again") {
  const TemporaryFile file(with_heading("a,1,1,1,1\nb,oops,1,1,1\n"));
  const int kept = ::dup(STDIN_FILENO);
  REQUIRE(std::freopen(file.path().c_str(), "rb", stdin) != nullptr);
  const Rulebook rulebook = rulebook_of({"so"});
  Sources sources;
  for (int time = 0; time < 2; ++time) {
    Diagnostics diagnostics;
    const auto rows = open_csv("-", {&rulebook, {}, {}}, nullptr, {}, sources, diagnostics);
    REQUIRE(rows != nullptr);
    const auto block = rows->next(diagnostics);
    REQUIRE(block);
    CHECK(rows->decode(*block, diagnostics).units.size() == 1);
    REQUIRE(diagnostics.kept().size() == 1);
    const Position position = sources.locate(diagnostics.kept()[0].primary.span);
    CHECK(position.file == "<stdin>");
    CHECK(position.line_text == "b,oops,1,1,1");
  }
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
}

}  // namespace parindex
