// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_appraisal.h"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "report/build/held_table.h"
#include "report/build/score_cells.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Result = AppraisalResult;

// Codes of machine formats and words for people, in the order of AppraisalResult.
constexpr std::array<std::pair<std::string_view, Words>, kAppraisalResults> kResults = {{
    {"confirmed", say::kConfirmed},
    {"changed", say::kPointsChanged},
    {"insufficient", say::kInsufficient},
    {"no_evidence", say::kNoEvidence},
    {"not_claimed", say::kNotClaimed},
    {"not_self_scored", say::kNotSelfScored},
    {"not_appraised", say::kNotAppraised},
    {"not_applicable", say::kNotApplicable},
}};

const std::pair<std::string_view, Words>& result_of(const AppraisalLine& line) {
  return kResults[static_cast<std::size_t>(line.result)];
}

Cell decimal_cell(const std::optional<Decimal>& value) {
  return value ? Cell{NumberCell{value->coefficient, value->scale}} : Cell{EmptyCell{}};
}

// Final points minus those that the unit gave itself.
Cell difference_cell(const AppraisalLine& line) {
  const bool both = line.points.front() && line.points.back();
  return both ? decimal_cell(subtract(*line.points.back(), *line.points.front()))
              : Cell{EmptyCell{}};
}

const Criterion& criterion_of(const Appraisal& appraisal, const AppraisalLine& line) {
  return appraisal.rulebook->criteria[line.criterion];
}

// What the usual rounds are called where a rulebook gives no title of its own.
constexpr std::array<std::pair<std::string_view, Words>, 5> kUsualRounds = {{
    {"self", say::kSelfAssessment},
    {"appraisal", say::kAppraisal},
    {"appraisal_1", say::kFirstAppraisal},
    {"appraisal_2", say::kSecondAppraisal},
    {"final", say::kFinalResult},
}};

std::string stage_title(const Appraisal& appraisal, std::size_t stage, Language language) {
  const Appraisal::Stage& one = appraisal.stages[stage];
  if (!one.title.empty()) {
    return one.title;
  }
  if (one.id == "computed") {
    return say::kByFigures.in(language);
  }
  const bool has_rounds = appraisal.stages.back().id != "computed";
  const auto* const usual =
      std::find_if(kUsualRounds.begin(), kUsualRounds.end(),
                   [&](const auto& round) { return has_rounds && round.first == one.id; });
  if (usual != kUsualRounds.end()) {
    return usual->second.in(language);
  }
  return stage == 0 ? say::kSelfScored.in(language) : one.id;
}

// What the unit is asked where points are not proved.
std::string question(const Appraisal& appraisal, const AppraisalLine& line, Language language) {
  const Criterion& criterion = criterion_of(appraisal, line);
  if (line.result != Result::Insufficient && line.result != Result::NoEvidence) {
    return "";
  }
  if (!criterion.question.empty()) {
    return criterion.question;
  }
  std::string names;
  for (const IndicatorIndex missing : line.missing) {
    const Indicator& indicator = appraisal.rulebook->indicators[missing];
    names +=
        (names.empty() ? "" : "; ") + (indicator.title.empty() ? indicator.id : indicator.title);
  }
  return names.empty() ? fill(say::kAskFor, language, say::kEvidence.in(language))
                       : fill(say::kAskFor, language, names);
}

// The sheet of one unit.
class UnitSheet {
 public:
  UnitSheet(const Appraisal& appraisal, std::span<const AppraisalLine> lines, Language language)
      : appraisal_(appraisal),
        lines_(lines),
        language_(language) {}

