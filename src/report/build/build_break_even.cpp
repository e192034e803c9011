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
#include "report/words/gap_words.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Figure = BreakEven::Figure;
using Stretch = BreakEven::Stretch;

constexpr std::size_t kMostStretches = 4;  // that people are shown

bool is_everything(const Figure& figure) {
  return figure.enough.size() == 1 && figure.enough.front().from == figure.possible.from &&
         figure.enough.front().to == figure.possible.to;
}

// A figure and one of the stretches in which it is enough; none where it is not.
struct Line {
  const Figure* figure = nullptr;
  const Stretch* enough = nullptr;
};

class BreakEvenBuilder {
 public:
  BreakEvenBuilder(const ShownBreakEven& shown, Language language)
      : in_(shown),
        rulebook_(*shown.scored.rulebook),
        sheet_(*shown.scored.sheet),
        language_(language) {}

  Report build() {
    const Unit& unit = sheet_.units[in_.row];
    report_.title = fmt::format("{}: {}", say::kMustHold.in(language_),
                                unit.name.empty() ? unit.id : unit.name);
    report_.blocks.emplace_back(
        Facts{{{say::kTarget.in(language_), goal_words()},
               {words(say::kIndexNow), index_now()},
               {say::kNow.in(language_),
                (in_.found->holds_now ? say::kHoldsNow : say::kDoesNotHold).in(language_)}}});
    report_.blocks.emplace_back(for_machines());
    std::vector<const Figure*> enough;
    std::vector<const Figure*> others;
    for (const Figure& figure : in_.found->figures) {
      const bool shown = figure.is_enough() && !is_everything(figure);
      (shown ? enough : others).push_back(&figure);
    }
    if (!enough.empty()) {
      report_.blocks.emplace_back(Heading{say::kEachAlone.in(language_)});
      report_.blocks.emplace_back(for_people(std::move(enough), true));
    }
    add_others(std::move(others));
    add_notes();
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] std::string wanted() const {
    switch (in_.goal.kind) {
      case TargetGoal::Kind::Index:
        return to_text(in_.goal.index);
      case TargetGoal::Kind::Grade:
        return rulebook_.grades[in_.goal.grade].name;
      case TargetGoal::Kind::Rank:
        break;
    }
    return std::to_string(in_.goal.rank);
  }

  [[nodiscard]] std::string goal_words() const {
    const Words& sentence = in_.goal.kind == TargetGoal::Kind::Index   ? say::kIndexAtLeast
                            : in_.goal.kind == TargetGoal::Kind::Grade ? say::kGradeAtLeast
                                                                       : say::kRankAtMost;
    return fmt::format(fmt::runtime(sentence.in(language_)), wanted());
  }

  [[nodiscard]] std::string_view goal_code() const {
    switch (in_.goal.kind) {
      case TargetGoal::Kind::Index:
        return "index";
      case TargetGoal::Kind::Grade:
        return "grade";
      case TargetGoal::Kind::Rank:
        break;
    }
    return "rank";
  }

  [[nodiscard]] std::string index_now() const {
    return is_present(sheet_.index, in_.row)
               ? fixed_text(sheet_.index.ticks[in_.row], sheet_.index.scale)
               : "";
  }

  [[nodiscard]] const Indicator& indicator(const Figure& figure) const {
    return rulebook_.indicators[figure.indicator];
  }

  [[nodiscard]] std::string name(const Figure& figure) const {
    const Indicator& own = indicator(figure);
    return own.title.empty() ? own.id : own.title;
  }

  // The leaves whose rules read the figure.
  [[nodiscard]] std::string criteria(const Figure& figure) const {
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
  [[nodiscard]] std::string stretch_words(const Figure& figure, Stretch stretch) const {
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
      return fmt::format(fmt::runtime(say::kOrMore.in(language_)), from);
    }
    return stretch.from == figure.possible.from
               ? fmt::format(fmt::runtime(say::kUpTo.in(language_)), to)
               : fmt::format(fmt::runtime(say::kFromTo.in(language_)), from, to);
  }

