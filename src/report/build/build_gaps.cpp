// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_gaps.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/numbers/rational.h"
#include "report/build/open_notes.h"
#include "report/build/score_cells.h"
#include "report/words/gap_catalogue.h"
#include "report/words/gap_words.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using At = const GapLine&;

Cell amount(const Rational& value) {
  return exact_cell({value, CellState::Present});
}

Cell amount(const std::optional<Rational>& value) {
  return value ? amount(*value) : Cell{};
}

// A number that is already text, or nothing.
OptionalNumber number_of(const std::string& text) {
  const std::optional<Decimal> number = parse_decimal(text);
  return number ? OptionalNumber(number_cell(*number)) : std::nullopt;
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

// The least or most that is lost: what is lost, where that is known.
Cell end_of(const Gap& gap, bool high) {
  if (gap.basis == Basis::Known && gap.what != Gap::Class::NotScored) {
    return amount(gap.lost);
  }
  return gap.lost_ends ? amount(high ? gap.lost_ends->second : gap.lost_ends->first) : Cell{};
}

std::string next_words(At line, Language language) {
  const Gap& gap = *line.gap;
  if (gap.next) {
    return step_words(line.rulebook(), *gap.next, language);
  }
  return gap.full || gap.lost == 0 ? "" : say::kNoSingleStep.in(language);
}

std::string full_words(At line, Language language) {
  const Gap& gap = *line.gap;
  if (!gap.full) {
    return "";
  }
  return gap.next && same_changes(*gap.next, *gap.full)
             ? say::kSameStep.in(language)
             : step_words(line.rulebook(), *gap.full, language);
}

// Of the figures that the rule reads.
std::string targets_of(At line, Language language) {
  std::vector<std::string> targets;
  for (const IndicatorIndex input :
       line.scored->program->nodes[line.gap->line.criterion].trace->inputs) {
    std::string words = target_words(line.rulebook().indicators[input], language);
    if (!words.empty()) {
      targets.push_back(std::move(words));
    }
  }
  return joined(targets);
}

Shown columns_with_cells(const std::vector<GapLine>& lines, Language language) {
  Shown shown;
  for (At line : lines) {
    shown.recurs = shown.recurs || line.gap->recurs.has_value();
    shown.target = shown.target || !targets_of(line, language).empty();
    shown.remedy = shown.remedy || line.criterion().remedy.has_value();
    shown.source = shown.source || !line.criterion().source.empty();
    shown.ends = shown.ends || !range_words(*line.gap).empty();
  }
  return shown;
}

void add_losses(TableOf<GapLine>& table, const Shown& shown, Language language) {
  const auto line_words = [language](At line) {
    return LineWords(line.rulebook(), *line.scored->program, language);
  };
  table.code("class", [](At line) { return class_code(line.gap->what); });
  table.left("", say::kState,
             [language](At line) { return class_words(line.gap->what, language); });
  table.right("points", say::kPoints, [](At line) { return exact_cell(line.gap->line.points); });
  table.right("max_points", say::kMaximumPoints,
              [](At line) { return exact_cell(line.gap->line.maximum); });
  table.right("lost", say::kPointsLost, [](At line) {
    return line.gap->what == Gap::Class::NotScored ? Cell{} : amount(line.gap->lost);
  });
  table.code("share",
             [](At line) { return line.gap->share ? amount(*line.gap->share * 100) : Cell{}; });
  table.right("", say::kShare, [](At line) {
    return line.gap->share ? to_text(*line.gap->share * 100, 1) + "%" : "";
  });
  table.code("basis", [](At line) { return basis_code(line.gap->basis); });
  table.left("", shown.ends ? say::kBasisOfPoints : Words{},
             [language](At line) { return basis_words(line.gap->basis, language); });
  table.code("lost_low", [](At line) { return end_of(*line.gap, false); });
  table.code("lost_high", [](At line) { return end_of(*line.gap, true); });
  table.right("", shown.ends ? say::kLostFromTo : Words{},
              [](At line) { return range_words(*line.gap); });
  table.code("reason",
             [line_words](At line) { return line_words(line).reason(line.gap->line).code; });
  table.left("how", say::kWhy,
             [line_words](At line) { return line_words(line).how(line.gap->line); });
}

void add_steps(TableOf<GapLine>& table, Language language) {
  table.left("", say::kToNextStep, [language](At line) { return next_words(line, language); });
  table.left("", say::kToMaximum, [language](At line) { return full_words(line, language); });
  for (const auto& [key, step] :
       {std::pair<std::string, std::optional<GapStep> Gap::*>("step", &Gap::next),
        {"full", &Gap::full}}) {
    table.code(key, [step = step](At line) {
      const std::optional<GapStep>& own = line.gap->*step;
      return own ? changes_code(line.rulebook(), *own) : "";
    });
    table.code(key + "_change", [step = step](At line) {
      const std::optional<GapStep>& own = line.gap->*step;
      return own ? number_of(change_number(line.rulebook(), *own)) : std::nullopt;
    });
    table.code(key + "_points", [step = step](At line) {
      const std::optional<GapStep>& own = line.gap->*step;
      return own ? amount(own->points) : Cell{};
    });
    table.code(key + "_index", [step = step](At line) {
      const std::optional<GapStep>& own = line.gap->*step;
      return own ? amount(own->index) : Cell{};
    });
  }
}

void add_remedy(TableOf<GapLine>& table, const Shown& shown) {
  const auto of_remedy = [](auto cell) {
    return [cell](At line) { return cell(line.criterion().remedy.value_or(Remedy{})); };
  };
  const auto heading = [&](const Words& words) { return shown.remedy ? words : Words{}; };
  table.left("task", heading(say::kRemedyTask),
             of_remedy([](const Remedy& own) { return own.task; }));
  table.code("product", of_remedy([](const Remedy& own) { return own.product; }));
  table.left("deadline", heading(say::kDeadline),
             of_remedy([](const Remedy& own) { return own.deadline; }));
  table.left("lead", heading(say::kInCharge),
             of_remedy([](const Remedy& own) { return own.lead; }));
  table.code("support", of_remedy([](const Remedy& own) { return joined(own.support); }));
  table.code("days", of_remedy([](const Remedy& own) { return own.days; }));
}

Table gaps_table(std::vector<GapLine> lines, const Shown& shown, Language language) {
  TableOf<GapLine> table("gaps", language, std::move(lines));
  add_unit_codes(table);
  table.code("group", [](At line) { return line.rulebook().groups[line.unit().group].id; });
  table.left("criterion", say::kCriterion, [](At line) { return line.criterion().id; });
  table.left("title", say::kTitle, [](At line) { return line.criterion().title; });
  add_losses(table, shown, language);
  add_steps(table, language);
  table.code("recurs",
             [](At line) { return line.gap->recurs ? (*line.gap->recurs ? "yes" : "no") : ""; });
  table.left("", shown.recurs ? say::kRecurs : Words{}, [language](At line) {
    return line.gap->recurs ? (*line.gap->recurs ? say::kYes : say::kNo).in(language) : "";
  });
  table.left("target", shown.target ? say::kTargetOfPlan : Words{},
             [language](At line) { return targets_of(line, language); });
  add_remedy(table, shown);
  table.left("source", shown.source ? say::kSource : Words{},
             [](At line) { return line.criterion().source; });
  return table.held();
}

void add_lines(const RulebookGaps& part, std::size_t i, std::vector<GapLine>& lines) {
  for (const Gap& gap : part.units[i].gaps) {
    lines.push_back({{&part.scored, part.rows[i]}, &gap});
  }
}

Facts unit_facts(const Scored& scored, std::size_t row, const UnitGaps& gaps, Language language) {
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
  const Scored& scored = part.scored;
  report.blocks.emplace_back(Heading{display_name(scored.sheet->units[part.rows[i]])});
  report.blocks.emplace_back(unit_facts(scored, part.rows[i], part.units[i], language));
  std::vector<GapLine> lines;
  add_lines(part, i, lines);
  if (lines.empty()) {
    report.blocks.emplace_back(Paragraph{say::kNoGaps.in(language)});
    return;
  }
  const Shown shown = columns_with_cells(lines, language);
  report.blocks.emplace_back(gaps_table(std::move(lines), shown, language));
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
  std::vector<GapLine> lines;
  for (const RulebookGaps& part : all) {
    if (for_people) {
      add_gaps_of(part, language, report);
    }
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      if (for_people) {
        add_unit(part, i, language, report);
      } else {
        add_lines(part, i, lines);
      }
    }
  }
  if (!for_people) {
    report.blocks.emplace_back(gaps_table(std::move(lines), {}, language));
  }
  return report;
}

