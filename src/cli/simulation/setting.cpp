// SPDX-License-Identifier: Apache-2.0
#include "cli/simulation/setting.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "analysis/probe/changed_rows.h"
#include "analysis/score/unit_lookup.h"
#include "base/codes.h"
#include "cli/input/find_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/points_table.h"
#include "cli/output.h"
#include "cli/simulation/number_inputs.h"
#include "rulebook/check/check.h"
#include "rulebook/compile/compile.h"
#include "rulebook/load/address.h"
#include "rulebook/load/load.h"
#include "rulebook/load/read_change.h"

namespace parindex {
namespace {

// A distribution in one word.
std::string_view law_word(Distribution::Kind kind) {
  constexpr std::array<std::string_view, 9> kWords = {"=",          "choice",   "uniform",
                                                      "triangular", "normal",   "beta",
                                                      "bernoulli",  "binomial", "empirical"};
  return kWords.at(static_cast<std::size_t>(kind));
}

// A change in words: as it was written, with what stood there and what stands there now.
std::string words_of(const Change& change, const SimulatedBase& base, const RowSource& after) {
  if (change.distribution.kind != Distribution::Kind::Fixed) {
    return change.text.find("±") != std::string::npos
               ? change.text
               : fmt::format("{}: {}", change.text, law_word(change.distribution.kind));
  }
  const std::string& written = change.written.empty() ? change.text : change.written;
  const std::vector<Unit>& units = base.part().sheet.units;
  std::string before;
  std::string now;
  if (!change.indicator) {
    ConfigNode file = base.file;
    const ConfigNode* const node = find_value(file, change.text);
    before = node == nullptr ? "" : node->text;
    now = change.distribution.values.front().text;
  } else if (change.scope.kind == Scope::Kind::Unit &&
             base.rulebook().indicators[*change.indicator].is_amount()) {
    const std::size_t row = find_units(units, change.scope.unit).front();
    const std::uint64_t offset = base.part().sheet.row_offsets[row];
    before = base.part().rows->cell_text(offset, *change.indicator);
    const Indicator& indicator = base.rulebook().indicators[*change.indicator];
    const int percent = indicator.type == ValueType::Percent ? 2 : 0;
    const Column column = after.row(offset).columns[*change.indicator];
    if (column.states.empty() || column.states.front() == CellState::Present) {
      now = to_text(normalized({column.cells.front(), change.scale - percent}));
    }
  }
  return before.empty() || now.empty() ? written
                                       : fmt::format("{} ({} → {})", written, before, now);
}

}  // namespace

std::optional<SimulatedBase> score_base(Invocation& invocation,
                                        const SimulateArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::vector<std::string> files = rulebook_files(arguments, diagnostics);
  if (files.size() != 1 && !diagnostics.has_errors()) {
    diagnostics.error(codes::kUsage, {}, fmt::format("{} rulebooks are named", files.size()),
                      "`simulate` changes one rulebook at a time: name its file");
  }
  if (diagnostics.has_errors()) {
    return std::nullopt;
  }
  const std::vector<BoardDecision> decisions = board_decisions(invocation, arguments.overrides);
  std::optional<ConfigNode> tree = read_rulebook_file(invocation, arguments, files.front());
  std::optional<Rulebook> rulebook =
      tree ? make_rulebook(*tree, true, decisions, diagnostics) : std::nullopt;
  if (!rulebook || diagnostics.has_errors()) {
    return std::nullopt;
  }
  SimulatedBase base;
  base.file = std::move(*tree);
  base.rulebooks.push_back(std::move(*rulebook));
  check_decided_criteria(decisions, base.rulebooks, diagnostics);
  std::optional<ScoringRun> run = score_all(invocation, arguments, base.rulebooks, true);
  if (!run) {
    return std::nullopt;
  }
  base.run = std::move(*run);
  return base;
}

std::optional<ChangedBase> score_changed(const SimulateArguments& arguments,
                                         const SimulatedBase& base, const Scenario& scenario,
                                         Diagnostics& diagnostics) {
  std::optional<ConfigNode> file = with_values(base.file, scenario, diagnostics);
  std::optional<Rulebook> rulebook =
      file ? make_rulebook(*file, false, base.rulebook().decisions, diagnostics) : std::nullopt;
  std::optional<std::vector<CellEdit>> edits =
      fixed_edits(scenario, base.part().sheet.units, diagnostics);
  if (!rulebook || !edits || diagnostics.has_errors()) {
    return std::nullopt;
  }
  ChangedBase changed;
  changed.file = std::move(*file);
  changed.rulebook = std::make_unique<Rulebook>(std::move(*rulebook));
  base.part().rows->rewind();
  changed.part = score_rows(
      arguments, *changed.rulebook, compile(*changed.rulebook, {true, arguments.missing_is_zero()}),
      with_edits(*base.part().rows, *changed.rulebook, std::move(*edits)), true, diagnostics);
  return changed.part && !diagnostics.has_errors() ? std::optional(std::move(changed))
                                                   : std::nullopt;
}

bool SimulationSetting::write(const Report& report) const {
  return write_report(arguments, report, base.run.rulebooks(), diagnostics);
}

std::vector<std::string> change_words(const SimulationSetting& setting) {
  std::vector<std::string> words;
  words.reserve(setting.scenario.changes.size());
  for (const Change& change : setting.scenario.changes) {
    words.push_back(words_of(change, setting.base, *setting.changed.part->rows));
  }
  return words;
}

AskedUnit read_unit(const SimulationSetting& setting) {
  if (!setting.arguments.unit) {
    return {};
  }
  const std::optional<std::size_t> row =
      find_unit(setting.base.part().sheet.units, *setting.arguments.unit, {}, setting.diagnostics);
  return {row, row.has_value()};
}

std::optional<std::size_t> read_required_unit(const SimulationSetting& setting,
                                              std::string_view question) {
  if (!setting.arguments.unit) {
    setting.diagnostics.error(codes::kUsage, {}, std::string(question),
                              "name the unit with `--unit`");
  }
  return read_unit(setting).row;
}

SimulationTargets read_targets(const SimulationSetting& setting) {
  const SimulateArguments& arguments = setting.arguments;
  SimulationTargets targets;
  targets.index = arguments.target_index;
  if (arguments.target_rank) {
    targets.rank = static_cast<std::uint32_t>(*arguments.target_rank);
  }
  if (arguments.target_grade) {
    targets.grade =
        find_grade(*setting.changed.rulebook, *arguments.target_grade, setting.diagnostics);
  }
  return targets;
}

std::optional<DrawModel> draw_model(const SimulationSetting& setting) {
  const ScoringRun::Part& part = *setting.changed.part;
  std::optional<DrawModel> model =
      make_draw_model(*setting.changed.rulebook, part.program, *part.rows, part.sheet,
                      setting.scenario, setting.diagnostics);
  if (model) {
    make_numbers_inputs(setting, *model);
  }
  return model;
}

std::optional<ConfigNode> with_numbers(const ConfigNode& file, const DrawModel& model,
                                       const std::vector<std::string>& texts,
                                       Diagnostics& diagnostics) {
  std::optional<ConfigNode> tree = file;
  for (std::size_t i = 0; tree && i < texts.size(); ++i) {
    if (!texts[i].empty() &&
        !set_value(*tree, model.numbers[i].address, texts[i], {}, diagnostics)) {
      tree.reset();
    }
  }
  return tree;
}

RulesWith rules_with(const SimulationSetting& setting, const DrawModel& model) {
  return [&](const std::vector<std::string>& texts,
             Diagnostics& diagnostics) -> std::shared_ptr<const DrawnRules> {
    Diagnostics faults;
    const std::optional<ConfigNode> tree = with_numbers(setting.changed.file, model, texts, faults);
    std::optional<Rulebook> rulebook =
        tree ? make_rulebook(*tree, false, setting.base.rulebook().decisions, faults)
             : std::nullopt;
    auto rules = std::make_shared<DrawnRules>();
    if (rulebook && !faults.has_errors()) {
      rules->program = compile(*rulebook, {true, setting.arguments.missing_is_zero()});
      rules->rulebook = std::make_unique<Rulebook>(std::move(*rulebook));
      return rules;
    }
    std::vector<std::string> words;
    for (std::size_t i = 0; i < texts.size() && i < 6; ++i) {
      words.push_back(fmt::format("{} = {}", model.numbers[i].address, texts[i]));
    }
    const Diagnostic& first = faults.kept().front();
    diagnostics.error(codes::kDrawFails, first.primary.span,
                      fmt::format("with {}: {}", fmt::join(words, ", "), first.message),
                      "choose laws with which the rulebook stands in every draw");
    return nullptr;
  };
}

}  // namespace parindex
