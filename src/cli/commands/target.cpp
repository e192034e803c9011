// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/target.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/option_values.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "engine/run/exact.h"
#include "io/csv/csv_faults.h"
#include "io/csv/text_table.h"
#include "report/build/build_target.h"

namespace parindex {
namespace {

// What is reached by ranks: the unit that is N-th among the others stands in the way.
bool read_rank(Invocation& invocation, const ScoringRun::Part& part, std::size_t row,
               TargetGoal& goal) {
  const std::string text = invocation.arguments.text("rank");
  const std::optional<Decimal> wanted = parse_decimal(text);
  if (!wanted || wanted->scale != 0 || wanted->coefficient < 1 || wanted->coefficient > 1000000) {
    report_without_place(invocation, codes::kUsage, fmt::format("`--rank {}` is no rank", text),
                         "a whole number from 1");
    return false;
  }
  goal.kind = TargetGoal::Kind::Rank;
  goal.rank = static_cast<std::uint32_t>(wanted->coefficient);
  const ScoreSheet& sheet = part.sheet;
  if (sheet.ranks[row] == ScoreSheet::kUnranked) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("unit `{}` has no rank", sheet.units[row].id),
                         "its group is not complete, or the rulebook does not rank it; see score");
    return false;
  }
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < sheet.units.size(); ++i) {
    if (i != row && sheet.units[i].group == sheet.units[row].group &&
        sheet.ranks[i] != ScoreSheet::kUnranked) {
      others.push_back(i);
    }
  }
  std::stable_sort(others.begin(), others.end(),
                   [&](std::size_t a, std::size_t b) { return sheet.ranks[a] < sheet.ranks[b]; });
  if (part.rulebook->ranking.dense) {  // equal ones stand in the way together
    others.erase(
        std::unique(others.begin(), others.end(),
                    [&](std::size_t a, std::size_t b) { return sheet.ranks[a] == sheet.ranks[b]; }),
        others.end());
  }
  if (goal.rank <= others.size()) {
    goal.to_pass = ranked_on(part.program, *part.rows, sheet.row_offsets[others[goal.rank - 1]]);
  }
  return true;
}

