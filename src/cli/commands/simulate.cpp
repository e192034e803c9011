// SPDX-License-Identifier: Apache-2.0
#include "analysis/simulate.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/break_even.h"
#include "analysis/changed_rows.h"
#include "analysis/sensitivity.h"
#include "analysis/sweep.h"
#include "analysis/unit_lookup.h"
#include "analysis/weight_swaps.h"
#include "base/codes.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/input_files.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/scenario_input.h"
#include "cli/scoring_run.h"
#include "report/build_break_even.h"
#include "report/build_sensitivity.h"
#include "report/build_simulation.h"
#include "report/build_sweep.h"
#include "report/build_weight_swaps.h"
#include "report/build_what_if.h"
#include "rulebook/address.h"
#include "rulebook/check.h"
#include "rulebook/compile.h"
#include "rulebook/key_reader.h"
#include "rulebook/load.h"
#include "rulebook/read_change.h"

namespace parindex {
namespace {

// What is simulated: one rulebook as it stands, and its scores.
struct Base {
  ConfigNode file;
  std::vector<Rulebook> rulebooks;  // one
  ScoringRun run;

  [[nodiscard]] const Rulebook& rulebook() const { return rulebooks.front(); }
  [[nodiscard]] const ScoringRun::Part& part() const { return run.parts.front(); }
};

std::optional<Base> score_base(Invocation& invocation, const CommonOptions& options) {
  const std::vector<std::string> files = rulebook_files(invocation);
  if (files.size() != 1 && !invocation.diagnostics.has_errors()) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("{} rulebooks are named", files.size()),
                         "`simulate` changes one rulebook at a time: name its file");
  }
  if (invocation.diagnostics.has_errors()) {
    return std::nullopt;
  }
  std::optional<ConfigNode> tree = read_rulebook_file(invocation, files.front());
  std::optional<Rulebook> rulebook = tree ? make_rulebook(invocation, *tree, true) : std::nullopt;
  if (!rulebook || invocation.diagnostics.has_errors()) {
    return std::nullopt;
  }
  Base base;
  base.file = std::move(*tree);
  base.rulebooks.push_back(std::move(*rulebook));
  std::optional<ScoringRun> run = score_all(invocation, base.rulebooks, options.threads, true);
  if (!run) {
    return std::nullopt;
  }
  base.run = std::move(*run);
  return base;
}

// The rulebook and the figures with the fixed changes of a scenario, scored as if they had been
// written so.
struct Changed {
  ConfigNode file;
  std::unique_ptr<Rulebook> rulebook;
  std::optional<ScoringRun::Part> part;
};

std::optional<Changed> score_changed(Invocation& invocation, const CommonOptions& options,
                                     const Base& base, const Scenario& scenario) {
  Diagnostics& diagnostics = invocation.diagnostics;
  std::optional<ConfigNode> file = with_values(base.file, scenario, diagnostics);
  std::optional<Rulebook> rulebook = file ? make_rulebook(invocation, *file, false) : std::nullopt;
  std::optional<std::vector<CellEdit>> edits =
      fixed_edits(scenario, base.part().sheet.units, diagnostics);
  if (!rulebook || !edits || diagnostics.has_errors()) {
    return std::nullopt;
  }
  Changed changed;
  changed.file = std::move(*file);
  changed.rulebook = std::make_unique<Rulebook>(std::move(*rulebook));
  base.part().rows->rewind();
  changed.part = score_rows(invocation, *changed.rulebook,
                            compile(*changed.rulebook, {true, missing_is_zero(invocation)}),
                            with_edits(*base.part().rows, *changed.rulebook, std::move(*edits)),
                            options.threads, true);
  return changed.part && !diagnostics.has_errors() ? std::optional(std::move(changed))
                                                   : std::nullopt;
}

// A law in one word.
std::string_view law_word(Law::Kind kind) {
  constexpr std::array<std::string_view, 9> kWords = {"=",          "choice",   "uniform",
                                                      "triangular", "normal",   "beta",
                                                      "bernoulli",  "binomial", "empirical"};
  return kWords.at(static_cast<std::size_t>(kind));
}

