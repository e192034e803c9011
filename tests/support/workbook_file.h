// SPDX-License-Identifier: Apache-2.0
//
// A workbook (.xlsx) from lines that a person can read:
//
//   == sheet Data [hidden]        begins a sheet; then one line a row, `|` between cells
//   unit | share | sent           a text
//   nv | %0.2131 | @45291         `=` a number, `%` one shown as a percent, `@` one shown as a day
//   tc | <c t="e"><v>#N/A</v></c> | =1      `<` XML of a cell; nothing: no cell
//   == repeat 1000                the row above so many times
//   == blanks 1000               so many blanks in the XML of the sheet
//   == 1904                       days are counted from 1904
//   == part xl/workbook.xml       the lines that follow are that part of the archive
#pragma once

#include <string>
#include <vector>

namespace golden {

// The bytes of the file, or what is wrong with the lines (then `fault` is not empty).
std::string workbook_of(const std::vector<std::string>& lines, std::string& fault);

}  // namespace golden
