// SPDX-License-Identifier: Apache-2.0
//
// The table of commands. A command is one row here, a struct in arguments.h, one file in commands/,
// a golden test and a heading in docs/output.md. An option is one row here and a field in its
// struct.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/invocation.h"

namespace parindex {

struct Command {
  std::string_view name;
  std::string_view summary;
  // What it does with `--data`. Without data it has none of kRulesOptions.
  enum class Data : std::uint8_t { None, Optional, Required };

  // Its own; next to these kCommonOptions, and kRulesOptions if it reads data.
  std::span<const OptionSpec> options;
  bool reads_rules;  // the words behind its name
  Data data;
  std::shared_ptr<Arguments> (*make_arguments)();
  ExitCode (*run)(Invocation& invocation, const Arguments& arguments);  // those that were made
};

// The row of a command with a struct of arguments.
template <typename Struct, ExitCode (*run)(Invocation&, const Struct&)>
constexpr Command command(std::string_view name, std::string_view summary,
                          std::span<const OptionSpec> options,
                          Command::Data data = std::is_base_of_v<RulesArguments, Struct>
                                                   ? Command::Data::Required
                                                   : Command::Data::None) {
  return {name,
          summary,
          options,
          std::is_base_of_v<RulesArguments, Struct>,
          data,
          []() -> std::shared_ptr<Arguments> { return std::make_shared<Struct>(); },
          [](Invocation& invocation, const Arguments& arguments) {
            return run(invocation, static_cast<const Struct&>(arguments));
          }};
}

ExitCode run_check(Invocation& invocation, const CheckArguments& arguments);
ExitCode run_score(Invocation& invocation, const ScoreArguments& arguments);
ExitCode run_explain(Invocation& invocation, const ExplainArguments& arguments);
ExitCode run_simulate(Invocation& invocation, const SimulateArguments& arguments);
ExitCode run_gaps(Invocation& invocation, const GapsArguments& arguments);
ExitCode run_target(Invocation& invocation, const TargetArguments& arguments);
ExitCode run_appraise(Invocation& invocation, const AppraiseArguments& arguments);
ExitCode run_dump(Invocation& invocation, const DumpArguments& arguments);
ExitCode run_init(Invocation& invocation, const InitArguments& arguments);
ExitCode run_schema(Invocation& invocation, const Arguments& arguments);

inline constexpr std::string_view kAsOfHelp =
    "the day for values by date; default: the end of `period`, a year";

inline constexpr OptionSpec kAsOf{"as-of", "", &RulesArguments::as_of, "DATE", kAsOfHelp};
inline constexpr OptionSpec kFilled{"filled", "", &RulesArguments::filled, "SHEET",
                                    "a sheet of `init --fill` with the numbers filled in"};
inline constexpr OptionSpec kMissing{"missing", "", &RulesArguments::missing, "zero",
                                     "count criteria without a figure as 0 points"};

inline constexpr std::array kCheckOptions = {
    OptionSpec{"previous", "", &CheckArguments::previous, "FILE",
               "the data of the period before: look for jumps"},
    OptionSpec{"jump", "", &CheckArguments::jump, "PERCENT",
               "a change of more than this is a jump; default: 50%"},
};
inline constexpr std::array kScoreOptions = {
    OptionSpec{"detail", "", &ScoreArguments::detail, "", "one row per unit and criterion"},
    OptionSpec{"wide", "", &ScoreArguments::wide, "",
               "csv and json: a column of points for each leaf criterion"},
    OptionSpec{"by", "", &ScoreArguments::by, "unit|appraiser",
               "a row for each unit, or for each unit and agency that appraises; default unit"},
    OptionSpec{"fail-under", "", &ScoreArguments::fail_under, "INDEX",
               "exit 1 if a unit has a lower index"},
};
inline constexpr std::array kExplainOptions = {
    OptionSpec{"unit", "u", &ExplainArguments::unit, "UNIT", "id or name of the unit", true},
    OptionSpec{"criterion", "c", &ExplainArguments::criterion, "ID",
               "only this criterion and what is below it"},
};

inline constexpr std::array kSimulateOptions = {
    OptionSpec{"set", "s", &SimulateArguments::set, "TARGET=VALUE",
               "give a figure or a number of the rulebook another value"},
    OptionSpec{"unit", "u", &SimulateArguments::unit, "UNIT", "id or name of the unit to look at"},
    OptionSpec{"sweep", "", &SimulateArguments::sweep, "TARGET=FROM..TO/STEP",
               "index, grade and rank of a unit over a row of values"},
    OptionSpec{"sensitivity", "", &SimulateArguments::sensitivity, "",
               "which change of a scenario matters how much for --unit"},
    OptionSpec{"break-even", "", &SimulateArguments::break_even, "",
               "what each figure of --unit must come to, alone, for one of --target-*"},
    OptionSpec{"weights", "", &SimulateArguments::weights, "",
               "which other weight of a criterion makes units change places"},
    OptionSpec{"scenario", "", &SimulateArguments::scenario, "FILE",
               "changes with laws of chance; YAML"},
    OptionSpec{"measurement-error", "", &SimulateArguments::measurement_error, "E",
               "every amount is off by up to E, or by up to E% of itself"},
    OptionSpec{"draws", "", &SimulateArguments::draws, "N",
               "random draws; else all values where they are few, or 10000 draws"},
    OptionSpec{"seed", "", &SimulateArguments::seed, "N", "of the random draws; default: 1"},
    OptionSpec{"draw", "", &SimulateArguments::draw, "N", "show this draw alone, as a what-if"},
    OptionSpec{"until-error", "", &SimulateArguments::until_error, "E",
               "more draws until every mean index has a standard error up to E"},
    OptionSpec{"target-index", "", &SimulateArguments::target_index, "X",
               "an index of X or more: how likely it is, or what must hold"},
    OptionSpec{"target-grade", "", &SimulateArguments::target_grade, "G",
               "the grade G or a better one: the same"},
    OptionSpec{"target-rank", "", &SimulateArguments::target_rank, "N",
               "the rank N or a better one: the same"},
};

inline constexpr std::array kGapsOptions = {
    OptionSpec{"unit", "u", &GapsArguments::unit, "UNIT",
               "id or name of one unit; default: all units"},
    OptionSpec{"by", "", &GapsArguments::by, "unit|criterion|division|letter-item|target",
               "a row for each gap of a unit, a criterion, each division of a unit, item of a "
               "letter, or target of a plan; default unit"},
    OptionSpec{"items", "", &GapsArguments::items, "CSV",
               "with --by letter-item: the items of the letter and their criteria"},
    OptionSpec{"findings", "", &GapsArguments::findings, "CSV",
               "with --by letter-item: what other documents say of the same criteria"},
    OptionSpec{"published", "", &GapsArguments::published, "GRADE",
               "the grade that was published: what follows for points that are not known"},
    OptionSpec{"previous", "", &GapsArguments::previous, "OLD",
               "older data, and the older rulebook where it was another: says what recurs"},
};

inline constexpr std::array kTargetOptions = {
    OptionSpec{"unit", "u", &TargetArguments::unit, "UNIT", "id or name of the unit", true},
    OptionSpec{"grade", "", &TargetArguments::grade, "NAME", "reach this grade or a better one"},
    OptionSpec{"index", "", &TargetArguments::index, "X", "reach this index, as it is printed"},
    OptionSpec{"rank", "", &TargetArguments::rank, "N",
               "reach this rank in the group; all other units stay as they are"},
    OptionSpec{"effort", "", &TargetArguments::effort, "CSV",
               "days of work for a step of each figure: a table `indicator,days`; default: steps"},
    OptionSpec{"not", "", &TargetArguments::held, "NAME",
               "figures, or leaf criteria, that are not to be moved"},
};

inline constexpr std::array kAppraiseOptions = {
    OptionSpec{"unit", "u", &AppraiseArguments::unit, "UNIT",
               "id or name of one unit; default: all units"},
    OptionSpec{"self", "", &AppraiseArguments::self, "CSV",
               "points that units gave themselves: a table `unit,criterion,points,evidence,note`"},
    OptionSpec{"appraiser", "", &AppraiseArguments::appraiser, "NAME",
               "only the criteria that this agency appraises"},
};

inline constexpr std::array kDumpOptions = {
    OptionSpec{"criterion", "c", &DumpArguments::criterion, "ID",
               "only what this criterion and those below it need"},
    kAsOf,
    kFilled,
    kMissing,
};

inline constexpr std::array kInitOptions = {
    OptionSpec{"from", "", &InitArguments::from, "CSV",
               "a rulebook of the criteria in a table `id,title,max[,parent]`"},
    OptionSpec{"data-template", "", &InitArguments::data_template, "RULES",
               "an empty table for the figures that these rulebooks need"},
    OptionSpec{"units", "", &InitArguments::units, "CSV",
               "with --data-template: a row for each unit of this units file"},
    OptionSpec{"as-of", "", &InitArguments::as_of, "DATE", kAsOfHelp},
    OptionSpec{"fill", "", &InitArguments::fill, "RULES",
               "a sheet of the numbers that these rulebooks assume or do not know"},
};

inline constexpr std::array kCommands = {
    command<CheckArguments, run_check>("check", "find faults in rulebooks, and in data",
                                       kCheckOptions, Command::Data::Optional),
    command<ScoreArguments, run_score>("score", "points, index, rank and grade of every unit",
                                       kScoreOptions),
    command<ExplainArguments, run_explain>("explain", "where every point of one unit comes from",
                                           kExplainOptions),
    command<SimulateArguments, run_simulate>("simulate", "what if figures or rules were otherwise",
                                             kSimulateOptions),
    command<GapsArguments, run_gaps>(
        "gaps", "criteria below their maximum, and the least that would raise them", kGapsOptions),
    command<TargetArguments, run_target>(
        "target", "the cheapest way of a unit to a grade, an index or a rank", kTargetOptions),
    command<AppraiseArguments, run_appraise>(
        "appraise", "self-assessment and appraisal side by side, and what is not proved",
        kAppraiseOptions),
    command<InitArguments, run_init>("init", "begin a rulebook, or a table of figures",
                                     kInitOptions),
    command<DumpArguments, run_dump>("dump", "the compiled program of a rulebook, as text",
                                     kDumpOptions, Command::Data::None),
    command<Arguments, run_schema>("schema", "a JSON Schema of rulebooks, for editors", {}),
};

inline constexpr std::array kRulesOptions = {
    kAsOf,
    kFilled,
    OptionSpec{"data", "d", &RulesArguments::data, "FILE",
               "CSV or workbook of figures, units file, or folder of these; - is standard input"},
    OptionSpec{"sheet", "", &RulesArguments::sheet, "NAME",
               "sheets of the workbook; default: the only one that fits"},
    OptionSpec{"round", "", &RulesArguments::round, "ID",
               "figures up to this round count; default: the last round that has any"},
    OptionSpec{"overrides", "", &RulesArguments::overrides, "CSV",
               "decisions of the board: a table `unit,criterion,points,by,date,remark`"},
    kMissing,
    OptionSpec{"partial", "", &RulesArguments::partial, "",
               "rank groups of which not all units have data"},
    OptionSpec{"decimal", "", &RulesArguments::decimal, "point|comma",
               "decimal mark of the data; default: found from the file"},
    OptionSpec{"dash", "", &RulesArguments::dash, "missing|na", "what a cell with - means"},
    OptionSpec{"threads", "j", &RulesArguments::threads, "N", "default: all processors", false,
               256},
    OptionSpec{"format", "f", &ReportArguments::format, "FORMAT",
               "table, csv, json, md or xlsx; default: by the ending of -o, else table"},
    OptionSpec{"csv-dialect", "", &ReportArguments::csv_dialect, "rfc4180|excel-vi",
               "csv for programs, or for Excel under Vietnamese settings"},
};

inline constexpr std::array kCommonOptions = {
    OptionSpec{"output", "o", &Arguments::output, "FILE",
               "write there when all is done, instead of to standard output"},
    OptionSpec{"lang", "", &Arguments::lang, "vi|en",
               "language of reports; default: as the rulebook says"},
    OptionSpec{"messages", "", &Arguments::messages, "text|short|json",
               "form of messages on standard error"},
    OptionSpec{"color", "", &Arguments::color, "auto|always|never",
               "auto: on a terminal, unless NO_COLOR is set"},
};

}  // namespace parindex
