// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_break_even.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/build/score_cells.h"
#include "report/table_of.h"
#include "report/words/gap_words.h"
#include "report/words/goal_words.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

using TriedFigure = BreakEven::Figure;
using Stretch = BreakEven::Stretch;

constexpr std::size_t kMostStretches = 4;  // that people are shown

bool is_everything(const TriedFigure& figure) {
  return figure.enough.size() == 1 && figure.enough.front().from == figure.possible.from &&
         figure.enough.front().to == figure.possible.to;
}

// A figure and one of the stretches in which it is enough; none where it is not.
struct StretchLine {
  const TriedFigure* figure = nullptr;
  const Stretch* enough = nullptr;
};

class BreakEvenBuilder {
 public:
  BreakEvenBuilder(const ShownBreakEven& shown, Language language)
      : in_(shown),
        rulebook_(*shown.scored.rulebook),
        sheet_(*shown.scored.sheet),
        unit_(sheet_.units[shown.row]),
        language_(language) {}

  Report build() {
    report_.title = fmt::format("{}: {}", words(say::kMustHold), display_name(unit_));
    report_.blocks.emplace_back(
        Facts{{{words(say::kTarget), goal_words()},
               {words(say::kIndexNow), index_now()},
               {words(say::kNow),
                (in_.found->holds_now ? say::kHoldsNow : say::kDoesNotHold).in(language_)}}});
    report_.blocks.emplace_back(for_machines());
    std::vector<const TriedFigure*> enough;
    std::vector<const TriedFigure*> others;
    for (const TriedFigure& figure : in_.found->figures) {
      const bool shown = figure.is_enough() && !is_everything(figure);
      (shown ? enough : others).push_back(&figure);
    }
    if (!enough.empty()) {
      report_.blocks.emplace_back(Heading{words(say::kEachAlone)});
      report_.blocks.emplace_back(for_people(std::move(enough), true));
    }
    add_others(std::move(others));
    add_notes();
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] std::string goal_words() const {
    const Words& sentence = in_.goal.kind == TargetGoal::Kind::Index   ? say::kIndexAtLeast
                            : in_.goal.kind == TargetGoal::Kind::Grade ? say::kGradeAtLeast
                                                                       : say::kRankAtMost;
    return fill(sentence, language_, wanted(rulebook_, in_.goal));
  }

  [[nodiscard]] std::string index_now() const {
    return is_present(sheet_.index, in_.row)
               ? fixed_text(sheet_.index.ticks[in_.row], sheet_.index.scale)
               : "";
  }

  [[nodiscard]] const Indicator& indicator(const TriedFigure& figure) const {
    return rulebook_.indicators[figure.indicator];
  }

  [[nodiscard]] std::string name(const TriedFigure& figure) const {
    const Indicator& own = indicator(figure);
    return own.title.empty() ? own.id : own.title;
  }

  // The leaves whose rules read the figure.
  [[nodiscard]] std::string criteria(const TriedFigure& figure) const {
    std::string ids;
    for (CriterionIndex i = 0; i < rulebook_.criteria.size(); ++i) {
      const std::optional<RuleTrace>& rule = in_.scored.program->nodes[i].trace;
      const bool reads = rule && std::find(rule->inputs.begin(), rule->inputs.end(),
                                           figure.indicator) != rule->inputs.end();
      ids += reads ? (ids.empty() ? "" : " ") + rulebook_.criteria[i].id : "";
    }
    return ids;
  }

  // "608 or more", "up to 12", "600 to 640", "yes".
  [[nodiscard]] std::string stretch_words(const TriedFigure& figure, Stretch stretch) const {
    const Indicator& own = indicator(figure);
    if (own.type == ValueType::Bool || own.type == ValueType::Level) {
      std::string names;
      for (std::int64_t cell = stretch.from; cell <= stretch.to; ++cell) {
        names += (names.empty() ? "" : ", ") + cell_words(own, cell, language_);
      }
      return names;
    }
    std::string from = cell_words(own, stretch.from, language_);
    const std::string to = cell_words(own, stretch.to, language_);
    if (stretch.from == stretch.to) {
      return from;
    }
    if (stretch.to == figure.possible.to) {
      return fill(say::kOrMore, language_, from);
    }
    return stretch.from == figure.possible.from ? fill(say::kUpTo, language_, to)
                                                : fill(say::kFromTo, language_, from, to);
  }

