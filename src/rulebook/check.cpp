// SPDX-License-Identifier: Apache-2.0
#include "rulebook/check.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "engine/exact.h"
#include "engine/rational.h"
#include "rulebook/check_references.h"
#include "rulebook/compile.h"
#include "rulebook/expression_facts.h"
#include "rulebook/key_reader.h"

namespace parindex {
namespace {

constexpr int kPlaces = 9;

void check_leaf(const Criterion& criterion, Diagnostics& diagnostics) {
  const std::optional<Decimal> best = criterion.rule->best();
  if (!best || *best == criterion.maximum) {
    return;
  }
  // Real annexes print maxima that their rules never reach; none may give more than it promises.
  const bool never_reached = *best < criterion.maximum;
  diagnostics.add(
      {.severity = never_reached ? Severity::Warning : Severity::Error,
       .code = never_reached ? codes::kMaximumNotReached : codes::kMaximumPassed,
       .message = fmt::format("criterion `{}` can give {} points at most, its maximum is {}",
                              criterion.id, to_text(*best), to_text(criterion.maximum)),
       .primary = {criterion.span, ""},
       .related = {},
       .help = "correct `max` or the rule, unless the annex is printed like this",
       .topic = ""});
}

// What the children's maxima come to; `maxima` are exact, by criterion.
Rational maximum_of_children(const Rulebook& rulebook, const Criterion& criterion,
                             const std::vector<Rational>& maxima) {
  const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
  Rational sum = 0;
  Rational weights = 0;
  for (const CriterionIndex child : criterion.children) {
    const Rational weight = weighted ? to_rational(rulebook.criteria[child].weight) : Rational(1);
    sum += weight * maxima[child];
    weights += weight;
  }
  return weighted && weights != 0 ? Rational(sum / weights) : sum;
}

void check_sum(const Rulebook& rulebook, const Criterion& criterion,
               const std::vector<Rational>& maxima, Diagnostics& diagnostics) {
  const Rational sum = maximum_of_children(rulebook, criterion, maxima);
  if (sum == to_rational(criterion.maximum)) {
    return;
  }
  const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
  std::vector<std::string> parts;
  for (const CriterionIndex child : criterion.children) {
    const Criterion& part = rulebook.criteria[child];
    parts.push_back(to_text(part.maximum) + (weighted ? " × " + to_text(part.weight) : ""));
  }
  report_error(diagnostics, codes::kChildrenDoNotAddUp,
               fmt::format("criterion `{}` has the maximum {}, but its parts come to {}",
                           criterion.id, to_text(criterion.maximum), to_text(sum, kPlaces)),
               criterion.span,
               fmt::format("{}: {}", weighted ? "the weighted mean of" : "the parts",
                           fmt::join(parts, " + ")));
}

// With as many places as a Decimal can hold.
Decimal nearest_decimal(const Rational& value) {
  for (int places = kPlaces; places >= 0; --places) {
    if (const std::optional<Decimal> decimal = parse_decimal(to_text(value, places))) {
      return *decimal;
    }
  }
  return {};
}

// The exact maxima by criterion. Nodes that declare none get what their children come to.
std::vector<Rational> fill_in_maxima(Rulebook& rulebook) {
  std::vector<Rational> maxima(rulebook.criteria.size());
  for (std::size_t i = rulebook.criteria.size(); i-- > 0;) {
    Criterion& criterion = rulebook.criteria[i];
    if (criterion.maximum.is_zero()) {
      maxima[i] = maximum_of_children(rulebook, criterion, maxima);
      criterion.maximum = nearest_decimal(maxima[i]);
    } else {
      maxima[i] = to_rational(criterion.maximum);
    }
  }
  return maxima;
}

void check_usage(const Rulebook& rulebook, const std::vector<bool>& used,
                 Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < used.size(); ++i) {
    const Indicator& indicator = rulebook.indicators[i];
    if (!used[i]) {
      diagnostics.add({.severity = Severity::Warning,
                       .code = codes::kUnusedIndicator,
                       .message = fmt::format("no rule uses the indicator `{}`", indicator.id),
                       .primary = {indicator.span, ""},
                       .related = {},
                       .help = "remove it, or use it in a criterion",
                       .topic = ""});
    }
  }
}

std::vector<bool> used_indicators(const Rulebook& rulebook) {
  std::vector<bool> used(rulebook.indicators.size(), false);
  const auto mark = [&](const std::vector<IndicatorIndex>& indicators) {
    for (const IndicatorIndex indicator : indicators) {
      used[indicator] = true;
    }
  };
  ProgramBuilder unused_program;
  const RuleCompiler unused{
      unused_program, rulebook.indicators,
      [&](const std::string&) -> RuleCompiler::CriterionValues {
        return {unused_program.constant({0, 0}), unused_program.constant({1, 0})};
      },
      [&](const Statistic&) {
        return unused_program.constant({1, 0});
      }};
  for (const Criterion& criterion : rulebook.criteria) {
    if (criterion.not_applicable_when) {
      mark(indicators_of(*criterion.not_applicable_when));
    }
    if (criterion.rule) {
      const RuleTrace trace = criterion.rule->compile(unused).trace;
      mark(trace.inputs);
      mark(trace.shown);
    }
  }
  for (const Indicator& indicator : rulebook.indicators) {
    if (indicator.at_most) {
      used[*indicator.at_most] = true;
    }
  }
  return used;
}

// True when the grade above takes every index that this one could have.
bool is_covered(const Bound& bound, const Bound& above) {
  return above.value < bound.value || (above.value == bound.value && (bound.open || !above.open));
}

void report_unreachable(const Grade& grade, std::string help, Diagnostics& diagnostics) {
  report_error(diagnostics, codes::kGradeUnreachable,
               fmt::format("no index can reach the grade `{}`", grade.name), grade.span,
               std::move(help));
}

// A grade that is not the last one.
void check_grade(const Grade& grade, const Grade* above, Diagnostics& diagnostics) {
  const Decimal hundred{100, 0};
  if (!grade.from) {
    report_error(
        diagnostics, codes::kGradeUnreachable,
        grade.name.empty()
            ? std::string("`ungraded` is not the last of the grades")
            : fmt::format("grade `{}` has no bound, so no later grade can be reached", grade.name),
        grade.span, "grades stand best first; only the last has no bound");
  } else if (hundred < grade.from->value || (grade.from->value == hundred && grade.from->open)) {
    report_unreachable(grade, "the index lies between 0 and 100", diagnostics);
  } else if (above != nullptr && above->from && is_covered(*grade.from, *above->from)) {
    report_unreachable(grade, "grades stand best first", diagnostics);
  }
}

void check_grades(const Rulebook& rulebook, Diagnostics& diagnostics) {
  const std::vector<Grade>& grades = rulebook.grades;
  for (std::size_t i = 0; i + 1 < grades.size(); ++i) {
    check_grade(grades[i], i == 0 ? nullptr : &grades[i - 1], diagnostics);
  }
  if (grades.empty()) {
    return;
  }
  const Grade& last = grades.back();
  const Grade* above = grades.size() < 2 ? nullptr : &grades[grades.size() - 2];
  if (last.from) {
    report_error(diagnostics, codes::kGradeGap,
                 fmt::format("an index {} {} has no grade", last.from->open ? "up to" : "below",
                             to_text(last.from->value)),
                 last.span, "add a last grade without a bound, or the word `ungraded`");
  } else if (above != nullptr && above->from && is_covered({}, *above->from)) {
    report_unreachable(last, "the index lies between 0 and 100", diagnostics);
  }
}

void check_grade_names(const Rulebook& rulebook, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < rulebook.grades.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (rulebook.grades[i].name == rulebook.grades[j].name) {
        report_error(diagnostics, codes::kDuplicateId,
                     fmt::format("two grades are called `{}`", rulebook.grades[i].name),
                     rulebook.grades[i].span, "give each grade its own name",
                     {{rulebook.grades[j].span, "the first one"}});
      }
    }
  }
}

