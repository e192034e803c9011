// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_gaps.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/numbers/rational.h"
#include "report/build/held_table.h"
#include "report/build/open_notes.h"
#include "report/build/score_cells.h"
#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Row = std::vector<Cell>;

Cell amount(const Rational& value) {
  return exact_cell({value, CellState::Present});
}

// A number that is already text, or nothing.
Cell number_of(const std::string& text) {
  const std::optional<Decimal> number = parse_decimal(text);
  return number ? Cell{NumberCell{number->coefficient, number->scale}} : Cell{EmptyCell{}};
}

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, "; "));
}

bool same_changes(const GapStep& a, const GapStep& b) {
  return std::equal(a.changes.begin(), a.changes.end(), b.changes.begin(), b.changes.end(),
                    [](const FigureChange& one, const FigureChange& other) {
                      return one.indicator == other.indicator && one.to == other.to;
                    });
}

std::string name_of(const Unit& unit) {
  return unit.name.empty() ? unit.id : unit.name;
}

// Which columns of the people's table have anything to say.
struct Shown {
  bool recurs = false, target = false, remedy = false, source = false, ends = false;
};

// "1 - 3", or one number where the ends are equal; empty where nothing is assumed.
std::string range_words(const Gap& gap) {
  if (gap.basis == Basis::Known || !gap.lost_ends) {
    return "";
  }
  const auto& [low, high] = *gap.lost_ends;
  return low == high ? exact_text(low) : fmt::format("{} - {}", exact_text(low), exact_text(high));
}

class GapRows {
 public:
  GapRows(const ScoredRulebook& scored, Language language)
      : rulebook_(*scored.rulebook),
        program_(*scored.program),
        sheet_(*scored.sheet),
        line_words_(*scored.rulebook, *scored.program, language),
        language_(language) {}

  [[nodiscard]] Row row(std::size_t unit, const Gap& gap) const {
    const Unit& who = sheet_.units[unit];
    const Criterion& criterion = rulebook_.criteria[gap.line.criterion];
    const bool scored = gap.what != Gap::Class::NotScored;
    Row cells = {rulebook_.id,
                 who.id,
                 who.name,
                 rulebook_.groups[who.group].id,
                 criterion.id,
                 criterion.title,
                 std::string(class_code(gap.what)),
                 class_words(gap.what, language_),
                 exact_cell(gap.line.points),
                 exact_cell(gap.line.maximum),
                 scored ? amount(gap.lost) : Cell{EmptyCell{}},
                 gap.share ? amount(*gap.share * 100) : Cell{EmptyCell{}},
                 gap.share ? Cell{to_text(*gap.share * 100, 1) + "%"} : Cell{EmptyCell{}},
                 std::string(basis_code(gap.basis)),
                 basis_words(gap.basis, language_),
                 end_of(gap, false),
                 end_of(gap, true),
                 range_words(gap),
                 std::string(line_words_.reason(gap.line).code),
                 line_words_.how(gap.line),
                 next_words(gap),
                 full_words(gap)};
    add_step(gap.next, cells);
    add_step(gap.full, cells);
    cells.emplace_back(gap.recurs ? std::string(*gap.recurs ? "yes" : "no") : std::string());
    cells.emplace_back(gap.recurs ? (*gap.recurs ? say::kYes : say::kNo).in(language_)
                                  : std::string());
    cells.emplace_back(targets_of(gap));
    add_remedy(criterion, cells);
    cells.emplace_back(criterion.source);
    return cells;
  }

  [[nodiscard]] std::vector<TableColumn> columns(const Shown& shown) const {
    const auto words = [&](const Words& which) { return which.in(language_); };
    const auto only = [&](bool show, auto which) { return show ? words(which) : std::string(); };
    return {{"rulebook", "", Align::Left},
            {"unit", "", Align::Left},
            {"name", "", Align::Left},
            {"group", "", Align::Left},
            {"criterion", words(say::kCriterion), Align::Left},
            {"title", words(say::kTitle), Align::Left},
            {"class", "", Align::Left},
            {"", words(say::kState), Align::Left},
            {"points", words(say::kPoints), Align::Right},
            {"max_points", words(say::kMaximumPoints), Align::Right},
            {"lost", words(say::kPointsLost), Align::Right},
            {"share", "", Align::Right},
            {"", words(say::kShare), Align::Right},
            {"basis", "", Align::Left},
            {"", only(shown.ends, say::kBasisOfPoints), Align::Left},
            {"lost_low", "", Align::Right},
            {"lost_high", "", Align::Right},
            {"", only(shown.ends, say::kLostFromTo), Align::Right},
            {"reason", "", Align::Left},
            {"how", words(say::kWhy), Align::Left},
            {"", words(say::kToNextStep), Align::Left},
            {"", words(say::kToMaximum), Align::Left},
            {"step", "", Align::Left},
            {"step_change", "", Align::Right},
            {"step_points", "", Align::Right},
            {"step_index", "", Align::Right},
            {"full", "", Align::Left},
            {"full_change", "", Align::Right},
            {"full_points", "", Align::Right},
            {"full_index", "", Align::Right},
            {"recurs", "", Align::Left},
            {"", only(shown.recurs, say::kRecurs), Align::Left},
            {"target", only(shown.target, say::kTargetOfPlan), Align::Left},
            {"task", only(shown.remedy, say::kRemedyTask), Align::Left},
            {"product", "", Align::Left},
            {"deadline", only(shown.remedy, say::kDeadline), Align::Left},
            {"lead", only(shown.remedy, say::kInCharge), Align::Left},
            {"support", "", Align::Left},
            {"days", "", Align::Right},
            {"source", only(shown.source, say::kSource), Align::Left}};
  }

