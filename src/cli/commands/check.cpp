// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
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

namespace parindex {
namespace {

// One row per rulebook: what there is, once nothing is wrong.
Report build_summary(const std::vector<Rulebook>& rulebooks) {
  Report report{"check", {}};
  Table table;
  table.name = "rulebooks";
  using Align = TableColumn::Align;
  table.columns = {
      {"rulebook", "rulebook", Align::Left},  {"criteria", "criteria", Align::Right},
      {"leaves", "leaves", Align::Right},     {"indicators", "indicators", Align::Right},
      {"examples", "examples", Align::Right}, {"max_points", "max_points", Align::Right}};
  const bool mixed = std::any_of(rulebooks.begin(), rulebooks.end(), [](const Rulebook& rulebook) {
    return rulebook.sourced_numbers + rulebook.open_numbers.size() > 0;
  });
  for (const std::string_view basis : {"sourced", "assumed", "unknown"}) {
    if (mixed) {
      table.columns.push_back({std::string(basis), std::string(basis), Align::Right});
    }
  }
  table.row_count = rulebooks.size();
  table.row = [&rulebooks, mixed](std::size_t i, std::vector<Cell>& cells) {
    const Rulebook& rulebook = rulebooks[i];
    std::int64_t leaves = 0;
    std::size_t criteria = 0;
    for (const Criterion& criterion : rulebook.criteria) {
      leaves += criterion.is_leaf() ? 1 : 0;
      criteria += criterion.parent ? 1U : 0U;
    }
    const auto count = [](std::size_t n) { return NumberCell{static_cast<std::int64_t>(n), 0}; };
    cells = {rulebook.id,
             count(criteria),
             NumberCell{leaves, 0},
             count(rulebook.indicators.size()),
             count(rulebook.examples.size()),
             rulebook.root().maximum_unknown ? Cell{EmptyCell{}}
                                             : Cell{NumberCell{rulebook.root().maximum.coefficient,
                                                               rulebook.root().maximum.scale}}};
    if (mixed) {
      const auto unknown = static_cast<std::size_t>(
          std::count_if(rulebook.open_numbers.begin(), rulebook.open_numbers.end(),
                        [](const OpenNumber& number) { return number.unknown; }));
      cells.emplace_back(count(rulebook.sourced_numbers));
      cells.emplace_back(count(rulebook.open_numbers.size() - unknown));
      cells.emplace_back(count(unknown));
    }
  };
  report.blocks.emplace_back(std::move(table));
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
std::optional<Decimal> read_jump(Invocation& invocation) {
  const std::string text = invocation.arguments.text("jump");
  std::optional<Decimal> jump = Decimal{50, 0};
  if (!text.empty()) {
    jump = parse_decimal(std::string_view{text}.substr(0, text.find('%')));
  }
  if (!jump || jump->is_negative() || jump->scale > 4) {
    report_without_place(invocation, codes::kUsage, fmt::format("`--jump` cannot be `{}`", text),
                         "a percentage of the previous figure, for example 50%");
    return std::nullopt;
  }
  return jump;
}

// `--previous` is compared with `--data`, and `--jump` says how.
bool check_options(Invocation& invocation) {
  const Arguments& arguments = invocation.arguments;
  if (arguments.has("previous") && !arguments.has("data")) {
    report_without_place(invocation, codes::kUsage, "`--previous` is compared with `--data`",
                         "add `--data FILE`, or leave out `--previous`");
  }
  if (arguments.has("jump") && !arguments.has("previous")) {
    report_without_place(invocation, codes::kUsage, "`--jump` is about changes since `--previous`",
                         "add `--previous FILE`, or leave out `--jump`");
  }
  return !invocation.diagnostics.has_errors();
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
                                                   const std::vector<Rulebook>& rulebooks,
                                                   std::size_t threads) {
  const std::optional<Decimal> jump = read_jump(invocation);
  std::optional<OpenData> data = jump ? open_data(invocation, rulebooks) : std::nullopt;
  const bool has_previous = invocation.arguments.has("previous");
  std::optional<OpenData> previous =
      data && has_previous ? open_data(invocation, rulebooks, "previous", data->units.get())
                           : std::nullopt;
  if (!data || (has_previous && !previous)) {
    return std::nullopt;
  }
  std::vector<DataReview> reviews;
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {
    const ReviewOptions options{previous ? previous->parts[i].rows.get() : nullptr, *jump,
                                expected_units(*data, rulebooks[i])};
    reviews.push_back(review(rulebooks[i], *data->parts[i].rows, options, invocation.diagnostics));
  }
  score_data(invocation, rulebooks, std::move(*data), threads, false);
  return reviews;
}

}  // namespace

ExitCode run_check(Invocation& invocation) {
  const std::optional<CommonOptions> options = read_common_options(invocation);
  if (!options || !check_options(invocation)) {
    return ExitCode::CouldNotRun;
  }
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation);
  std::optional<std::vector<DataReview>> reviews;
  if (rulebooks && invocation.arguments.has("data")) {
    reviews = review_data(invocation, *rulebooks, options->threads);
  }
  if (has_code(diagnostics, "PX5")) {
    return ExitCode::CouldNotRun;
  }
  if (diagnostics.has_errors() && !reviews) {
    return ExitCode::AnswerIsNo;
  }
  Report report = build_summary(*rulebooks);
  if (reviews) {
    append_review(*reviews, diagnostics, report);
  }
  if (!write_report(invocation, *options, report)) {
    return ExitCode::CouldNotRun;
  }
  return diagnostics.has_errors() ? ExitCode::AnswerIsNo : ExitCode::Done;
}

}  // namespace parindex
