// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "csv_testing.h"
#include "io/csv/csv_reader.h"
#include "io/encoding/data_file.h"

namespace parindex {

TEST_CASE("a units file") {
  const TemporaryFile file(
      "group,unit,name\nso,so-y-te,Sở Y tế\nso,so-tp,Sở Tư pháp\nso,x1,Chung\nso,x2,Chung\n");
  Sources sources;
  Diagnostics diagnostics;
  const auto units = read_units(file.path(), sources, diagnostics);
  REQUIRE(units);
  CHECK(units->entries.size() == 4);
  const auto data = DataFile::open(file.path(), sources, diagnostics);
  REQUIRE(data);
  CHECK(is_units_file(*data));
  Setting setting;
  setting.units = &*units;

  SECTION("a unit without a group there takes that of its row") {
    const TemporaryFile bare("unit\nso-y-te\n");
    const auto ungrouped = read_units(bare.path(), sources, diagnostics);
    REQUIRE(ungrouped);
    setting.units = &*ungrouped;
    setting.groups = {"so", "huyen"};
    const std::string heading = "unit,group,ho_so,dung_han,hai_long,ke_hoach\n";
    CHECK(read(heading + "so-y-te,huyen,1,1,1,1\n", setting).rows ==
          Lines{"so-y-te||1|1|1|1000000|1"});
    CHECK(read(with_heading("so-y-te,1,1,1,1\n"), setting).faults ==
          Lines{"PX3011 2:1 no group is given for unit `so-y-te`"});
  }
  SECTION("names in NFD, ids in capitals") {
    const Reading reading =
        read(with_heading("so\u031B\u0309 y te\u0302\u0301,1,1,1,1\n\"SO-TP\",2,1,1,1\n"), setting);
    CHECK(reading.faults.empty());
    CHECK(reading.rows ==
          Lines{"so-y-te|Sở Y tế|0|1|1|1000000|1", "so-tp|Sở Tư pháp|0|2|1|1000000|1"});
  }
  SECTION("unknown units") {
    const Reading reading =
        read(with_heading("So Y te,1,1,1,1\nkhong-ai-biet,1,1,1,1\nChung,1,1,1,1\n"), setting);
    CHECK(reading.rows.empty());
    CHECK(reading.faults == Lines{"PX3010 2:1 the units file has no unit `So Y te`",
                                  "PX3010 3:1 the units file has no unit `khong-ai-biet`",
                                  "PX3010 4:1 several units have the name `Chung`"});
    CHECK(reading.diagnostics[0].help == "did you mean `Sở Y tế`?");
    CHECK(reading.diagnostics[1].help == "add it to the units file, or correct it");
    CHECK(reading.diagnostics[2].help == "write the id of the unit");
  }
  SECTION("the group is that of the units file") {
    setting.groups = {"huyen"};
    const Reading reading =
        read("unit,group,ho_so,dung_han,hai_long,ke_hoach\nx1,huyen,1,1,1,1\n", setting);
    CHECK(reading.faults == Lines{"PX3011 2:1 no rulebook scores the group `so`: unit `x1`"});
    CHECK(reading.diagnostics[0].related.size() == 1);
    REQUIRE(reading.diagnostics.size() == 1);
    setting.other_groups = {"so"};
    CHECK(read(with_heading("x1,1,1,1,1\n"), setting).faults.empty());
  }
}

TEST_CASE("faults of a units file") {
  const auto faults = [](std::string_view text) {
    const TemporaryFile file(text);
    Sources sources;
    Diagnostics diagnostics;
    CHECK(!read_units(file.path(), sources, diagnostics));
    Reading reading;
    note_faults(diagnostics, sources, reading);
    return reading.faults;
  };
  CHECK(faults("unit,name\na,A\nb,B\nA,C\n") == Lines{"PX3009 4:1 unit `A` stands twice"});
  CHECK(faults("unit,nam\na,A\n") == Lines{"PX3002 1:6 `nam` is no column of a units file"});
  CHECK(faults("unit,name\n,A\nb\nc,\"C\n") ==
        Lines{"PX3006 2:1 this row has no unit",
              "PX3005 3:1 1 field in this row, but the heading has 2",
              "PX3007 4:3 a quotation mark is not closed"});
  CHECK(faults("name\nA\n") == Lines{"PX3001 1:1 there is no heading with `unit`"});
  CHECK(faults("unit\n\xFF\n") == Lines{"PX1006 2:1 the byte 0xFF is not UTF-8"});
}

TEST_CASE("what is a units file") {
  const auto is_one = [](std::string_view text) {
    const TemporaryFile file(text);
    Sources sources;
    Diagnostics diagnostics;
    const auto data = DataFile::open(file.path(), sources, diagnostics);
    return data && is_units_file(*data);
  };
  CHECK(is_one("unit\n"));
  CHECK(is_one("name;unit;group\n"));
  CHECK(!is_one("unit,ho_so\n"));
  CHECK(!is_one("name,group\n"));
  CHECK(!is_one(""));
}

}  // namespace parindex
