// SPDX-License-Identifier: Apache-2.0
//
// Any table, written for Excel and read again, is the same table: numbers to the last digit, codes
// that look like numbers, dates or formulas to the last letter.
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "random_table.h"

namespace parindex {

TEST_CASE("a table that is written comes back as it was") {
  Setting points;
  points.options.mark = DecimalMark::Point;
  Setting commas;  // without it a table whose only decimal is 12,345 is refused
  commas.options.mark = DecimalMark::Comma;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const std::vector<RandomRow> rows = random_rows(random);
    check_same(read(csv_of(rows, CsvDialect::Rfc4180), points), rows);
    check_same(read(csv_of(rows, CsvDialect::ExcelVi), commas), rows);
    check_same(read_workbook(TemporaryFile(xlsx_of(rows)).path()), rows);
  }
}

}  // namespace parindex
