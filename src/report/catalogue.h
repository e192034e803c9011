// SPDX-License-Identifier: Apache-2.0
//
// Every word that reports say to people, in Vietnamese and English. Nothing else in the code holds
// such words.
#pragma once

#include <cstdint>
#include <string_view>

namespace parindex {

enum class Language : std::uint8_t { Vietnamese, English };

enum class Phrase : std::uint8_t {
  Rank,
  Unit,
  UnitName,
  Group,
  Index,
  Grade,
  Points,
  MaximumPoints,
  PointsLost,
  Criterion,
  Title,
  State,
  Reason,
  Why,
  Figure,
  FigureTitle,
  FigureValue,
  Place,
  Rulebook,
  Source,
  Period,
  Scores,
  ScoreDetail,
  Explanation,
  Figures,
  NotRanked,
  NoScore,
  Ungraded,
  NotApplicable,
  FullPoints,
  LowerBand,
  PartialShare,
  ConditionFails,
  BelowMaximum,
  PartsBelowMaximum,
  MissingAsZero,
  Yes,
  No,
  Next,
  NoValue,
  RankedOnUnrounded,
  RankedOnRounded,
  GradedOnRounded,
  GradedOnUnrounded,
  TiesShareRank,
  GroupIncomplete,    // "{} of {} units have data: not ranked"
  UnitsWithoutScore,  // "{} units without a score are listed last"
  ZerosTaken,         // "{} missing figures were taken as 0 points"
  SeeMore,            // "why: {}"
  Exactly,
  From,
  FromAbove,
  Below,
  UpTo,
  Bonus,
  Penalty,
  BonusEarned,
  NoBonus,
  PenaltyTaken,
  NoPenalty,
  RankedBeforeBonus,
  GradedBeforeBonus,
  TiesDense,
  TiesByKeys,  // "equal units are ordered by {}"
  ThenVote,
  ThenAuthority,
  UndecidedVote,  // "rank {}: {}: undecided, by vote"
  UndecidedAuthority,
  AndMore,          // "and {} more"
  GradeNotDefined,  // "units for which no grade is defined: {}"
  GradeNotDefinedHere,
  QuotaPassed,      // "grade {}: {} units, at most {}: ..."
  NotRankedByRule,  // "units with an index that are not ranked: {}"
  // Simulation:
  WhatIf,
  Changed,
  Before,
  After,
  Difference,
  UnitsThatMove,
  CriteriaThatMove,
  NothingMoves,
  Approximate,
  Never,  // the date of what was never done
  NotStated,
  // Open numbers:
  Simulates,  // "this is a simulation: {} assumed, {} unknown"
  IndexRange,
  RankRange,
  Conclusion,
  Holds,
  DependsOn,  // "depends on {}"
  RestsOnUnknown,
  OpenNumbers,
  Number,
  AssumedValue,
  ValueRange,
  WhyAssumed,
  GradeFromTo,  // "grade {} to {}"
  BasisOfPoints,
  Known,
  Assumed,
  Unknown,
  // The way to a target:
  Target,
  Steps,
  NextBestWays,
  IndexNow,
  IndexThen,
  IndexAtMost,
  GradeThen,
  Answer,
  AlreadyReached,
  CanBeReached,
  OutOfReach,
  Effort,
  DaysOfWork,
  StepCount,
  PointsGained,
  IndexGained,
  NoCheaperDays,
  NoCheaperSteps,
  BlockedCriteria,
  ConditionsOfGradeFail,
  OthersStay,
  InTime,
  DaysLate,  // "late by days: {}"
  // Appraisal:
  FiguresAssumed,   // "{} figures are assumed"
  FiguresOfOthers,  // a rank may rest on these alone
  BoardDecided,
  ByTheRule,
  Appraisal,
  Appraiser,
  AppraisalRemarks,
  Remark,
  Evidence,
  Result,
  Confirmed,
  PointsChanged,
  Insufficient,
  NotSelfScored,
  SelfScored,
  ByFigures,
  NoEvidence,
  NotClaimed,
  NotAppraised,
  Question,
  AskFor,
  PointsByAppraiser,
  Criteria,
  CriteriaScored,
  Between  // joins the two ends: "từ 80% đến dưới 95%"
};

std::string_view phrase(Phrase phrase, Language language);

}  // namespace parindex
