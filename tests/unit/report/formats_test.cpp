// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report/write/writers.h"

namespace parindex {
namespace {

TEST_CASE("formats are found by their exact name") {
  for (const OutputFormat& format : kOutputFormats) {
    CHECK(find_format_by_name(format.name) == &format);
  }
  CHECK(find_format_by_name("CSV") == nullptr);
  CHECK(find_format_by_name("") == nullptr);
}

TEST_CASE("formats are found by the ending of a path") {
  CHECK(find_format_by_path("out/kết quả.csv") == find_format_by_name("csv"));
  CHECK(find_format_by_path("KET-QUA.JSON") == find_format_by_name("json"));
  CHECK(find_format_by_path("a.csv.md") == find_format_by_name("md"));
  CHECK(find_format_by_path("a.txt") == find_format_by_name("table"));
  CHECK(find_format_by_path("a.csv/b") == nullptr);
  CHECK(find_format_by_path("csv") == nullptr);
  CHECK(find_format_by_path("") == nullptr);
}

}  // namespace
}  // namespace parindex
