// SPDX-License-Identifier: Apache-2.0
//
// What the reports on gaps say to people, beside the words of catalogue.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "report/catalogue.h"

namespace parindex {

enum class GapPhrase : std::uint8_t {
  Gaps,
  NoGaps,
  NotKnown,
  NoPoints,
  Share,
  ToNextStep,
  ToMaximum,
  SameStep,
  NoSingleStep,
  More,         // with one {} to fill in
  Fewer,        // with one {} to fill in
  PercentMore,  // with one {} to fill in
  PercentLess,  // with one {} to fill in
  DaysEarlier,  // with one {} to fill in
  DaysLater,    // with one {} to fill in
  GainsPoints,  // with one {} to fill in
  GainsIndex,   // with one {} to fill in
  Recurs,
  Units,
  UnitsBelow,
  UnitsWithoutPoints,
  UnitsNotKnown,
  LetterItems,
  LetterItem,
  Responsible,
  OtherDocuments,
  Tasks,
  Coverage,
  RemedyTask,
  Deadline,
  Lead,
  TargetOfPlan,
  LostFromTo,
  LossesAssumed,
  Divisions,
  Division,
  WholeFigure,
  Shortfall,
  ShareOfShortfall,
  NoDivisions,
  PlanTargets,
  NoPlanTargets,
  Document,
  Reached,
  TargetReached,
  TargetMissed,
  NoFigure,
  Distance,
  Inferred,
  PublishedGrade,  // "the grade that was published is {}"
  GradeBegins,     // "{} begins at"
  GradeBeginsAbove,
  GradingBasis,
  GradedRounded,
  GradedUnrounded,
  BeforeExtras,
  AfterExtras,
  MaximumOfTree,
  KnownLosses,
  Premise,
  PremiseValue,
  Therefore,
  IndexBelow,
  LostInAll,
  LostUnknown,
  MoreThan,        // with one {} to fill in
  AtLeast,         // with one {} to fill in
  LessThan,        // with one {} to fill in
  AtMost,          // with one {} to fill in
  UpTo,            // with one {} to fill in
  NothingFollows,  // with one {} to fill in
  WhyAllKnown,
  WhyBestGrade,
  WhyMaximumOpen,
  WhyNotASum,
  WhyExtrasOpen,
  WhyContradiction,
  WhyConditions,
  WhyLossesAssumed,
  MayLose
};

std::string phrase(GapPhrase which, Language language);

// The phrase with its `{}` filled in.
std::string fill(GapPhrase which, Language language, std::string_view value);

}  // namespace parindex
