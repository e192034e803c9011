// SPDX-License-Identifier: Apache-2.0
//
// The only file that names CLI11. Options and commands come from the tables in commands.h.
#include "cli/command_line.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "engine/numbers/decimal.h"

namespace parindex {
namespace {

// The names in one of the tables, for messages.
template <typename Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const auto& row : rows) {
    names.emplace_back(row.name);
  }
  return names;
}

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
  if (std::holds_alternative<bool Arguments::*>(spec.field)) {
    app.add_flag(name, slot.flag, help);
    return;
  }
  CLI::Option* option = app.add_option(name, slot.values, help)->type_name(std::string(spec.value));
  if (std::holds_alternative<GivenTexts Arguments::*>(spec.field)) {
    option->expected(1, -1);
  } else {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
  option->required(spec.required);
}

void add_command(CLI::App& app, const Command& command, std::vector<std::string>& rules,
                 std::deque<OptionSlot>& slots) {
  CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
  for (const OptionSpec& spec : command.options) {
    add_option(*sub, spec, slots);
  }
  if (command.reads_rules) {
    sub->add_option("RULES", rules, "rulebook files, or folders of them")->required();
  }
  if (command.data != Command::Data::None) {
    for (const OptionSpec& spec : kRulesOptions) {
      add_option(*sub, spec, slots);
    }
  }
  if (command.data == Command::Data::Required) {
    sub->get_option("--data")->required();
  }
  for (const OptionSpec& spec : kCommonOptions) {
    add_option(*sub, spec, slots);
  }
}

// Puts the value of an option into its field. Each overload returns what the value must be where it
// cannot be this; empty where all is well.
class FieldWriter {
 public:
  FieldWriter(OptionSlot& slot, Arguments& arguments) : slot_(slot), arguments_(arguments) {}

  std::string operator()(bool Arguments::*field) const {
    arguments_.*field = slot_.flag;
    return "";
  }

  std::string operator()(GivenTexts Arguments::*field) const {
    arguments_.*field = std::move(slot_.values);
    return "";
  }

  // Names in small letters are the words to choose from: `vi|en`.
  std::string operator()(GivenText Arguments::*field) const {
    const std::string& given = text();
    arguments_.*field = given;
    std::string_view words = slot_.spec->value;
    std::vector<std::string_view> choices;
    while (!words.empty() && is_small_letter(words.front())) {
      const std::size_t end = std::min(words.find('|'), words.size());
      choices.push_back(words.substr(0, end));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    return choices.empty() || std::find(choices.begin(), choices.end(), given) != choices.end()
               ? ""
               : fmt::format("one of: {}", fmt::join(choices, ", "));
  }

  std::string operator()(GivenWhole Arguments::*field) const {
    const std::optional<Decimal> number = parse_decimal(text());
    const auto most = static_cast<std::int64_t>(slot_.spec->most);
    if (!number || number->scale != 0 || number->coefficient < 1 || most < number->coefficient) {
      return fmt::format("a whole number from 1 to {}", most);
    }
    arguments_.*field = static_cast<std::uint64_t>(number->coefficient);
    return "";
  }

  std::string operator()(GivenPositive Arguments::*field) const {
    const std::optional<Decimal> number = parse_decimal(text());
    arguments_.*field = number;
    return number && !number->is_negative() && !number->is_zero()
               ? ""
               : "a number above 0, for example 0.1";
  }

  std::string operator()(GivenDay Arguments::*field) const {
    arguments_.*field = parse_iso_day(text());
    return arguments_.*field ? "" : "a date, year-month-day, like 2024-12-31";
  }

 private:
  static bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

  [[nodiscard]] const std::string& text() const { return slot_.values.back(); }

  OptionSlot& slot_;
  Arguments& arguments_;
};

// Only a format that can be written.
void check_format(const ReportArguments& arguments, Diagnostics& diagnostics) {
  if (arguments.chosen_format() == nullptr) {
    diagnostics.error(
        codes::kUnknownFormat, {},
        arguments.format ? fmt::format("no format is called `{}`", *arguments.format)
                         : fmt::format("the ending of `{}` names no format", *arguments.output),
        fmt::format("pass --format with one of: {}", fmt::join(names_of(kOutputFormats), ", ")));
  }
}

// The command's arguments. Adds an error for each value that an option cannot have.
std::shared_ptr<const Arguments> take_arguments(const Command& command,
                                                std::vector<std::string> rules,
                                                std::deque<OptionSlot>& slots,
                                                Diagnostics& diagnostics) {
  std::shared_ptr<Arguments> arguments = command.make_arguments();
  for (OptionSlot& slot : slots) {
    if (!slot.flag && slot.values.empty()) {
      continue;
    }
    const std::string needed = std::visit(FieldWriter(slot, *arguments), slot.spec->field);
    if (!needed.empty()) {
      diagnostics.error(codes::kUsage, {},
                        fmt::format("`--{}` cannot be `{}`", slot.spec->name, slot.values.back()),
                        needed);
    }
  }
  if (command.reads_rules) {
    auto& of_rules = static_cast<RulesArguments&>(*arguments);
    of_rules.rules = std::move(rules);
    if (command.data != Command::Data::None) {
      check_format(of_rules, diagnostics);
    }
  }
  return arguments;
}

// CLI11 does not say which word is no command.
void report_usage(int argc, const char* const* argv, const CLI::ParseError& error,
                  Diagnostics& diagnostics) {
  const std::string first = argc > 1 ? argv[1] : "";
  const std::vector<std::string> names = names_of(kCommands);
  if (first.empty()) {
    diagnostics.error(codes::kUsage, {}, "no command is given",
                      fmt::format("one of: {}; see `parindex --help`", fmt::join(names, ", ")));
  } else if (first.front() == '-') {
    diagnostics.error(codes::kUsage, {}, error.what(), "see `parindex --help`");
  } else if (std::find(names.begin(), names.end(), first) == names.end()) {
    diagnostics.error(codes::kUsage, {}, fmt::format("no command is called `{}`", first),
                      suggest(first, names));
  } else {
    diagnostics.error(codes::kUsage, {}, error.what(),
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
    report_usage(argc, argv, error, invocation.diagnostics);
    return {nullptr, ExitCode::CouldNotRun};
  }
  for (const Command& command : kCommands) {
    if (app.got_subcommand(std::string(command.name))) {
      std::shared_ptr<const Arguments> arguments =
          take_arguments(command, std::move(rules), slots, invocation.diagnostics);
      return invocation.diagnostics.has_errors()
                 ? CommandLine{nullptr, ExitCode::CouldNotRun, std::move(arguments)}
                 : CommandLine{&command, ExitCode::Done, std::move(arguments)};
    }
  }
  return {nullptr, ExitCode::CouldNotRun};
}

}  // namespace parindex
