// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_letter_items.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "report/build/held_table.h"
#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Row = std::vector<Cell>;

bool names(const std::vector<std::string>& criteria, const std::string& id) {
  return std::find(criteria.begin(), criteria.end(), id) != criteria.end();
}

class LetterRows {
 public:
  LetterRows(const RulebookGaps& gaps, const std::vector<Finding>& findings)
      : rulebook_(*gaps.scored.rulebook),
        gaps_(gaps.units.front()),
        findings_(findings) {}

  void add(const LetterItem& item) {
    for (std::size_t i = 0; i < std::max<std::size_t>(item.criteria.size(), 1); ++i) {
      const std::string id = item.criteria.empty() ? "" : item.criteria[i];
      named_.insert(id);
      add_row(item, id, i == 0);
    }
  }

  // Criteria of two or more other documents that no item of the letter names.
  void add_the_rest() {
    for (const Finding& finding : findings_) {
      for (const std::string& id : finding.criteria) {
        std::set<std::string> documents;
        for (const Finding& other : findings_) {
          if (names(other.criteria, id)) {
            documents.insert(other.document);
          }
        }
        if (documents.size() > 1 && named_.insert(id).second) {
          add_row(LetterItem{}, id, true);
        }
      }
    }
  }

  std::vector<Row> take() { return std::move(rows_); }

 private:
  // What people need not read again stands in the first row of an item only; machines get it in
  // every row.
  void add_row(const LetterItem& item, const std::string& id, bool first) {
    const auto once = [&](const std::string& text) { return first ? text : std::string(); };
    Row row = {item.item,        once(item.item),    item.title,
               once(item.title), item.head,          once(item.head),
               item.figures,     once(item.figures), id};
    add_points(id, row);
    row.emplace_back(documents_on(id));
    row.emplace_back(item.tasks);
    row.emplace_back(once(item.tasks));
    row.emplace_back(item.coverage);
    row.emplace_back(once(item.coverage));
    row.emplace_back(item.source);
    rows_.push_back(std::move(row));
  }

  void add_points(const std::string& id, Row& row) const {
    const std::optional<CriterionIndex> criterion = rulebook_.find(id);
    const auto gap = std::find_if(gaps_.gaps.begin(), gaps_.gaps.end(), [&](const Gap& candidate) {
      return criterion && candidate.line.criterion == *criterion;
    });
    row.emplace_back(criterion ? rulebook_.criteria[*criterion].title : std::string());
    if (gap == gaps_.gaps.end()) {
      row.emplace_back(std::string());
      row.insert(row.end(), 3, Cell{EmptyCell{}});
      return;
    }
    row.emplace_back(std::string(class_code(gap->what)));
    row.push_back(exact_cell(gap->line.points));
    row.push_back(exact_cell(gap->line.maximum));
    row.push_back(gap->what == Gap::Class::NotScored ? Cell{EmptyCell{}}
                                                     : exact_cell({gap->lost, CellState::Present}));
  }

  [[nodiscard]] std::string documents_on(const std::string& id) const {
    std::string text;
    for (const Finding& finding : findings_) {
      if (names(finding.criteria, id)) {
        text += fmt::format("{}{} {} ({})", text.empty() ? "" : " → ", finding.document,
                            finding.finding, finding.date);
      }
    }
    return text;
  }

  const Rulebook& rulebook_;
  const UnitGaps& gaps_;
  const std::vector<Finding>& findings_;
  std::set<std::string> named_;
  std::vector<Row> rows_;
};

}  // namespace

Report build_letter_items(const RulebookGaps& gaps, const std::vector<LetterItem>& items,
                          const std::vector<Finding>& findings, Language language) {
  LetterRows maker(gaps, findings);
  for (const LetterItem& item : items) {
    maker.add(item);
  }
  maker.add_the_rest();
  const auto words = [&](const Words& which) { return which.in(language); };
  const std::string documents = findings.empty() ? "" : words(say::kOtherDocuments);
  std::vector<TableColumn> columns = {{"item", "", Align::Left},
                                      {"", words(say::kLetterItem), Align::Left},
                                      {"title", "", Align::Left},
                                      {"", words(say::kTitle), Align::Left},
                                      {"head", "", Align::Left},
                                      {"", words(say::kResponsible), Align::Left},
                                      {"figures", "", Align::Left},
                                      {"", words(say::kFigure), Align::Left},
                                      {"criterion", words(say::kCriterion), Align::Left},
                                      {"criterion_title", "", Align::Left},
                                      {"class", "", Align::Left},
                                      {"points", words(say::kPoints), Align::Right},
                                      {"max_points", words(say::kMaximumPoints), Align::Right},
                                      {"lost", words(say::kPointsLost), Align::Right},
                                      {"documents", documents, Align::Left},
                                      {"tasks", "", Align::Left},
                                      {"", words(say::kTasks), Align::Left},
                                      {"coverage", "", Align::Left},
                                      {"", words(say::kCoverage), Align::Left},
                                      {"source", "", Align::Left}};
  Report report{words(say::kLetterItems), {}};
  add_gaps_of(gaps, language, report);
  Facts facts;
  facts.rows.emplace_back(words(say::kPointsLost), exact_text(gaps.units.front().lost));
  report.blocks.emplace_back(std::move(facts));
  report.blocks.emplace_back(held_table("letter_items", std::move(columns), maker.take()));
  return report;
}

}  // namespace parindex
