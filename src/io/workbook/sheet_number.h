// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parindex {

// What the number format of a cell makes of its number.
enum class SheetFormat : std::uint8_t { Plain, Percent, Date };

// By the format's number and, for those from 164 on, its code: `0.00%`, `dd/mm/yyyy`, `[h]:mm`.
SheetFormat sheet_format(unsigned id, std::string_view code);

// The number of a cell as it is to be read: "92.35", "21.31%" for 0.2131 in a percent format,
// "2023-12-31" (with the time behind it, where there is one) in a date format. `text` is what the
// file has. Empty when that is no number; what no calendar has, stays a number.
//
// A spreadsheet keeps 15 significant digits and the file has up to 17, so the number is that with
// 15 digits: 0.92999999999999994, left by 1 - 0.07, is 0.93. Whole numbers are kept as they are.
std::string sheet_number(std::string_view text, SheetFormat format, bool has_1904_dates);

}  // namespace parindex