// A change in words: as it was written, with what stood there and what stands there now.
std::string change_words(const Change& change, const Base& base, const RowSource& after) {
  if (change.law.kind != Law::Kind::Fixed) {
    return change.text.find("±") != std::string::npos
               ? change.text
               : fmt::format("{}: {}", change.text, law_word(change.law.kind));
  }
  const std::string& written = change.written.empty() ? change.text : change.written;
  const std::vector<Unit>& units = base.part().sheet.units;
  std::string before;
  std::string now;
  if (!change.indicator) {
    ConfigNode file = base.file;
    const ConfigNode* const node = find_value(file, change.text);
    before = node == nullptr ? "" : node->text;
    now = change.law.values.front().text;
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

std::vector<std::string> words_of(const Scenario& scenario, const Base& base,
                                  const RowSource& after) {
  std::vector<std::string> words;
  words.reserve(scenario.changes.size());
  for (const Change& change : scenario.changes) {
    words.push_back(change_words(change, base, after));
  }
  return words;
}

// The row of `--unit`; kNoUnit where none is asked for, empty with an error where there is none.
constexpr std::size_t kNoUnit = static_cast<std::size_t>(-1);
std::optional<std::size_t> unit_asked_for(Invocation& invocation, const Base& base) {
  return invocation.arguments.has("unit")
             ? find_unit(base.part().sheet.units, invocation.arguments.text("unit"), {},
                         invocation.diagnostics)
             : std::optional(kNoUnit);
}

std::optional<std::size_t> row_or_none(std::size_t row) {
  return row == kNoUnit ? std::nullopt : std::optional(row);
}

// Writes the report of a what-if.
bool write_what_if(Invocation& invocation, const CommonOptions& options, const Base& base,
                   const Scenario& scenario, const Changed& changed, Language language) {
  const std::optional<std::size_t> row = unit_asked_for(invocation, base);
  const ScoringRun::Part& before = base.part();
  const ScoringRun::Part& after = *changed.part;
  return row && write_report(invocation, options,
                             build_what_if({{&base.rulebook(), &before.program, &before.sheet},
                                            {changed.rulebook.get(), &after.program, &after.sheet},
                                            words_of(scenario, base, *after.rows),
                                            row_or_none(*row)},
                                           language));
}

// The rulebook with the numbers of a draw.
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

// Rulebooks for draws. What is wrong with one is told with the numbers that made it so.
RulesWith rules_with(const Invocation& invocation, const Changed& changed, const DrawModel& model) {
  return [&](const std::vector<std::string>& texts,
             Diagnostics& diagnostics) -> std::shared_ptr<const DrawnRules> {
    Diagnostics faults;
    const std::optional<ConfigNode> tree = with_numbers(changed.file, model, texts, faults);
    std::optional<Rulebook> rulebook = tree ? load_rulebook(*tree, faults) : std::nullopt;
    if (rulebook) {
      check_rulebook(*rulebook, faults);
    }
    auto rules = std::make_shared<DrawnRules>();
    if (rulebook && !faults.has_errors()) {
      rules->program = compile(*rulebook, {true, missing_is_zero(invocation)});
      rules->rulebook = std::make_unique<Rulebook>(std::move(*rulebook));
      return rules;
    }
    std::vector<std::string> words;
    for (std::size_t i = 0; i < texts.size() && i < 6; ++i) {
      words.push_back(fmt::format("{} = {}", model.numbers[i].address, texts[i]));
    }
    const Diagnostic& first = faults.kept().front();
    diagnostics.add({.severity = Severity::Error,
                     .code = codes::kDrawFails,
                     .message = fmt::format("with {}: {}", fmt::join(words, ", "), first.message),
                     .primary = first.primary,
                     .related = {},
                     .help = "choose laws with which the rulebook stands in every draw",
                     .topic = ""});
    return nullptr;
  };
}

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
bool write_draw(Invocation& invocation, const CommonOptions& options, const Changed& changed,
                const DrawModel& model, const DrawnValues& drawn, Language language) {
  const ScoringRun::Part& before = *changed.part;
  std::vector<std::string> words;
  words.reserve(drawn.numbers.size());
  for (std::size_t i = 0; i < drawn.numbers.size(); ++i) {
    words.push_back(model.numbers[i].address + "=" + drawn.numbers[i]);
  }
  for (const CellEdit& edit : drawn.edits) {
    const Indicator& indicator = changed.rulebook->indicators[edit.indicator];
    words.push_back(
        fmt::format("{}.{}={}", edit.unit, indicator.id, cell_words(indicator, edit.value)));
  }
  const std::optional<ConfigNode> tree =
      with_numbers(changed.file, model, drawn.numbers, invocation.diagnostics);
  const std::optional<Rulebook> rulebook =
      tree ? make_rulebook(invocation, *tree, false) : std::nullopt;
  if (!rulebook) {
    return false;
  }
  before.rows->rewind();
  const std::optional<ScoringRun::Part> after =
      score_rows(invocation, *rulebook, compile(*rulebook, {true, missing_is_zero(invocation)}),
                 with_edits(*before.rows, *rulebook, drawn.edits), options.threads, true);
  if (!after || invocation.diagnostics.has_errors()) {
    return false;
  }
  return write_report(invocation, options,
                      build_what_if({{changed.rulebook.get(), &before.program, &before.sheet},
                                     {&*rulebook, &after->program, &after->sheet},
                                     std::move(words),
                                     std::nullopt},
                                    language));
}

// A whole number of an option.
std::uint64_t read_whole(Invocation& invocation, std::string_view option, std::uint64_t fallback) {
  constexpr std::int64_t kMost = 1'000'000'000;
  if (!invocation.arguments.has(option)) {
    return fallback;
  }
  const std::string text = invocation.arguments.text(option);
  const std::optional<Decimal> number = parse_decimal(text);
  if (!number || number->scale != 0 || number->coefficient < 1 || number->coefficient > kMost) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--{}` cannot be `{}`", option, text),
                         "a whole number from 1 to 1000000000");
    return fallback;
  }
  return static_cast<std::uint64_t>(number->coefficient);
}

std::optional<Decimal> read_decimal(Invocation& invocation, std::string_view option) {
  if (!invocation.arguments.has(option)) {
    return std::nullopt;
  }
  const std::string text = invocation.arguments.text(option);
  const std::optional<Decimal> number = parse_decimal(text);
  if (!number || number->is_negative() || number->is_zero()) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--{}` cannot be `{}`", option, text),
                         "a number above 0, for example 0.1");
  }
  return number;
}

