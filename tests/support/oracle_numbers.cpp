// SPDX-License-Identifier: Apache-2.0
//
// Numbers, days and cells.
#include <algorithm>
#include <cstdio>

#include "oracle.h"

namespace oracle {

namespace {

// Later than every day.
constexpr long kNever = 10'000'000;

mpz_class power_of_ten(unsigned long exponent) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, exponent);
  return power;
}

bool is_leap(long year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

long days_of(long year, long month) {
  const long days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

}  // namespace

State worse(State a, State b) {
  return std::max(a, b);
}

mpq_class number(const std::string& text) {
  const bool percent = text.ends_with('%');
  std::string digits = percent ? text.substr(0, text.size() - 1) : text;
  unsigned long places = percent ? 2 : 0;
  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    places += digits.size() - point - 1;
    digits.erase(point, 1);
  }
  mpq_class value(mpz_class(digits, 10), power_of_ten(places));
  value.canonicalize();
  return value;
}

mpq_class rounded(const mpq_class& value, int digits, Mode mode) {
  const mpz_class unit = power_of_ten(static_cast<unsigned long>(digits));
  const mpq_class scaled = abs(value) * unit;
  mpz_class whole = scaled.get_num() / scaled.get_den();
  const mpq_class rest = scaled - whole;
  const mpq_class half(1, 2);
  const bool odd = whole % 2 != 0;
  const bool away = (mode == Mode::Up && rest > 0) || (mode == Mode::HalfUp && rest >= half) ||
                    (mode == Mode::HalfEven && (rest > half || (rest == half && odd)));
  whole += away ? 1 : 0;
  mpq_class result(value < 0 ? mpz_class(-whole) : whole, unit);
  result.canonicalize();
  return result;
}

// x rounded half up is the half of floor(2x), rounded up; and the floor of a root is that of the
// root of a floor.
mpq_class root(const mpq_class& value, unsigned long n) {
  constexpr unsigned long kPlaces = 12;
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 2, n);
  const mpq_class scaled = value * power * power_of_ten(kPlaces * n);
  const mpz_class floor = scaled.get_num() / scaled.get_den();
  mpz_class doubled;
  mpz_root(doubled.get_mpz_t(), floor.get_mpz_t(), n);
  mpq_class result((doubled + 1) / 2, power_of_ten(kPlaces));
  result.canonicalize();
  return result;
}

std::string fixed(const mpq_class& value, int digits) {
  const auto places = static_cast<std::size_t>(digits);
  const mpz_class ticks = mpq_class(abs(value) * power_of_ten(places)).get_num();
  std::string text = ticks.get_str();
  if (text.size() <= places) {
    text.insert(0, places + 1 - text.size(), '0');
  }
  if (digits > 0) {
    text.insert(text.size() - places, 1, '.');
  }
  return value < 0 ? "-" + text : text;
}

std::string shortest(const mpq_class& value) {
  constexpr int kPlaces = 9;
  std::string text = fixed(rounded(value, kPlaces, Mode::HalfUp), kPlaces);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

// By counting: there is no need to be quick.
long day_number(const std::string& text) {
  const long year = std::stol(text.substr(0, 4));
  const long month = std::stol(text.substr(5, 2));
  long day = std::stol(text.substr(8, 2)) - 1;
  for (long y = 1970; y < year; ++y) {
    day += is_leap(y) ? 366 : 365;
  }
  for (long m = 1; m < month; ++m) {
    day += days_of(year, m);
  }
  return day;
}

std::string day_text(long day) {
  long year = 1970;
  for (; day >= (is_leap(year) ? 366 : 365); ++year) {
    day -= is_leap(year) ? 366 : 365;
  }
  long month = 1;
  for (; day >= days_of(year, month); ++month) {
    day -= days_of(year, month);
  }
  char text[64];
  std::snprintf(text, sizeof text, "%04ld-%02ld-%02ld", year, month, day + 1);
  return text;
}

Value read_cell(const std::string& text, const Indicator& indicator) {
  if (text.empty()) {
    return {State::Missing, 0};
  }
  if (text == "NA" || text == "KĐG") {
    return {State::NotApplicable, 0};
  }
  switch (indicator.type) {
    case Type::Bool:
      return {State::Present, text == "yes" || text == "x" || text == "có" || text == "1" ? 1 : 0};
    case Type::Date:
      return {State::Present, text == "none" ? kNever : day_number(text)};
    case Type::Level: {
      const auto place = std::find(indicator.levels.begin(), indicator.levels.end(), text);
      return {State::Present, static_cast<long>(place - indicator.levels.begin())};
    }
    case Type::Percent:
      return {State::Present, number(text.ends_with('%') ? text : text + "%")};
    case Type::Count:
    case Type::Number:
    case Type::Points:
      break;
  }
  return {State::Present, number(text)};
}

}  // namespace oracle