// The id without a separator between a letter and a digit: `B.1.5` and `B1.5` look alike.
std::string plain_id(const std::string& id) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_separator = [](char c) { return c == '.' || c == '-' || c == '_'; };
  std::string plain;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool between = is_separator(id[i]) && i > 0 && i + 1 < id.size() &&
                         is_digit(id[i - 1]) != is_digit(id[i + 1]);
    if (!between) {
      plain += is_separator(id[i]) ? '.' : id[i];
    }
  }
  return plain;
}

void check_ids(const Rulebook& rulebook, Diagnostics& diagnostics) {
  std::map<std::string, const Criterion*> seen;
  for (const Criterion& criterion : rulebook.criteria) {
    if (!criterion.parent) {
      continue;
    }
    const auto [place, fresh] = seen.emplace(plain_id(criterion.id), &criterion);
    if (!fresh) {
      report_error(
          diagnostics, codes::kSimilarIds,
          fmt::format("`{}` and `{}` differ only in punctuation", place->second->id, criterion.id),
          criterion.span, "spell ids as the annex does, all in one way",
          {{place->second->span, "the other id"}});
    }
  }
}

}  // namespace

void check_rulebook(Rulebook& rulebook, Diagnostics& diagnostics) {
  std::vector<bool> declared;
  declared.reserve(rulebook.criteria.size());
  for (const Criterion& criterion : rulebook.criteria) {
    declared.push_back(!criterion.maximum.is_zero());
  }
  const std::vector<Rational> maxima = fill_in_maxima(rulebook);
  for (std::size_t i = 0; i < rulebook.criteria.size(); ++i) {
    if (rulebook.criteria[i].is_leaf()) {
      check_leaf(rulebook.criteria[i], diagnostics);
    } else if (declared[i]) {
      check_sum(rulebook, rulebook.criteria[i], maxima, diagnostics);
    }
  }
  check_usage(rulebook, used_indicators(rulebook), diagnostics);
  check_grades(rulebook, diagnostics);
  check_grade_names(rulebook, diagnostics);
  check_ids(rulebook, diagnostics);
  check_references(rulebook, diagnostics);
}

