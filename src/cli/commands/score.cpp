// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/core.h>

#include "analysis/account/appraiser_points.h"
#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "report/build/build_appraisal.h"
#include "report/build/score_cells.h"

namespace parindex {
namespace {

// A word for a POSIX shell.
std::string shell_word(const std::string& text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("_-./,:=@%+").find(c) != std::string_view::npos;
  });
  std::string word = plain ? text : "'";
  for (std::size_t i = 0; !plain && i < text.size(); ++i) {
    word += text[i] == '\'' ? std::string("'\\''") : std::string(1, text[i]);
  }
  return plain ? word : word + "'";
}

// The values of an option of rules and data.
struct TextsOf {
  const Arguments& arguments;

  std::vector<std::string> operator()(bool Arguments::*field) const {
    return arguments.*field ? std::vector<std::string>{""} : std::vector<std::string>{};
  }
  std::vector<std::string> operator()(GivenTexts Arguments::*field) const {
    return arguments.*field;
  }
  std::vector<std::string> operator()(GivenText Arguments::*field) const {
    return arguments.*field ? std::vector{*(arguments.*field)} : std::vector<std::string>{};
  }
  std::vector<std::string> operator()(GivenDay Arguments::*field) const {
    return arguments.*field ? std::vector{iso_text(*(arguments.*field))}
                            : std::vector<std::string>{};
  }
  // Only the form of the output is said by numbers.
  std::vector<std::string> operator()(GivenWhole Arguments::* /*field*/) const { return {}; }
  std::vector<std::string> operator()(GivenPositive Arguments::* /*field*/) const { return {}; }
};

// The command that explains the points of one unit, ready to copy: with all that was said of rules
// and data, not with the form of the output.
std::string explain_command(const std::string& program, const ScoreArguments& arguments,
                            const ScoringRun& run) {
  const auto part = std::find_if(run.parts.begin(), run.parts.end(), [](const auto& candidate) {
    return !candidate.sheet.units.empty();
  });
  if (part == run.parts.end()) {
    return "";
  }
  std::string command = shell_word(program) + " explain";
  for (const std::string& rules : arguments.rules) {
    command += " " + shell_word(rules);
  }
  constexpr std::array<std::string_view, 3> kOfOutput = {"threads", "format", "csv-dialect"};
  for (const OptionSpec& spec : kRulesOptions) {
    if (std::find(kOfOutput.begin(), kOfOutput.end(), spec.name) == kOfOutput.end()) {
      for (const std::string& value : std::visit(TextsOf{arguments}, spec.field)) {
        command += fmt::format(" --{}{}{}", spec.name, spec.value.empty() ? "" : " ",
                               spec.value.empty() ? "" : shell_word(value));
      }
    }
  }
  return command + " --unit " + shell_word(part->sheet.units.front().id);
}

Report points_by_appraiser(const ScoringRun& run, Language language) {
  std::vector<AppraiserPoints> all;
  for (const ScoringRun::Part& part : run.parts) {
    add_appraiser_points(*part.rulebook, part.program, *part.rows, part.sheet, all);
  }
  return build_appraiser_points(all, language);
}

bool any_below(const ScoringRun& run, Decimal least) {
  return std::any_of(run.parts.begin(), run.parts.end(), [&](const ScoringRun::Part& part) {
    const PrintedColumn& index = part.sheet.index;
    for (std::size_t row = 0; row < index.ticks.size(); ++row) {
      if (is_present(index, row) && Decimal{index.ticks[row], index.scale} < least) {
        return true;
      }
    }
    return false;
  });
}

// Whether the options go together, and the least index without `exit 1`.
bool check_arguments(const ScoreArguments& arguments, std::optional<Decimal>& least,
                     Diagnostics& diagnostics) {
  if (arguments.fail_under) {
    least = parse_decimal(*arguments.fail_under);
    if (!least) {
      diagnostics.error(codes::kUsage, {},
                        fmt::format("`--fail-under` cannot be `{}`", *arguments.fail_under),
                        "an index, for example 80 or 79.5");
    }
  }
  if (arguments.wide && (arguments.detail || arguments.for_people())) {
    diagnostics.error(codes::kUsage, {}, "`--wide` goes with the formats csv and json only",
                      "add `--format csv`, and leave out `--detail`");
  }
  if (arguments.by == "appraiser" && (arguments.wide || arguments.detail)) {
    diagnostics.error(codes::kUsage, {},
                      "`--by appraiser` adds up criteria, `--detail` and `--wide` show each",
                      "leave out one of them");
  }
  return !diagnostics.has_errors();
}

}  // namespace

ExitCode run_score(Invocation& invocation, const ScoreArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  std::optional<Decimal> least;
  if (!check_arguments(arguments, least, diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  const bool detail = arguments.detail;
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, arguments, *rulebooks, detail || arguments.wide)
                : std::nullopt;
  if (!run) {
    return ExitCode::CouldNotRun;
  }
  const std::vector<Scored> scored = run->scored();
  const Language language = arguments.language_or(rulebooks->front().lang);
  const Report report =
      arguments.by == "appraiser" ? points_by_appraiser(*run, language)
      : detail                    ? build_score_detail(scored, language)
      : arguments.for_people()
          ? build_ranking(scored, language, explain_command(invocation.program, arguments, *run))
          : build_scores(scored, arguments.wide);
  if (!write_report(arguments, report, run->rulebooks(), diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  return least && any_below(*run, *least) ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