SimulationTargets read_targets(Invocation& invocation, const Rulebook& rulebook) {
  SimulationTargets targets;
  targets.index = read_decimal(invocation, "target-index");
  if (invocation.arguments.has("target-rank")) {
    targets.rank = static_cast<std::uint32_t>(read_whole(invocation, "target-rank", 1));
  }
  if (invocation.arguments.has("target-grade")) {
    const std::string name = to_nfc(invocation.arguments.text("target-grade"));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rulebook.grades.size(); ++i) {
      names.push_back(rulebook.grades[i].name);
      if (names.back() == name) {
        targets.grade = i;
      }
    }
    if (!targets.grade) {
      report_without_place(invocation, codes::kUnknownName,
                           fmt::format("no grade is called `{}`", name), suggest(name, names));
    }
  }
  return targets;
}

// Set by Ctrl-C: the run ends after the draws under way, and prints what there is.
volatile std::sig_atomic_t stop_asked_for = 0;  // NOLINT: signal handlers have nothing else
void ask_to_stop(int /*signal*/) {
  stop_asked_for = 1;
}

bool write_sweep(Invocation& invocation, const CommonOptions& options, const Scenario& scenario,
                 const Changed& changed, Language language) {
  const ScoringRun::Part& part = *changed.part;
  const Change& change = scenario.changes.back();
  const bool of_unit = change.indicator && change.scope.kind == Scope::Kind::Unit;
  if (!of_unit && !invocation.arguments.has("unit")) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("whose index is to be shown over `{}`", change.text),
                         "name the unit with `--unit`");
    return false;
  }
  const std::optional<std::size_t> row = find_unit(
      part.sheet.units,
      invocation.arguments.has("unit") ? invocation.arguments.text("unit") : change.scope.unit,
      change.span, invocation.diagnostics);
  const std::optional<DrawModel> model = make_draw_model(
      *changed.rulebook, part.program, *part.rows, part.sheet, scenario, invocation.diagnostics);
  const std::optional<std::vector<SweepPoint>> points =
      row && model
          ? sweep(*model, rules_with(invocation, changed, *model), *row, invocation.diagnostics)
          : std::nullopt;
  if (!points) {
    return false;
  }
  Sweep shown{changed.rulebook.get(), &part.sheet, change.text, *row, {}};
  for (std::size_t i = 0; i < points->size(); ++i) {
    const SweepPoint& point = (*points)[i];
    shown.values.push_back({change.law.values[i].text, point.index,
                            point.state == CellState::Present, point.grade, point.rank,
                            point.lost});
  }
  return write_report(invocation, options, build_sweep(shown, language));
}

