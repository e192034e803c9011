// SPDX-License-Identifier: Apache-2.0
//
// The table of commands. A command is one row here, one file in commands/, a golden test and a
// heading in docs/output.md.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/invocation.h"

namespace parindex {

struct Command {
  // What it works on. Rulebooks are the words behind its name, data stand behind `--data`.
  enum class Input : std::uint8_t { Nothing, RulesAndMaybeData, RulesAndData };

  std::string_view name;
  std::string_view summary;
  Input input;
  // Its own; next to these kCommonOptions, and kRulesOptions where it works on rulebooks.
  std::span<const OptionSpec> options;
  ExitCode (*run)(Invocation& invocation);
};

ExitCode run_check(Invocation& invocation);
ExitCode run_score(Invocation& invocation);
ExitCode run_explain(Invocation& invocation);
ExitCode run_simulate(Invocation& invocation);
ExitCode run_gaps(Invocation& invocation);
ExitCode run_target(Invocation& invocation);
ExitCode run_appraise(Invocation& invocation);
ExitCode run_init(Invocation& invocation);
ExitCode run_schema(Invocation& invocation);

inline constexpr OptionSpec kAsOf{
    "as-of", "", OptionSpec::Takes::Value, "DATE",
    "the day for values by date; default: the end of `period`, a year"};

inline constexpr std::array kCheckOptions = {
    OptionSpec{"previous", "", OptionSpec::Takes::Values, "FILE",
               "the data of the period before: look for jumps"},
    OptionSpec{"jump", "", OptionSpec::Takes::Value, "PERCENT",
               "a change of more than this is a jump; default: 50%"},
};
inline constexpr std::array kScoreOptions = {
    OptionSpec{"detail", "", OptionSpec::Takes::Nothing, "", "one row per unit and criterion"},
    OptionSpec{"wide", "", OptionSpec::Takes::Nothing, "",
               "csv and json: a column of points for each leaf criterion"},
    OptionSpec{"by", "", OptionSpec::Takes::Value, "unit|appraiser",
               "a row for each unit, or for each unit and agency that appraises; default unit"},
    OptionSpec{"fail-under", "", OptionSpec::Takes::Value, "INDEX",
               "exit 1 if a unit has a lower index"},
};
inline constexpr std::array kExplainOptions = {
    OptionSpec{"unit", "u", OptionSpec::Takes::Value, "UNIT", "id or name of the unit", true},
    OptionSpec{"criterion", "c", OptionSpec::Takes::Value, "ID",
               "only this criterion and what is below it"},
};

inline constexpr std::array kSimulateOptions = {
    OptionSpec{"set", "s", OptionSpec::Takes::Values, "TARGET=VALUE",
               "give a figure or a number of the rulebook another value"},
    OptionSpec{"unit", "u", OptionSpec::Takes::Value, "UNIT", "id or name of the unit to look at"},
    OptionSpec{"sweep", "", OptionSpec::Takes::Value, "TARGET=FROM..TO/STEP",
               "index, grade and rank of a unit over a row of values"},
    OptionSpec{"sensitivity", "", OptionSpec::Takes::Nothing, "",
               "which change of a scenario matters how much for --unit"},
    OptionSpec{"break-even", "", OptionSpec::Takes::Nothing, "",
               "what each figure of --unit must come to, alone, for one of --target-*"},
    OptionSpec{"weights", "", OptionSpec::Takes::Nothing, "",
               "which other weight of a criterion makes units change places"},
    OptionSpec{"scenario", "", OptionSpec::Takes::Value, "FILE",
               "changes with laws of chance; YAML"},
    OptionSpec{"measurement-error", "", OptionSpec::Takes::Value, "E",
               "every amount is off by up to E, or by up to E% of itself"},
    OptionSpec{"draws", "", OptionSpec::Takes::Value, "N",
               "random draws; else all values where they are few, or 10000 draws"},
    OptionSpec{"seed", "", OptionSpec::Takes::Value, "N", "of the random draws; default: 1"},
    OptionSpec{"draw", "", OptionSpec::Takes::Value, "N", "show this draw alone, as a what-if"},
    OptionSpec{"until-error", "", OptionSpec::Takes::Value, "E",
               "more draws until every mean index has a standard error up to E"},
    OptionSpec{"target-index", "", OptionSpec::Takes::Value, "X",
               "an index of X or more: how likely it is, or what must hold"},
    OptionSpec{"target-grade", "", OptionSpec::Takes::Value, "G",
               "the grade G or a better one: the same"},
    OptionSpec{"target-rank", "", OptionSpec::Takes::Value, "N",
               "the rank N or a better one: the same"},
};

inline constexpr std::array kGapsOptions = {
    OptionSpec{"unit", "u", OptionSpec::Takes::Value, "UNIT",
               "id or name of one unit; default: all units"},
    OptionSpec{"by", "", OptionSpec::Takes::Value, "unit|criterion|division|letter-item|target",
               "a row for each gap of a unit, a criterion, each division of a unit, item of a "
               "letter, or target of a plan; default unit"},
    OptionSpec{"items", "", OptionSpec::Takes::Value, "CSV",
               "with --by letter-item: the items of the letter and their criteria"},
    OptionSpec{"findings", "", OptionSpec::Takes::Values, "CSV",
               "with --by letter-item: what other documents say of the same criteria"},
    OptionSpec{"published", "", OptionSpec::Takes::Value, "GRADE",
               "the grade that was published: what follows for points that are not known"},
    OptionSpec{"previous", "", OptionSpec::Takes::Values, "OLD",
               "older data, and the older rulebook where it was another: says what recurs"},
};

inline constexpr std::array kTargetOptions = {
    OptionSpec{"unit", "u", OptionSpec::Takes::Value, "UNIT", "id or name of the unit", true},
    OptionSpec{"grade", "", OptionSpec::Takes::Value, "NAME", "reach this grade or a better one"},
    OptionSpec{"index", "", OptionSpec::Takes::Value, "X", "reach this index, as it is printed"},
    OptionSpec{"rank", "", OptionSpec::Takes::Value, "N",
               "reach this rank in the group; all other units stay as they are"},
    OptionSpec{"effort", "", OptionSpec::Takes::Value, "CSV",
               "days of work for a step of each figure: a table `indicator,days`; default: steps"},
    OptionSpec{"not", "", OptionSpec::Takes::Values, "NAME",
               "figures, or leaf criteria, that are not to be moved"},
};

inline constexpr std::array kAppraiseOptions = {
    OptionSpec{"unit", "u", OptionSpec::Takes::Value, "UNIT",
               "id or name of one unit; default: all units"},
    OptionSpec{"self", "", OptionSpec::Takes::Value, "CSV",
               "points that units gave themselves: a table `unit,criterion,points,evidence,note`"},
    OptionSpec{"appraiser", "", OptionSpec::Takes::Value, "NAME",
               "only the criteria that this agency appraises"},
};

inline constexpr std::array kInitOptions = {
    OptionSpec{"from", "", OptionSpec::Takes::Value, "CSV",
               "a rulebook of the criteria in a table `id,title,max[,parent]`"},
    OptionSpec{"data-template", "", OptionSpec::Takes::Values, "RULES",
               "an empty table for the figures that these rulebooks need"},
    OptionSpec{"units", "", OptionSpec::Takes::Value, "CSV",
               "with --data-template: a row for each unit of this units file"},
    kAsOf,
    OptionSpec{"fill", "", OptionSpec::Takes::Values, "RULES",
               "a sheet of the numbers that these rulebooks assume or do not know"},
};

inline constexpr std::array kCommands = {
    Command{"check", "find faults in rulebooks, and in data", Command::Input::RulesAndMaybeData,
            kCheckOptions, run_check},
    Command{"score", "points, index, rank and grade of every unit", Command::Input::RulesAndData,
            kScoreOptions, run_score},
    Command{"explain", "where every point of one unit comes from", Command::Input::RulesAndData,
            kExplainOptions, run_explain},
    Command{"simulate", "what if figures or rules were otherwise", Command::Input::RulesAndData,
            kSimulateOptions, run_simulate},
    Command{"gaps", "criteria below their maximum, and the least that would raise them",
            Command::Input::RulesAndData, kGapsOptions, run_gaps},
    Command{"target", "the cheapest way of a unit to a grade, an index or a rank",
            Command::Input::RulesAndData, kTargetOptions, run_target},
    Command{"appraise", "self-assessment and appraisal side by side, and what is not proved",
            Command::Input::RulesAndData, kAppraiseOptions, run_appraise},
    Command{"init", "begin a rulebook, or a table of figures", Command::Input::Nothing,
            kInitOptions, run_init},
    Command{"schema",
            "a JSON Schema of rulebooks, for editors",
            Command::Input::Nothing,
            {},
            run_schema},
};

inline constexpr std::array kRulesOptions = {
    kAsOf,
    OptionSpec{"filled", "", OptionSpec::Takes::Value, "SHEET",
               "a sheet of `init --fill` with the numbers filled in"},
    OptionSpec{"data", "d", OptionSpec::Takes::Values, "FILE",
               "CSV or workbook of figures, units file, or folder of these; - is standard input"},
    OptionSpec{"sheet", "", OptionSpec::Takes::Values, "NAME",
               "sheets of the workbook; default: the only one that fits"},
    OptionSpec{"round", "", OptionSpec::Takes::Value, "ID",
               "figures up to this round count; default: the last round that has any"},
    OptionSpec{"overrides", "", OptionSpec::Takes::Value, "CSV",
               "decisions of the board: a table `unit,criterion,points,by,date,remark`"},
    OptionSpec{"missing", "", OptionSpec::Takes::Value, "zero",
               "count criteria without a figure as 0 points"},
    OptionSpec{"partial", "", OptionSpec::Takes::Nothing, "",
               "rank groups of which not all units have data"},
    OptionSpec{"decimal", "", OptionSpec::Takes::Value, "point|comma",
               "decimal mark of the data; default: found from the file"},
    OptionSpec{"dash", "", OptionSpec::Takes::Value, "missing|na", "what a cell with - means"},
    OptionSpec{"threads", "j", OptionSpec::Takes::Value, "N", "default: all processors"},
    OptionSpec{"format", "f", OptionSpec::Takes::Value, "FORMAT",
               "table, csv, json, md or xlsx; default: by the ending of -o, else table"},
    OptionSpec{"csv-dialect", "", OptionSpec::Takes::Value, "rfc4180|excel-vi",
               "csv for programs, or for Excel under Vietnamese settings"},
};

inline constexpr std::array kCommonOptions = {
    OptionSpec{"output", "o", OptionSpec::Takes::Value, "FILE",
               "write there when all is done, instead of to standard output"},
    OptionSpec{"lang", "", OptionSpec::Takes::Value, "vi|en",
               "language of reports; default: as the rulebook says"},
    OptionSpec{"messages", "", OptionSpec::Takes::Value, "text|short|json",
               "form of messages on standard error"},
    OptionSpec{"color", "", OptionSpec::Takes::Value, "auto|always|never",
               "auto: on a terminal, unless NO_COLOR is set"},
};

}  // namespace parindex
