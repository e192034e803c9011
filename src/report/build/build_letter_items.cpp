// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_letter_items.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

bool names(const std::vector<std::string>& criteria, const std::string& id) {
  return std::find(criteria.begin(), criteria.end(), id) != criteria.end();
}

// One criterion that an item of the letter names, or that only other documents name.
struct LetterLine {
  LetterItem item;
  std::string id;     // of the criterion; empty: the item names none
  bool first = true;  // of its item
};

std::vector<LetterLine> lines_of(const std::vector<LetterItem>& items,
                                 const std::vector<Finding>& findings) {
  std::vector<LetterLine> lines;
  std::set<std::string> named;
  for (const LetterItem& item : items) {
    for (std::size_t i = 0; i < std::max<std::size_t>(item.criteria.size(), 1); ++i) {
      lines.push_back({item, item.criteria.empty() ? "" : item.criteria[i], i == 0});
      named.insert(lines.back().id);
    }
  }
  // Criteria of two or more other documents that no item of the letter names.
  for (const Finding& finding : findings) {
    for (const std::string& id : finding.criteria) {
      std::set<std::string> documents;
      for (const Finding& other : findings) {
        if (names(other.criteria, id)) {
          documents.insert(other.document);
        }
      }
      if (documents.size() > 1 && named.insert(id).second) {
        lines.push_back({{}, id, true});
      }
    }
  }
  return lines;
}

std::string documents_on(const std::vector<Finding>& findings, const std::string& id) {
  std::string text;
  for (const Finding& finding : findings) {
    if (names(finding.criteria, id)) {
      text += fmt::format("{}{} {} ({})", text.empty() ? "" : " → ", finding.document,
                          finding.finding, finding.date);
    }
  }
  return text;
}

// What people need not read again stands in the first row of an item only; machines get it in every
// row.
void add_of_item(TableOf<LetterLine>& table, std::string_view key, const Words& heading,
                 std::string LetterItem::*text) {
  table.code(key, [text](const LetterLine& line) { return line.item.*text; });
  table.left("", heading,
             [text](const LetterLine& line) { return line.first ? line.item.*text : ""; });
}

}  // namespace

Report build_letter_items(const RulebookGaps& gaps, const std::vector<LetterItem>& items,
                          const std::vector<Finding>& findings, Language language) {
  const Rulebook& rulebook = *gaps.scored.rulebook;
  const auto gap_of = [&](const LetterLine& line) -> const Gap* {
    const std::optional<CriterionIndex> criterion = rulebook.find(line.id);
    const std::vector<Gap>& all = gaps.units.front().gaps;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Gap& gap) {
      return criterion && gap.line.criterion == *criterion;
    });
    return found == all.end() ? nullptr : &*found;
  };
  using Line = const LetterLine&;
  TableOf<LetterLine> table("letter_items", language, lines_of(items, findings));
  add_of_item(table, "item", say::kLetterItem, &LetterItem::item);
  add_of_item(table, "title", say::kTitle, &LetterItem::title);
  add_of_item(table, "head", say::kResponsible, &LetterItem::head);
  add_of_item(table, "figures", say::kFigure, &LetterItem::figures);
  table.left("criterion", say::kCriterion, [](Line line) { return line.id; });
  table.code("criterion_title", [&](Line line) {
    const std::optional<CriterionIndex> criterion = rulebook.find(line.id);
    return criterion ? rulebook.criteria[*criterion].title : "";
  });
  table.code("class", [&](Line line) {
    const Gap* const gap = gap_of(line);
    return gap == nullptr ? "" : class_code(gap->what);
  });
  table.right("points", say::kPoints, [&](Line line) {
    const Gap* const gap = gap_of(line);
    return gap == nullptr ? Cell{} : exact_cell(gap->line.points);
  });
  table.right("max_points", say::kMaximumPoints, [&](Line line) {
    const Gap* const gap = gap_of(line);
    return gap == nullptr ? Cell{} : exact_cell(gap->line.maximum);
  });
  table.right("lost", say::kPointsLost, [&](Line line) {
    const Gap* const gap = gap_of(line);
    return gap == nullptr || gap->what == Gap::Class::NotScored
               ? Cell{}
               : exact_cell({gap->lost, CellState::Present});
  });
  table.left("documents", findings.empty() ? Words{} : say::kOtherDocuments,
             [&](Line line) { return documents_on(findings, line.id); });
  add_of_item(table, "tasks", say::kTasks, &LetterItem::tasks);
  add_of_item(table, "coverage", say::kCoverage, &LetterItem::coverage);
  table.code("source", [](Line line) { return line.item.source; });

  Report report{say::kLetterItems.in(language), {}};
  add_gaps_of(gaps, language, report);
  report.blocks.emplace_back(
      Facts{{{say::kPointsLost.in(language), exact_text(gaps.units.front().lost)}}});
  report.blocks.emplace_back(table.held());
  return report;
}

}  // namespace parindex
