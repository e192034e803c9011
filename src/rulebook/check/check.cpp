// SPDX-License-Identifier: Apache-2.0
#include "rulebook/check/check.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "engine/numbers/rational.h"
#include "engine/run/exact.h"
#include "rulebook/check/check_grades.h"
#include "rulebook/check/check_references.h"
#include "rulebook/check/check_tree.h"
#include "rulebook/compile/compile.h"
#include "rulebook/expression/expression_facts.h"

namespace parindex {
namespace {

constexpr int kExamplePlaces = 9;

// True where the rule could give the maximum, were the open numbers of the criterion other ones
// than are assumed. Each raises what it gives at most by as much as the number may be higher; of
// those that are unknown, shares, or stand elsewhere it is not known.
bool could_reach_maximum(const Rulebook& rulebook, CriterionIndex index, Decimal best) {
  Rational most = to_rational(best);
  for (const OpenNumber& number : rulebook.open_numbers) {
    if (std::find(number.criteria.begin(), number.criteria.end(), index) == number.criteria.end()) {
      continue;
    }
    const std::optional<Decimal> assumed = parse_decimal(number.value);
    const std::optional<Decimal> highest = parse_decimal(number.high);
    if (number.effect != OpenNumber::Effect::Points || number.criterion.empty() || !assumed ||
        !highest) {
      return true;
    }
    most += to_rational(*highest) - to_rational(*assumed);
  }
  return most >= to_rational(rulebook.criteria[index].maximum.value);
}

void check_leaf(const Rulebook& rulebook, CriterionIndex index, Diagnostics& diagnostics) {
  const Criterion& criterion = rulebook.criteria[index];
  const std::optional<Number> best = criterion.rule->best();
  if (!best || criterion.maximum_unknown || *best == criterion.maximum) {
    return;
  }
  // Real annexes print maxima that their rules never reach; none may give more than it promises.
  const bool never_reached = *best < criterion.maximum;
  if (never_reached && could_reach_maximum(rulebook, index, best->value)) {
    return;
  }
  std::string message = fmt::format("criterion `{}` can give {} points at most, its maximum is {}",
                                    criterion.id, to_text(*best), to_text(criterion.maximum));
  const std::string help = "correct `max` or the rule, unless the annex is printed like this";
  if (never_reached) {
    diagnostics.warn(codes::kMaximumNotReached, criterion.span, std::move(message), help);
  } else {
    diagnostics.error(codes::kMaximumPassed, criterion.span, std::move(message), help);
  }
}

void check_usage(const Rulebook& rulebook, const std::vector<bool>& used,
                 Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < used.size(); ++i) {
    const Indicator& indicator = rulebook.indicators[i];
    if (!used[i] && indicator.targets.empty()) {
      diagnostics.warn(codes::kUnusedIndicator, indicator.span,
                       fmt::format("no rule uses the indicator `{}`", indicator.id),
                       "remove it, or use it in a criterion");
    }
  }
}

// What a rule reads, where the program is not wanted.
RuleTrace trace_without_program(const Rulebook& rulebook, const Criterion& criterion) {
  ProgramBuilder unused_program;
  const RuleCompiler unused{
      unused_program, rulebook.indicators,
      [&](const std::string&) -> RuleCompiler::CriterionValues {
        return {unused_program.constant({0, 0}), unused_program.constant({1, 0})};
      },
      [&](const Statistic&) {
        return unused_program.constant({1, 0});
      }};
  return criterion.rule->compile(unused).trace;
}

// A lever that the rule does not read moves nothing; one that other criteria's points may read is
// let pass.
void check_lever(const Rulebook& rulebook, CriterionIndex index, Diagnostics& diagnostics) {
  const Criterion& criterion = rulebook.criteria[index];
  const bool refers =
      std::any_of(rulebook.references.begin(), rulebook.references.end(),
                  [&](const Reference& reference) { return reference.user == index; });
  if (!criterion.lever || refers) {
    return;
  }
  const RuleTrace trace = trace_without_program(rulebook, criterion);
  if (std::find(trace.inputs.begin(), trace.inputs.end(), *criterion.lever) != trace.inputs.end()) {
    return;
  }
  std::vector<std::string> names;
  names.reserve(trace.inputs.size());
  for (const IndicatorIndex input : trace.inputs) {
    names.push_back(rulebook.indicators[input].id);
  }
  diagnostics.error(codes::kLeverNotRead, criterion.span,
                    fmt::format("the rule of criterion `{}` does not read its lever `{}`",
                                criterion.id, rulebook.indicators[*criterion.lever].id),
                    fmt::format("one of: {}", fmt::join(names, ", ")));
}

std::vector<bool> used_indicators(const Rulebook& rulebook) {
  std::vector<bool> used(rulebook.indicators.size(), false);
  const auto mark = [&](const std::vector<IndicatorIndex>& indicators) {
    for (const IndicatorIndex indicator : indicators) {
      used[indicator] = true;
    }
  };
  for (const Criterion& criterion : rulebook.criteria) {
    if (criterion.not_applicable_when) {
      mark(indicators_of(*criterion.not_applicable_when));
    }
    if (criterion.rule) {
      const RuleTrace trace = trace_without_program(rulebook, criterion);
      mark(trace.inputs);
      mark(trace.shown);
    }
  }
  for (const Expression* const condition : conclusion_expressions(rulebook)) {
    mark(indicators_of(*condition));
  }
  for (const Indicator& indicator : rulebook.indicators) {
    if (indicator.at_most) {
      used[*indicator.at_most] = true;
    }
  }
  return used;
}

// Figures that only criteria use which units do not give themselves.
void mark_figures_of_others(Rulebook& rulebook) {
  std::vector<bool> by_unit(rulebook.indicators.size(), false);
  std::vector<bool> by_others(rulebook.indicators.size(), false);
  for (const Criterion& criterion : rulebook.criteria) {
    if (criterion.rule) {
      std::vector<bool>& users = criterion.self_scored ? by_unit : by_others;
      for (const IndicatorIndex input : trace_without_program(rulebook, criterion).inputs) {
        users[input] = true;
      }
    }
  }
  for (std::size_t i = 0; i < rulebook.indicators.size(); ++i) {
    rulebook.indicators[i].by_others = by_others[i] && !by_unit[i];
  }
}

// The id without a separator between a letter and a digit: `B.1.5` and `B1.5` look alike.
std::string plain_id(const std::string& id) {
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
      diagnostics.error(
          codes::kSimilarIds, criterion.span,
          fmt::format("`{}` and `{}` differ only in punctuation", place->second->id, criterion.id),
          "spell ids as the annex does, all in one way", {{place->second->span, "the other id"}});
    }
  }
}

}  // namespace

void check_rulebook(Rulebook& rulebook, Diagnostics& diagnostics) {
  check_maxima(rulebook, diagnostics);
  for (CriterionIndex i = 0; i < rulebook.criteria.size(); ++i) {
    if (rulebook.criteria[i].is_leaf()) {
      check_leaf(rulebook, i, diagnostics);
      check_lever(rulebook, i, diagnostics);
    }
  }
  check_not_applicable(rulebook, diagnostics);
  mark_figures_of_others(rulebook);
  if (!rulebook.rules_left_out) {
    check_usage(rulebook, used_indicators(rulebook), diagnostics);
  }
  check_grades(rulebook, diagnostics);
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
      diagnostics.error(codes::kExampleFails, example.span,
                        fmt::format("criterion `{}` gives {} here, the example expects {}",
                                    rulebook.criteria[example.criterion].id,
                                    present ? to_text(points.value, kExamplePlaces)
                                    : points.state == CellState::NotApplicable ? "not applicable"
                                                                               : "no points",
                                    example.points ? to_text(*example.points) : "not applicable"),
                        "correct the example or the rule");
    }
  }
  return rulebook.examples.size();
}

}  // namespace parindex
