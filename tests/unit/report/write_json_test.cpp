// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report_testing.h"

namespace parindex {
namespace {

TEST_CASE("json: a member per table, a line per row, numbers digit by digit") {
  const Report report{
      "Kết \"quả\"",
      {Heading{"H"}, Facts{{{"a", "b"}}},
       table_of("units",
                {text_column("unit", ""), text_column("", "người"), number_column("index", ""),
                 text_column("grade", "")},
                {{"a\nb", "x", fixed(9000, 2), "Tốt"}, {"c", "x", EmptyCell{}, ""}}),
       table_of("people", {text_column("", "A")}, {{"a"}}),
       table_of("empty", {text_column("a", "A")}, {}),
       table_of("numbers", {number_column("n", "")},
                {{exact(250, 2)}, {exact(-5, 9)}, {exact(9'007'199'254'740'993)}})}};
  CHECK(written(write_json, report) == R"({
  "title": "Kết \"quả\"",
  "units": [
    {"unit": "a\nb", "index": 90.00, "grade": "Tốt"},
    {"unit": "c", "index": null, "grade": ""}
  ],
  "empty": [],
  "numbers": [
    {"n": 2.5},
    {"n": -0.000000005},
    {"n": 9007199254740993}
  ]
}
)");
}

TEST_CASE("json: a report without tables is still an object") {
  CHECK(written(write_json, {"T", {}}) == "{\n  \"title\": \"T\"\n}\n");
}

}  // namespace
}  // namespace parindex
