// SPDX-License-Identifier: Apache-2.0
#include "report/words/line_words.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "base/day.h"
#include "engine/numbers/rational.h"

namespace parindex {
namespace {

using Line = Explanation::Line;

std::string cell_words(const ExactCell& cell, Quantity quantity,
                       const std::vector<std::string>& levels, Language language) {
  if (cell.state != CellState::Present) {
    return "";
  }
  switch (quantity) {
    case Quantity::Number:
      return exact_text(cell.value);
    case Quantity::Ratio:
      return exact_text(cell.value * 100) + "%";
    case Quantity::Truth:
      return (cell.value != 0 ? say::kYes : say::kNo).in(language);
    case Quantity::Date:
      return day_words(static_cast<std::int64_t>(cell.value), language);
    case Quantity::Level:
      return levels.at(static_cast<std::size_t>(cell.value));
  }
  return "";
}

// The parts that count, with what each gives.
std::string parts_text(const Line& line) {
  std::string text;
  for (const Explanation::Part& part : line.parts) {
    text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", part.text,
                        part.text.empty() ? "" : " → ", exact_text(part.points.value));
  }
  return text;
}

}  // namespace

std::string exact_text(const Rational& value) {
  constexpr int kPlaces = 9;
  return to_text(value, kPlaces);
}

Cell exact_cell(const ExactCell& cell) {
  if (cell.state != CellState::Present) {
    return EmptyCell{};
  }
  const std::optional<Decimal> shown = parse_decimal(exact_text(cell.value));
  return shown ? Cell{NumberCell{shown->coefficient, shown->scale}} : Cell{exact_text(cell.value)};
}

std::string day_words(std::int64_t day, Language language) {
  if (day == kNever) {
    return say::kNever.in(language);
  }
  return language == Language::Vietnamese ? vietnamese_text(day) : iso_text(day);
}

std::string target_words(const Indicator& indicator, const PlanTarget& target, Language language) {
  constexpr std::array kSenses = {say::kFrom, say::kFromAbove, say::kUpTo, say::kBelow};
  const std::string value =
      to_text(target.value) + (indicator.type == ValueType::Percent ? "%" : "");
  return fill(kSenses[static_cast<std::size_t>(target.sense)], language, value);
}

std::string target_words(const Indicator& indicator, Language language) {
  std::string text;
  for (const PlanTarget& target : indicator.targets) {
    const std::string& when = target.by.empty() ? target.year : target.by;
    text += fmt::format("{}{} ({}, {})", text.empty() ? "" : "; ",
                        target_words(indicator, target, language), when, target.document);
  }
  return text;
}

Reason LineWords::reason(const Line& line) const {
  const std::string_view kind =
      kind_of(rulebook_.criteria[line.criterion], program_.nodes[line.criterion]);
  const bool full =
      line.points.state == CellState::Present && line.points.value >= line.maximum.value;
  return reason_of_extra(rulebook_, line.criterion, line.points.state, line.taken_as_zero,
                         line.points.value != 0)
      .value_or(reason_of(line.points.state, full, line.taken_as_zero, kind));
}

std::string LineWords::value(const Line& line, Language language) const {
  return cell_words(*line.operand, trace_of(line).quantity, trace_of(line).levels, language);
}

// What a value came to among all units, or how many days late it is.
std::string LineWords::compared_text(const Line& line) const {
  const RuleTrace& trace = trace_of(line);
  if (!trace.counts_days) {
    return cell_words(*line.compared, trace.compared_quantity, {}, language_);
  }
  if (line.operand->value == kNever) {
    return words(say::kNever);
  }
  return line.compared->value > 0
             ? fill(say::kDaysLate, language_, exact_text(line.compared->value))
             : words(say::kInTime);
}

// The figures are there, but the document does not say what they give.
bool LineWords::is_unknown(const Line& line) const {
  const bool unknown_band = line.band && trace_of(line).bands[*line.band].unknown;
  const bool unknown_part = std::any_of(
      line.parts.begin(), line.parts.end(),
      [](const Explanation::Part& part) { return part.points.state == CellState::NotScored; });
  const bool unknown_level = line.operand && line.operand->state == CellState::Present &&
                             !trace_of(line).levels.empty() &&
                             !rulebook_.criteria[line.criterion].not_applicable_when;
  return line.points.state == CellState::NotScored &&
         (unknown_band || unknown_part || unknown_level);
}

std::string LineWords::next_text(const Line& line, bool ratio) const {
  const RuleTrace& trace = trace_of(line);
  const Band& next = trace.bands[*line.next_band];
  const Band& met = trace.bands[*line.band];
  const Rational from = met.to ? line.points.value : to_rational(met.points.value);
  const Rational gain = to_rational(next.points.value) - from;
  return fmt::format("; {}: {} ({}{})", words(say::kNext), band_words(next, ratio, language_),
                     gain > 0 ? "+" : "", exact_text(gain));
}

// The value that the rule looked at is its points, and nothing cut it.
bool LineWords::is_points(const Line& line) const {
  return trace_of(line).operand_is_points && line.operand->value == line.points.value;
}

// The ratio times the maximum, and what came of it where a cap, floor or rounding changed it.
std::string LineWords::product_text(const Line& line) const {
  const Decimal maximum = rulebook_.criteria[line.criterion].maximum.value;
  std::string text = fmt::format(" × {}", to_text(maximum));
  if (line.points.value != line.operand->value * to_rational(maximum)) {
    text += fmt::format(" → {}", exact_text(line.points.value));
  }
  return text;
}

std::string LineWords::board_text(const Line& line) const {
  std::string text = words(say::kBoardDecided);
  text += line.remark.empty() ? "" : fmt::format(" ({})", line.remark);
  const std::string by_rule = line.by_rule->state == CellState::Present
                                  ? exact_text(line.by_rule->value)
                                  : words(say::kNoValue);
  return fmt::format("{}; {}", text, fill(say::kByTheRule, language_, by_rule));
}

std::string LineWords::how(const Line& line) const {
  if (line.by_rule) {
    return board_text(line);
  }
  if (is_unknown(line)) {
    return words(say::kNotStated);
  }
  if (line.points.state != CellState::Present || line.taken_as_zero) {
    return words(reason(line).words);
  }
  if (!program_.nodes[line.criterion].trace) {
    return "";
  }
  const RuleTrace& trace = trace_of(line);
  if (line.precondition_fails) {
    return fmt::format("{}: {}", trace.precondition->text, words(say::kConditionFails));
  }
  if (!line.parts.empty() || !line.operand) {
    return parts_text(line);
  }
  if (line.operand->state == CellState::NotApplicable) {  // points all the same: `full_points`
    return fmt::format("{} → {}", words(say::kNotApplicable), exact_text(line.points.value));
  }
  std::string text = fmt::format("{} = {}", trace.operand_text, value(line, language_));
  bool ratio = trace.quantity == Quantity::Ratio;
  if (line.compared) {
    ratio = trace.compared_quantity == Quantity::Ratio;
    text += fmt::format(" → {}", compared_text(line));
  }
  if (line.band) {
    text += ", " + band_words(trace.bands[*line.band], ratio, language_);
  } else if (trace.operand_times_maximum) {
    text += product_text(line);
  } else if (trace.quantity != Quantity::Truth && !is_points(line)) {
    text += fmt::format(" → {}", exact_text(line.points.value));
  }
  return line.next_band ? text + next_text(line, ratio) : text;
}

}  // namespace parindex
