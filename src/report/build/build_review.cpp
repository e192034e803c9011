// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_review.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"

namespace parindex {
namespace {

using Row = std::vector<Cell>;

NumberCell count_cell(std::size_t count) {
  return {static_cast<std::int64_t>(count), 0};
}

TableColumn text(const std::string& key) {
  return {key, key, TableColumn::Align::Left};
}
TableColumn number(const std::string& key) {
  return {key, key, TableColumn::Align::Right};
}

// Tables without rows are left out.
void append(std::string name, std::vector<TableColumn> columns, std::vector<Row> rows,
            Report& report) {
  if (rows.empty()) {
    return;
  }
  Table table{std::move(name), std::move(columns), rows.size(), {}};
  table.row = [rows = std::move(rows)](std::size_t i, std::vector<Cell>& cells) {
    cells = rows[i];
  };
  report.blocks.emplace_back(std::move(table));
}

// Rulebooks may read the same files.
std::vector<Row> file_rows(const std::vector<DataReview>& reviews) {
  std::vector<Row> rows;
  std::set<std::string> seen;
  for (const DataReview& review : reviews) {
    for (const DataForm& form : review.forms) {
      if (seen.insert(form.file).second) {
        rows.push_back({form.file, form.encoding, form.delimiter, form.decimal,
                        fmt::format("{}", fmt::join(form.remarks, "; "))});
      }
    }
  }
  return rows;
}

std::vector<Row> indicator_rows(const std::vector<DataReview>& reviews) {
  std::vector<Row> rows;
  for (const DataReview& review : reviews) {
    for (std::size_t i = 0; i < review.indicators.size(); ++i) {
      if (review.rulebook->indicators[i].of_board) {
        continue;
      }
      const DataReview::Tally& tally = review.indicators[i];
      rows.push_back({review.rulebook->id, review.rulebook->indicators[i].id,
                      count_cell(tally.filled), count_cell(tally.missing),
                      count_cell(tally.not_applicable)});
    }
  }
  return rows;
}

std::vector<Row> hole_rows(const std::vector<DataReview>& reviews) {
  std::vector<Row> rows;
  for (const DataReview& review : reviews) {
    for (const DataReview::Holes& holes : review.holes) {
      std::string names;
      for (const IndicatorIndex indicator : holes.missing) {
        names += (names.empty() ? "" : " ") + review.rulebook->indicators[indicator].id;
      }
      rows.push_back({holes.unit.id, holes.unit.name, count_cell(holes.missing.size()), names});
    }
  }
  return rows;
}

std::vector<Row> doubt_rows(const std::vector<DataReview>& reviews) {
  std::vector<Row> rows;
  for (const DataReview& review : reviews) {
    for (const DataReview::Doubt& doubt : review.doubts) {
      rows.push_back({doubt.kind, doubt.unit, doubt.indicator, doubt.value, doubt.previous});
    }
  }
  return rows;
}

std::vector<Row> fault_rows(const Diagnostics& diagnostics) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> counts;
  for (const Diagnostic& fault : diagnostics.kept()) {
    counts[{fault.code, fault.topic}] += fault.severity == Severity::Error ? 1U : 0U;
  }
  for (const Diagnostics::More& more : diagnostics.more()) {
    counts[{more.code, more.topic}] += more.count;
  }
  std::vector<Row> rows;
  for (const auto& [fault, count] : counts) {
    const auto* const row = std::find_if(
        kDiagnosticCodes.begin(), kDiagnosticCodes.end(),
        [code = fault.first](const DiagnosticCode& candidate) { return candidate.code == code; });
    if (count > 0 && row != kDiagnosticCodes.end()) {
      rows.push_back({std::string(fault.first), std::string(row->summary),
                      std::string(fault.second), count_cell(count)});
    }
  }
  return rows;
}

}  // namespace

void append_review(const std::vector<DataReview>& reviews, const Diagnostics& diagnostics,
                   Report& report) {
  append("files",
         {text("file"), text("encoding"), text("delimiter"), text("decimal"), text("remarks")},
         file_rows(reviews), report);
  append("indicators",
         {text("rulebook"), text("indicator"), number("filled"), number("missing"),
          number("not_applicable")},
         indicator_rows(reviews), report);
  append("holes", {text("unit"), text("name"), number("missing"), text("indicators")},
         hole_rows(reviews), report);
  append("doubts",
         {text("doubt"), text("unit"), text("indicator"), text("value"), text("previous")},
         doubt_rows(reviews), report);
  append("faults", {text("code"), text("fault"), text("where"), number("count")},
         fault_rows(diagnostics), report);
}

}  // namespace parindex
