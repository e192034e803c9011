// SPDX-License-Identifier: Apache-2.0
#include "report/build/score_cells.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "engine/numbers/decimal.h"

namespace parindex {
namespace {

struct KindReason {
  std::string_view kind;
  Reason reason;
};

constexpr std::array kKindReasons = {
    KindReason{"bands", {"lower_band", say::kLowerBand}},
    KindReason{"proportional", {"partial_share", say::kPartialShare}},
    KindReason{"lateness", {"lower_band", say::kLowerBand}},
    KindReason{"levels", {"lower_band", say::kLowerBand}},
    KindReason{"yes_no", {"condition_fails", say::kConditionFails}},
    KindReason{"sum", {"parts", say::kPartsBelowMaximum}},
    KindReason{"weighted_mean", {"parts", say::kPartsBelowMaximum}},
    KindReason{"mean", {"parts", say::kPartsBelowMaximum}},
    KindReason{"geometric", {"parts", say::kPartsBelowMaximum}},
    KindReason{"harmonic", {"parts", say::kPartsBelowMaximum}},
    KindReason{"min", {"parts", say::kPartsBelowMaximum}},
    KindReason{"max", {"parts", say::kPartsBelowMaximum}},
};

std::string end_text(Decimal value, bool ratio) {
  const Decimal shown = ratio ? multiply(value, {100, 0}).value_or(value) : value;
  return to_text(shown) + (ratio ? "%" : "");
}

}  // namespace

bool applies(const PrintedColumn& points, std::size_t row) {
  return points.states.empty() || points.states[row] != CellState::NotApplicable;
}

OptionalNumber deduction_cell(const PrintedColumn& maximum, const PrintedColumn& points,
                              std::size_t row) {
  if (!is_present(maximum, row) || !is_present(points, row)) {
    return std::nullopt;
  }
  const std::optional<Decimal> lost =
      subtract({maximum.ticks[row], maximum.scale}, {points.ticks[row], points.scale});
  return lost ? OptionalNumber(number_cell(*lost)) : std::nullopt;
}

std::string_view grade_name(const Rulebook& rulebook, std::uint8_t grade) {
  return grade < rulebook.grades.size() ? rulebook.grades[grade].name : std::string_view();
}

std::string grade_words(const Rulebook& rulebook, std::uint8_t grade, Language language) {
  return grade == ScoreSheet::kGradeUndefined ? say::kGradeNotDefinedHere.in(language)
                                              : std::string(grade_name(rulebook, grade));
}

Reason reason_of(CellState state, bool full, bool zeroed, std::string_view kind) {
  if (state == CellState::NotApplicable) {
    return {"not_applicable", say::kNotApplicable};
  }
  if (state != CellState::Present) {
    return {"no_value", say::kNoValue};
  }
  if (zeroed) {
    return {"missing_as_zero", say::kMissingAsZero};
  }
  if (full) {
    return {"full", say::kFullPoints};
  }
  const auto* const row = std::find_if(kKindReasons.begin(), kKindReasons.end(),
                                       [&](const KindReason& r) { return r.kind == kind; });
  return row == kKindReasons.end() ? Reason{"below_maximum", say::kBelowMaximum} : row->reason;
}

Tree tree_of(const Rulebook& rulebook, CriterionIndex criterion) {
  const CriterionIndex root = rulebook.root_of(criterion);
  if (root == 0) {
    return Tree::Main;
  }
  return rulebook.bonus == root ? Tree::Bonus : Tree::Penalty;
}

std::optional<Reason> reason_of_extra(const Rulebook& rulebook, CriterionIndex criterion,
                                      CellState state, bool zeroed, bool any) {
  const Tree tree = tree_of(rulebook, criterion);
  if (tree == Tree::Main || state != CellState::Present || zeroed) {
    return std::nullopt;
  }
  if (tree == Tree::Bonus) {
    return any ? Reason{"bonus", say::kBonusEarned} : Reason{"no_bonus", say::kNoBonus};
  }
  return any ? Reason{"penalty", say::kPenaltyTaken} : Reason{"no_penalty", say::kNoPenalty};
}

std::string_view state_code(CellState state) {
  switch (state) {
    case CellState::Present:
      return "scored";
    case CellState::NotApplicable:
      return "not_applicable";
    case CellState::NotScored:
    case CellState::Unresolved:
    case CellState::Missing:
      return "not_scored";
  }
  return "";
}

std::string_view kind_of(const Criterion& criterion, const ScoringProgram::Node& node) {
  if (node.trace) {
    return node.trace->kind;
  }
  switch (criterion.aggregation) {
    case Aggregation::Sum:
      return "sum";
    case Aggregation::WeightedMean:
      return "weighted_mean";
    case Aggregation::Mean:
      return "mean";
    case Aggregation::Geometric:
      return "geometric";
    case Aggregation::Harmonic:
      return "harmonic";
    case Aggregation::Minimum:
      return "min";
    case Aggregation::Maximum:
      return "max";
  }
  return "";
}

std::string fill(const Words& words, Language language,
                 std::initializer_list<std::string_view> parts) {
  std::string text(words.in(language));
  std::size_t from = 0;
  for (const std::string_view part : parts) {
    const std::size_t place = text.find("{}", from);
    if (place != std::string::npos) {
      text.replace(place, 2, part);
      from = place + part.size();
    }
  }
  return text;
}

std::string band_words(const Band& band, bool ratio, Language language) {
  const auto lower = [&] {
    return fill(band.lower->open ? say::kFromAbove : say::kFrom, language,
                end_text(band.lower->value.value, ratio));
  };
  const auto upper = [&](Words closed) {
    return fill(band.upper->open ? say::kBelow : closed, language,
                end_text(band.upper->value.value, ratio));
  };
  if (!band.lower || !band.upper) {
    return band.lower ? lower() : (band.upper ? upper(say::kUpTo) : "");
  }
  if (band.lower->value == band.upper->value) {
    return fill(say::kExactly, language, end_text(band.lower->value.value, ratio));
  }
  const std::string high =
      band.upper->open ? upper(say::kUpTo) : end_text(band.upper->value.value, ratio);
  return fill(say::kBetween, language, lower(), high);
}

}  // namespace parindex
