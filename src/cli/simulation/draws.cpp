// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "analysis/probe/changed_rows.h"
#include "cli/input/input_files.h"
#include "cli/progress.h"
#include "cli/simulation/answers.h"
#include "report/build/build_simulation.h"
#include "report/build/build_what_if.h"
#include "rulebook/compile/compile.h"

namespace parindex {
namespace {

// A figure as a cell of the data holds it.
std::string cell_words(const Indicator& indicator, const ScenarioValue& value) {
  if (value.state != CellState::Present) {
    return "NA";
  }
  if (indicator.type == ValueType::Bool) {
    return value.ticks == 0 ? "no" : "yes";
  }
  if (indicator.type == ValueType::Level) {
    return indicator.levels[static_cast<std::size_t>(value.ticks)];
  }
  const int percent = indicator.type == ValueType::Percent ? 2 : 0;
  return to_text(normalized({value.ticks, indicator.scale() - percent}));
}

// One draw, scored as files with its figures and numbers would be.
bool write_draw(const SimulationSetting& setting, const DrawModel& model, const DrawnValues& drawn,
                std::optional<std::size_t> unit) {
  const ScoringRun::Part& before = *setting.changed.part;
  std::vector<std::string> words;
  words.reserve(drawn.numbers.size());
  for (std::size_t i = 0; i < drawn.numbers.size(); ++i) {
    words.push_back(model.numbers[i].address + "=" + drawn.numbers[i]);
  }
  for (const CellEdit& edit : drawn.edits) {
    const Indicator& indicator = setting.changed.rulebook->indicators[edit.indicator];
    words.push_back(
        fmt::format("{}.{}={}", edit.unit, indicator.id, cell_words(indicator, edit.value)));
  }
  const std::optional<ConfigNode> tree =
      with_numbers(setting.changed.file, model, drawn.numbers, setting.diagnostics);
  const std::optional<Rulebook> rulebook =
      tree ? make_rulebook(*tree, false, setting.base.rulebook().decisions, setting.diagnostics)
           : std::nullopt;
  if (!rulebook) {
    return false;
  }
  before.rows->rewind();
  const std::optional<ScoringRun::Part> after = score_rows(
      setting.arguments, *rulebook, compile(*rulebook, {true, setting.arguments.missing_is_zero()}),
      with_edits(*before.rows, *rulebook, drawn.edits), true, setting.diagnostics);
  if (!after || setting.diagnostics.has_errors()) {
    return false;
  }
  return setting.write(build_what_if({setting.changed.scored(),
                                      {&*rulebook, &after->program, &after->sheet},
                                      std::move(words),
                                      unit},
                                     setting.language()));
}

// Set by Ctrl-C: the run ends after the draws under way, and prints what there is.
volatile std::sig_atomic_t stop_asked_for = 0;  // NOLINT: signal handlers have nothing else
void ask_to_stop(int /*signal*/) {
  stop_asked_for = 1;
}

}  // namespace

bool write_simulation(const SimulationSetting& setting) {
  const ScoringRun::Part& part = *setting.changed.part;
  const std::optional<DrawModel> model = draw_model(setting);
  SimulateOptions simulating;
  simulating.draws = setting.arguments.draws;
  simulating.seed = setting.arguments.seed.value_or(simulating.seed);
  simulating.threads = setting.arguments.thread_count();
  simulating.until_error = setting.arguments.until_error;
  const SimulationTargets targets = read_targets(setting);
  const AskedUnit unit = read_unit(setting);
  if (!model || !unit.is_known || setting.diagnostics.has_errors()) {
    return false;
  }
  if (setting.arguments.draw) {
    const std::optional<DrawnValues> drawn =
        values_of_draw(*model, simulating, *setting.arguments.draw, setting.diagnostics);
    return drawn && write_draw(setting, *model, *drawn, unit.row);
  }
  std::signal(SIGINT, ask_to_stop);
  std::optional<Simulation> result;
  {
    Progress progress("draws");
    simulating.go_on = [&](std::uint64_t draws, std::uint64_t of) {
      progress.show(draws, of);
      return stop_asked_for == 0;
    };
    result =
        simulate(*model, part.sheet, rules_with(setting, *model), simulating, setting.diagnostics);
  }
  std::signal(SIGINT, SIG_DFL);
  return result && setting.write(build_simulation({setting.changed.scored(), &*result,
                                                   change_words(setting), unit.row, targets},
                                                  setting.language()));
}

}  // namespace parindex
