// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parindex {

// Days are counted from 1970-01-01 in the Gregorian calendar.
std::optional<std::int64_t> day_of(int year, int month, int day);  // empty: there is no such day

// `2024-12-31` and nothing else, of the years 1900 to 2999.
std::optional<std::int64_t> parse_iso_day(std::string_view text);

// The same, or `31/12/2024`, where day and month may have one digit.
std::optional<std::int64_t> parse_day(std::string_view text);

std::string iso_text(std::int64_t day);         // 2024-12-31
std::string vietnamese_text(std::int64_t day);  // 31/12/2024

// 0 is Monday, 6 is Sunday.
int weekday_of(std::int64_t day);

}  // namespace parindex