  void note(const Gap& gap, Shown& shown) const {
    const Criterion& criterion = rulebook_.criteria[gap.line.criterion];
    shown.recurs = shown.recurs || gap.recurs.has_value();
    shown.target = shown.target || !targets_of(gap).empty();
    shown.remedy = shown.remedy || criterion.remedy.has_value();
    shown.source = shown.source || !criterion.source.empty();
    shown.ends = shown.ends || !range_words(gap).empty();
  }

 private:
  // The least or most that is lost: what is lost, where that is known.
  static Cell end_of(const Gap& gap, bool high) {
    if (gap.basis == Basis::Known && gap.what != Gap::Class::NotScored) {
      return amount(gap.lost);
    }
    return gap.lost_ends ? amount(high ? gap.lost_ends->second : gap.lost_ends->first)
                         : Cell{EmptyCell{}};
  }

  [[nodiscard]] std::string next_words(const Gap& gap) const {
    if (gap.next) {
      return step_words(rulebook_, *gap.next, language_);
    }
    return gap.full || gap.lost == 0 ? "" : say::kNoSingleStep.in(language_);
  }

  [[nodiscard]] std::string full_words(const Gap& gap) const {
    if (!gap.full) {
      return "";
    }
    return gap.next && same_changes(*gap.next, *gap.full)
               ? say::kSameStep.in(language_)
               : step_words(rulebook_, *gap.full, language_);
  }

  // Of the figures that the rule reads.
  [[nodiscard]] std::string targets_of(const Gap& gap) const {
    std::vector<std::string> targets;
    for (const IndicatorIndex input : program_.nodes[gap.line.criterion].trace->inputs) {
      std::string words = target_words(rulebook_.indicators[input], language_);
      if (!words.empty()) {
        targets.push_back(std::move(words));
      }
    }
    return joined(targets);
  }

  static void add_remedy(const Criterion& criterion, Row& cells) {
    const Remedy remedy = criterion.remedy.value_or(Remedy{});
    cells.emplace_back(remedy.task);
    cells.emplace_back(remedy.product);
    cells.emplace_back(remedy.deadline);
    cells.emplace_back(remedy.lead);
    cells.emplace_back(joined(remedy.support));
    cells.push_back(remedy.days ? Cell{NumberCell{*remedy.days, 0}} : Cell{EmptyCell{}});
  }

  void add_step(const std::optional<GapStep>& step, Row& cells) const {
    cells.emplace_back(step ? changes_code(rulebook_, *step) : std::string());
    cells.push_back(number_of(step ? change_number(rulebook_, *step) : ""));
    cells.push_back(step ? amount(step->points) : Cell{EmptyCell{}});
    cells.push_back(step && step->index ? amount(*step->index) : Cell{EmptyCell{}});
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  const ScoreSheet& sheet_;
  LineWords line_words_;
  Language language_;
};

Facts unit_facts(const ScoredRulebook& scored, std::size_t row, const UnitGaps& gaps,
                 Language language) {
  const ScoreSheet& sheet = *scored.sheet;
  Facts facts;
  const auto add = [&](Words label, std::string value) {
    if (!value.empty()) {
      facts.rows.emplace_back(label.in(language), std::move(value));
    }
  };
  add(say::kUnit, sheet.units[row].id);
  if (is_present(sheet.index, row)) {
    add(say::kIndex, fixed_text(sheet.index.ticks[row], sheet.index.scale));
    add(say::kGrade, grade_words(*scored.rulebook, sheet.grades[row], language));
  } else {
    add(say::kIndex, say::kNoScore.in(language));
  }
  if (sheet.open && sheet.open->units[row].basis != Basis::Known) {
    add(say::kIndexRange, index_range(*sheet.open, row, sheet.index.scale));
  }
  add(say::kPointsLost, exact_text(gaps.lost));
  Rational assumed = 0;
  for (const Gap& gap : gaps.gaps) {
    assumed += gap.basis == Basis::Assumed ? gap.lost : Rational(0);
  }
  if (assumed > 0) {
    facts.rows.emplace_back(say::kLossesAssumed.in(language), exact_text(assumed));
  }
  return facts;
}

void add_unit(const RulebookGaps& part, std::size_t i, Language language, Report& report) {
  const ScoredRulebook& scored = part.scored;
  const UnitGaps& gaps = part.units[i];
  const GapRows maker(scored, language);
  report.blocks.emplace_back(Heading{name_of(scored.sheet->units[part.rows[i]])});
  report.blocks.emplace_back(unit_facts(scored, part.rows[i], gaps, language));
  if (gaps.gaps.empty()) {
    report.blocks.emplace_back(Paragraph{say::kNoGaps.in(language)});
    return;
  }
  Shown shown;
  std::vector<Row> rows;
  for (const Gap& gap : gaps.gaps) {
    maker.note(gap, shown);
    rows.push_back(maker.row(part.rows[i], gap));
  }
  report.blocks.emplace_back(held_table("gaps", maker.columns(shown), std::move(rows)));
}

}  // namespace