  void add_to(Report& report) const {
    const Unit& unit = appraisal_.units[lines_.front().unit];
    report.blocks.emplace_back(Heading{unit.name.empty() ? unit.id : unit.name});
    report.blocks.emplace_back(points());
    report.blocks.emplace_back(Paragraph{counts()});
    std::vector<std::vector<Cell>> texts = remarks();
    if (!texts.empty()) {
      report.blocks.emplace_back(held_table("remarks",
                                            {{"criterion", words(say::kCriterion), Align::Left},
                                             {"what", words(say::kAppraisalRemarks), Align::Left},
                                             {"text", words(say::kRemark), Align::Left}},
                                            texts));
    }
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] Table points() const {
    std::vector<TableColumn> columns = {{"criterion", words(say::kCriterion), Align::Left},
                                        {"title", words(say::kTitle), Align::Left},
                                        {"max_points", words(say::kMaximumPoints), Align::Right}};
    for (std::size_t stage = 0; stage < appraisal_.stages.size(); ++stage) {
      columns.push_back({"points", stage_title(appraisal_, stage, language_), Align::Right});
    }
    columns.push_back({"difference", words(say::kDifference), Align::Right});
    columns.push_back({"result", words(say::kResult), Align::Left});
    std::vector<std::vector<Cell>> rows;
    for (const AppraisalLine& line : lines_) {
      const Criterion& criterion = criterion_of(appraisal_, line);
      std::vector<Cell> cells = {criterion.id, criterion.title,
                                 decimal_cell(criterion.maximum.value)};
      for (const std::optional<Decimal>& points : line.points) {
        cells.push_back(decimal_cell(points));
      }
      cells.push_back(difference_cell(line));
      cells.emplace_back(words(result_of(line).second));
      rows.push_back(std::move(cells));
    }
    return held_table("points", std::move(columns), rows);
  }

  // "thống nhất: 8, chưa đủ căn cứ: 2".
  [[nodiscard]] std::string counts() const {
    std::string text;
    for (std::size_t result = 0; result < kResults.size(); ++result) {
      const auto count = std::count_if(lines_.begin(), lines_.end(), [&](const auto& line) {
        return static_cast<std::size_t>(line.result) == result;
      });
      if (count > 0) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", words(kResults[result].second),
                            count);
      }
    }
    return text;
  }

  // Evidence, notes of the rounds and questions, of the criteria that have any.
  [[nodiscard]] std::vector<std::vector<Cell>> remarks() const {
    std::vector<std::vector<Cell>> rows;
    for (const AppraisalLine& line : lines_) {
      const std::string& id = criterion_of(appraisal_, line).id;
      const auto add = [&](std::string what, const std::string& text) {
        if (!text.empty()) {
          rows.push_back({id, std::move(what), text});
        }
      };
      add(words(say::kEvidence), line.evidence);
      for (const AppraisalLine::Remark& remark : line.remarks) {
        add(stage_title(appraisal_, remark.stage, language_), remark.text);
      }
      add(words(say::kQuestion), question(appraisal_, line, language_));
    }
    return rows;
  }

  const Appraisal& appraisal_;
  std::span<const AppraisalLine> lines_;
  Language language_;
};

// The lines of each unit, which stand together.
template <typename Visit>
void for_each_unit(const Appraisal& appraisal, const Visit& visit) {
  const std::span<const AppraisalLine> all = appraisal.lines;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].unit == all[begin].unit) {
      ++end;
    }
    visit(all.subspan(begin, end - begin));
    begin = end;
  }
}

// Stages of all rulebooks, each id once, in order.
std::vector<std::string> stage_ids(const std::vector<Appraisal>& appraisals) {
  std::vector<std::string> ids;
  for (const Appraisal& appraisal : appraisals) {
    for (const Appraisal::Stage& stage : appraisal.stages) {
      if (std::find(ids.begin(), ids.end(), stage.id) == ids.end()) {
        ids.push_back(stage.id);
      }
    }
  }
  return ids;
}

