// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/sheet_number.h"

#include <string>

#include <catch2/catch.hpp>

namespace parindex {
namespace {

std::string plain(const char* text) {
  return sheet_number(text, SheetFormat::Plain, false);
}
std::string day(const char* text, bool has_1904_dates = false) {
  return sheet_number(text, SheetFormat::Date, has_1904_dates);
}

TEST_CASE("a number of a sheet is what was typed") {
  CHECK(plain("92.349999999999994") == "92.35");
  CHECK(plain("92.34999999999999") == "92.35");
  CHECK(plain("0.92999999999999994") == "0.93");
  CHECK(plain("1.1") == "1.1");
  CHECK(plain("1.0E-3") == "0.001");
  CHECK(plain("1E3") == "1000");
  CHECK(plain("-0") == "0");
  CHECK(plain("-12.50") == "-12.5");
  CHECK(plain("123456789012345678") == "123456789012345680");
  CHECK(plain("9007199254740992") == "9007199254740992");
  CHECK(plain("0.33333333333333331") == "0.333333333333333");
  for (const char* const bad : {"", "x", "nan", "inf", "1e999", "1,5", "0x10", "1 "}) {
    CHECK(plain(bad).empty());
  }
}

TEST_CASE("percents and days of a sheet") {
  CHECK(sheet_number("0.2131", SheetFormat::Percent, false) == "21.31%");
  CHECK(sheet_number("1", SheetFormat::Percent, false) == "100%");
  CHECK(sheet_number("0.00005", SheetFormat::Percent, false) == "0.005%");
  CHECK(day("45291") == "2023-12-31");
  CHECK(day("43829", true) == "2023-12-31");
  CHECK(day("1") == "1900-01-01");
  CHECK(day("59") == "1900-02-28");
  CHECK(day("60") == "60");  // 29 February 1900
  CHECK(day("61") == "1900-03-01");
  CHECK(day("0", true) == "1904-01-01");
  CHECK(day("2958465") == "9999-12-31");
  CHECK(day("2958466") == "2958466");
  CHECK(day("-1") == "-1");
  CHECK(day("45291.5") == "2023-12-31 12:00:00");
  CHECK(day("45291.999999999") == "2024-01-01");
}

TEST_CASE("formats of numbers") {
  CHECK(sheet_format(10, "") == SheetFormat::Percent);
  CHECK(sheet_format(14, "") == SheetFormat::Date);
  CHECK(sheet_format(2, "") == SheetFormat::Plain);
  CHECK(sheet_format(164, "0.0%") == SheetFormat::Percent);
  CHECK(sheet_format(164, "0.0\"%\"") == SheetFormat::Plain);
  CHECK(sheet_format(164, "0.0\\%") == SheetFormat::Plain);
  CHECK(sheet_format(164, "dd/mm/yyyy") == SheetFormat::Date);
  CHECK(sheet_format(164, "[$-42A]d mmmm;@") == SheetFormat::Date);
  CHECK(sheet_format(164, "mm") == SheetFormat::Date);
  CHECK(sheet_format(164, "[h]:mm") == SheetFormat::Plain);
  CHECK(sheet_format(164, "hh:mm:ss") == SheetFormat::Plain);
  CHECK(sheet_format(164, "[Red]#,##0") == SheetFormat::Plain);
  CHECK(sheet_format(164, "General") == SheetFormat::Plain);
  CHECK(sheet_format(164, "0\" days\"") == SheetFormat::Plain);
}

}  // namespace
}  // namespace parindex
