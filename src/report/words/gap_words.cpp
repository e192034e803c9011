// SPDX-License-Identifier: Apache-2.0
#include "report/words/gap_words.h"

#include <cstdint>

#include <fmt/core.h>

#include "base/day.h"
#include "engine/numbers/rational.h"
#include "report/build/score_cells.h"
#include "report/words/gap_catalogue.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

std::string amount(const Indicator& indicator, std::int64_t cell) {
  return to_text(Decimal{cell, indicator.decimals});
}

// "163 fewer", "4.7 percentage points more", "7 days earlier"; empty for what is no amount.
std::string difference_words(const Indicator& indicator, const FigureChange& change,
                             Language language) {
  const bool more = change.to > change.from;
  const std::int64_t by = more ? change.to - change.from : change.from - change.to;
  switch (indicator.type) {
    case ValueType::Bool:
    case ValueType::Level:
      return "";
    case ValueType::Date:
      if (change.from == kNever || change.to == kNever) {
        return "";
      }
      return fill(more ? say::kDaysLater : say::kDaysEarlier, language, std::to_string(by));
    case ValueType::Percent:
      return fill(more ? say::kPercentMore : say::kPercentLess, language, amount(indicator, by));
    case ValueType::Count:
    case ValueType::Number:
    case ValueType::Points:
      break;
  }
  return fill(more ? say::kMore : say::kFewer, language, amount(indicator, by));
}

std::string signed_text(const Rational& value, int places) {
  return (value < 0 ? "" : "+") + to_text(value, places);
}

}  // namespace

std::string cell_words(const Indicator& indicator, std::int64_t cell, Language language) {
  if (indicator.type == ValueType::Bool) {
    return (cell != 0 ? say::kYes : say::kNo).in(language);
  }
  return indicator.type == ValueType::Date ? day_words(cell, language) : cell_code(indicator, cell);
}

std::string cell_code(const Indicator& indicator, std::int64_t cell) {
  switch (indicator.type) {
    case ValueType::Bool:
      return cell != 0 ? "yes" : "no";
    case ValueType::Level:
      return indicator.levels.at(static_cast<std::size_t>(cell));
    case ValueType::Date:
      return cell == kNever ? "none" : iso_text(cell);
    case ValueType::Count:
    case ValueType::Number:
    case ValueType::Percent:
    case ValueType::Points:
      break;
  }
  return to_text(Decimal{cell, indicator.decimals}) +
         (indicator.type == ValueType::Percent ? "%" : "");
}

std::string change_words(const Rulebook& rulebook, const FigureChange& change, Language language) {
  const Indicator& indicator = rulebook.indicators[change.indicator];
  const std::string& name = indicator.title.empty() ? indicator.id : indicator.title;
  const std::string move = fmt::format("{} → {}", cell_words(indicator, change.from, language),
                                       cell_words(indicator, change.to, language));
  const std::string difference = difference_words(indicator, change, language);
  return difference.empty() ? fmt::format("{}: {}", name, move)
                            : fmt::format("{}: {} ({})", name, difference, move);
}

std::string_view class_code(Gap::Class what) {
  switch (what) {
    case Gap::Class::NoPoints:
      return "no_points";
    case Gap::Class::BelowMaximum:
      return "below_maximum";
    case Gap::Class::Penalty:
      return "penalty";
    case Gap::Class::Possible:
      return "possible";
    case Gap::Class::NotScored:
      return "not_scored";
  }
  return "";
}

std::string class_words(Gap::Class what, Language language) {
  switch (what) {
    case Gap::Class::NoPoints:
      return say::kNoPoints.in(language);
    case Gap::Class::BelowMaximum:
      return say::kBelowMaximum.in(language);
    case Gap::Class::Penalty:
      return say::kPenaltyTaken.in(language);
    case Gap::Class::Possible:
      return say::kMayLose.in(language);
    case Gap::Class::NotScored:
      return say::kNotKnown.in(language);
  }
  return "";
}

std::string changes_code(const Rulebook& rulebook, const GapStep& step) {
  std::string text;
  for (const FigureChange& change : step.changes) {
    const Indicator& indicator = rulebook.indicators[change.indicator];
    text += fmt::format("{}{}={}", text.empty() ? "" : "; ", indicator.id,
                        cell_code(indicator, change.to));
  }
  return text;
}

std::string change_number(const Rulebook& rulebook, const GapStep& step) {
  const FigureChange& change = step.changes.front();
  const Indicator& indicator = rulebook.indicators[change.indicator];
  const bool days = indicator.type == ValueType::Date && change.from != kNever;
  return step.changes.size() == 1 && (indicator.is_amount() || days)
             ? amount(indicator, change.to - change.from)
             : "";
}

std::string step_words(const Rulebook& rulebook, const GapStep& step, Language language) {
  std::string text;
  for (const FigureChange& change : step.changes) {
    text += (text.empty() ? "" : "; ") + change_words(rulebook, change, language);
  }
  text += ": " + fill(say::kGainsPoints, language, signed_text(step.points, 9));
  if (step.index) {
    const int digits = rulebook.index_rounding.digits;
    text += ", " + fill(say::kGainsIndex, language, signed_text(*step.index, digits));
  }
  return text;
}

}  // namespace parindex
