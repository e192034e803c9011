// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "base/codes.h"
#include "cli/commands.h"
#include "cli/simulation/answers.h"
#include "cli/simulation/scenario_input.h"

namespace parindex {
namespace {

// Whether what is asked and what varies go together; else an error.
bool go_together(Invocation& invocation, bool fixed) {
  const Arguments& arguments = invocation.arguments;
  const bool one_value = fixed && !arguments.has("sweep");
  if (arguments.has("sensitivity") && (fixed || arguments.has("sweep"))) {
    report_without_place(invocation, codes::kUsage,
                         "`--sensitivity` needs changes of chance to compare",
                         "pass `--scenario FILE` or `--measurement-error E`, without `--sweep`");
    return false;
  }
  if ((arguments.has("break-even") || arguments.has("weights")) && !one_value) {
    report_without_place(invocation, codes::kUsage,
                         "`--break-even` and `--weights` go with fixed changes only",
                         "give every figure one value with `--set`");
    return false;
  }
  return true;
}

bool write_answer(const SimulationSetting& setting, bool fixed) {
  const Arguments& arguments = setting.invocation.arguments;
  if (arguments.has("break-even")) {
    return write_break_even(setting);
  }
  if (arguments.has("weights")) {
    return write_weights(setting);
  }
  if (arguments.has("sweep")) {
    return write_sweep(setting);
  }
  if (arguments.has("sensitivity")) {
    return write_sensitivity(setting);
  }
  return fixed ? write_what_if(setting) : write_simulation(setting);
}

}  // namespace

ExitCode run_simulate(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  const Arguments& arguments = invocation.arguments;
  constexpr std::array kQuestions = {"set",   "scenario",   "measurement-error",
                                     "sweep", "break-even", "weights"};
  if (options && std::none_of(kQuestions.begin(), kQuestions.end(),
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
  const bool written = go_together(invocation, fixed) && write_answer(setting, fixed);
  return written ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
