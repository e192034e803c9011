// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "analysis/account/review.h"
#include "base/codes.h"
#include "cli/commands.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "cli/output.h"
#include "engine/numbers/decimal.h"
#include "report/build/build_review.h"
#include "report/table_of.h"

namespace parindex {
namespace {

// One row per rulebook: what there is, once nothing is wrong.
Report build_summary(const std::vector<Rulebook>& rulebooks) {
  Report report{"check", {}};
  const auto count_unknown = [](const Rulebook& rulebook) {
    return static_cast<std::size_t>(
        std::count_if(rulebook.open_numbers.begin(), rulebook.open_numbers.end(),
                      [](const OpenNumber& number) { return number.unknown; }));
  };
  using Pointer = const Rulebook*;
  std::vector<Pointer> all;
  all.reserve(rulebooks.size());
  for (const Rulebook& rulebook : rulebooks) {
    all.push_back(&rulebook);
  }
  TableOf<Pointer> table("rulebooks", Language::English, std::move(all));
  const auto add = [&](const char* key, auto cell) { table.right(key, key, cell); };
  table.left("rulebook", "rulebook", [](Pointer rulebook) { return rulebook->id; });
  add("criteria", [](Pointer rulebook) {
    return std::count_if(rulebook->criteria.begin(), rulebook->criteria.end(),
                         [](const Criterion& criterion) { return criterion.parent.has_value(); });
  });
  add("leaves", [](Pointer rulebook) {
    return std::count_if(rulebook->criteria.begin(), rulebook->criteria.end(),
                         [](const Criterion& criterion) { return criterion.is_leaf(); });
  });
  add("indicators", [](Pointer rulebook) { return rulebook->indicators.size(); });
  add("examples", [](Pointer rulebook) { return rulebook->examples.size(); });
  add("max_points", [](Pointer rulebook) {
    const Criterion& root = rulebook->root();
    return root.maximum_unknown ? std::nullopt
                                : OptionalNumber(NumberCell{root.maximum.value.coefficient,
                                                            root.maximum.value.scale});
  });
  const bool mixed = std::any_of(rulebooks.begin(), rulebooks.end(), [](const Rulebook& rulebook) {
    return rulebook.sourced_numbers + rulebook.open_numbers.size() > 0;
  });
  if (mixed) {
    add("sourced", [](Pointer rulebook) { return rulebook->sourced_numbers; });
    add("assumed",
        [&](Pointer rulebook) { return rulebook->open_numbers.size() - count_unknown(*rulebook); });
    add("unknown", [&](Pointer rulebook) { return count_unknown(*rulebook); });
  }
  report.blocks.emplace_back(table.held());
  return report;
}

// True when there is a fault whose code begins like this.
bool has_code(const Diagnostics& diagnostics, std::string_view beginning) {
  return std::any_of(diagnostics.kept().begin(), diagnostics.kept().end(),
                     [&](const Diagnostic& fault) {
                       return fault.severity == Severity::Error &&
                              fault.code.substr(0, beginning.size()) == beginning;
                     });
}

// `--jump`, in percent; 50 where it is not given.
std::optional<Decimal> read_jump(const CheckArguments& arguments, Diagnostics& diagnostics) {
  const std::string text = arguments.jump.value_or("50%");
  const std::optional<Decimal> jump =
      parse_decimal(std::string_view{text}.substr(0, text.find('%')));
  if (!jump || jump->is_negative() || jump->scale > 4) {
    diagnostics.error(codes::kUsage, {}, fmt::format("`--jump` cannot be `{}`", text),
                      "a percentage of the previous figure, for example 50%");
    return std::nullopt;
  }
  return jump;
}

// `--previous` is compared with `--data`, and `--jump` says how.
bool check_arguments(const CheckArguments& arguments, Diagnostics& diagnostics) {
  if (!arguments.previous.empty() && arguments.data.empty()) {
    diagnostics.error(codes::kUsage, {}, "`--previous` is compared with `--data`",
                      "add `--data FILE`, or leave out `--previous`");
  }
  if (arguments.jump && arguments.previous.empty()) {
    diagnostics.error(codes::kUsage, {}, "`--jump` is about changes since `--previous`",
                      "add `--previous FILE`, or leave out `--jump`");
  }
  return !diagnostics.has_errors();
}

// The units of the units file that a rulebook scores.
std::vector<std::string> expected_units(const OpenData& data, const Rulebook& rulebook) {
  std::vector<std::string> ids;
  for (const UnitsFile::Entry& entry :
       data.units == nullptr ? std::vector<UnitsFile::Entry>() : data.units->entries) {
    const bool is_ours = std::any_of(rulebook.groups.begin(), rulebook.groups.end(),
                                     [&](const Group& group) { return group.id == entry.group; }) ||
                         (entry.group.empty() && rulebook.groups.size() == 1);
    if (is_ours) {
      ids.push_back(entry.id);
    }
  }
  return ids;
}

// The page on the data, then the faults of scoring it. Empty where the data cannot be opened.
std::optional<std::vector<DataReview>> review_data(Invocation& invocation,
                                                   const CheckArguments& arguments,
                                                   const std::vector<Rulebook>& rulebooks) {
  const std::optional<Decimal> jump = read_jump(arguments, invocation.diagnostics);
  std::optional<OpenData> data = jump ? open_data(invocation, arguments, rulebooks) : std::nullopt;
  std::optional<OpenData> previous;
  if (data && !arguments.previous.empty()) {
    auto of_previous = static_cast<const RulesArguments&>(arguments);
    of_previous.data = arguments.previous;
    previous = open_data(invocation, of_previous, rulebooks, "previous", data->units.get());
  }
  if (!data || (!arguments.previous.empty() && !previous)) {
    return std::nullopt;
  }
  std::vector<DataReview> reviews;
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {
    const ReviewOptions options{previous ? previous->parts[i].rows.get() : nullptr, *jump,
                                expected_units(*data, rulebooks[i])};
    reviews.push_back(review(rulebooks[i], *data->parts[i].rows, options, invocation.diagnostics));
  }
  score_data(arguments, rulebooks, std::move(*data), invocation.diagnostics, false);
  return reviews;
}

}  // namespace

ExitCode run_check(Invocation& invocation, const CheckArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  if (!check_arguments(arguments, diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  std::optional<std::vector<DataReview>> reviews;
  if (rulebooks && !arguments.data.empty()) {
    reviews = review_data(invocation, arguments, *rulebooks);
  }
  if (has_code(diagnostics, "PX5")) {
    return ExitCode::CouldNotRun;
  }
  if (diagnostics.has_errors() && !reviews) {
    return ExitCode::AnswerIsNo;
  }
  Report report = build_summary(*rulebooks);
  std::vector<const Rulebook*> scored;
  if (reviews) {
    append_review(*reviews, diagnostics, report);
    std::transform(rulebooks->begin(), rulebooks->end(), std::back_inserter(scored),
                   [](const Rulebook& rulebook) { return &rulebook; });
  }
  if (!write_report(arguments, report, scored, diagnostics)) {
    return ExitCode::CouldNotRun;
  }
  return diagnostics.has_errors() ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
