// SPDX-License-Identifier: Apache-2.0
#include "rulebook/expression/interval.h"

#include <fmt/core.h>

#include "base/text.h"

namespace parindex {
namespace {

std::optional<Decimal> parse_end(std::string_view text, bool ratio, std::string& problem) {
  text = trim(text);
  const bool percent = !text.empty() && text.back() == '%';
  const std::string_view digits = percent ? trim(text.substr(0, text.size() - 1)) : text;
  std::optional<Decimal> value = parse_decimal(digits);
  if (!value || normalized(*value).scale > 9) {
    problem = fmt::format("`{}` is not a number or an interval", text);
    return std::nullopt;
  }
  if (percent != ratio) {
    problem = ratio ? fmt::format("the value is a ratio: write `{}%`", text)
                    : fmt::format("the value is a plain number: write `{}`", digits);
    return std::nullopt;
  }
  value = normalized(*value);
  value->scale += percent ? 2 : 0;
  return normalized(*value);
}

std::optional<Interval> one_sided(std::string_view text, bool ratio, std::string& problem) {
  const bool upper = text.front() == '<';
  const bool closed = text.size() > 1 && text[1] == '=';
  const std::optional<Decimal> end = parse_end(text.substr(closed ? 2 : 1), ratio, problem);
  if (!end) {
    return std::nullopt;
  }
  const Bound bound{*end, !closed};
  return upper ? Interval{std::nullopt, bound} : Interval{bound, std::nullopt};
}

std::optional<Interval> two_sided(std::string_view text, std::size_t dots, bool ratio,
                                  std::string& problem) {
  const bool open_below = text.front() == '(';
  const bool open_above = text.back() == ')';
  if ((!open_below && text.front() != '[') || (!open_above && text.back() != ']')) {
    problem = fmt::format("`{}` is not an interval", text);
    return std::nullopt;
  }
  const std::optional<Decimal> low = parse_end(text.substr(1, dots - 1), ratio, problem);
  const std::optional<Decimal> high =
      low ? parse_end(text.substr(dots + 2, text.size() - dots - 3), ratio, problem) : std::nullopt;
  if (!high) {
    return std::nullopt;
  }
  if (*high < *low || (*low == *high && (open_below || open_above))) {
    problem = fmt::format("`{}` holds no value", text);
    return std::nullopt;
  }
  return Interval{Bound{*low, open_below}, Bound{*high, open_above}};
}

}  // namespace

std::optional<Interval> parse_interval(std::string_view text, bool ratio, std::string& problem) {
  text = trim(text);
  if (text.empty()) {
    problem = "the interval is empty";
    return std::nullopt;
  }
  if (text.front() == '<' || text.front() == '>') {
    return one_sided(text, ratio, problem);
  }
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const bool bracketed = text.size() > 1 && text.front() == '[' && text.back() == ']';
    const std::optional<Decimal> value =
        parse_end(bracketed ? text.substr(1, text.size() - 2) : text, ratio, problem);
    return value ? std::optional(Interval{Bound{*value}, Bound{*value}}) : std::nullopt;
  }
  return two_sided(text, dots, ratio, problem);
}

std::string bound_text(Decimal value, bool ratio) {
  return ratio ? to_text(multiply(value, {100, 0}).value_or(value)) + "%" : to_text(value);
}

std::string to_text(const Interval& interval, bool ratio) {
  if (!interval.lower && !interval.upper) {
    return "(..)";
  }
  if (!interval.lower) {
    return fmt::format("{}{}",
                       interval.upper->open ? "<" : "<=", bound_text(interval.upper->value, ratio));
  }
  if (!interval.upper) {
    return fmt::format("{}{}",
                       interval.lower->open ? ">" : ">=", bound_text(interval.lower->value, ratio));
  }
  if (interval.lower->value == interval.upper->value) {
    return fmt::format("[{}]", bound_text(interval.lower->value, ratio));
  }
  return fmt::format("{}{}..{}{}", interval.lower->open ? "(" : "[",
                     bound_text(interval.lower->value, ratio),
                     bound_text(interval.upper->value, ratio), interval.upper->open ? ")" : "]");
}

}  // namespace parindex
