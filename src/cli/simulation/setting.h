// SPDX-License-Identifier: Apache-2.0
//
// What a simulation is asked about: a rulebook and figures as they stand, what is to be otherwise,
// and what both come to.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/what_if/draws.h"
#include "analysis/what_if/simulate.h"
#include "base/config_node.h"
#include "cli/arguments.h"
#include "cli/input/scoring_run.h"
#include "cli/invocation.h"
#include "model/rulebook.h"
#include "model/scenario.h"
#include "report/build/build_simulation.h"

namespace parindex {

// What is simulated: one rulebook as it stands, and its scores.
struct SimulatedBase {
  ConfigNode file;
  std::vector<Rulebook> rulebooks;  // one
  ScoringRun run;

  [[nodiscard]] const Rulebook& rulebook() const { return rulebooks.front(); }
  [[nodiscard]] const ScoringRun::Part& part() const { return run.parts.front(); }
};

// Empty with errors where it cannot be scored.
std::optional<SimulatedBase> score_base(Invocation& invocation, const SimulateArguments& arguments);

// The rulebook and the figures with the fixed changes of a scenario, scored as if they had been
// written so.
struct ChangedBase {
  ConfigNode file;
  std::unique_ptr<Rulebook> rulebook;
  std::optional<ScoringRun::Part> part;

  // For report builders; points into this.
  [[nodiscard]] Scored scored() const { return {rulebook.get(), &part->program, &part->sheet}; }
};

// Empty with errors where the changes cannot be.
std::optional<ChangedBase> score_changed(const SimulateArguments& arguments,
                                         const SimulatedBase& base, const Scenario& scenario,
                                         Diagnostics& diagnostics);

struct SimulationSetting {
  const SimulateArguments& arguments;
  const SimulatedBase& base;
  const Scenario& scenario;
  const ChangedBase& changed;
  Diagnostics& diagnostics;

  [[nodiscard]] Language language() const { return arguments.language_or(base.rulebook().lang); }
  // Writes the answer.
  [[nodiscard]] bool write(const Report& report) const;
};

// The changes in words: as they were written, with what stood there and what stands there now.
std::vector<std::string> change_words(const SimulationSetting& setting);

// The unit that `--unit` names.
struct AskedUnit {
  std::optional<std::size_t> row;  // empty: no unit is asked for
  bool is_known = true;            // false, with an error: there is none, or not one
};
AskedUnit read_unit(const SimulationSetting& setting);

// The same where a unit must be named; empty with an error that asks `question`.
std::optional<std::size_t> read_required_unit(const SimulationSetting& setting,
                                              std::string_view question);

// `--target-index`, `--target-grade` and `--target-rank`.
SimulationTargets read_targets(const SimulationSetting& setting);

// The figures and numbers that the scenario leaves to chance. Empty with errors.
std::optional<DrawModel> draw_model(const SimulationSetting& setting);

// The rulebook with the numbers of a draw. Empty with errors.
std::optional<ConfigNode> with_numbers(const ConfigNode& file, const DrawModel& model,
                                       const std::vector<std::string>& texts,
                                       Diagnostics& diagnostics);

// Rulebooks for draws. What is wrong with one is told with the numbers that made it so. Refers to
// both.
RulesWith rules_with(const SimulationSetting& setting, const DrawModel& model);

}  // namespace parindex
