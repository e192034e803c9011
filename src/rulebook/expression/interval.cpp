// SPDX-License-Identifier: Apache-2.0
#include "rulebook/expression/interval.h"

#include <fmt/core.h>

#include "base/text.h"

namespace parindex {
namespace {

// The ends of one interval.
class EndReader {
 public:
  EndReader(bool ratio, const std::vector<NamedNumber>& numbers, std::string& problem)
      : ratio_(ratio),
        numbers_(numbers),
        problem_(problem) {}

  std::optional<Number> read(std::string_view text) const {
    text = trim(text);
    bool percent = !text.empty() && text.back() == '%';
    const std::string_view digits = percent ? trim(text.substr(0, text.size() - 1)) : text;
    std::optional<Number> value = named(digits, percent);
    if (const std::optional<Decimal> written = parse_decimal(digits); written) {
      value = normalized(*written);
    }
    if (!value || normalized(value->value).scale > kMostPlaces) {
      problem_ = fmt::format("`{}` is not a number or an interval", text);
      return std::nullopt;
    }
    if (percent != ratio_) {
      problem_ = ratio_ ? fmt::format("the value is a ratio: write `{}%`", text)
                        : fmt::format("the value is a plain number: write `{}`", digits);
      return std::nullopt;
    }
    return percent ? multiply(*value, kHundredth) : value;
  }

 private:
  static constexpr int kMostPlaces = 9;
  static constexpr Decimal kHundredth{1, 2};
  static constexpr Decimal kHundred{100, 0};

  // As written: 95 for a ratio of 0.95, which carries its percent sign.
  std::optional<Number> named(std::string_view name, bool& percent) const {
    for (const NamedNumber& number : numbers_) {
      if (number.name == name && !(number.ratio && percent)) {
        percent = percent || number.ratio;
        return number.ratio ? multiply(number.value, kHundred) : number.value;
      }
    }
    return std::nullopt;
  }

  bool ratio_;
  const std::vector<NamedNumber>& numbers_;
  std::string& problem_;
};

std::optional<Interval> one_sided(std::string_view text, const EndReader& ends) {
  const bool upper = text.front() == '<';
  const bool closed = text.size() > 1 && text[1] == '=';
  const std::optional<Number> end = ends.read(text.substr(closed ? 2 : 1));
  if (!end) {
    return std::nullopt;
  }
  const Bound bound{*end, !closed};
  return upper ? Interval{std::nullopt, bound} : Interval{bound, std::nullopt};
}

std::optional<Interval> two_sided(std::string_view text, std::size_t dots, const EndReader& ends,
                                  std::string& problem) {
  const bool open_below = text.front() == '(';
  const bool open_above = text.back() == ')';
  if ((!open_below && text.front() != '[') || (!open_above && text.back() != ']')) {
    problem = fmt::format("`{}` is not an interval", text);
    return std::nullopt;
  }
  const std::optional<Number> low = ends.read(text.substr(1, dots - 1));
  const std::optional<Number> high =
      low ? ends.read(text.substr(dots + 2, text.size() - dots - 3)) : std::nullopt;
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

std::optional<Interval> parse_interval(std::string_view text, bool ratio,
                                       const std::vector<NamedNumber>& numbers,
                                       std::string& problem) {
  const EndReader ends(ratio, numbers, problem);
  text = trim(text);
  if (text.empty()) {
    problem = "the interval is empty";
    return std::nullopt;
  }
  if (text.front() == '<' || text.front() == '>') {
    return one_sided(text, ends);
  }
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const bool bracketed = text.size() > 1 && text.front() == '[' && text.back() == ']';
    const std::optional<Number> value =
        ends.read(bracketed ? text.substr(1, text.size() - 2) : text);
    return value ? std::optional(Interval{Bound{*value}, Bound{*value}}) : std::nullopt;
  }
  return two_sided(text, dots, ends, problem);
}

std::string bound_text(const Number& value, bool ratio) {
  return ratio ? to_text(multiply(value.value, {100, 0}).value_or(value.value)) + "%"
               : to_text(value);
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