std::vector<Cell> machine_row(const Appraisal& appraisal, const AppraisalLine& line,
                              const std::vector<std::string>& stages, Language language) {
  const Criterion& criterion = criterion_of(appraisal, line);
  const Unit& unit = appraisal.units[line.unit];
  std::vector<Cell> cells = {appraisal.rulebook->id,
                             unit.id,
                             unit.name,
                             criterion.id,
                             criterion.title,
                             criterion.appraiser,
                             decimal_cell(criterion.maximum.value)};
  for (const std::string& id : stages) {
    Cell cell = EmptyCell{};
    for (std::size_t i = 0; i < appraisal.stages.size(); ++i) {
      if (appraisal.stages[i].id == id) {
        cell = decimal_cell(line.points[i]);
      }
    }
    cells.push_back(std::move(cell));
  }
  std::string remarks;
  for (const AppraisalLine::Remark& remark : line.remarks) {
    remarks += fmt::format("{}{}: {}", remarks.empty() ? "" : "; ",
                           appraisal.stages[remark.stage].id, remark.text);
  }
  cells.push_back(difference_cell(line));
  cells.emplace_back(std::string(result_of(line).first));
  cells.emplace_back(line.evidence);
  cells.emplace_back(std::move(remarks));
  cells.emplace_back(question(appraisal, line, language));
  return cells;
}

Table machine_table(const std::vector<Appraisal>& appraisals, Language language) {
  const std::vector<std::string> stages = stage_ids(appraisals);
  std::vector<std::string> keys = {"rulebook", "unit",      "name",      "criterion",
                                   "title",    "appraiser", "max_points"};
  for (const std::string& id : stages) {
    keys.push_back("points_" + id);
  }
  for (const std::string_view key : {"difference", "result", "evidence", "remarks", "question"}) {
    keys.emplace_back(key);
  }
  std::vector<TableColumn> columns;
  columns.reserve(keys.size());
  for (const std::string& key : keys) {
    columns.push_back({key, key, Align::Left});
  }
  std::vector<std::vector<Cell>> rows;
  for (const Appraisal& appraisal : appraisals) {
    for (const AppraisalLine& line : appraisal.lines) {
      rows.push_back(machine_row(appraisal, line, stages, language));
    }
  }
  return held_table("appraisal", std::move(columns), rows);
}

}  // namespace

Report build_appraisal(const std::vector<Appraisal>& appraisals, bool for_people,
                       Language language) {
  Report report{say::kAppraisal.in(language), {}};
  if (!for_people) {
    report.blocks.emplace_back(machine_table(appraisals, language));
    return report;
  }
  for (const Appraisal& appraisal : appraisals) {
    for_each_unit(appraisal, [&](std::span<const AppraisalLine> lines) {
      UnitSheet(appraisal, lines, language).add_to(report);
    });
  }
  return report;
}

Report build_appraiser_points(const std::vector<AppraiserPoints>& all, Language language) {
  const auto words = [&](const Words& which) { return which.in(language); };
  std::vector<std::vector<Cell>> rows;
  for (const AppraiserPoints& one : all) {
    const auto number = [](const Rational& value) { return exact_cell({value, {}}); };
    rows.push_back({one.rulebook->id, one.unit->id, one.unit->name, one.appraiser,
                    NumberCell{one.criteria, 0}, NumberCell{one.scored, 0}, number(one.points),
                    number(one.maximum), number(one.maximum - one.points)});
  }
  Report report{words(say::kPointsByAppraiser), {}};
  report.blocks.emplace_back(held_table("appraisers",
                                        {{"rulebook", "", Align::Left},
                                         {"unit", words(say::kUnit), Align::Left},
                                         {"name", words(say::kUnitName), Align::Left},
                                         {"appraiser", words(say::kAppraiser), Align::Left},
                                         {"criteria", words(say::kCriteria), Align::Right},
                                         {"scored", words(say::kCriteriaScored), Align::Right},
                                         {"points", words(say::kPoints), Align::Right},
                                         {"max_points", words(say::kMaximumPoints), Align::Right},
                                         {"deduction", words(say::kPointsLost), Align::Right}},
                                        rows));
  return report;
}

}  // namespace parindex