std::size_t run_examples(const Rulebook& rulebook, const CellReader& read_cell,
                         Diagnostics& diagnostics) {
  if (rulebook.examples.empty()) {
    return 0;
  }
  const ScoringProgram program = compile(rulebook, {});
  for (const Example& example : rulebook.examples) {
    std::vector<Column> columns(rulebook.indicators.size(), Column{{0}, {CellState::Missing}});
    bool readable = true;
    for (const Example::Given& given : example.given) {
      Column& column = columns[given.indicator];
      const std::optional<std::int64_t> ticks =
          read_cell(given, rulebook.indicators[given.indicator], column.states[0]);
      readable = readable && ticks.has_value();
      column.cells[0] = ticks.value_or(0);
    }
    if (!readable) {
      continue;
    }
    const std::vector<ExactCell> trace = evaluate_exact(program.program, columns, 0);
    const ExactCell points = read(trace, program.nodes[example.criterion].points);
    const bool present = points.state == CellState::Present;
    const bool as_expected = example.points
                                 ? present && points.value == to_rational(*example.points)
                                 : points.state == CellState::NotApplicable;
    if (!as_expected) {
      report_error(diagnostics, codes::kExampleFails,
                   fmt::format("criterion `{}` gives {} here, the example expects {}",
                               rulebook.criteria[example.criterion].id,
                               present ? to_text(points.value, kPlaces)
                               : points.state == CellState::NotApplicable ? "not applicable"
                                                                          : "no points",
                               example.points ? to_text(*example.points) : "not applicable"),
                   example.span, "correct the example or the rule");
    }
  }
  return rulebook.examples.size();
}

}  // namespace parindex
