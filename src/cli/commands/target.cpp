// SPDX-License-Identifier: Apache-2.0
#include "analysis/reach/target.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/reach/rank_goal.h"
#include "base/codes.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "io/csv/csv_faults.h"
#include "io/csv/text_table.h"
#include "report/build/build_target.h"

namespace parindex {
namespace {

std::optional<TargetGoal> read_rank(const std::string& text, const ScoringRun::Part& part,
                                    std::size_t row, Diagnostics& diagnostics) {
  const std::optional<Decimal> wanted = parse_decimal(text);
  if (!wanted || wanted->scale != 0 || wanted->coefficient < 1 || wanted->coefficient > 1000000) {
    diagnostics.error(codes::kUsage, {}, fmt::format("`--rank {}` is no rank", text),
                      "a whole number from 1");
    return std::nullopt;
  }
  return has_rank(part.sheet, row, diagnostics)
             ? std::optional(rank_goal(*part.rulebook, part.program, *part.rows, part.sheet, row,
                                       static_cast<std::uint32_t>(wanted->coefficient)))
             : std::nullopt;
}

std::optional<TargetGoal> read_goal(const TargetArguments& arguments, const ScoringRun::Part& part,
                                    std::size_t row, Diagnostics& diagnostics) {
  TargetGoal goal;
  const int stated =
      (arguments.grade ? 1 : 0) + (arguments.index ? 1 : 0) + (arguments.rank ? 1 : 0);
  if (stated != 1) {
    diagnostics.error(codes::kUsage, {}, "what is to be reached must be stated once",
                      "one of: --grade NAME, --index X, --rank N");
    return std::nullopt;
  }
  if (arguments.grade) {
    const std::optional<std::size_t> grade =
        find_grade(*part.rulebook, *arguments.grade, diagnostics);
    goal.kind = TargetGoal::Kind::Grade;
    goal.grade = grade.value_or(0);
    return grade ? std::optional(goal) : std::nullopt;
  }
  if (arguments.rank) {
    return read_rank(*arguments.rank, part, row, diagnostics);
  }
  const std::optional<Decimal> index = parse_decimal(*arguments.index);
  if (!index) {
    diagnostics.error(codes::kUsage, {}, fmt::format("`--index {}` is no number", *arguments.index),
                      "a number like 90 or 87.5");
    return std::nullopt;
  }
  goal.index = *index;
  return goal;
}

// Without an index there is nothing to move: what is without points keeps it away.
bool has_index(const ScoringRun::Part& part, std::size_t row, Diagnostics& diagnostics) {
  const ScoreSheet& sheet = part.sheet;
  if (sheet.index.states.empty() || sheet.index.states[row] == CellState::Present) {
    return true;
  }
  constexpr std::size_t kMostNamed = 5;
  const std::vector<CriterionIndex> leaves =
      leaves_without_points(*part.rulebook, part.program, part.rows->row(sheet.row_offsets[row]));
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(leaves.size(), kMostNamed); ++i) {
    named.push_back(fmt::format("`{}`", part.rulebook->criteria[leaves[i]].id));
  }
  const std::string more =
      leaves.size() > kMostNamed ? fmt::format(" and {} more", leaves.size() - kMostNamed) : "";
  diagnostics.error(codes::kUsage, {}, fmt::format("unit `{}` has no index", sheet.units[row].id),
                    leaves.empty() ? "nothing applies to it; see explain"
                                   : fmt::format("these have no points: {}{}; see explain",
                                                 fmt::join(named, ", "), more));
  return false;
}

// Figures, and those that the rule of a criterion reads, by the names in `--not`.
std::vector<bool> read_held(const std::vector<std::string>& held_names,
                            const ScoringRun::Part& part, Diagnostics& diagnostics) {
  const Rulebook& rulebook = *part.rulebook;
  std::vector<bool> held(rulebook.indicators.size(), false);
  std::vector<std::string> names;
  for (const Indicator& indicator : rulebook.indicators) {
    names.push_back(indicator.id);
  }
  for (const std::string& given : held_names) {
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
      diagnostics.error(codes::kUnknownName, {},
                        fmt::format("`--not {}` is no indicator and no leaf criterion", given),
                        suggest(wanted, names));
    }
  }
  return held;
}

const std::array<std::string, 2> kEffortColumns = {"indicator", "days"};

// The table of `--effort`; figures that it does not have stay as they are.
std::vector<std::optional<Decimal>> read_effort(Invocation& invocation, const std::string& path,
                                                const Rulebook& rulebook) {
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
  read_text_table(path, {"a table of effort", kEffortColumns}, invocation.sources, take,
                  diagnostics);
  return days;
}

}  // namespace

ExitCode run_target(Invocation& invocation, const TargetArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, arguments, *rulebooks, false) : std::nullopt;
  const std::optional<FoundUnit> unit =
      run ? find_unit(*run, *arguments.unit, diagnostics) : std::nullopt;
  if (!unit) {
    return ExitCode::CouldNotRun;
  }
  const ScoringRun::Part& part = run->parts[unit->part];
  if (!has_index(part, unit->row, diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<TargetGoal> goal = read_goal(arguments, part, unit->row, diagnostics);
  TargetOptions moves{read_held(arguments.held, part, diagnostics), {}};
  if (arguments.effort) {
    moves.days = read_effort(invocation, *arguments.effort, *part.rulebook);
  }
  if (!goal || diagnostics.has_errors()) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<TargetAnswer> answer =
      find_target(*part.rulebook, part.program, part.rows->row(part.sheet.row_offsets[unit->row]),
                  *goal, moves, diagnostics);
  if (!answer) {
    return ExitCode::CouldNotRun;
  }
  const Language language = arguments.language_or(part.rulebook->lang);
  const Report report = build_target({part.rulebook, &part.program, &part.sheet}, unit->row, *goal,
                                     *answer, arguments.effort.has_value(), language);
  if (!write_report(arguments, report, run->rulebooks(), diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  return answer->kind == TargetAnswer::Kind::OutOfReach ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
