// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_review.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"
#include "report/table_of.h"

namespace parindex {
namespace {

// Tables without rows are left out.
template <typename Row>
void append(TableOf<Row> table, Report& report) {
  Table made = table.held();
  if (made.row_count > 0) {
    report.blocks.emplace_back(std::move(made));
  }
}

// Rulebooks may read the same files.
void append_files(const std::vector<DataReview>& reviews, Language language, Report& report) {
  std::vector<DataForm> forms;
  std::set<std::string> seen;
  for (const DataReview& review : reviews) {
    std::copy_if(review.forms.begin(), review.forms.end(), std::back_inserter(forms),
                 [&](const DataForm& form) { return seen.insert(form.file).second; });
  }
  TableOf<DataForm> table("files", language, std::move(forms));
  table.left("file", "file", [](const DataForm& form) { return form.file; });
  table.left("encoding", "encoding", [](const DataForm& form) { return form.encoding; });
  table.left("delimiter", "delimiter", [](const DataForm& form) { return form.delimiter; });
  table.left("decimal", "decimal", [](const DataForm& form) { return form.decimal; });
  table.left("remarks", "remarks",
             [](const DataForm& form) { return fmt::format("{}", fmt::join(form.remarks, "; ")); });
  append(std::move(table), report);
}

// One figure of a rulebook, or one part of a review of its data.
template <typename Part>
struct OfRulebook {
  const Rulebook* rulebook = nullptr;
  Part part;
};

void append_indicators(const std::vector<DataReview>& reviews, Language language, Report& report) {
  using Line = OfRulebook<std::pair<const Indicator*, DataReview::Tally>>;
  std::vector<Line> lines;
  for (const DataReview& review : reviews) {
    for (std::size_t i = 0; i < review.indicators.size(); ++i) {
      const Indicator& indicator = review.rulebook->indicators[i];
      if (!indicator.of_board) {
        lines.push_back({review.rulebook, {&indicator, review.indicators[i]}});
      }
    }
  }
  TableOf<Line> table("indicators", language, std::move(lines));
  table.left("rulebook", "rulebook", [](const Line& line) { return line.rulebook->id; });
  table.left("indicator", "indicator", [](const Line& line) { return line.part.first->id; });
  table.right("filled", "filled", [](const Line& line) { return line.part.second.filled; });
  table.right("missing", "missing", [](const Line& line) { return line.part.second.missing; });
  table.right("not_applicable", "not_applicable",
              [](const Line& line) { return line.part.second.not_applicable; });
  append(std::move(table), report);
}

void append_holes(const std::vector<DataReview>& reviews, Language language, Report& report) {
  using Line = OfRulebook<DataReview::Holes>;
  std::vector<Line> lines;
  for (const DataReview& review : reviews) {
    for (const DataReview::Holes& holes : review.holes) {
      lines.push_back({review.rulebook, holes});
    }
  }
  TableOf<Line> table("holes", language, std::move(lines));
  table.left("unit", "unit", [](const Line& line) { return line.part.unit.id; });
  table.left("name", "name", [](const Line& line) { return line.part.unit.name; });
  table.right("missing", "missing", [](const Line& line) { return line.part.missing.size(); });
  table.left("indicators", "indicators", [](const Line& line) {
    std::string names;
    for (const IndicatorIndex indicator : line.part.missing) {
      names += (names.empty() ? "" : " ") + line.rulebook->indicators[indicator].id;
    }
    return names;
  });
  append(std::move(table), report);
}

void append_doubts(const std::vector<DataReview>& reviews, Language language, Report& report) {
  using Doubt = DataReview::Doubt;
  std::vector<Doubt> doubts;
  for (const DataReview& review : reviews) {
    doubts.insert(doubts.end(), review.doubts.begin(), review.doubts.end());
  }
  TableOf<Doubt> table("doubts", language, std::move(doubts));
  table.left("doubt", "doubt", [](const Doubt& doubt) { return doubt.kind; });
  table.left("unit", "unit", [](const Doubt& doubt) { return doubt.unit; });
  table.left("indicator", "indicator", [](const Doubt& doubt) { return doubt.indicator; });
  table.left("value", "value", [](const Doubt& doubt) { return doubt.value; });
  table.left("previous", "previous", [](const Doubt& doubt) { return doubt.previous; });
  append(std::move(table), report);
}

// How often one fault is found in one place.
struct FaultCount {
  const DiagnosticCode* code = nullptr;
  std::string topic;
  std::size_t count = 0;
};

std::vector<FaultCount> count_faults(const Diagnostics& diagnostics) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> counts;
  for (const Diagnostic& fault : diagnostics.kept()) {
    counts[{fault.code, fault.topic}] += fault.severity == Severity::Error ? 1U : 0U;
  }
  for (const Diagnostics::More& more : diagnostics.more()) {
    counts[{more.code, more.topic}] += more.count;
  }
  std::vector<FaultCount> faults;
  for (const auto& [fault, count] : counts) {
    const auto* const row = std::find_if(
        kDiagnosticCodes.begin(), kDiagnosticCodes.end(),
        [code = fault.first](const DiagnosticCode& candidate) { return candidate.code == code; });
    if (count > 0 && row != kDiagnosticCodes.end()) {
      faults.push_back({row, std::string(fault.second), count});
    }
  }
  return faults;
}

}  // namespace

void append_review(const std::vector<DataReview>& reviews, const Diagnostics& diagnostics,
                   Report& report) {
  const Language language = Language::English;  // headings are keys
  append_files(reviews, language, report);
  append_indicators(reviews, language, report);
  append_holes(reviews, language, report);
  append_doubts(reviews, language, report);
  TableOf<FaultCount> faults("faults", language, count_faults(diagnostics));
  faults.left("code", "code", [](const FaultCount& fault) { return fault.code->code; });
  faults.left("fault", "fault", [](const FaultCount& fault) { return fault.code->summary; });
  faults.left("where", "where", [](const FaultCount& fault) { return fault.topic; });
  faults.right("count", "count", [](const FaultCount& fault) { return fault.count; });
  append(std::move(faults), report);
}

}  // namespace parindex
