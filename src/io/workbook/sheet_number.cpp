// SPDX-License-Identifier: Apache-2.0
//
// The one place where figures meet a floating point number, because spreadsheets keep nothing else.
#include "io/workbook/sheet_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "base/day.h"

namespace parindex {
namespace {

constexpr int kDigits = 15;  // that a spreadsheet keeps

// digits * 10^exponent, without zeros at the end.
struct Decimal15 {
  bool is_negative = false;
  std::string digits;
  int exponent = 0;
};

Decimal15 from_scientific(std::string_view text) {
  Decimal15 number;
  if (text.starts_with('-')) {
    number.is_negative = true;
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  std::string_view power = text.substr(e + 1);
  power.remove_prefix(power.starts_with('+') ? 1 : 0);
  std::from_chars(power.data(), power.data() + power.size(), number.exponent);
  for (const char c : text.substr(0, e)) {
    number.digits += c == '.' ? "" : std::string(1, c);
  }
  number.exponent -= static_cast<int>(number.digits.size()) - 1;
  while (number.digits.size() > 1 && number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
  return number;
}

std::string plain_text(const Decimal15& number) {
  if (number.digits == "0") {
    return "0";
  }
  std::string text = number.digits;
  const int places = -number.exponent;
  if (places <= 0) {
    text.append(static_cast<std::size_t>(-places), '0');
  } else {
    const auto behind = static_cast<std::size_t>(places);
    if (text.size() <= behind) {
      text.insert(0, behind + 1 - text.size(), '0');
    }
    text.insert(text.size() - behind, ".");
  }
  return (number.is_negative ? "-" : "") + text;
}

std::optional<double> parse(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, value);
  const bool is_number = error == std::errc() && behind == end && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

Decimal15 with_15_digits(double value) {
  std::array<char, 64> text{};
  const bool is_long_whole = std::fabs(value) >= 1e15;
  const auto [end, error] =
      is_long_whole ? std::to_chars(text.begin(), text.end(), value, std::chars_format::scientific)
                    : std::to_chars(text.begin(), text.end(), value, std::chars_format::scientific,
                                    kDigits - 1);
  return from_scientific({text.data(), static_cast<std::size_t>(end - text.data())});
}

// Days are counted from 1900-01-01, which is 1, with a 29 February 1900 that never was; or from
// 1904-01-01, which is 0.
std::string date_text(double value, bool has_1904_dates) {
  constexpr double kMostDays = 2'958'466;  // 10000-01-01
  constexpr std::int64_t kSecondsPerDay = 86'400;
  if (value < (has_1904_dates ? 0 : 1) || value >= kMostDays) {
    return {};
  }
  const auto seconds = static_cast<std::int64_t>(std::llround(value * kSecondsPerDay));
  const std::int64_t serial = seconds / kSecondsPerDay;
  const std::int64_t second = seconds % kSecondsPerDay;
  if (!has_1904_dates && serial == 60) {
    return {};
  }
  const std::int64_t epoch = has_1904_dates ? 24'107 : serial < 60 ? 25'568 : 25'569;
  std::string text = iso_text(serial - epoch);
  if (second != 0) {
    text += fmt::format(" {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  }
  return text;
}

bool is_one_of(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

// The letters and signs of the first section of a format that are not quoted or escaped.
std::string meaning_of(std::string_view code) {
  std::string meaning;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', at + 1);
      const bool is_elapsed = c == '[' && at + 1 < code.size() && is_one_of(code[at + 1], "hHmMsS");
      meaning += is_elapsed ? "h" : "";
      at = end == std::string_view::npos ? code.size() - 1 : end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else {
      meaning += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return meaning;
}

}  // namespace

SheetFormat sheet_format(unsigned id, std::string_view code) {
  if (code.empty()) {
    if (id == 9 || id == 10) {
      return SheetFormat::Percent;
    }
    const bool is_date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
                         (id >= 50 && id <= 58);
    return is_date ? SheetFormat::Date : SheetFormat::Plain;
  }
  const std::string meaning = meaning_of(code);
  if (meaning.find("general") != std::string::npos) {
    return SheetFormat::Plain;
  }
  if (meaning.find('%') != std::string::npos) {
    return SheetFormat::Percent;
  }
  const bool is_month =
      meaning.find('m') != std::string::npos && meaning.find_first_of("hs") == std::string::npos;
  const bool is_date = is_month || meaning.find_first_of("yd") != std::string::npos;
  return is_date ? SheetFormat::Date : SheetFormat::Plain;
}

std::string sheet_number(std::string_view text, SheetFormat format, bool has_1904_dates) {
  const std::optional<double> value = parse(text);
  if (!value) {
    return {};
  }
  if (format == SheetFormat::Date) {
    if (std::string date = date_text(*value, has_1904_dates); !date.empty()) {
      return date;
    }
  }
  Decimal15 number = with_15_digits(*value);
  if (format != SheetFormat::Percent) {
    return plain_text(number);
  }
  number.exponent += 2;
  return plain_text(number) + "%";
}

}  // namespace parindex
