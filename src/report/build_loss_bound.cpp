// SPDX-License-Identifier: Apache-2.0
#include "report/build_loss_bound.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/gap_catalogue.h"
#include "report/held_table.h"
#include "report/line_words.h"
#include "report/open_notes.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;
using Outcome = LossBound::Outcome;
using Row = std::vector<Cell>;

struct OutcomeWords {
  Outcome outcome;
  std::string_view code;
  GapPhrase words;
};

constexpr std::array kOutcomes = {
    OutcomeWords{Outcome::Follows, "follows", GapPhrase::Therefore},
    OutcomeWords{Outcome::AllKnown, "all_known", GapPhrase::WhyAllKnown},
    OutcomeWords{Outcome::BestGrade, "best_grade", GapPhrase::WhyBestGrade},
    OutcomeWords{Outcome::Conditions, "conditions", GapPhrase::WhyConditions},
    OutcomeWords{Outcome::MaximumOpen, "maximum_open", GapPhrase::WhyMaximumOpen},
    OutcomeWords{Outcome::NotASum, "not_a_sum", GapPhrase::WhyNotASum},
    OutcomeWords{Outcome::ExtrasOpen, "extras_open", GapPhrase::WhyExtrasOpen},
    OutcomeWords{Outcome::Assumed, "losses_assumed", GapPhrase::WhyLossesAssumed},
    OutcomeWords{Outcome::Contradiction, "contradiction", GapPhrase::WhyContradiction},
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
        {words(GapPhrase::PublishedGrade), rulebook_.grades[bound_.grade].name},
        {with(bound_.above.open ? GapPhrase::GradeBeginsAbove : GapPhrase::GradeBegins, better),
         to_text(bound_.above.value)},
        {words(GapPhrase::GradingBasis), basis_of_grades()},
        {words(GapPhrase::MaximumOfTree), exact_text(bound_.maximum)},
        {words(GapPhrase::KnownLosses), exact_text(bound_.known_lost)}};
    return held_table("premises",
                      {{"premise", words(GapPhrase::Premise), Align::Left},
                       {"value", words(GapPhrase::PremiseValue), Align::Right}},
                      std::move(rows));
  }

  [[nodiscard]] Table conclusions() const {
    const std::string index = with(bound_.above.open ? GapPhrase::AtMost : GapPhrase::LessThan,
                                   to_text(bound_.above.value));
    std::vector<Row> rows = {
        {words(GapPhrase::IndexBelow), index},
        {words(GapPhrase::LostInAll), from(bound_.lost)},
        {words(GapPhrase::LostUnknown),
         from(bound_.unknown_lost) + with(GapPhrase::UpTo, exact_text(bound_.most))}};
    return held_table("conclusions",
                      {{"conclusion", words(GapPhrase::Therefore), Align::Left},
                       {"value", words(GapPhrase::PremiseValue), Align::Left}},
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
               number(to_rational(bound_.above.value)),
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
  [[nodiscard]] std::string words(GapPhrase which) const { return phrase(which, language_); }
  [[nodiscard]] std::string with(GapPhrase which, std::string_view value) const {
    return fill(which, language_, value);
  }
  // "more than 18.89".
  [[nodiscard]] std::string from(const Rational& value) const {
    return with(bound_.attained ? GapPhrase::AtLeast : GapPhrase::MoreThan, exact_text(value));
  }
  [[nodiscard]] std::string basis_of_grades() const {
    const IndexForm& form = rulebook_.grading;
    return fmt::format("{}, {}",
                       words(form.rounded ? GapPhrase::GradedRounded : GapPhrase::GradedUnrounded),
                       words(form.before_bonus ? GapPhrase::BeforeExtras : GapPhrase::AfterExtras));
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
  report.blocks.emplace_back(Heading{phrase(GapPhrase::Inferred, language)});
  if (bound.outcome != Outcome::Follows) {
    report.blocks.emplace_back(Paragraph{
        fill(GapPhrase::NothingFollows, language, phrase(words_of(bound.outcome).words, language)) +
        "."});
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
