// SPDX-License-Identifier: Apache-2.0
//
// The table of diagnostic codes. A code keeps its meaning for ever; docs/diagnostics.md has a
// heading and tests/golden a test for each row (checked by the coverage test).
#pragma once

#include <array>
#include <string_view>

namespace parindex {

struct DiagnosticCode {
  std::string_view code;
  std::string_view summary;
};

namespace codes {

inline constexpr std::string_view kYamlSyntax = "PX1001";
inline constexpr std::string_view kYamlDuplicateKey = "PX1002";
inline constexpr std::string_view kYamlUnsupported = "PX1003";
inline constexpr std::string_view kYamlTooLarge = "PX1004";
inline constexpr std::string_view kExpressionSyntax = "PX1005";
inline constexpr std::string_view kNotUtf8 = "PX1006";
inline constexpr std::string_view kOldFont = "PX1010";
inline constexpr std::string_view kDamagedText = "PX1011";
inline constexpr std::string_view kCannotUnpack = "PX1012";

inline constexpr std::string_view kUnknownKey = "PX2001";
inline constexpr std::string_view kMissingKey = "PX2002";
inline constexpr std::string_view kWrongType = "PX2003";
inline constexpr std::string_view kDuplicateId = "PX2004";
inline constexpr std::string_view kUnknownName = "PX2005";
inline constexpr std::string_view kBadNumber = "PX2006";
inline constexpr std::string_view kNoRule = "PX2007";
inline constexpr std::string_view kSeveralRules = "PX2008";
inline constexpr std::string_view kBandGap = "PX2009";
inline constexpr std::string_view kBandOverlap = "PX2010";
inline constexpr std::string_view kMaximumNotReached = "PX2011";
inline constexpr std::string_view kMaximumPassed = "PX2012";
inline constexpr std::string_view kChildrenDoNotAddUp = "PX2013";
inline constexpr std::string_view kTypeMismatch = "PX2014";
inline constexpr std::string_view kUnusedIndicator = "PX2015";
inline constexpr std::string_view kGradeGap = "PX2016";
inline constexpr std::string_view kGradeUnreachable = "PX2017";
inline constexpr std::string_view kExampleFails = "PX2018";
inline constexpr std::string_view kGroupClaimedTwice = "PX2019";
inline constexpr std::string_view kLanguageVersion = "PX2020";
inline constexpr std::string_view kTooLarge = "PX2021";
inline constexpr std::string_view kSimilarIds = "PX2022";
inline constexpr std::string_view kCriterionCycle = "PX2023";
inline constexpr std::string_view kNodeMaximumUnknown = "PX2040";
inline constexpr std::string_view kDoesNotAddUp = "PX2041";
inline constexpr std::string_view kRescaleTarget = "PX2042";
inline constexpr std::string_view kIndexBoundNotStated = "PX2043";
inline constexpr std::string_view kGradeBasisNotStated = "PX2044";
inline constexpr std::string_view kGradeNeedsGap = "PX2045";
inline constexpr std::string_view kCapNotReached = "PX2046";
inline constexpr std::string_view kNumberNotOpen = "PX2050";
inline constexpr std::string_view kBadRange = "PX2051";
inline constexpr std::string_view kOutsideRange = "PX2052";
inline constexpr std::string_view kSettledWithRange = "PX2053";
inline constexpr std::string_view kUnusedNumber = "PX2054";
inline constexpr std::string_view kRangesDoNotFit = "PX2055";
inline constexpr std::string_view kNoInterval = "PX2056";
inline constexpr std::string_view kDayNotKnown = "PX2060";
inline constexpr std::string_view kBeforeFirstDate = "PX2061";
inline constexpr std::string_view kExtends = "PX2062";
inline constexpr std::string_view kImpossibleDate = "PX2063";
inline constexpr std::string_view kDateBeforeDocument = "PX2070";
inline constexpr std::string_view kDocumentWithoutYear = "PX2071";
inline constexpr std::string_view kNumberOfTwoDocuments = "PX2072";
inline constexpr std::string_view kLeverNotRead = "PX2090";

inline constexpr std::string_view kNoUnitColumn = "PX3001";
inline constexpr std::string_view kUnknownColumn = "PX3002";
inline constexpr std::string_view kMissingColumn = "PX3003";
inline constexpr std::string_view kDuplicateColumn = "PX3004";
inline constexpr std::string_view kWrongFieldCount = "PX3005";
inline constexpr std::string_view kBadCell = "PX3006";
inline constexpr std::string_view kQuote = "PX3007";
inline constexpr std::string_view kAmbiguousNumber = "PX3008";
inline constexpr std::string_view kDuplicateUnit = "PX3009";
inline constexpr std::string_view kUnknownUnit = "PX3010";
inline constexpr std::string_view kUnknownGroup = "PX3011";
inline constexpr std::string_view kMissingValue = "PX3012";
inline constexpr std::string_view kUnresolved = "PX3013";
inline constexpr std::string_view kOutOfRange = "PX3014";
inline constexpr std::string_view kMoreThanWhole = "PX3015";
inline constexpr std::string_view kGroupTooLarge = "PX3016";
inline constexpr std::string_view kNoData = "PX3017";
inline constexpr std::string_view kAmbiguousDash = "PX3018";
inline constexpr std::string_view kDataTooLarge = "PX3019";
inline constexpr std::string_view kNoConclusion = "PX3030";
inline constexpr std::string_view kGradeUndefined = "PX3031";
inline constexpr std::string_view kQuotaPassed = "PX3032";
inline constexpr std::string_view kTieUndecided = "PX3033";
inline constexpr std::string_view kNegativeShare = "PX3034";
inline constexpr std::string_view kFilledAddress = "PX3040";
inline constexpr std::string_view kFilledValue = "PX3041";
inline constexpr std::string_view kDuplicateFigure = "PX3045";
inline constexpr std::string_view kSubunitType = "PX3046";
inline constexpr std::string_view kTotalDiffers = "PX3047";
inline constexpr std::string_view kUnknownIndicator = "PX3048";
inline constexpr std::string_view kUnknownRound = "PX3049";
inline constexpr std::string_view kBadAssumption = "PX3050";
inline constexpr std::string_view kUnitContradicts = "PX3051";
inline constexpr std::string_view kReadAs = "PX3060";
inline constexpr std::string_view kTotalPassedOver = "PX3061";
inline constexpr std::string_view kTotalDisagrees = "PX3062";
inline constexpr std::string_view kNumberAsId = "PX3063";
inline constexpr std::string_view kNotAWorkbook = "PX3080";
inline constexpr std::string_view kWorkbookTooLarge = "PX3081";
inline constexpr std::string_view kNoSuchSheet = "PX3082";
inline constexpr std::string_view kSeveralSheets = "PX3083";
inline constexpr std::string_view kFormulaWithoutValue = "PX3084";
inline constexpr std::string_view kErrorCell = "PX3085";
inline constexpr std::string_view kNoEvidence = "PX3090";
inline constexpr std::string_view kNotSelfScored = "PX3091";
inline constexpr std::string_view kBadPointsRow = "PX3092";
inline constexpr std::string_view kUnitOutOfDate = "PX3093";

inline constexpr std::string_view kUnknownTarget = "PX4001";
inline constexpr std::string_view kNoWhole = "PX4002";
inline constexpr std::string_view kValueOutOfBounds = "PX4003";
inline constexpr std::string_view kBadLaw = "PX4004";
inline constexpr std::string_view kDrawFails = "PX4005";
inline constexpr std::string_view kCannotSimulate = "PX4006";
inline constexpr std::string_view kTargetTooLarge = "PX4030";
inline constexpr std::string_view kTargetNotProved = "PX4031";

inline constexpr std::string_view kCannotRead = "PX5001";
inline constexpr std::string_view kCannotWrite = "PX5002";
inline constexpr std::string_view kUsage = "PX5003";
inline constexpr std::string_view kUnknownFormat = "PX5004";

inline constexpr std::string_view kInternal = "PX9001";

}  // namespace codes

inline constexpr std::array kDiagnosticCodes = {
    DiagnosticCode{codes::kYamlSyntax, "the file is not valid YAML"},
    DiagnosticCode{codes::kYamlDuplicateKey, "a key stands twice in one mapping"},
    DiagnosticCode{codes::kYamlUnsupported, "a YAML feature that rulebooks do not use"},
    DiagnosticCode{codes::kYamlTooLarge, "the YAML file is too large or too deep"},
    DiagnosticCode{codes::kExpressionSyntax, "an expression cannot be read"},
    DiagnosticCode{codes::kNotUtf8, "the text is not UTF-8"},
    DiagnosticCode{codes::kOldFont, "Vietnamese text for old fonts (TCVN3, VNI)"},
    DiagnosticCode{codes::kDamagedText, "text that has lost its Vietnamese letters"},
    DiagnosticCode{codes::kCannotUnpack, "a packed file that cannot be unpacked"},
    DiagnosticCode{codes::kUnknownKey, "unknown key"},
    DiagnosticCode{codes::kMissingKey, "a required key is missing"},
    DiagnosticCode{codes::kWrongType, "a value of another shape is needed here"},
    DiagnosticCode{codes::kDuplicateId, "an id is used twice"},
    DiagnosticCode{codes::kUnknownName, "a name that is defined nowhere"},
    DiagnosticCode{codes::kBadNumber, "not a number, or out of bounds"},
    DiagnosticCode{codes::kNoRule, "a leaf criterion without a rule"},
    DiagnosticCode{codes::kSeveralRules, "a criterion with more than one rule"},
    DiagnosticCode{codes::kBandGap, "a value that lies in no band"},
    DiagnosticCode{codes::kBandOverlap, "a value that lies in two bands"},
    DiagnosticCode{codes::kMaximumNotReached, "the rule can never reach the maximum"},
    DiagnosticCode{codes::kMaximumPassed, "the rule can pass the maximum"},
    DiagnosticCode{codes::kChildrenDoNotAddUp, "the children's maxima do not add up"},
    DiagnosticCode{codes::kTypeMismatch, "an expression mixes kinds of values"},
    DiagnosticCode{codes::kUnusedIndicator, "an indicator that no rule uses"},
    DiagnosticCode{codes::kGradeGap, "an index that no grade covers"},
    DiagnosticCode{codes::kGradeUnreachable, "a grade that no index can reach"},
    DiagnosticCode{codes::kExampleFails, "an example gives other points"},
    DiagnosticCode{codes::kGroupClaimedTwice, "two rulebooks score the same group"},
    DiagnosticCode{codes::kLanguageVersion, "another version of the rulebook language"},
    DiagnosticCode{codes::kTooLarge, "a rulebook beyond the limits"},
    DiagnosticCode{codes::kSimilarIds, "two ids that differ only in punctuation"},
    DiagnosticCode{codes::kCriterionCycle, "points that rest on themselves"},
    DiagnosticCode{codes::kNodeMaximumUnknown, "shares of parts with different maxima are joined"},
    DiagnosticCode{codes::kDoesNotAddUp, "points are passed on where nothing adds up"},
    DiagnosticCode{codes::kRescaleTarget, "what does not apply is rescaled to another maximum"},
    DiagnosticCode{codes::kIndexBoundNotStated, "not stated whether the index may pass 100"},
    DiagnosticCode{codes::kGradeBasisNotStated,
                   "not stated whether grades look before or after bonus"},
    DiagnosticCode{codes::kGradeNeedsGap, "no grade where conditions of a grade fail"},
    DiagnosticCode{codes::kCapNotReached, "a cap that the parts cannot reach"},
    DiagnosticCode{codes::kNumberNotOpen, "an open number where none can stand"},
    DiagnosticCode{codes::kBadRange, "a range that is none"},
    DiagnosticCode{codes::kOutsideRange, "an assumed number outside of its range"},
    DiagnosticCode{codes::kSettledWithRange, "a settled number with a range"},
    DiagnosticCode{codes::kUnusedNumber, "a named number that nothing uses"},
    DiagnosticCode{codes::kRangesDoNotFit, "ranges with which the rulebook has faults"},
    DiagnosticCode{codes::kNoInterval, "open numbers whose effect cannot be bounded"},
    DiagnosticCode{codes::kDayNotKnown, "a value by date, and no date to take it for"},
    DiagnosticCode{codes::kBeforeFirstDate, "a value by date before its first date"},
    DiagnosticCode{codes::kExtends, "a rulebook that cannot be extended"},
    DiagnosticCode{codes::kImpossibleDate, "a date that does not exist"},
    DiagnosticCode{codes::kDateBeforeDocument, "a due day before the date of the document"},
    DiagnosticCode{codes::kDocumentWithoutYear, "a document that cannot be found without its year"},
    DiagnosticCode{codes::kNumberOfTwoDocuments, "one number with two dates of documents"},
    DiagnosticCode{codes::kLeverNotRead, "a lever that its rule does not read"},
    DiagnosticCode{codes::kNoUnitColumn, "no column `unit`"},
    DiagnosticCode{codes::kUnknownColumn, "a column that is no indicator"},
    DiagnosticCode{codes::kMissingColumn, "an indicator without a column"},
    DiagnosticCode{codes::kDuplicateColumn, "a column stands twice"},
    DiagnosticCode{codes::kWrongFieldCount, "a row with more or fewer fields than the heading"},
    DiagnosticCode{codes::kBadCell, "a cell that is not of the indicator's type"},
    DiagnosticCode{codes::kQuote, "a quotation mark that is not closed or not doubled"},
    DiagnosticCode{codes::kAmbiguousNumber, "the decimal mark cannot be told"},
    DiagnosticCode{codes::kDuplicateUnit, "a unit stands twice"},
    DiagnosticCode{codes::kUnknownUnit, "a unit that the units file does not have"},
    DiagnosticCode{codes::kUnknownGroup, "a group that no rulebook scores"},
    DiagnosticCode{codes::kMissingValue, "no value for an indicator that a rule needs"},
    DiagnosticCode{codes::kUnresolved, "points that cannot be computed"},
    DiagnosticCode{codes::kOutOfRange, "a value outside the bounds of its indicator"},
    DiagnosticCode{codes::kMoreThanWhole, "a part larger than its whole"},
    DiagnosticCode{codes::kGroupTooLarge, "more units than the group declares"},
    DiagnosticCode{codes::kNoData, "no data rows"},
    DiagnosticCode{codes::kAmbiguousDash, "a dash that may mean missing or not applicable"},
    DiagnosticCode{codes::kDataTooLarge, "data beyond the limits"},
    DiagnosticCode{codes::kNoConclusion, "no value for what grades or ranking look at"},
    DiagnosticCode{codes::kGradeUndefined, "a unit for which no grade is defined"},
    DiagnosticCode{codes::kQuotaPassed, "more units with a grade than its quota allows"},
    DiagnosticCode{codes::kTieUndecided, "equal units that somebody has to put in order"},
    DiagnosticCode{codes::kNegativeShare, "a negative share in a harmonic or geometric mean"},
    DiagnosticCode{codes::kFilledAddress, "a row of a sheet that fits no open number"},
    DiagnosticCode{codes::kFilledValue, "a number of a sheet without value or source"},
    DiagnosticCode{codes::kDuplicateFigure, "a figure is given twice"},
    DiagnosticCode{codes::kSubunitType, "a subunit of a figure that is not a count"},
    DiagnosticCode{codes::kTotalDiffers, "a total that its subunits do not add up to"},
    DiagnosticCode{codes::kUnknownIndicator, "a row that names no indicator"},
    DiagnosticCode{codes::kUnknownRound, "a round that the rulebook does not have"},
    DiagnosticCode{codes::kBadAssumption, "an assumed range that cannot be"},
    DiagnosticCode{codes::kUnitContradicts, "two tables say different things of a unit"},
    DiagnosticCode{codes::kReadAs, "how a file was read that is not of the plain form"},
    DiagnosticCode{codes::kTotalPassedOver, "a row of totals, which is no unit"},
    DiagnosticCode{codes::kTotalDisagrees, "a total that its units do not add up to"},
    DiagnosticCode{codes::kNumberAsId, "an id that a workbook holds as a number"},
    DiagnosticCode{codes::kNotAWorkbook, "not a workbook, or one that cannot be opened"},
    DiagnosticCode{codes::kWorkbookTooLarge, "a workbook beyond the limits"},
    DiagnosticCode{codes::kNoSuchSheet, "no sheet of that name, or none that fits"},
    DiagnosticCode{codes::kSeveralSheets, "several sheets that may be meant"},
    DiagnosticCode{codes::kFormulaWithoutValue, "a formula that was never computed"},
    DiagnosticCode{codes::kErrorCell, "a cell with an error of the spreadsheet"},
    DiagnosticCode{codes::kNoEvidence, "points that a unit gives itself without evidence"},
    DiagnosticCode{codes::kNotSelfScored, "a figure that units do not give themselves"},
    DiagnosticCode{codes::kBadPointsRow,
                   "a decision of the board, or a self-score, that cannot be"},
    DiagnosticCode{codes::kUnitOutOfDate, "a unit that does not exist on the day that is scored"},
    DiagnosticCode{codes::kUnknownTarget, "a change of something that does not exist"},
    DiagnosticCode{codes::kNoWhole, "a share of a figure that has no value"},
    DiagnosticCode{codes::kValueOutOfBounds, "a value that the figure cannot have"},
    DiagnosticCode{codes::kBadLaw, "a law that cannot be"},
    DiagnosticCode{codes::kDrawFails, "a draw that leaves a unit without points"},
    DiagnosticCode{codes::kCannotSimulate, "what simulate does not vary"},
    DiagnosticCode{codes::kTargetTooLarge, "more ways to a target than can be tried"},
    DiagnosticCode{codes::kTargetNotProved, "steps to a target that do not hold when scored"},
    DiagnosticCode{codes::kCannotRead, "a file cannot be read"},
    DiagnosticCode{codes::kCannotWrite, "the output cannot be written"},
    DiagnosticCode{codes::kUsage, "the command line cannot be understood"},
    DiagnosticCode{codes::kUnknownFormat, "an output format that does not exist"},
    DiagnosticCode{codes::kInternal, "a fault of parindex itself"},
};

}  // namespace parindex