namespace {

// A criterion that some units have below its maximum.
struct SumLine {
  const RulebookGaps* part = nullptr;
  const Criterion* criterion = nullptr;
  const GapSums::Criterion* sum = nullptr;
};

}  // namespace

Report build_gaps_by_criterion(const std::vector<RulebookGaps>& all,
                               const std::vector<GapSums>& sums, Language language) {
  Report report{say::kGaps.in(language), {}};
  std::vector<SumLine> lines;
  for (std::size_t part = 0; part < all.size(); ++part) {
    add_gaps_of(all[part], language, report);
    for (std::size_t i = 0; i < sums[part].criteria.size(); ++i) {
      const GapSums::Criterion& sum = sums[part].criteria[i];
      if (sum.below + sum.not_scored > 0) {
        lines.push_back({&all[part], &all[part].scored.rulebook->criteria[i], &sum});
      }
    }
  }
  using Line = const SumLine&;
  TableOf<SumLine> table("gaps_by_criterion", language, std::move(lines));
  table.left("rulebook", all.size() > 1 ? say::kRulebook : Words{},
             [](Line line) { return line.part->scored.rulebook->id; });
  table.left("criterion", say::kCriterion, [](Line line) { return line.criterion->id; });
  table.left("title", say::kTitle, [](Line line) { return line.criterion->title; });
  table.right("units", say::kUnits, [](Line line) { return line.part->rows.size(); });
  table.right("below_maximum", say::kUnitsBelow, [](Line line) { return line.sum->below; });
  table.right("no_points", say::kUnitsWithoutPoints, [](Line line) { return line.sum->no_points; });
  table.right("not_scored", say::kUnitsNotKnown, [](Line line) { return line.sum->not_scored; });
  table.right("lost", say::kPointsLost, [](Line line) { return amount(line.sum->lost); });
  table.right("share", say::kShare,
              [](Line line) { return line.sum->share ? amount(*line.sum->share * 100) : Cell{}; });
  report.blocks.emplace_back(table.held());
  return report;
}

}  // namespace parindex
