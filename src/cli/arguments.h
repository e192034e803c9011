// SPDX-License-Identifier: Apache-2.0
//
// What is given on the command line: a plain struct for each command, which the rows in commands.h
// fill. A value that an option cannot have is reported before the command runs. Options that are
// not given are empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/parallel.h"
#include "engine/numbers/decimal.h"
#include "report/words/catalogue.h"
#include "report/write/writers.h"

namespace parindex {

using GivenText = std::optional<std::string>;
using GivenTexts = std::vector<std::string>;
using GivenWhole = std::optional<std::uint64_t>;  // from 1
using GivenPositive = std::optional<Decimal>;     // above 0
using GivenDay = std::optional<std::int64_t>;

// Of every command.
struct Arguments {
  GivenText output;  // none: standard output
  GivenText lang;
  GivenText messages;
  GivenText color;

  [[nodiscard]] std::string output_path() const { return output.value_or(""); }
  // Of a report; `of_rulebook` is what the rulebook says.
  [[nodiscard]] Language language_or(std::string_view of_rulebook) const {
    return lang.value_or(std::string(of_rulebook)) == "en" ? Language::English
                                                           : Language::Vietnamese;
  }
};

// Of commands that write a report.
struct ReportArguments : Arguments {
  GivenText format;
  GivenText csv_dialect;

  // The one that is named, or that of the output file's ending, or `table`. Null if there is none:
  // then no command runs.
  [[nodiscard]] const OutputFormat* chosen_format() const {
    return format                   ? find_format_by_name(*format)
           : !output_path().empty() ? find_format_by_path(*output)
                                    : &kOutputFormats.front();
  }
  [[nodiscard]] bool for_people() const { return chosen_format()->for_people; }
};

// Of commands that work on rulebooks.
struct RulesArguments : ReportArguments {
  GivenTexts rules;  // the words behind the command's name
  GivenDay as_of;
  GivenText filled;
  GivenTexts data;
  GivenTexts sheet;
  GivenText round;
  GivenText overrides;
  GivenText missing;
  bool partial = false;
  GivenText decimal;
  GivenText dash;
  GivenWhole threads;

  [[nodiscard]] bool missing_is_zero() const { return missing == "zero"; }
  [[nodiscard]] std::size_t thread_count() const {
    return static_cast<std::size_t>(threads.value_or(hardware_threads()));
  }
};

struct CheckArguments : RulesArguments {
  GivenTexts previous;
  GivenText jump;
};

struct ScoreArguments : RulesArguments {
  bool detail = false;
  bool wide = false;
  GivenText by;
  GivenText fail_under;
};

struct ExplainArguments : RulesArguments {
  GivenText unit;
  GivenText criterion;
};

struct SimulateArguments : RulesArguments {
  GivenTexts set;
  GivenText unit;
  GivenText sweep;
  bool sensitivity = false;
  bool break_even = false;
  bool weights = false;
  GivenText scenario;
  GivenText measurement_error;
  GivenWhole draws;
  GivenWhole seed;
  GivenWhole draw;
  GivenPositive until_error;
  GivenPositive target_index;
  GivenText target_grade;
  GivenWhole target_rank;
};

struct GapsArguments : RulesArguments {
  GivenText unit;
  GivenText by;
  GivenText items;
  GivenTexts findings;
  GivenText published;
  GivenTexts previous;
};

struct TargetArguments : RulesArguments {
  GivenText unit;
  GivenText grade;
  GivenText index;
  GivenText rank;
  GivenText effort;
  GivenTexts held;  // `--not`
};

struct AppraiseArguments : RulesArguments {
  GivenText unit;
  GivenText self;
  GivenText appraiser;
};

struct DumpArguments : RulesArguments {
  GivenText criterion;
};

struct InitArguments : Arguments {
  GivenText from;
  GivenTexts data_template;
  GivenText units;
  GivenDay as_of;
  GivenTexts fill;
};

// One option of a command: a row from which the parser, --help, the check of its value and the
// field that takes it follow.
struct OptionSpec {
  // A field of the command's struct. Of options that are given more than once the last one counts,
  // but of GivenTexts all.
  struct Field
      : std::variant<bool Arguments::*, GivenText Arguments::*, GivenTexts Arguments::*,
                     GivenWhole Arguments::*, GivenPositive Arguments::*, GivenDay Arguments::*> {
    template <typename Struct, typename Type>
    constexpr Field(Type Struct::*field)  // NOLINT(google-explicit-constructor): rows name fields
        : variant(static_cast<Type Arguments::*>(field)) {}
  };

  std::string_view name;    // "data": `--data`
  std::string_view letter;  // "o": `-o`; may be empty
  Field field;
  std::string_view value;  // what help calls the value: "FILE"; "vi|en": one of these words
  std::string_view help;
  bool required = false;
  std::uint64_t most = 1'000'000'000;  // of a GivenWhole
};

}  // namespace parindex