// The one thing of `--target-index`, `--target-grade` and `--target-rank` that is to hold.
std::optional<TargetGoal> read_goal(Invocation& invocation, const Rulebook& rulebook) {
  const SimulationTargets targets = read_targets(invocation, rulebook);
  const int stated = (targets.index ? 1 : 0) + (targets.grade ? 1 : 0) + (targets.rank ? 1 : 0);
  if (invocation.diagnostics.has_errors()) {
    return std::nullopt;
  }
  if (stated != 1) {
    report_without_place(invocation, codes::kUsage, "what is to hold must be stated once",
                         "one of: --target-grade NAME, --target-index X, --target-rank N");
    return std::nullopt;
  }
  TargetGoal goal;
  goal.kind = targets.index   ? TargetGoal::Kind::Index
              : targets.grade ? TargetGoal::Kind::Grade
                              : TargetGoal::Kind::Rank;
  goal.index = targets.index.value_or(Decimal{});
  goal.grade = targets.grade.value_or(0);
  goal.rank = targets.rank.value_or(0);
  return goal;
}

bool write_break_even(Invocation& invocation, const CommonOptions& options, const Base& base,
                      const Scenario& scenario, const Changed& changed, Language language) {
  const ScoringRun::Part& part = *changed.part;
  if (!invocation.arguments.has("unit")) {
    report_without_place(invocation, codes::kUsage, "whose figures are to be looked at",
                         "name the unit with `--unit`");
    return false;
  }
  const std::optional<std::size_t> row = unit_asked_for(invocation, base);
  const std::optional<TargetGoal> goal = read_goal(invocation, *changed.rulebook);
  if (row && goal && goal->kind == TargetGoal::Kind::Rank &&
      part.sheet.ranks[*row] == ScoreSheet::kUnranked) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("unit `{}` has no rank", part.sheet.units[*row].id),
                         "its group is not complete, or the rulebook does not rank it; see score");
    return false;
  }
  const std::optional<DrawModel> model = make_draw_model(
      *changed.rulebook, part.program, *part.rows, part.sheet, scenario, invocation.diagnostics);
  if (!row || !goal || !model) {
    return false;
  }
  const BreakEven found = find_break_even(*model, *row, *goal);
  return write_report(
      invocation, options,
      build_break_even({{changed.rulebook.get(), &part.program, &part.sheet}, *row, *goal, &found},
                       language));
}

bool write_weights(Invocation& invocation, const CommonOptions& options, const Base& base,
                   const Changed& changed, Language language) {
  const ScoringRun::Part& part = *changed.part;
  const std::optional<std::size_t> row = unit_asked_for(invocation, base);
  const WeighedProgram weighed = [&](WeightFactor factor) {
    return compile(*changed.rulebook, {false, missing_is_zero(invocation), false, factor});
  };
  const std::optional<WeightSwaps> found =
      row ? find_weight_swaps({*changed.rulebook, *part.rows, part.sheet}, row_or_none(*row),
                              weighed, invocation.diagnostics)
          : std::nullopt;
  return found &&
         write_report(invocation, options,
                      build_weight_swaps({changed.rulebook.get(), &part.program, &part.sheet},
                                         *found, row != kNoUnit, language));
}

bool write_sensitivity(Invocation& invocation, const CommonOptions& options, const Base& base,
                       const Scenario& scenario, const Changed& changed, Language language) {
  const ScoringRun::Part& part = *changed.part;
  if (!invocation.arguments.has("unit")) {
    report_without_place(invocation, codes::kUsage, "whose index is to be looked at",
                         "name the unit with `--unit`");
    return false;
  }
  const std::optional<std::size_t> row = unit_asked_for(invocation, base);
  const std::uint64_t seed = read_whole(invocation, "seed", 1);
  const std::optional<DrawModel> model = make_draw_model(
      *changed.rulebook, part.program, *part.rows, part.sheet, scenario, invocation.diagnostics);
  const std::optional<Sensitivity> found =
      row && model && !invocation.diagnostics.has_errors()
          ? find_sensitivity(*model, rules_with(invocation, changed, *model), *row, seed,
                             invocation.diagnostics)
          : std::nullopt;
  if (!found || invocation.diagnostics.has_errors()) {
    return false;
  }
  ShownSensitivity shown{&part.sheet, *row, found->runs, found->varies, {}};
  for (const Sensitivity::Factor& factor : found->factors) {
    shown.factors.push_back({factor.change < scenario.changes.size()
                                 ? scenario.changes[factor.change].name
                                 : std::string("assumed"),
                             factor.low, factor.high, factor.first.value, factor.first.error_square,
                             factor.total.value, factor.total.error_square});
  }
  return write_report(invocation, options, build_sensitivity(shown, language));
}

