// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "analysis/account/appraiser_points.h"
#include "base/codes.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "report/build/build_appraisal.h"
#include "report/build/score_cells.h"

namespace parindex {
namespace {

constexpr std::array<std::string_view, 2> kSheetsBy = {"unit", "appraiser"};
constexpr std::size_t kByAppraiser = 1;

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

// What was given of an option, as it is typed.
std::string option_words(const Arguments& arguments, const OptionSpec& spec) {
  std::string words;
  for (const std::string& value : arguments.list(spec.name)) {
    words += fmt::format(" --{}", spec.name);
    words += spec.takes == OptionSpec::Takes::Nothing ? "" : " " + shell_word(value);
  }
  return words;
}

// The command that explains the points of one unit, ready to copy: with all that was said of rules
// and data, not with the form of the output.
std::string explain_command(const Invocation& invocation, const ScoringRun& run) {
  const auto part = std::find_if(run.parts.begin(), run.parts.end(), [](const auto& candidate) {
    return !candidate.sheet.units.empty();
  });
  if (part == run.parts.end()) {
    return "";
  }
  std::string command = shell_word(invocation.program) + " explain";
  for (const std::string& rules : invocation.arguments.list("rules")) {
    command += " " + shell_word(rules);
  }
  constexpr std::array<std::string_view, 3> kOfOutput = {"threads", "format", "csv-dialect"};
  for (const OptionSpec& spec : kRulesOptions) {
    if (std::find(kOfOutput.begin(), kOfOutput.end(), spec.name) == kOfOutput.end()) {
      command += option_words(invocation.arguments, spec);
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

}  // namespace

ExitCode run_score(Invocation& invocation) {
  const Arguments& arguments = invocation.arguments;
  const std::optional<CommonOptions> options = read_common_options(invocation);
  const std::string limit = arguments.text("fail-under");
  const std::optional<Decimal> least = parse_decimal(limit);
  if (!limit.empty() && !least) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--fail-under` cannot be `{}`", limit),
                         "an index, for example 80 or 79.5");
  }
  const bool detail = arguments.has("detail");
  const bool wide = arguments.has("wide");
  if (wide && options && (detail || options->format->for_people)) {
    report_without_place(invocation, codes::kUsage,
                         "`--wide` goes with the formats csv and json only",
                         "add `--format csv`, and leave out `--detail`");
  }
  const std::optional<std::size_t> by = read_choice(invocation, "by", kSheetsBy);
  if (by == kByAppraiser && (wide || detail)) {
    report_without_place(invocation, codes::kUsage,
                         "`--by appraiser` adds up criteria, `--detail` and `--wide` show each",
                         "leave out one of them");
  }
  if (invocation.diagnostics.has_errors()) {
    return ExitCode::CouldNotRun;
  }

  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation);
  if (!rulebooks) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<ScoringRun> run =
      score_all(invocation, *rulebooks, options->threads, detail || wide);
  if (!run) {
    return ExitCode::CouldNotRun;
  }

  const std::vector<ScoredRulebook> scored = run->scored();
  const Language language = options->language_or(rulebooks->front().lang);
  const Report report = by == kByAppraiser ? points_by_appraiser(*run, language)
                        : detail           ? build_score_detail(scored, language)
                        : options->format->for_people
                            ? build_ranking(scored, language, explain_command(invocation, *run))
                            : build_scores(scored, wide);
  if (!write_report(invocation, *options, report)) {
    return ExitCode::CouldNotRun;
  }
  return least && any_below(*run, *least) ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