  [[nodiscard]] std::string must_be(const Figure& figure) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(figure.enough.size(), kMostStretches); ++i) {
      text += (i == 0 ? "" : "; ") + stretch_words(figure, figure.enough[i]);
    }
    return figure.enough.size() > kMostStretches ? text + "; …" : text;
  }

  // From what it is now to the value named by the report; empty for what is no amount.
  [[nodiscard]] Cell change(const Figure& figure) const {
    const Indicator& own = indicator(figure);
    const bool days = own.type == ValueType::Date && figure.now != kNever && figure.turn != kNever;
    return figure.turn && (own.is_amount() || days)
               ? Cell{NumberCell{*figure.turn - figure.now, own.decimals}}
               : Cell{EmptyCell{}};
  }

  [[nodiscard]] std::string signed_change(const Figure& figure) const {
    const Cell cell = change(figure);
    const auto* const number = std::get_if<NumberCell>(&cell);
    return number == nullptr ? ""
                             : (number->ticks > 0 ? "+" : "") +
                                   to_text(normalized({number->ticks, number->scale}));
  }

  [[nodiscard]] Cell index_cell(const Figure& figure) const {
    return figure.has_index ? Cell{NumberCell{figure.index, sheet_.index.scale, true}}
                            : Cell{EmptyCell{}};
  }

  // Of figures that are enough what they must be; of the others the best that they can do.
  [[nodiscard]] Table for_people(std::vector<const Figure*> figures, bool enough) const {
    Table table;
    const auto add = [&](std::string heading, Align align) {
      table.columns.push_back({"", std::move(heading), align});
    };
    add(words(say::kCriterion), Align::Left);
    add(words(say::kFigure), Align::Left);
    add(say::kNow.in(language_), Align::Right);
    add((enough ? say::kMustBe : say::kBestValue).in(language_),
        enough ? Align::Left : Align::Right);
    add((enough && in_.found->holds_now ? say::kRoom : say::kDifference).in(language_),
        Align::Right);
    add(words(say::kIndexThen), Align::Right);
    table.row_count = figures.size();
    table.row = [own = *this, enough, figures = std::move(figures)](std::size_t i,
                                                                    std::vector<Cell>& cells) {
      const Figure& figure = *figures[i];
      const Indicator& indicator = own.indicator(figure);
      cells = {own.criteria(figure),
               own.name(figure),
               cell_words(indicator, figure.now, own.language_),
               enough ? own.must_be(figure)
                      : cell_words(indicator, figure.turn.value_or(figure.now), own.language_),
               own.signed_change(figure),
               own.index_cell(figure)};
    };
    return table;
  }

  [[nodiscard]] Table for_machines() const {
    Table table;
    table.name = "break_even";
    for (const char* const key :
         {"unit", "goal", "wanted", "holds_now", "figure", "value_now", "enough", "from", "to",
          "value", "change", "index", "search", "searched_from", "searched_to"}) {
      table.columns.push_back({key, "", Align::Left});
    }
    std::vector<Line> lines;
    for (const Figure& figure : in_.found->figures) {
      for (const Stretch& stretch : figure.enough) {
        lines.push_back({&figure, &stretch});
      }
      if (!figure.is_enough()) {
        lines.push_back({&figure, nullptr});
      }
    }
    table.row_count = lines.size();
    table.row = [own = *this, lines = std::move(lines)](std::size_t i, std::vector<Cell>& cells) {
      own.write(lines[i], cells);
    };
    return table;
  }

  void write(const Line& line, std::vector<Cell>& cells) const {
    const Figure& figure = *line.figure;
    const Indicator& own = indicator(figure);
    const auto yes_or_no = [](bool yes) { return std::string(yes ? "yes" : "no"); };
    constexpr std::array<std::string_view, 3> kSearches = {"all", "halving", "part"};
    cells = {sheet_.units[in_.row].id,
             std::string(goal_code()),
             wanted(),
             yes_or_no(in_.found->holds_now),
             own.id,
             cell_code(own, figure.now),
             yes_or_no(figure.is_enough()),
             line.enough == nullptr ? "" : cell_code(own, line.enough->from),
             line.enough == nullptr ? "" : cell_code(own, line.enough->to),
             figure.turn ? cell_code(own, *figure.turn) : "",
             change(figure),
             index_cell(figure),
             std::string(kSearches.at(static_cast<std::size_t>(figure.search))),
             cell_code(own, figure.searched.from),
             cell_code(own, figure.searched.to)};
  }

  void note(std::string text) { report_.blocks.emplace_back(Paragraph{std::move(text)}); }

  // What is not enough has a table of its own; what may be anything is only named.
  void add_others(std::vector<const Figure*> others) {
    std::string anything;
    for (const Figure* const figure : others) {
      anything += is_everything(*figure) ? (anything.empty() ? "" : ", ") + name(*figure) : "";
    }
    std::erase_if(others, [](const Figure* figure) { return figure->is_enough(); });
    const auto only_in_part = std::stable_partition(
        others.begin(), others.end(),
        [](const Figure* figure) { return figure->search != Figure::Search::Part; });
    for (const auto& [heading, figures] :
         {std::pair(say::kNotEnough, std::vector(others.begin(), only_in_part)),
          std::pair(say::kNotEnoughInPart, std::vector(only_in_part, others.end()))}) {
      if (!figures.empty()) {
        report_.blocks.emplace_back(Heading{heading.in(language_)});
        report_.blocks.emplace_back(for_people(figures, false));
      }
    }
    if (!anything.empty()) {
      note(fmt::format(fmt::runtime(say::kMayBeAnything.in(language_)), anything));
    }
  }

  void add_notes() {
    note(say::kOthersAsTheyAre.in(language_));
    for (const Figure& figure : in_.found->figures) {
      if (figure.search == Figure::Search::Part) {
        note(fmt::format(fmt::runtime(say::kSearchedOnly.in(language_)), name(figure),
                         cell_words(indicator(figure), figure.searched.from, language_),
                         cell_words(indicator(figure), figure.searched.to, language_)));
      }
    }
  }

  ShownBreakEven in_;
  const Rulebook& rulebook_;
  const ScoreSheet& sheet_;
  Language language_;
  Report report_;
};

}  // namespace

Report build_break_even(const ShownBreakEven& shown, Language language) {
  return BreakEvenBuilder(shown, language).build();
}

}  // namespace parindex
