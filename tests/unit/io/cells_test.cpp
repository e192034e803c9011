// SPDX-License-Identifier: Apache-2.0
#include "io/figures/cells.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/codes.h"

namespace parindex {
namespace {

constexpr CellRules kPoint{};
constexpr CellRules kComma{DecimalMark::Comma, DashMeaning::Refused};

Indicator indicator(ValueType type, int decimals) {
  Indicator result;
  result.id = "x";
  result.type = type;
  result.decimals = decimals;
  return result;
}

Indicator count() {
  return indicator(ValueType::Count, 0);
}
Indicator number() {
  return indicator(ValueType::Number, 2);
}
Indicator percent() {
  return indicator(ValueType::Percent, 6);
}
Indicator truth() {
  return indicator(ValueType::Bool, 0);
}
Indicator points() {
  return indicator(ValueType::Points, 3);
}

struct Good {
  std::string text;
  Indicator indicator;
  CellRules rules;
  std::int64_t ticks;
};

struct Absent {
  std::string text;
  Indicator indicator;
  CellRules rules;
  CellState state;
};

struct Wrong {
  std::string text;
  Indicator indicator;
  CellRules rules;
  std::string_view code;
  std::string problem;
  std::string help;
};

}  // namespace

TEST_CASE("cells that hold a value") {
  const std::vector<Good> cases = {
      {"90", count(), kPoint, 90},
      {" 90\t", count(), kPoint, 90},
      {"\u00A090", count(), kPoint, 90},
      {"+7", count(), kPoint, 7},
      {"-0", count(), kPoint, 0},
      {"007", count(), kPoint, 7},
      {"1000000000000000", count(), kPoint, 1'000'000'000'000'000},
      {"000000000000000000005", count(), kPoint, 5},
      {"12.5", number(), kPoint, 1250},
      {"-12.50", number(), kPoint, -1250},
      {"12,5", number(), kComma, 1250},
      {"-10000000000000", number(), kPoint, -1'000'000'000'000'000},
      {"21.31", percent(), kPoint, 21'310'000},
      {"21,31%", percent(), kComma, 21'310'000},
      {"21.31 %", percent(), kPoint, 21'310'000},
      {"100%", percent(), kPoint, 100'000'000},
      {"0.001", points(), kPoint, 1},
      {"x", truth(), kPoint, 1},
      {"X", truth(), kPoint, 1},
      {"có", truth(), kPoint, 1},
      {"CÓ", truth(), kPoint, 1},
      {"co\u0301", truth(), kPoint, 1},
      {"yes", truth(), kPoint, 1},
      {"TRUE", truth(), kPoint, 1},
      {"1", truth(), kPoint, 1},
      {"Đạt", truth(), kPoint, 1},
      {"không", truth(), kPoint, 0},
      {"Kho\u0302ng", truth(), kPoint, 0},
      {"no", truth(), kPoint, 0},
      {"False", truth(), kPoint, 0},
      {"0", truth(), kPoint, 0},
  };
  for (const Good& one : cases) {
    INFO(one.text);
    const ReadCell cell = read_cell(one.text, one.indicator, one.rules);
    CHECK(cell.problem.empty());
    CHECK(cell.state == CellState::Present);
    CHECK(cell.ticks == one.ticks);
  }
}

TEST_CASE("thousands set apart") {
  using Thousands = CellRules::Thousands;
  const CellRules in_counts{DecimalMark::Comma, DashMeaning::Refused, Thousands::InCounts};
  const CellRules everywhere{DecimalMark::Comma, DashMeaning::Refused, Thousands::Everywhere};
  const std::vector<Good> cases = {
      {"1 234", count(), kPoint, 1'234},
      {"-1\u00A0234\u00A0567", number(), kPoint, -123'456'700},
      {"1.234,5", number(), kComma, 123'450},
      {"1,234.5", number(), kPoint, 123'450},
      {"1.234.567", number(), kComma, 123'456'700},
      {"1.234.567", count(), kComma, 1'234'567},
      {"1.234", count(), in_counts, 1'234},
      {"1.234", number(), everywhere, 123'400},
      {"1.234,5%", percent(), kComma, 1'234'500'000},
  };
  for (const Good& one : cases) {
    INFO(one.text);
    const ReadCell cell = read_cell(one.text, one.indicator, one.rules);
    CHECK(cell.problem.empty());
    CHECK(cell.ticks == one.ticks);
  }
  CHECK(!read_cell("1.234", number(), in_counts).problem.empty());
}

TEST_CASE("cells without a value") {
  const CellRules missing{DecimalMark::Point, DashMeaning::Missing};
  const CellRules inapplicable{DecimalMark::Point, DashMeaning::NotApplicable};
  const std::vector<Absent> cases = {
      {"", count(), kPoint, CellState::Missing},
      {" \t\u00A0", number(), kPoint, CellState::Missing},
      {"", truth(), kPoint, CellState::Missing},
      {"NA", count(), kPoint, CellState::NotApplicable},
      {"n/a", percent(), kPoint, CellState::NotApplicable},
      {"KĐG", truth(), kPoint, CellState::NotApplicable},
      {"kđg", points(), kPoint, CellState::NotApplicable},
      {"Không áp dụng", count(), kPoint, CellState::NotApplicable},
      {"không áp dụng", truth(), kPoint, CellState::NotApplicable},
      {"kho\u0302ng a\u0301p du\u0323ng", number(), kPoint, CellState::NotApplicable},
      {"-", count(), missing, CellState::Missing},
      {"\u2013", count(), missing, CellState::Missing},
      {"-", truth(), inapplicable, CellState::NotApplicable},
  };
  for (const Absent& one : cases) {
    INFO(one.text);
    const ReadCell cell = read_cell(one.text, one.indicator, one.rules);
    CHECK(cell.problem.empty());
    CHECK(cell.state == one.state);
    CHECK(cell.ticks == 0);
  }
}

TEST_CASE("cells that are wrong, and the way out") {
  const std::vector<Wrong> cases = {
      {"9O", count(), kPoint, codes::kBadCell, "`9O` is not a number",
       "digits only, for example 90"},
      {"abc", count(), kPoint, codes::kBadCell, "`abc` is not a number",
       "digits only, for example 90"},
      {"abc", number(), kComma, codes::kBadCell, "`abc` is not a number",
       "digits only, for example 12,5"},
      {"abc", percent(), kPoint, codes::kBadCell, "`abc` is not a number",
       "digits only, for example 21.31 or 21.31%"},
      {".5", number(), kPoint, codes::kBadCell, "`.5` is not a number",
       "digits only, for example 12.5"},
      {"5.", number(), kPoint, codes::kBadCell, "`5.` is not a number",
       "digits only, for example 12.5"},
      {"1e5", number(), kPoint, codes::kBadCell, "`1e5` is not a number",
       "digits only, for example 12.5"},
      {"#DIV/0!", number(), kPoint, codes::kBadCell, "`#DIV/0!` is not a number",
       "it is an error of the spreadsheet: mend the formula, then save again"},
      {"không", count(), kPoint, codes::kBadCell, "`không` is not a number",
       "digits only, for example 90"},
      {"1.5", count(), kPoint, codes::kBadCell, "`1.5` is not a whole number",
       "the indicator has no decimals: write a whole number"},
      {"1,5", count(), kPoint, codes::kBadCell, "`1,5` is not a whole number",
       "the indicator has no decimals: write a whole number"},
      {"1.234", count(), kPoint, codes::kBadCell, "`1.234` is not a whole number",
       "write `1234` if thousands are meant"},
      {"1,234", count(), kPoint, codes::kAmbiguousNumber,
       "`1,234` has a thousands separator or a decimal comma",
       "write `1234` if thousands are meant, or pass `--decimal point`"},
      {"12 34", number(), kPoint, codes::kBadCell, "`12 34` is not a number",
       "digits only, for example 12.5"},
      {"1.234.567", number(), kPoint, codes::kBadCell, "`1.234.567` has thousands separators",
       "write `1234567`"},
      {"61,86", number(), kPoint, codes::kBadCell,
       "`61,86` has a decimal comma, but the decimal mark is the point",
       "write `61.86`, or pass `--decimal comma`"},
      {"-61.86", number(), kComma, codes::kBadCell,
       "`-61.86` has a decimal point, but the decimal mark is the comma",
       "write `-61,86`, or pass `--decimal point`"},
      {"1.234", number(), kComma, codes::kBadCell,
       "`1.234` has a thousands separator or a decimal point",
       "write `1234` if thousands are meant; pass `--decimal point` if the numbers of the file "
       "have a decimal point"},
      {"1.234", number(), kPoint, codes::kBadCell, "`1.234` has more than 2 decimals",
       "write fewer, or raise `decimals` of the indicator in the rulebook"},
      {"12%", count(), kPoint, codes::kBadCell, "`12%` is a percent",
       "the indicator is a count: write it without `%`, or declare it as `percent` in the "
       "rulebook"},
      {"có lẽ", truth(), kPoint, codes::kBadCell, "`có lẽ` is neither yes nor no",
       "yes: x, có, yes, true, 1, đạt; no: không, no, false, 0"},
      {"-", count(), kPoint, codes::kAmbiguousDash,
       "`-` may mean that there is no figure, or not applicable",
       "leave the cell empty or write `NA`; or pass `--dash missing` or `--dash na`"},
      {"-5", count(), kPoint, codes::kOutOfRange, "`-5` is negative", "a count is 0 or more"},
      {"-0.5%", percent(), kPoint, codes::kOutOfRange, "`-0.5%` is negative",
       "a percent is 0 or more"},
      {"1000000000000001", count(), kPoint, codes::kOutOfRange, "`1000000000000001` is too large",
       "at most 1000000000000000 in size; declare a larger unit of measurement, for example "
       "millions"},
      {"99999999999999999999999999", number(), kPoint, codes::kOutOfRange,
       "`99999999999999999999999999` is too large",
       "at most 10000000000000 in size; declare a larger unit of measurement, for example "
       "millions"},
  };
  for (const Wrong& one : cases) {
    INFO(one.text);
    const ReadCell cell = read_cell(one.text, one.indicator, one.rules);
    CHECK(cell.code == one.code);
    CHECK(cell.problem == one.problem);
    CHECK(cell.help == one.help);
  }
}

TEST_CASE("bounds are compared with the cell as written") {
  Indicator share = percent();
  share.minimum = Decimal{5, 1};
  share.maximum = Decimal{100, 0};
  CHECK(read_cell("0.5", share, kPoint).ticks == 500'000);
  CHECK(read_cell("100", share, kPoint).ticks == 100'000'000);
  const ReadCell below = read_cell("0.499999", share, kPoint);
  CHECK(below.code == codes::kOutOfRange);
  CHECK(below.problem == "`0.499999` is below the minimum, 0.5");
  const ReadCell above = read_cell("100.000001", share, kPoint);
  CHECK(above.code == codes::kOutOfRange);
  CHECK(above.problem == "`100.000001` is above the maximum, 100");
}

TEST_CASE("text in messages stays on one line and short") {
  CHECK(shown("sở y tế") == "`sở y tế`");
  CHECK(shown("a\nb") == "`a\uFFFDb`");
  CHECK(shown(std::string(100, 'a')) == "`" + std::string(59, 'a') + "…`");
}

}  // namespace parindex