std::optional<TargetGoal> read_goal(Invocation& invocation, const ScoringRun::Part& part,
                                    std::size_t row) {
  const Arguments& arguments = invocation.arguments;
  TargetGoal goal;
  const int stated = (arguments.has("grade") ? 1 : 0) + (arguments.has("index") ? 1 : 0) +
                     (arguments.has("rank") ? 1 : 0);
  if (stated != 1) {
    report_without_place(invocation, codes::kUsage, "what is to be reached must be stated once",
                         "one of: --grade NAME, --index X, --rank N");
    return std::nullopt;
  }
  if (arguments.has("grade")) {
    const std::optional<std::size_t> grade = read_grade(invocation, *part.rulebook, "grade");
    goal.kind = TargetGoal::Kind::Grade;
    goal.grade = grade.value_or(0);
    return grade ? std::optional(goal) : std::nullopt;
  }
  if (arguments.has("rank")) {
    return read_rank(invocation, part, row, goal) ? std::optional(goal) : std::nullopt;
  }
  const std::optional<Decimal> index = parse_decimal(arguments.text("index"));
  if (!index) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--index {}` is no number", arguments.text("index")),
                         "a number like 90 or 87.5");
    return std::nullopt;
  }
  goal.index = *index;
  return goal;
}

constexpr std::size_t kMostNamed = 5;

// Without an index there is nothing to move: what is without points keeps it away.
bool has_index(Invocation& invocation, const ScoringRun::Part& part, std::size_t row) {
  const ScoreSheet& sheet = part.sheet;
  if (sheet.index.states.empty() || sheet.index.states[row] == CellState::Present) {
    return true;
  }
  const DataChunk chunk = part.rows->row(sheet.row_offsets[row]);
  const std::vector<ExactCell> trace = evaluate_exact(part.program.program, chunk.inputs(), 0);
  std::string without;
  std::size_t count = 0;
  for (CriterionIndex i = 1; i < part.rulebook->criteria.size(); ++i) {
    const CellState state = read(trace, part.program.nodes[i].points).state;
    if (!part.rulebook->criteria[i].is_leaf() || state <= CellState::NotApplicable) {
      continue;
    }
    if (++count <= kMostNamed) {
      without += fmt::format("{}`{}`", without.empty() ? "" : ", ", part.rulebook->criteria[i].id);
    }
  }
  if (count > kMostNamed) {
    without += fmt::format(" and {} more", count - kMostNamed);
  }
  report_without_place(
      invocation, codes::kUsage, fmt::format("unit `{}` has no index", sheet.units[row].id),
      without.empty() ? "nothing applies to it; see explain"
                      : fmt::format("these have no points: {}; see explain", without));
  return false;
}

// Figures, and those that the rule of a criterion reads, by the names in `--not`.
std::vector<bool> read_held(Invocation& invocation, const ScoringRun::Part& part) {
  const Rulebook& rulebook = *part.rulebook;
  std::vector<bool> held(rulebook.indicators.size(), false);
  std::vector<std::string> names;
  for (const Indicator& indicator : rulebook.indicators) {
    names.push_back(indicator.id);
  }
  for (const std::string& given : invocation.arguments.list("not")) {
    const std::string wanted = to_nfc(given);
    const auto found = std::find(names.begin(), names.end(), wanted);
    const std::optional<CriterionIndex> criterion = rulebook.find(wanted);
    if (found != names.end()) {
      held[static_cast<std::size_t>(found - names.begin())] = true;
    } else if (criterion && part.program.nodes[*criterion].trace) {
      for (const IndicatorIndex i : part.program.nodes[*criterion].trace->inputs) {
        held[i] = true;
      }
    } else {
      report_without_place(invocation, codes::kUnknownName,
                           fmt::format("`--not {}` is no indicator and no leaf criterion", given),
                           suggest(wanted, names));
    }
  }
  return held;
}

const std::array<std::string, 2> kEffortColumns = {"indicator", "days"};

// The table of `--effort`; figures that it does not have stay as they are.
std::vector<std::optional<Decimal>> read_effort(Invocation& invocation, const Rulebook& rulebook) {
  std::vector<std::optional<Decimal>> days(rulebook.indicators.size());
  std::vector<std::string> names;
  for (const Indicator& indicator : rulebook.indicators) {
    names.push_back(indicator.id);
  }
  Diagnostics& diagnostics = invocation.diagnostics;
  const auto take = [&](std::span<TextCell> cells) {
    const auto found = std::find(names.begin(), names.end(), cells[0].text);
    const std::optional<Decimal> value = parse_decimal(cells[1].text);
    if (found == names.end()) {
      diagnostics.add(data_fault(codes::kUnknownName,
                                 fmt::format("no indicator is called `{}`", cells[0].text),
                                 cells[0].span, suggest(cells[0].text, names), "indicator"));
    } else if (!value || value->is_negative() || value->scale > 3 ||
               value->coefficient > 1'000'000'000) {
      diagnostics.add(data_fault(
          codes::kBadCell, fmt::format("`{}` is no number of days", cells[1].text), cells[1].span,
          "days of work for one step, at most 3 places: `2` or `0.5`", "days"));
    } else if (std::optional<Decimal>& known =
                   days[static_cast<std::size_t>(found - names.begin())]) {
      diagnostics.add(data_fault(codes::kDuplicateFigure,
                                 fmt::format("`{}` has a row already", cells[0].text),
                                 cells[0].span, "one row for each figure", "indicator"));
    } else {
      known = value;
    }
  };
  read_text_table(invocation.arguments.text("effort"), {"a table of effort", kEffortColumns},
                  invocation.sources, take, diagnostics);
  return days;
}

}  // namespace

ExitCode run_target(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  const std::optional<std::vector<Rulebook>> rulebooks =
      options ? load_rulebooks(invocation) : std::nullopt;
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, *rulebooks, options->threads, false) : std::nullopt;
  const std::optional<FoundUnit> unit = run ? find_unit(invocation, *run) : std::nullopt;
  if (!unit) {
    return ExitCode::CouldNotRun;
  }
  const ScoringRun::Part& part = run->parts[unit->part];
  if (!has_index(invocation, part, unit->row)) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<TargetGoal> goal = read_goal(invocation, part, unit->row);
  TargetOptions moves{read_held(invocation, part), {}};
  const bool in_days = invocation.arguments.has("effort");
  if (in_days) {
    moves.days = read_effort(invocation, *part.rulebook);
  }
  if (!goal || invocation.diagnostics.has_errors()) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<TargetAnswer> answer =
      find_target(*part.rulebook, part.program, part.rows->row(part.sheet.row_offsets[unit->row]),
                  *goal, moves, invocation.diagnostics);
  if (!answer) {
    return ExitCode::CouldNotRun;
  }
  const Language language = options->language_or(part.rulebook->lang);
  const Report report = build_target({part.rulebook, &part.program, &part.sheet}, unit->row, *goal,
                                     *answer, in_days, language);
  if (!write_report(invocation, *options, report)) {
    return ExitCode::CouldNotRun;
  }
  return answer->kind == TargetAnswer::Kind::OutOfReach ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