bool write_simulation(Invocation& invocation, const CommonOptions& options, const Base& base,
                      const Scenario& scenario, const Changed& changed, Language language) {
  const ScoringRun::Part& part = *changed.part;
  const std::optional<DrawModel> model = make_draw_model(
      *changed.rulebook, part.program, *part.rows, part.sheet, scenario, invocation.diagnostics);
  SimulateOptions simulating;
  if (invocation.arguments.has("draws")) {
    simulating.draws = read_whole(invocation, "draws", 1);
  }
  simulating.seed = read_whole(invocation, "seed", simulating.seed);
  simulating.threads = options.threads;
  simulating.until_error = read_decimal(invocation, "until-error");
  const std::uint64_t draw = read_whole(invocation, "draw", 1);
  const SimulationTargets targets = read_targets(invocation, *changed.rulebook);
  const std::optional<std::size_t> row = unit_asked_for(invocation, base);
  if (!model || !row || invocation.diagnostics.has_errors()) {
    return false;
  }
  if (invocation.arguments.has("draw")) {
    return write_draw(invocation, options, changed, *model,
                      values_of_draw(*model, simulating.seed, draw), language);
  }
  std::signal(SIGINT, ask_to_stop);
  std::optional<Simulation> result;
  {
    Progress progress("draws");
    simulating.go_on = [&](std::uint64_t draws, std::uint64_t of) {
      progress.show(draws, of);
      return stop_asked_for == 0;
    };
    result = simulate(*model, part.sheet, rules_with(invocation, changed, *model), simulating,
                      invocation.diagnostics);
  }
  std::signal(SIGINT, SIG_DFL);
  return result &&
         write_report(invocation, options,
                      build_simulation({{changed.rulebook.get(), &part.program, &part.sheet},
                                        &*result,
                                        words_of(scenario, base, *part.rows),
                                        row_or_none(*row),
                                        targets},
                                       language));
}

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

struct Answering {
  bool fixed = false;  // nothing is left to chance
  Language language = Language::English;
};

bool write_answer(Invocation& invocation, const CommonOptions& options, const Base& base,
                  const Scenario& scenario, const Changed& changed, Answering answering) {
  const Arguments& arguments = invocation.arguments;
  const Language language = answering.language;
  if (arguments.has("break-even")) {
    return write_break_even(invocation, options, base, scenario, changed, language);
  }
  if (arguments.has("weights")) {
    return write_weights(invocation, options, base, changed, language);
  }
  if (arguments.has("sweep")) {
    return write_sweep(invocation, options, scenario, changed, language);
  }
  if (arguments.has("sensitivity")) {
    return write_sensitivity(invocation, options, base, scenario, changed, language);
  }
  return answering.fixed ? write_what_if(invocation, options, base, scenario, changed, language)
                         : write_simulation(invocation, options, base, scenario, changed, language);
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
  const std::optional<Base> base = options && !invocation.diagnostics.has_errors()
                                       ? score_base(invocation, *options)
                                       : std::nullopt;
  const std::optional<Scenario> scenario =
      base ? read_scenario(invocation, base->rulebook(), base->file) : std::nullopt;
  const std::optional<Changed> changed =
      scenario ? score_changed(invocation, *options, *base, *scenario) : std::nullopt;
  if (!changed) {
    return ExitCode::CouldNotRun;
  }
  const Language language = options->language.value_or(
      base->rulebook().lang == "en" ? Language::English : Language::Vietnamese);
  const bool fixed = !scenario->assumed &&
                     std::all_of(scenario->changes.begin(), scenario->changes.end(), is_fixed);
  const bool written =
      go_together(invocation, fixed) &&
      write_answer(invocation, *options, *base, *scenario, *changed, {fixed, language});
  return written ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
