// SPDX-License-Identifier: Apache-2.0
#include "base/day.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <fmt/core.h>

#include "base/text.h"

namespace parindex {
namespace {

std::chrono::year_month_day calendar_day(std::int64_t day) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

}  // namespace

std::optional<std::int64_t> day_of(int year, int month, int day) {
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) {
    return std::nullopt;
  }
  const std::chrono::sys_days days{date};
  return days.time_since_epoch().count();
}

std::optional<std::int64_t> parse_iso_day(std::string_view text) {
  const auto part = [&](std::size_t from, std::size_t count) {
    int value = -1;
    const char* end = text.data() + from + count;
    const auto [stop, error] = std::from_chars(text.data() + from, end, value);
    return error == std::errc() && stop == end ? value : -1;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  return day_of(part(0, 4), part(5, 2), part(8, 2));
}

std::optional<std::int64_t> parse_day(std::string_view text) {
  if (const std::optional<std::int64_t> day = parse_iso_day(text)) {
    return day;
  }
  std::array<int, 3> parts{};  // day, month, year
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = i == 2 ? text.size() : text.find('/');
    const std::string_view part = text.substr(0, end);
    if (end == std::string_view::npos || !are_digits(part) || part.size() > (i == 2 ? 4U : 2U)) {
      return std::nullopt;
    }
    for (const char digit : part) {
      parts[i] = parts[i] * 10 + (digit - '0');
    }
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return day_of(parts[2], parts[1], parts[0]);
}

std::string iso_text(std::int64_t day) {
  const std::chrono::year_month_day date = calendar_day(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string vietnamese_text(std::int64_t day) {
  const std::chrono::year_month_day date = calendar_day(day);
  return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()),
                     static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

int weekday_of(std::int64_t day) {
  const std::chrono::weekday weekday{std::chrono::sys_days{std::chrono::days(day)}};
  return static_cast<int>(weekday.iso_encoding()) - 1;
}

}  // namespace parindex