void add_gaps_of(const RulebookGaps& part, Language language, Report& report) {
  if (part.rows.empty()) {
    return;
  }
  const Rulebook& rulebook = *part.scored.rulebook;
  add_assumed_figures(*part.scored.sheet, language, report);
  Facts facts;
  facts.rows.emplace_back(say::kRulebook.in(language),
                          rulebook.title.empty() ? rulebook.id : rulebook.title);
  if (!rulebook.source.empty()) {
    facts.rows.emplace_back(say::kSource.in(language), rulebook.source);
  }
  report.blocks.emplace_back(std::move(facts));
}

Report build_gaps(const std::vector<RulebookGaps>& all, Language language, bool for_people) {
  Report report{say::kGaps.in(language), {}};
  if (!for_people) {
    std::vector<Row> rows;
    for (const RulebookGaps& part : all) {
      const GapRows maker(part.scored, language);
      for (std::size_t i = 0; i < part.rows.size(); ++i) {
        for (const Gap& gap : part.units[i].gaps) {
          rows.push_back(maker.row(part.rows[i], gap));
        }
      }
    }
    report.blocks.emplace_back(held_table(
        "gaps", GapRows(all.front().scored, language).columns(Shown{}), std::move(rows)));
    return report;
  }
  for (const RulebookGaps& part : all) {
    add_gaps_of(part, language, report);
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      add_unit(part, i, language, report);
    }
  }
  return report;
}

namespace {

// What all units lost on one criterion.
struct CriterionSum {
  std::int64_t below = 0, no_points = 0, not_scored = 0;
  Rational lost = 0;
};

// By CriterionIndex; `lost` is what they come to, 0 where losses of a unit do not add up.
std::vector<CriterionSum> sum_by_criterion(const RulebookGaps& part, Rational& lost) {
  bool add_up = true;
  std::vector<CriterionSum> sums(part.scored.rulebook->criteria.size());
  for (const UnitGaps& unit : part.units) {
    for (const Gap& gap : unit.gaps) {
      CriterionSum& sum = sums[gap.line.criterion];
      sum.not_scored += gap.what == Gap::Class::NotScored ? 1 : 0;
      sum.below += gap.lost > 0 ? 1 : 0;
      sum.no_points += gap.what == Gap::Class::NoPoints ? 1 : 0;
      sum.lost += gap.lost;
      lost += gap.lost;
      add_up = add_up && (gap.share || gap.lost == 0);
    }
  }
  lost = add_up ? lost : Rational(0);
  return sums;
}

}  // namespace

Report build_gaps_by_criterion(const std::vector<RulebookGaps>& all, Language language) {
  const auto words = [&](const Words& which) { return which.in(language); };
  Report report{words(say::kGaps), {}};
  std::vector<Row> rows;
  for (const RulebookGaps& part : all) {
    const Rulebook& rulebook = *part.scored.rulebook;
    add_gaps_of(part, language, report);
    Rational lost = 0;
    const std::vector<CriterionSum> sums = sum_by_criterion(part, lost);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const CriterionSum& sum = sums[i];
      if (sum.below + sum.not_scored > 0) {
        rows.push_back({rulebook.id, rulebook.criteria[i].id, rulebook.criteria[i].title,
                        NumberCell{static_cast<std::int64_t>(part.rows.size()), 0},
                        NumberCell{sum.below, 0}, NumberCell{sum.no_points, 0},
                        NumberCell{sum.not_scored, 0}, amount(sum.lost),
                        lost == 0 ? Cell{EmptyCell{}} : amount(sum.lost * 100 / lost)});
      }
    }
  }
  report.blocks.emplace_back(
      held_table("gaps_by_criterion",
                 {{"rulebook", all.size() > 1 ? words(say::kRulebook) : "", Align::Left},
                  {"criterion", words(say::kCriterion), Align::Left},
                  {"title", words(say::kTitle), Align::Left},
                  {"units", words(say::kUnits), Align::Right},
                  {"below_maximum", words(say::kUnitsBelow), Align::Right},
                  {"no_points", words(say::kUnitsWithoutPoints), Align::Right},
                  {"not_scored", words(say::kUnitsNotKnown), Align::Right},
                  {"lost", words(say::kPointsLost), Align::Right},
                  {"share", words(say::kShare), Align::Right}},
                 std::move(rows)));
  return report;
}

}  // namespace parindex
