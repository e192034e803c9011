// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/appraise.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

// Appends a text to others, once.
void add_text(const std::string& text, std::string& to) {
  if (!text.empty() && to.find(text) == std::string::npos) {
    to += (to.empty() ? "" : "; ") + text;
  }
}

CellState state_of(const PrintedColumn& column, std::size_t row) {
  return column.states.empty() ? CellState::Present : column.states[row];
}

using ScoreKey = std::pair<std::string, std::string>;  // id of the unit, in one case; criterion
using SelfScores = std::map<ScoreKey, const SelfScore*>;

// One criterion of one unit.
class LineMaker {
 public:
  LineMaker(const Rulebook& rulebook, const std::vector<ScoredRound>& rounds, std::size_t row,
            CriterionIndex criterion, const SelfScore* self)
      : criterion_(rulebook.criteria[criterion]),
        rounds_(rounds),
        row_(row),
        inputs_(rounds.front().program->nodes[criterion].trace->inputs),
        self_(self) {
    line_.unit = static_cast<std::uint32_t>(row);
    line_.criterion = criterion;
  }

  AppraisalLine make() {
    if (before_rounds() > 0) {
      line_.points.emplace_back();
    }
    for (const ScoredRound& round : rounds_) {
      const PrintedColumn& points = points_of(round);
      line_.points.push_back(state_of(points, row_) == CellState::Present
                                 ? std::optional(Decimal{points.ticks[row_], points.scale})
                                 : std::nullopt);
    }
    if (self_ != nullptr) {
      line_.points.front() = self_->points;
    }
    read_remarks();
    line_.result = judge();
    line_.place = place();
    return std::move(line_);
  }

 private:
  // Stages that stand before the rounds: self-scores where the data have no rounds.
  [[nodiscard]] std::size_t before_rounds() const { return rounds_.size() == 1 ? 1 : 0; }

  [[nodiscard]] const PrintedColumn& points_of(const ScoredRound& round) const {
    return round.sheet->node_points[line_.criterion];
  }

  [[nodiscard]] std::uint64_t offset(const ScoredRound& round) const {
    return round.sheet->row_offsets[row_];
  }

  // A figure that a round takes over from the one before stands at the same place.
  [[nodiscard]] bool is_own(std::size_t round, IndicatorIndex indicator) const {
    if (round == 0) {
      return true;
    }
    const ScoredRound& now = rounds_[round];
    const ScoredRound& before = rounds_[round - 1];
    const SourceSpan here = now.rows->cell(offset(now), indicator);
    const SourceSpan there = before.rows->cell(offset(before), indicator);
    return here.source != there.source || here.begin != there.begin;
  }

  void add_remark(std::size_t stage, const std::string& text) {
    if (!text.empty()) {
      line_.remarks.push_back({stage, text});
    }
  }

  void read_remarks() {
    if (self_ != nullptr) {
      add_text(self_->evidence, line_.evidence);
      add_remark(0, self_->note);
    }
    for (std::size_t round = 0; round < rounds_.size(); ++round) {
      std::string text;
      for (const IndicatorIndex indicator : inputs_) {
        const FigureRemark* const remark =
            rounds_[round].rows->remark(offset(rounds_[round]), indicator);
        if (remark != nullptr && is_own(round, indicator)) {
          add_text(remark->note, text);
          add_text(remark->evidence, line_.evidence);
        }
      }
      add_remark(round + before_rounds(), text);
    }
  }

  [[nodiscard]] bool is_appraised() const {
    if (before_rounds() > 0) {
      return true;
    }
    for (std::size_t round = 1; round < rounds_.size(); ++round) {
      if (std::any_of(inputs_.begin(), inputs_.end(),
                      [&](IndicatorIndex indicator) { return is_own(round, indicator); })) {
        return true;
      }
    }
    return false;
  }

  AppraisalResult judge() {
    const std::optional<Decimal>& self = line_.points.front();
    const std::optional<Decimal>& final = line_.points.back();
    if (state_of(points_of(rounds_.back()), row_) == CellState::NotApplicable) {
      return AppraisalResult::NotApplicable;
    }
    if (!final) {
      find_missing();
    }
    if (!criterion_.self_scored) {
      return final ? AppraisalResult::NotSelfScored : AppraisalResult::NotAppraised;
    }
    if (!self) {
      return AppraisalResult::NotClaimed;
    }
    const bool unproved = criterion_.needs_evidence && !self->is_zero() && line_.evidence.empty();
    if (unproved && (before_rounds() > 0 || !is_appraised())) {
      return AppraisalResult::NoEvidence;
    }
    if (!is_appraised()) {
      return AppraisalResult::NotAppraised;
    }
    if (!final) {
      return AppraisalResult::Insufficient;
    }
    return *self == *final ? AppraisalResult::Confirmed : AppraisalResult::Changed;
  }