  [[nodiscard]] std::string must_be(const TriedFigure& figure) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(figure.enough.size(), kMostStretches); ++i) {
      text += (i == 0 ? "" : "; ") + stretch_words(figure, figure.enough[i]);
    }
    return figure.enough.size() > kMostStretches ? text + "; …" : text;
  }

  // From what it is now to the value named by the report; empty for what is no amount.
  [[nodiscard]] OptionalNumber change(const TriedFigure& figure) const {
    const Indicator& own = indicator(figure);
    const bool days = own.type == ValueType::Date && figure.now != kNever && figure.turn != kNever;
    return figure.turn && (own.is_amount() || days)
               ? OptionalNumber(NumberCell{*figure.turn - figure.now, own.decimals})
               : std::nullopt;
  }

  [[nodiscard]] std::string signed_change(const TriedFigure& figure) const {
    const OptionalNumber number = change(figure);
    return number ? (number->ticks > 0 ? "+" : "") + to_text(Decimal{number->ticks, number->scale})
                  : "";
  }

  [[nodiscard]] OptionalNumber index_cell(const TriedFigure& figure) const {
    return figure.has_index ? OptionalNumber(NumberCell{figure.index, sheet_.index.scale, true})
                            : std::nullopt;
  }

  // Of figures that are enough what they must be; of the others the best that they can do.
  [[nodiscard]] Table for_people(std::vector<const TriedFigure*> figures, bool enough) const {
    using Pointer = const TriedFigure*;
    TableOf<Pointer> table("", language_, std::move(figures));
    const auto value = [&](Pointer figure, std::int64_t cell) {
      return cell_words(indicator(*figure), cell, language_);
    };
    table.left("", say::kCriterion, [&](Pointer figure) { return criteria(*figure); });
    table.left("", say::kFigure, [&](Pointer figure) { return name(*figure); });
    table.right("", say::kNow, [&](Pointer figure) { return value(figure, figure->now); });
    if (enough) {
      table.left("", say::kMustBe, [&](Pointer figure) { return must_be(*figure); });
    } else {
      table.right("", say::kBestValue, [&](Pointer figure) {
        return value(figure, figure->turn.value_or(figure->now));
      });
    }
    table.right("", enough && in_.found->holds_now ? say::kRoom : say::kDifference,
                [&](Pointer figure) { return signed_change(*figure); });
    table.right("", say::kIndexThen, [&](Pointer figure) { return index_cell(*figure); });
    return table.held();
  }

  [[nodiscard]] std::vector<StretchLine> lines() const {
    std::vector<StretchLine> lines;
    for (const TriedFigure& figure : in_.found->figures) {
      for (const Stretch& stretch : figure.enough) {
        lines.push_back({&figure, &stretch});
      }
      if (!figure.is_enough()) {
        lines.push_back({&figure, nullptr});
      }
    }
    return lines;
  }

  [[nodiscard]] Table for_machines() const {
    constexpr std::array<std::string_view, 3> kSearches = {"all", "halving", "part"};
    using Line = const StretchLine&;
    const auto yes_or_no = [](bool yes) { return yes ? "yes" : "no"; };
    const auto code = [&](Line line, std::int64_t cell) {
      return cell_code(indicator(*line.figure), cell);
    };
    TableOf<StretchLine> table("break_even", language_, lines());
    table.code("unit", [&](Line) { return unit_.id; });
    table.code("goal", [&](Line) { return goal_code(in_.goal); });
    table.code("wanted", [&](Line) { return wanted(rulebook_, in_.goal); });
    table.code("holds_now", [&](Line) { return yes_or_no(in_.found->holds_now); });
    table.code("figure", [&](Line line) { return indicator(*line.figure).id; });
    table.code("value_now", [&](Line line) { return code(line, line.figure->now); });
    table.code("enough", [&](Line line) { return yes_or_no(line.figure->is_enough()); });
    table.code("from", [&](Line line) {
      return line.enough == nullptr ? "" : code(line, line.enough->from);
    });
    table.code(
        "to", [&](Line line) { return line.enough == nullptr ? "" : code(line, line.enough->to); });
    table.code("value",
               [&](Line line) { return line.figure->turn ? code(line, *line.figure->turn) : ""; });
    table.code("change", [&](Line line) { return change(*line.figure); });
    table.code("index", [&](Line line) { return index_cell(*line.figure); });
    table.code("search", [&](Line line) {
      return kSearches.at(static_cast<std::size_t>(line.figure->search));
    });
    table.code("searched_from", [&](Line line) { return code(line, line.figure->searched.from); });
    table.code("searched_to", [&](Line line) { return code(line, line.figure->searched.to); });
    return table.held();
  }

  void note(std::string text) { report_.blocks.emplace_back(Paragraph{std::move(text)}); }

  // What is not enough has a table of its own; what may be anything is only named.
  void add_others(std::vector<const TriedFigure*> others) {
    std::string anything;
    for (const TriedFigure* const figure : others) {
      anything += is_everything(*figure) ? (anything.empty() ? "" : ", ") + name(*figure) : "";
    }
    std::erase_if(others, [](const TriedFigure* figure) { return figure->is_enough(); });
    const auto only_in_part = std::stable_partition(
        others.begin(), others.end(),
        [](const TriedFigure* figure) { return figure->search != TriedFigure::Search::Part; });
    for (const auto& [heading, figures] :
         {std::pair(say::kNotEnough, std::vector(others.begin(), only_in_part)),
          std::pair(say::kNotEnoughInPart, std::vector(only_in_part, others.end()))}) {
      if (!figures.empty()) {
        report_.blocks.emplace_back(Heading{heading.in(language_)});
        report_.blocks.emplace_back(for_people(figures, false));
      }
    }
    if (!anything.empty()) {
      note(fill(say::kMayBeAnything, language_, anything));
    }
  }

  void add_notes() {
    note(words(say::kOthersAsTheyAre));
    for (const TriedFigure& figure : in_.found->figures) {
      if (figure.search == TriedFigure::Search::Part) {
        note(fill(say::kSearchedOnly, language_,
                  {name(figure), cell_words(indicator(figure), figure.searched.from, language_),
                   cell_words(indicator(figure), figure.searched.to, language_)}));
      }
    }
  }

  const ShownBreakEven& in_;
  const Rulebook& rulebook_;
  const ScoreSheet& sheet_;
  const Unit& unit_;
  Language language_;
  Report report_;
};

}  // namespace

Report build_break_even(const ShownBreakEven& shown, Language language) {
  return BreakEvenBuilder(shown, language).build();
}

}  // namespace parindex
