// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "cli/commands.h"
#include "cli/simulation/answers.h"
#include "cli/simulation/scenario_input.h"

namespace parindex {
namespace {

enum Question : std::uint8_t {
  WhatIf = 1,
  Draws = 2,
  OneDraw = 4,
  Sweep = 8,
  BreakEven = 16,
  Weights = 32,
  Sensitivity = 64,
};

// Options that ask something else than what the changes come to.
constexpr std::array<std::pair<const char*, Question>, 4> kQuestions = {
    {{"sweep", Sweep},
     {"break-even", BreakEven},
     {"weights", Weights},
     {"sensitivity", Sensitivity}}};

// Options that say something about some questions only. One draw is asked for as its batch was.
constexpr std::array<std::pair<const char*, int>, 7> kMeanings = {{
    {"draws", Draws | OneDraw},
    {"until-error", Draws | OneDraw},
    {"draw", OneDraw},
    {"seed", Draws | OneDraw | Sensitivity},
    {"target-index", Draws | OneDraw | BreakEven},
    {"target-grade", Draws | OneDraw | BreakEven},
    {"target-rank", Draws | OneDraw | BreakEven},
}};

Question question_of(const Arguments& arguments, bool fixed) {
  for (const auto& [option, question] : kQuestions) {
    if (arguments.has(option)) {
      return question;
    }
  }
  return fixed ? WhatIf : (arguments.has("draw") ? OneDraw : Draws);
}

// Whether what is asked and what varies go together, and all options have a meaning; else an error.
bool go_together(Invocation& invocation, Question question, bool fixed) {
  const Arguments& arguments = invocation.arguments;
  const auto refuse = [&](std::string message, std::string help) {
    report_without_place(invocation, codes::kUsage, std::move(message), std::move(help));
    return false;
  };
  if (std::count_if(kQuestions.begin(), kQuestions.end(),
                    [&](const auto& one) { return arguments.has(one.first); }) > 1) {
    return refuse("`--sweep`, `--break-even`, `--weights` and `--sensitivity` are a question each",
                  "ask them one at a time");
  }
  if (question == Sensitivity && fixed) {
    return refuse("`--sensitivity` needs changes of chance to compare",
                  "pass `--scenario FILE` or `--measurement-error E`");
  }
  if ((question == BreakEven || question == Weights) && !fixed) {
    return refuse("`--break-even` and `--weights` go with fixed changes only",
                  "give every figure one value with `--set`");
  }
  for (const auto& [option, questions] : kMeanings) {
    if (arguments.has(option) && (questions & question) == 0) {
      return refuse(fmt::format("`--{}` has no meaning for what is asked", option),
                    fixed ? "leave it out, or leave figures to chance with `--scenario` or "
                            "`--measurement-error`"
                          : "leave it out");
    }
  }
  return true;
}

bool write_answer(const SimulationSetting& setting, Question question) {
  switch (question) {
    case WhatIf:
      return write_what_if(setting);
    case Draws:
    case OneDraw:
      return write_simulation(setting);
    case Sweep:
      return write_sweep(setting);
    case BreakEven:
      return write_break_even(setting);
    case Weights:
      return write_weights(setting);
    case Sensitivity:
      return write_sensitivity(setting);
  }
  return false;
}

}  // namespace

ExitCode run_simulate(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  const Arguments& arguments = invocation.arguments;
  constexpr std::array kAsking = {"set",   "scenario",   "measurement-error",
                                  "sweep", "break-even", "weights"};
  if (options && std::none_of(kAsking.begin(), kAsking.end(),
                              [&](const char* name) { return arguments.has(name); })) {
    report_without_place(invocation, codes::kUsage, "nothing is to be simulated",
                         "pass `--set TARGET=VALUE`, `--sweep TARGET=FROM..TO/STEP`, `--scenario "
                         "FILE`, `--measurement-error E`, `--break-even` or `--weights`");
  }
  const std::optional<SimulatedBase> base = options && !invocation.diagnostics.has_errors()
                                                ? score_base(invocation, *options)
                                                : std::nullopt;
  const std::optional<Scenario> scenario =
      base ? read_scenario(invocation, base->rulebook(), base->file) : std::nullopt;
  const std::optional<ChangedBase> changed =
      scenario ? score_changed(invocation, *options, *base, *scenario) : std::nullopt;
  if (!changed) {
    return ExitCode::CouldNotRun;
  }
  const bool fixed = !scenario->assumed &&
                     std::all_of(scenario->changes.begin(), scenario->changes.end(), is_fixed);
  const SimulationSetting setting{invocation, *options,
                                  *base,      *scenario,
                                  *changed,   options->language_or(base->rulebook().lang)};
  const Question question = question_of(arguments, fixed);
  const bool written = go_together(invocation, question, fixed) && write_answer(setting, question);
  return written ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
