// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_loss_bound.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/build/open_notes.h"
#include "report/words/gap_catalogue.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Outcome = LossBound::Outcome;

struct OutcomeWords {
  Outcome outcome;
  std::string_view code;
  Words words;
};

constexpr std::array kOutcomes = {
    OutcomeWords{Outcome::Follows, "follows", say::kTherefore},
    OutcomeWords{Outcome::AllKnown, "all_known", say::kWhyAllKnown},
    OutcomeWords{Outcome::BestGrade, "best_grade", say::kWhyBestGrade},
    OutcomeWords{Outcome::Conditions, "conditions", say::kWhyConditions},
    OutcomeWords{Outcome::MaximumOpen, "maximum_open", say::kWhyMaximumOpen},
    OutcomeWords{Outcome::NotASum, "not_a_sum", say::kWhyNotASum},
    OutcomeWords{Outcome::ExtrasOpen, "extras_open", say::kWhyExtrasOpen},
    OutcomeWords{Outcome::Assumed, "losses_assumed", say::kWhyLossesAssumed},
    OutcomeWords{Outcome::Contradiction, "contradiction", say::kWhyContradiction},
};

const OutcomeWords& words_of(Outcome outcome) {
  return kOutcomes.at(static_cast<std::size_t>(outcome));
}

// What is said, and its value.
using Statement = std::pair<std::string, std::string>;

// Bounds in words.
class BoundWords {
 public:
  BoundWords(const LossBound& bound, Language language) : bound_(bound), language_(language) {}

  [[nodiscard]] std::vector<Statement> premises(const Rulebook& rulebook) const {
    const IndexForm& form = rulebook.grading;
    std::vector<Statement> rows = {
        {words(say::kPublishedGrade), rulebook.grades[bound_.grade].name},
        {with(bound_.above.open ? say::kGradeBeginsAbove : say::kGradeBegins,
              rulebook.grades[bound_.grade - 1].name),
         to_text(bound_.above.value)},
        {words(say::kGradingBasis),
         fmt::format("{}, {}", words(form.rounded ? say::kGradedRounded : say::kGradedUnrounded),
                     words(form.before_bonus ? say::kBeforeExtras : say::kAfterExtras))},
        {words(say::kMaximumOfTree), exact_text(bound_.maximum)}};
    if (bound_.divisor != bound_.maximum) {
      rows.emplace_back(words(say::kIndexDivisor), exact_text(bound_.divisor));
    }
    rows.emplace_back(words(say::kKnownLosses), exact_text(bound_.known_lost));
    return rows;
  }

  [[nodiscard]] std::vector<Statement> conclusions() const {
    return {{words(say::kIndexBelow),
             with(bound_.above.open ? say::kAtMost : say::kLessThan, to_text(bound_.above.value))},
            {words(say::kLostInAll), from(bound_.lost)},
            {words(say::kLostUnknown),
             from(bound_.unknown_lost) + with(say::kAndAtMost, exact_text(bound_.most))}};
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }
  [[nodiscard]] std::string with(const Words& which, std::string_view value) const {
    return fill(which, language_, value);
  }
  // "more than 18.89".
  [[nodiscard]] std::string from(const Rational& value) const {
    return with(bound_.attained ? say::kAtLeast : say::kMoreThan, exact_text(value));
  }

  const LossBound& bound_;
  Language language_;
};

// Assumed numbers that the reasoning takes.
OpenResults::Numbers assumed_numbers(const Rulebook& rulebook) {
  OpenResults::Numbers numbers;
  for (std::uint32_t i = 0; i < rulebook.open_numbers.size(); ++i) {
    if (!rulebook.open_numbers[i].unknown) {
      numbers.push_back(i);
    }
  }
  return numbers;
}

Table bound_for_machines(const UnitLine& of, const LossBound& bound, Language language) {
  const bool follows = bound.outcome == Outcome::Follows;
  const auto number = [&](const Rational& value) {
    return follows ? exact_cell({value, CellState::Present}) : Cell{};
  };
  using Line = const UnitLine&;
  TableOf<UnitLine> table("published", language, {of});
  table.code("rulebook", [](Line line) { return line.rulebook().id; });
  table.code("unit", [](Line line) { return line.unit().id; });
  table.code("grade", [&](Line line) { return line.rulebook().grades[bound.grade].name; });
  table.code("outcome", [&](Line) { return words_of(bound.outcome).code; });
  table.code("index_below", [&](Line) { return number(to_rational(bound.above.value.value)); });
  table.code("max_points", [&](Line) { return number(bound.maximum); });
  table.code("known_lost", [&](Line) { return number(bound.known_lost); });
  table.code("lost", [&](Line) { return number(bound.lost); });
  table.code("unknown_lost", [&](Line) { return number(bound.unknown_lost); });
  table.code("bound",
             [&](Line) { return follows ? (bound.attained ? "at_least" : "more_than") : ""; });
  table.code("unknown_max", [&](Line) { return number(bound.most); });
  return table.held();
}

}  // namespace

void add_loss_bound(const RulebookGaps& part, const LossBound& bound, Language language,
                    bool for_people, Report& report) {
  const Rulebook& rulebook = *part.scored.rulebook;
  if (!for_people) {
    report.blocks.emplace_back(
        bound_for_machines({&part.scored, part.rows.front()}, bound, language));
    return;
  }
  report.blocks.emplace_back(Heading{say::kInferred.in(language)});
  if (bound.outcome != Outcome::Follows) {
    report.blocks.emplace_back(Paragraph{
        fill(say::kNothingFollows, language, words_of(bound.outcome).words.in(language)) + "."});
    return;
  }
  using Pair = const Statement&;
  const BoundWords words(bound, language);
  TableOf<Statement> premises("premises", language, words.premises(rulebook));
  premises.left("premise", say::kPremise, [](Pair pair) { return pair.first; });
  premises.right("value", say::kPremiseValue, [](Pair pair) { return pair.second; });
  report.blocks.emplace_back(premises.held());
  TableOf<Statement> conclusions("conclusions", language, words.conclusions());
  conclusions.left("conclusion", say::kTherefore, [](Pair pair) { return pair.first; });
  conclusions.left("value", say::kPremiseValue, [](Pair pair) { return pair.second; });
  report.blocks.emplace_back(conclusions.held());
  const OpenResults::Numbers assumed = assumed_numbers(rulebook);
  if (!assumed.empty()) {
    report.blocks.emplace_back(open_numbers_table(rulebook, assumed, language));
  }
}

}  // namespace parindex
