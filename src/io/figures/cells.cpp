// SPDX-License-Identifier: Apache-2.0
#include "io/figures/cells.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "engine/numbers/decimal.h"

namespace parindex {
namespace {

using Words = std::array<std::string_view, 6>;

// As fold_case leaves them.
constexpr Words kYes = {"1", "x", "có", "yes", "true", "đạt"};
constexpr Words kNo = {"0", "không", "no", "false"};
constexpr Words kNotApplicable = {"na", "n/a", "kđg", "không áp dụng"};
constexpr Words kNeverDone = {"chưa nộp", "none"};
constexpr Words kDashes = {"-", "\u2013", "\u2014"};

// What people type between thousands: blanks of all widths, and the decimal mark of elsewhere.
constexpr Words kSeparators = {".", ",", " ", "\u00A0", "\u202F", "'"};

bool is_one_of(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

DecimalMark other(DecimalMark mark) {
  return mark == DecimalMark::Point ? DecimalMark::Comma : DecimalMark::Point;
}

std::string_view mark_name(DecimalMark mark) {
  return mark == DecimalMark::Point ? "point" : "comma";
}

std::string_view type_name(ValueType type) {
  switch (type) {
    case ValueType::Count:
      return "a count";
    case ValueType::Number:
      return "a number";
    case ValueType::Percent:
      return "a percent";
    case ValueType::Bool:
      return "a yes or no";
    case ValueType::Points:
      return "a number of points";
    case ValueType::Date:
      return "a date";
    case ValueType::Level:
      return "a level";
  }
  return {};
}

ReadCell present(std::int64_t ticks) {
  ReadCell cell;
  cell.ticks = ticks;
  return cell;
}

ReadCell absent(CellState state) {
  ReadCell cell;
  cell.state = state;
  return cell;
}

ReadCell wrong(std::string_view code, std::string problem, std::string help) {
  ReadCell cell;
  cell.state = CellState::Missing;
  cell.code = code;
  cell.problem = std::move(problem);
  cell.help = std::move(help);
  return cell;
}

// `[-+]digits[mark digits]`, taken apart.
struct NumberText {
  bool negative = false;
  std::string_view whole, fraction;
};

std::optional<NumberText> split_number(std::string_view text, DecimalMark mark) {
  NumberText number;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t at = text.find(mark_character(mark));
  number.whole = text.substr(0, at);
  if (at != std::string_view::npos) {
    number.fraction = text.substr(at + 1);
    if (!are_digits(number.fraction)) {
      return std::nullopt;
    }
  }
  return are_digits(number.whole) ? std::optional(number) : std::nullopt;
}

// Ticks at `decimals` places; anything too large comes out just above kMostTicks.
std::int64_t to_ticks(const NumberText& number, int decimals) {
  std::int64_t ticks = 0;
  const auto append = [&ticks](int digit) { ticks = std::min(ticks * 10 + digit, kMostTicks + 1); };
  for (const std::string_view digits : {number.whole, number.fraction}) {
    for (const char digit : digits) {
      append(digit - '0');
    }
  }
  for (int place = static_cast<int>(number.fraction.size()); place < decimals; ++place) {
    append(0);
  }
  return number.negative ? -ticks : ticks;
}

// "1.234.567,8" -> "1234567,8"; empty when the text is no number in groups of three.
std::string without_separator(std::string_view text, std::string_view separator, DecimalMark mark) {
  const char decimal = separator == "." ? ',' : separator == "," ? '.' : mark_character(mark);
  const std::size_t at = text.find(decimal);
  std::string_view whole = text.substr(0, at);
  std::string result;
  if (!whole.empty() && whole.front() == '-') {
    result = '-';
    whole.remove_prefix(1);
  }
  bool is_first = true;
  for (std::size_t end = 0; end != std::string_view::npos; is_first = false) {
    end = whole.find(separator);
    const std::string_view group = whole.substr(0, end);
    const bool is_only = is_first && end == std::string_view::npos;
    if (!are_digits(group) || group.size() > 3 || (!is_first && group.size() < 3) || is_only) {
      return {};
    }
    result += group;
    whole.remove_prefix(std::min(whole.size(), group.size() + separator.size()));
  }
  if (at == std::string_view::npos) {
    return result;
  }
  const std::string_view fraction = text.substr(at + 1);
  return are_digits(fraction) ? result + mark_character(mark) + std::string(fraction)
                              : std::string();
}

std::string without_separators(std::string_view text, DecimalMark mark) {
  for (const std::string_view separator : kSeparators) {
    if (separator.empty() || text.find(separator) == std::string_view::npos) {
      continue;
    }
    if (std::string plain = without_separator(text, separator, mark); !plain.empty()) {
      return plain;
    }
  }
  return {};
}

// The number without what stands between its thousands; empty where that is not certain.
std::string certain_number(std::string_view text, const Indicator& indicator,
                           const CellRules& rules) {
  const char mark = mark_character(rules.mark);
  for (const std::string_view separator : kSeparators) {
    if (separator.empty() || separator.front() == mark ||
        text.find(separator) == std::string_view::npos) {
      continue;
    }
    std::string plain = without_separator(text, separator, rules.mark);
    const bool is_other_mark = separator == "." || separator == ",";
    const bool is_alone =
        text.find(separator) == text.rfind(separator) && text.find(mark) == std::string_view::npos;
    const bool is_allowed =
        !is_other_mark || !is_alone || rules.thousands == CellRules::Thousands::Everywhere ||
        (rules.thousands == CellRules::Thousands::InCounts && indicator.decimals == 0);
    if (!plain.empty() && is_allowed) {
      return plain;
    }
  }
  return {};
}

// The text with letters that are taken for digits put right: 9O -> 90, l2 -> 12.
std::string with_digits_for_letters(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c == 'O' || c == 'o') {
      c = '0';
    } else if (c == 'l' || c == 'I') {
      c = '1';
    }
  }
  return result;
}

std::string example_of(const Indicator& indicator, DecimalMark mark) {
  if (indicator.decimals == 0) {
    return "digits only, for example 90";
  }
  const char point = mark_character(mark);
  return indicator.type == ValueType::Percent
             ? fmt::format("digits only, for example 21{0}31 or 21{0}31%", point)
             : fmt::format("digits only, for example 12{}5", point);
}

ReadCell refuse_other_mark(std::string_view cell, const NumberText& number,
                           const std::string& thousands, DecimalMark mark) {
  const DecimalMark found = other(mark);
  if (!thousands.empty()) {
    return wrong(
        codes::kBadCell,
        fmt::format("{} has a thousands separator or a decimal {}", shown(cell), mark_name(found)),
        fmt::format("write `{}` if thousands are meant; pass `--decimal {}` if the numbers "
                    "of the file have a decimal {}",
                    thousands, mark_name(found), mark_name(found)));
  }
  return wrong(codes::kBadCell,
               fmt::format("{} has a decimal {}, but the decimal mark is the {}", shown(cell),
                           mark_name(found), mark_name(mark)),
               fmt::format("write `{}{}{}{}`, or pass `--decimal {}`", number.negative ? "-" : "",
                           number.whole, mark_character(mark), number.fraction, mark_name(found)));
}

// Why a text is not a number, and what to write instead.
ReadCell refuse(std::string_view cell, std::string_view body, const Indicator& indicator,
                DecimalMark mark) {
  if (body.ends_with('%') && indicator.type != ValueType::Percent) {
    return wrong(codes::kBadCell, fmt::format("{} is a percent", shown(cell)),
                 fmt::format("the indicator is {}: write it without `%`, or declare it as "
                             "`percent` in the rulebook",
                             type_name(indicator.type)));
  }
  constexpr std::size_t kLongestExplained = 60;
  if (body.size() > kLongestExplained) {
    return wrong(codes::kBadCell, fmt::format("{} is not a number", shown(cell)),
                 example_of(indicator, mark));
  }
  const std::string plain = without_separators(body, mark);
  const auto number = split_number(body, other(mark));
  if (number && indicator.decimals > 0) {
    return refuse_other_mark(cell, *number, plain, mark);
  }
  if (!plain.empty() && number) {
    return wrong(codes::kAmbiguousNumber,
                 fmt::format("{} has a thousands separator or a decimal {}", shown(cell),
                             mark_name(other(mark))),
                 fmt::format("write `{}` if thousands are meant, or pass `--decimal {}`", plain,
                             mark_name(mark)));
  }
  if (!plain.empty()) {
    return wrong(codes::kBadCell, fmt::format("{} has thousands separators", shown(cell)),
                 fmt::format("write `{}`", plain));
  }
  if (number) {
    return wrong(codes::kBadCell, fmt::format("{} is not a whole number", shown(cell)),
                 "the indicator has no decimals: write a whole number");
  }
  if (body.starts_with('#')) {
    return wrong(codes::kBadCell, fmt::format("{} is not a number", shown(cell)),
                 "it is an error of the spreadsheet: mend the formula, then save again");
  }
  const std::string mended = with_digits_for_letters(body);
  if (split_number(mended, mark)) {
    return wrong(codes::kBadCell, fmt::format("{} is not a number", shown(cell)),
                 fmt::format("digits only, for example {}", mended));
  }
  return wrong(codes::kBadCell, fmt::format("{} is not a number", shown(cell)),
               example_of(indicator, mark));
}

ReadCell refuse_decimals(std::string_view cell, std::string_view body, const Indicator& indicator,
                         DecimalMark mark) {
  if (indicator.decimals > 0) {
    return wrong(codes::kBadCell,
                 fmt::format("{} has more than {} decimal{}", shown(cell), indicator.decimals,
                             indicator.decimals == 1 ? "" : "s"),
                 "write fewer, or raise `decimals` of the indicator in the rulebook");
  }
  const std::string plain = without_separators(body, mark);
  const std::string whole = plain.substr(0, plain.find(mark_character(mark)));
  const bool is_whole = plain.find_first_not_of("0.,", whole.size()) == std::string::npos;
  return wrong(codes::kBadCell, fmt::format("{} is not a whole number", shown(cell)),
               plain.empty() || !is_whole
                   ? "the indicator has no decimals: write a whole number"
                   : fmt::format("write {} if thousands are meant", shown(whole)));
}

ReadCell within_bounds(std::int64_t ticks, std::string_view cell, const Indicator& indicator) {
  const Decimal value{ticks, indicator.decimals};
  if (ticks > kMostTicks || ticks < -kMostTicks) {
    return wrong(codes::kOutOfRange, fmt::format("{} is too large", shown(cell)),
                 fmt::format("at most {} in size; declare a larger unit of measurement, for "
                             "example millions",
                             to_text({kMostTicks, indicator.decimals})));
  }
  if (indicator.minimum && value < *indicator.minimum) {
    return wrong(
        codes::kOutOfRange,
        fmt::format("{} is below the minimum, {}", shown(cell), to_text(*indicator.minimum)),
        "correct the figure, or `min` of the indicator in the rulebook");
  }
  if (indicator.maximum && *indicator.maximum < value) {
    return wrong(
        codes::kOutOfRange,
        fmt::format("{} is above the maximum, {}", shown(cell), to_text(*indicator.maximum)),
        "correct the figure, or `max` of the indicator in the rulebook");
  }
  if (ticks < 0 && indicator.is_never_negative()) {
    return wrong(codes::kOutOfRange, fmt::format("{} is negative", shown(cell)),
                 fmt::format("{} is 0 or more", type_name(indicator.type)));
  }
  return present(ticks);
}

ReadCell read_number(std::string_view cell, const Indicator& indicator, const CellRules& rules) {
  const DecimalMark mark = rules.mark;
  std::string_view body = cell;
  if (indicator.type == ValueType::Percent && body.ends_with('%')) {
    body = trim(body.substr(0, body.size() - 1));
  }
  auto number = split_number(body, mark);
  const std::string plain = number ? "" : certain_number(body, indicator, rules);
  number = plain.empty() ? number : split_number(plain, mark);
  if (!number) {
    return refuse(cell, body, indicator, mark);
  }
  if (number->fraction.size() > static_cast<std::size_t>(indicator.decimals)) {
    return refuse_decimals(cell, body, indicator, mark);
  }
  return within_bounds(to_ticks(*number, indicator.decimals), cell, indicator);
}

ReadCell read_dash(DashMeaning meaning) {
  switch (meaning) {
    case DashMeaning::Missing:
      return absent(CellState::Missing);
    case DashMeaning::NotApplicable:
      return absent(CellState::NotApplicable);
    case DashMeaning::Refused:
      break;
  }
  return wrong(codes::kAmbiguousDash, "`-` may mean that there is no figure, or not applicable",
               "leave the cell empty or write `NA`; or pass `--dash missing` or `--dash na`");
}

ReadCell read_date(std::string_view cell, const std::string& word) {
  if (is_one_of(kNeverDone, word)) {
    return present(kNever);
  }
  const std::optional<std::int64_t> day = parse_day(cell);
  return day ? present(*day)
             : wrong(codes::kBadCell, fmt::format("{} is no day", shown(cell)),
                     "day/month/year, for example 31/12/2023, or 2023-12-31; `chưa nộp` where it "
                     "was never done");
}

ReadCell read_level(std::string_view cell, const std::string& word, const Indicator& indicator) {
  for (std::size_t i = 0; i < indicator.levels.size(); ++i) {
    if (fold_case(indicator.levels[i]) == word) {
      return present(static_cast<std::int64_t>(i));
    }
  }
  return wrong(codes::kBadCell, fmt::format("{} is none of the levels", shown(cell)),
               suggest(cell, indicator.levels));
}

ReadCell read_truth(std::string_view cell, const std::string& word, const Indicator& indicator) {
  if (is_one_of(kYes, word) || is_one_of(kNo, word)) {
    return within_bounds(is_one_of(kYes, word) ? 1 : 0, cell, indicator);
  }
  return wrong(codes::kBadCell, fmt::format("{} is neither yes nor no", shown(cell)),
               "yes: x, có, yes, true, 1, đạt; no: không, no, false, 0");
}

}  // namespace

ReadCell read_cell(std::string_view text, const Indicator& indicator, const CellRules& rules) {
  const std::string_view cell = trim(text);
  if (cell.empty()) {
    return absent(CellState::Missing);
  }
  if (is_one_of(kDashes, cell)) {
    return read_dash(rules.dash);
  }
  if (indicator.is_amount() && (is_digit(cell.front()) || cell.front() == '-')) {
    return read_number(cell, indicator, rules);
  }
  const std::string word = fold_case(cell);
  if (is_one_of(kNotApplicable, word)) {
    return absent(CellState::NotApplicable);
  }
  switch (indicator.type) {
    case ValueType::Bool:
      return read_truth(cell, word, indicator);
    case ValueType::Date:
      return read_date(cell, word);
    case ValueType::Level:
      return read_level(cell, word, indicator);
    case ValueType::Count:
    case ValueType::Number:
    case ValueType::Percent:
    case ValueType::Points:
      return read_number(cell, indicator, rules);
  }
  return {};
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMostCharacters = 60;
  return fmt::format("`{}`", shorten(printable(text), kMostCharacters));
}

}  // namespace parindex
