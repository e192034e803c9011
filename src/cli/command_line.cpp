// SPDX-License-Identifier: Apache-2.0
//
// The only file that names CLI11. Options and commands come from the tables in commands.h.
#include "cli/command_line.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

// Where CLI11 leaves what it has read for one option.
struct OptionSlot {
  const OptionSpec* spec = nullptr;
  std::vector<std::string> values;
  bool flag = false;
};

void add_option(CLI::App& app, const OptionSpec& spec, std::deque<OptionSlot>& slots) {
  OptionSlot& slot = slots.emplace_back();
  slot.spec = &spec;
  const std::string name = (spec.letter.empty() ? "" : fmt::format("-{},", spec.letter)) +
                           fmt::format("--{}", spec.name);
  const std::string help(spec.help);
  if (spec.takes == OptionSpec::Takes::Nothing) {
    app.add_flag(name, slot.flag, help);
    return;
  }
  CLI::Option* option = app.add_option(name, slot.values, help)->type_name(std::string(spec.value));
  if (spec.takes == OptionSpec::Takes::Value) {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  } else {
    option->expected(1, -1);
  }
  option->required(spec.required);
}

void add_command(CLI::App& app, const Command& command, std::vector<std::string>& rules,
                 std::deque<OptionSlot>& slots) {
  CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
  for (const OptionSpec& spec : command.options) {
    add_option(*sub, spec, slots);
  }
  if (command.input != Command::Input::Nothing) {
    sub->add_option("RULES", rules, "rulebook files, or folders of them")->required();
    for (const OptionSpec& spec : kRulesOptions) {
      add_option(*sub, spec, slots);
    }
  }
  if (command.input == Command::Input::RulesAndData) {
    sub->get_option("--data")->required();
  }
  for (const OptionSpec& spec : kCommonOptions) {
    add_option(*sub, spec, slots);
  }
}

void take_arguments(Invocation& invocation, const std::vector<std::string>& rules,
                    std::deque<OptionSlot>& slots) {
  invocation.arguments.set("rules", rules);
  for (OptionSlot& slot : slots) {
    if (slot.flag) {
      invocation.arguments.set(std::string(slot.spec->name), {"true"});
    } else if (!slot.values.empty()) {
      invocation.arguments.set(std::string(slot.spec->name), std::move(slot.values));
    }
  }
}

// CLI11 does not say which word is no command.
void report_usage(int argc, const char* const* argv, const CLI::ParseError& error,
                  Invocation& invocation) {
  const std::string first = argc > 1 ? argv[1] : "";
  const std::vector<std::string> names = names_of(kCommands);
  if (first.empty()) {
    report_without_place(invocation, codes::kUsage, "no command is given",
                         fmt::format("one of: {}; see `parindex --help`", fmt::join(names, ", ")));
  } else if (first.front() == '-') {
    report_without_place(invocation, codes::kUsage, error.what(), "see `parindex --help`");
  } else if (std::find(names.begin(), names.end(), first) == names.end()) {
    report_without_place(invocation, codes::kUsage, fmt::format("no command is called `{}`", first),
                         suggest(first, names));
  } else {
    report_without_place(invocation, codes::kUsage, error.what(),
                         fmt::format("see `parindex {} --help`", first));
  }
}

}  // namespace

CommandLine read_command_line(int argc, const char* const* argv, Invocation& invocation) {
  CLI::App app("Scores units by the rules of a rulebook, exactly, and explains every point.");
  app.name("parindex");
  app.set_version_flag("--version", "parindex " PARINDEX_VERSION);
  app.require_subcommand(1);
  std::deque<OptionSlot> slots;
  std::vector<std::string> rules;
  for (const Command& command : kCommands) {
    add_command(app, command, rules, slots);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    app.exit(asked);
    return {};
  } catch (const CLI::ParseError& error) {
    report_usage(argc, argv, error, invocation);
    return {nullptr, ExitCode::CouldNotRun};
  }
  take_arguments(invocation, rules, slots);
  for (const Command& command : kCommands) {
    if (app.got_subcommand(std::string(command.name))) {
      return {&command, ExitCode::Done};
    }
  }
  return {nullptr, ExitCode::CouldNotRun};
}

}  // namespace parindex