  void find_missing() {
    const ScoredRound& last = rounds_.back();
    const DataChunk chunk = last.rows->row(offset(last));
    for (const IndicatorIndex indicator : inputs_) {
      const Column& column = chunk.columns[indicator];
      if (!column.states.empty() && column.states.front() == CellState::Missing) {
        line_.missing.push_back(indicator);
      }
    }
  }

  [[nodiscard]] SourceSpan place() const {
    const ScoredRound& first = rounds_.front();
    return self_ != nullptr  ? self_->points_place
           : inputs_.empty() ? first.rows->unit_cell(offset(first))
                             : first.rows->cell(offset(first), inputs_.front());
  }

  const Criterion& criterion_;
  const std::vector<ScoredRound>& rounds_;
  std::size_t row_;
  const std::vector<IndicatorIndex>& inputs_;
  const SelfScore* self_;
  AppraisalLine line_;
};

// The self-scores by unit and criterion; those that fit no unit or leaf criterion are reported.
SelfScores index_scores(const Rulebook& rulebook, const std::vector<Unit>& units,
                        const std::vector<SelfScore>& self, Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  std::vector<std::string> criteria;
  ids.reserve(units.size());
  for (const Unit& unit : units) {
    ids.push_back(unit.id);
  }
  for (const Criterion& criterion : rulebook.criteria) {
    if (criterion.is_leaf()) {
      criteria.push_back(criterion.id);
    }
  }
  std::set<std::string> known;
  std::transform(ids.begin(), ids.end(), std::inserter(known, known.end()), fold_case);
  SelfScores scores;
  for (const SelfScore& score : self) {
    const std::string unit = fold_case(score.unit);
    const std::optional<CriterionIndex> criterion = rulebook.find(score.criterion);
    if (!known.contains(unit)) {
      diagnostics.error(codes::kBadPointsRow, score.unit_place,
                        fmt::format("no unit has the id `{}`", score.unit),
                        suggest(score.unit, ids));
    } else if (!criterion || !rulebook.criteria[*criterion].is_leaf()) {
      diagnostics.error(codes::kBadPointsRow, score.criterion_place,
                        fmt::format("no leaf criterion is called `{}`", score.criterion),
                        suggest(score.criterion, criteria));
    } else if (!rulebook.criteria[*criterion].self_scored) {
      diagnostics.error(
          codes::kBadPointsRow, score.criterion_place,
          fmt::format("units do not give themselves points for `{}`", score.criterion),
          "a survey or the board gives them: leave the row out");
    } else {
      scores.emplace(ScoreKey(unit, score.criterion), &score);
    }
  }
  return scores;
}

std::vector<Appraisal::Stage> stages_of(const std::vector<ScoredRound>& rounds) {
  std::vector<Appraisal::Stage> stages;
  if (rounds.size() == 1) {
    return {{"self", ""}, {"computed", ""}};
  }
  stages.reserve(rounds.size());
  for (const ScoredRound& round : rounds) {
    stages.push_back({round.round->id, round.round->title});
  }
  return stages;
}

}  // namespace

Appraisal appraise(const Rulebook& rulebook, const std::vector<ScoredRound>& rounds,
                   const std::vector<SelfScore>& self, Diagnostics& diagnostics) {
  Appraisal appraisal;
  appraisal.rulebook = &rulebook;
  appraisal.stages = stages_of(rounds);
  appraisal.units = rounds.front().sheet->units;
  const SelfScores scores = index_scores(rulebook, appraisal.units, self, diagnostics);
  for (std::size_t row = 0; row < appraisal.units.size(); ++row) {
    for (std::size_t i = 0; i < rulebook.criteria.size(); ++i) {
      if (rounds.front().program->nodes[i].trace) {
        const auto own =
            scores.find(ScoreKey(fold_case(appraisal.units[row].id), rulebook.criteria[i].id));
        appraisal.lines.push_back(LineMaker(rulebook, rounds, row, static_cast<CriterionIndex>(i),
                                            own == scores.end() ? nullptr : own->second)
                                      .make());
      }
    }
  }
  return appraisal;
}

void warn_of_evidence(const Appraisal& appraisal, Diagnostics& diagnostics) {
  for (const AppraisalLine& line : appraisal.lines) {
    if (line.result != AppraisalResult::NoEvidence) {
      continue;
    }
    const std::string& criterion = appraisal.rulebook->criteria[line.criterion].id;
    diagnostics.add(
        {.severity = Severity::Warning,
         .code = codes::kNoEvidence,
         .message = fmt::format("unit `{}` gives itself points for `{}` without evidence",
                                appraisal.units[line.unit].id, criterion),
         .primary = {line.place, ""},
         .related = {},
         .help = "name number and date of the document in the column `evidence`",
         .topic = fmt::format("criterion `{}`", criterion)});
  }
}

}  // namespace parindex
