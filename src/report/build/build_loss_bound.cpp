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

#include "report/build/held_table.h"
#include "report/build/open_notes.h"
#include "report/words/gap_catalogue.h"
#include "report/words/line_words.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Outcome = LossBound::Outcome;
using Row = std::vector<Cell>;

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

class BoundWords {
 public:
  BoundWords(const RulebookGaps& part, const LossBound& bound, Language language)
      : rulebook_(*part.scored.rulebook),
        bound_(bound),
        language_(language) {}

  [[nodiscard]] Table premises() const {
    const std::string& better = rulebook_.grades[bound_.grade - 1].name;
    std::vector<Row> rows = {
        {words(say::kPublishedGrade), rulebook_.grades[bound_.grade].name},
        {with(bound_.above.open ? say::kGradeBeginsAbove : say::kGradeBegins, better),
         to_text(bound_.above.value)},
        {words(say::kGradingBasis), basis_of_grades()},
        {words(say::kMaximumOfTree), exact_text(bound_.maximum)}};
    if (bound_.divisor != bound_.maximum) {
      rows.push_back({words(say::kIndexDivisor), exact_text(bound_.divisor)});
    }
    rows.push_back({words(say::kKnownLosses), exact_text(bound_.known_lost)});
    return held_table("premises",
                      {{"premise", words(say::kPremise), Align::Left},
                       {"value", words(say::kPremiseValue), Align::Right}},
                      std::move(rows));
  }

  [[nodiscard]] Table conclusions() const {
    const std::string index =
        with(bound_.above.open ? say::kAtMost : say::kLessThan, to_text(bound_.above.value));
    std::vector<Row> rows = {
        {words(say::kIndexBelow), index},
        {words(say::kLostInAll), from(bound_.lost)},
        {words(say::kLostUnknown),
         from(bound_.unknown_lost) + with(say::kAndAtMost, exact_text(bound_.most))}};
    return held_table("conclusions",
                      {{"conclusion", words(say::kTherefore), Align::Left},
                       {"value", words(say::kPremiseValue), Align::Left}},
                      std::move(rows));
  }

  // Assumed numbers that the reasoning takes.
  [[nodiscard]] OpenResults::Numbers assumed() const {
    OpenResults::Numbers numbers;
    for (std::uint32_t i = 0; i < rulebook_.open_numbers.size(); ++i) {
      if (!rulebook_.open_numbers[i].unknown) {
        numbers.push_back(i);
      }
    }
    return numbers;
  }

  [[nodiscard]] Table for_machines(const Unit& unit) const {
    const bool follows = bound_.outcome == Outcome::Follows;
    const auto number = [&](const Rational& value) {
      return follows ? exact_cell({value, CellState::Present}) : Cell{EmptyCell{}};
    };
    Row row = {rulebook_.id,
               unit.id,
               rulebook_.grades[bound_.grade].name,
               std::string(words_of(bound_.outcome).code),
               number(to_rational(bound_.above.value.value)),
               number(bound_.maximum),
               number(bound_.known_lost),
               number(bound_.lost),
               number(bound_.unknown_lost),
               std::string(follows ? (bound_.attained ? "at_least" : "more_than") : ""),
               number(bound_.most)};
    return held_table("published",
                      {{"rulebook", "", Align::Left},
                       {"unit", "", Align::Left},
                       {"grade", "", Align::Left},
                       {"outcome", "", Align::Left},
                       {"index_below", "", Align::Right},
                       {"max_points", "", Align::Right},
                       {"known_lost", "", Align::Right},
                       {"lost", "", Align::Right},
                       {"unknown_lost", "", Align::Right},
                       {"bound", "", Align::Left},
                       {"unknown_max", "", Align::Right}},
                      {std::move(row)});
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }
  [[nodiscard]] std::string with(Words which, std::string_view value) const {
    return fill(which, language_, value);
  }
  // "more than 18.89".
  [[nodiscard]] std::string from(const Rational& value) const {
    return with(bound_.attained ? say::kAtLeast : say::kMoreThan, exact_text(value));
  }
  [[nodiscard]] std::string basis_of_grades() const {
    const IndexForm& form = rulebook_.grading;
    return fmt::format("{}, {}", words(form.rounded ? say::kGradedRounded : say::kGradedUnrounded),
                       words(form.before_bonus ? say::kBeforeExtras : say::kAfterExtras));
  }

  const Rulebook& rulebook_;
  const LossBound& bound_;
  Language language_;
};

}  // namespace

void add_loss_bound(const RulebookGaps& part, const LossBound& bound, Language language,
                    bool for_people, Report& report) {
  const BoundWords maker(part, bound, language);
  if (!for_people) {
    report.blocks.emplace_back(maker.for_machines(part.scored.sheet->units[part.rows.front()]));
    return;
  }
  report.blocks.emplace_back(Heading{say::kInferred.in(language)});
  if (bound.outcome != Outcome::Follows) {
    report.blocks.emplace_back(Paragraph{
        fill(say::kNothingFollows, language, words_of(bound.outcome).words.in(language)) + "."});
    return;
  }
  report.blocks.emplace_back(maker.premises());
  report.blocks.emplace_back(maker.conclusions());
  const OpenResults::Numbers assumed = maker.assumed();
  if (!assumed.empty()) {
    report.blocks.emplace_back(open_numbers_table(*part.scored.rulebook, assumed, language));
  }
}

}  // namespace parindex
