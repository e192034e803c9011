// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

// An option that is given or not.
struct GivenOption {
  std::string_view name;
  bool is_given;
  int questions;  // it asks the only one, or has a meaning for these
};

// Options that ask something else than what the changes come to.
std::array<GivenOption, 4> asking(const SimulateArguments& arguments) {
  return {{{"sweep", arguments.sweep.has_value(), Sweep},
           {"break-even", arguments.break_even, BreakEven},
           {"weights", arguments.weights, Weights},
           {"sensitivity", arguments.sensitivity, Sensitivity}}};
}

// Options that say something about some questions only. One draw is asked for as its batch was.
std::array<GivenOption, 7> meaning(const SimulateArguments& arguments) {
  constexpr int kDrawn = Draws | OneDraw;
  return {{{"draws", arguments.draws.has_value(), kDrawn},
           {"until-error", arguments.until_error.has_value(), kDrawn},
           {"draw", arguments.draw.has_value(), OneDraw},
           {"seed", arguments.seed.has_value(), kDrawn | Sensitivity},
           {"target-index", arguments.target_index.has_value(), kDrawn | BreakEven},
           {"target-grade", arguments.target_grade.has_value(), kDrawn | BreakEven},
           {"target-rank", arguments.target_rank.has_value(), kDrawn | BreakEven}}};
}

Question question_of(const SimulateArguments& arguments, bool fixed) {
  for (const GivenOption& option : asking(arguments)) {
    if (option.is_given) {
      return static_cast<Question>(option.questions);
    }
  }
  return fixed ? WhatIf : (arguments.draw ? OneDraw : Draws);
}

// Whether what is asked and what varies go together, and all options have a meaning; else an error.
bool go_together(const SimulateArguments& arguments, Question question, bool fixed,
                 Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message, std::string help) {
    diagnostics.error(codes::kUsage, {}, std::move(message), std::move(help));
    return false;
  };
  const std::array<GivenOption, 4> questions = asking(arguments);
  if (std::count_if(questions.begin(), questions.end(),
                    [](const GivenOption& option) { return option.is_given; }) > 1) {
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
  for (const GivenOption& option : meaning(arguments)) {
    if (option.is_given && (option.questions & question) == 0) {
      return refuse(fmt::format("`--{}` has no meaning for what is asked", option.name),
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

ExitCode run_simulate(Invocation& invocation, const SimulateArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  if (arguments.set.empty() && !arguments.scenario && !arguments.measurement_error &&
      !arguments.sweep && !arguments.break_even && !arguments.weights) {
    diagnostics.error(codes::kUsage, {}, "nothing is to be simulated",
                      "pass `--set TARGET=VALUE`, `--sweep TARGET=FROM..TO/STEP`, `--scenario "
                      "FILE`, `--measurement-error E`, `--break-even` or `--weights`");
    return ExitCode::CouldNotRun;
  }
  const std::optional<SimulatedBase> base = score_base(invocation, arguments);
  const std::optional<Scenario> scenario =
      base ? read_scenario(invocation, arguments, base->rulebook(), base->file) : std::nullopt;
  const std::optional<ChangedBase> changed =
      scenario ? score_changed(arguments, *base, *scenario, diagnostics) : std::nullopt;
  if (!changed) {
    return ExitCode::CouldNotRun;
  }
  const bool fixed = !scenario->assumed &&
                     std::all_of(scenario->changes.begin(), scenario->changes.end(), is_fixed);
  const SimulationSetting setting{arguments, *base, *scenario, *changed, diagnostics};
  const Question question = question_of(arguments, fixed);
  const bool written =
      go_together(arguments, question, fixed, diagnostics) && write_answer(setting, question);
  return written ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
