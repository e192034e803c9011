// SPDX-License-Identifier: Apache-2.0
//
// What the reports on gaps and plans say to people.
#pragma once

#include "report/words/words.h"

namespace parindex::say {

inline constexpr Words kGaps{"Tiêu chí chưa đạt điểm tối đa", "Criteria below their maximum"};
inline constexpr Words kNoGaps{"Không có tiêu chí nào dưới điểm tối đa",
                               "No criterion is below its maximum"};
inline constexpr Words kNotKnown{"chưa rõ điểm", "points not known"};
inline constexpr Words kNoPoints{"không có điểm", "no points"};
inline constexpr Words kShare{"Tỷ trọng", "Share"};
inline constexpr Words kToNextStep{"Để lên mức tiếp theo", "To the next step"};
inline constexpr Words kToMaximum{"Để đạt tối đa", "To the maximum"};
inline constexpr Words kSameStep{"cũng bước đó", "the same step"};
inline constexpr Words kNoSingleStep{"không có bước nào của riêng một số liệu",
                                     "no single-indicator step"};
inline constexpr Words kMore{"tăng {}", "{} more"};
inline constexpr Words kFewer{"giảm {}", "{} fewer"};
inline constexpr Words kPercentMore{"tăng {} điểm phần trăm", "{} percentage points more"};
inline constexpr Words kPercentLess{"giảm {} điểm phần trăm", "{} percentage points less"};
inline constexpr Words kDaysEarlier{"sớm hơn {} ngày", "{} days earlier"};
inline constexpr Words kDaysLater{"muộn hơn {} ngày", "{} days later"};
inline constexpr Words kGainsPoints{"{} điểm", "{} points"};
inline constexpr Words kGainsIndex{"chỉ số {}", "index {}"};
inline constexpr Words kRecurs{"Lặp lại", "Recurs"};
inline constexpr Words kUnits{"Số đơn vị", "Units"};
inline constexpr Words kUnitsBelow{"Chưa đạt tối đa", "Below the maximum"};
inline constexpr Words kUnitsWithoutPoints{"Không có điểm", "No points"};
inline constexpr Words kUnitsNotKnown{"Chưa rõ điểm", "Points not known"};
inline constexpr Words kLetterItems{"Các mục của công văn", "Items of the letter"};
inline constexpr Words kLetterItem{"Mục", "Item"};
inline constexpr Words kResponsible{"Trách nhiệm", "Responsible"};
inline constexpr Words kOtherDocuments{"Văn bản khác", "Other documents"};
inline constexpr Words kTasks{"Nhiệm vụ", "Tasks"};
inline constexpr Words kCoverage{"Đáp ứng", "Answered"};
inline constexpr Words kRemedyTask{"Nhiệm vụ khắc phục", "Remedy"};
inline constexpr Words kDeadline{"Thời hạn", "Deadline"};
inline constexpr Words kInCharge{"Chủ trì", "Lead"};
inline constexpr Words kTargetOfPlan{"Chỉ tiêu kế hoạch", "Target of a plan"};
inline constexpr Words kLostFromTo{"Chưa đạt từ - đến", "Lost from - to"};
inline constexpr Words kLossesAssumed{"Trong đó theo giả định", "Of these assumed"};
inline constexpr Words kDivisions{"Bộ phận trong các tiêu chí chưa đạt",
                                  "Divisions in criteria below their maximum"};
inline constexpr Words kDivision{"Bộ phận", "Division"};
inline constexpr Words kWholeFigure{"Trong tổng số", "Of"};
inline constexpr Words kShortfall{"Số chưa đạt", "Short by"};
inline constexpr Words kShareOfShortfall{"Tỷ trọng số chưa đạt", "Share of the shortfall"};
inline constexpr Words kNoDivisions{"Số liệu không chia theo bộ phận",
                                    "No figure is given by divisions"};
inline constexpr Words kPlanTargets{"Chỉ tiêu của kế hoạch", "Targets of plans"};
inline constexpr Words kNoPlanTargets{"Không có chỉ tiêu kế hoạch nào", "No figure has a target"};
inline constexpr Words kDocument{"Văn bản", "Document"};
inline constexpr Words kReached{"Kết quả", "Result"};
inline constexpr Words kTargetReached{"đạt", "reached"};
inline constexpr Words kTargetMissed{"chưa đạt", "not reached"};
inline constexpr Words kNoFigure{"chưa có số liệu", "no figure"};
inline constexpr Words kDistance{"Còn thiếu", "Still to go"};
inline constexpr Words kInferred{"Suy ra từ xếp loại đã công bố",
                                 "What follows from the published grade"};
inline constexpr Words kPublishedGrade{"Xếp loại đã công bố", "Published grade"};
inline constexpr Words kGradeBegins{"{}: từ", "{}: from"};
inline constexpr Words kGradeBeginsAbove{"{}: trên", "{}: above"};
inline constexpr Words kGradingBasis{"Xếp loại theo chỉ số", "Graded on the index"};
inline constexpr Words kGradedRounded{"đã làm tròn", "rounded"};
inline constexpr Words kGradedUnrounded{"chưa làm tròn", "unrounded"};
inline constexpr Words kBeforeExtras{"trước điểm thưởng, điểm trừ", "before bonus and penalty"};
inline constexpr Words kAfterExtras{"sau điểm thưởng, điểm trừ", "after bonus and penalty"};
inline constexpr Words kMaximumOfTree{"Tổng điểm tối đa", "Maximum of all criteria"};
inline constexpr Words kIndexDivisor{"Số điểm mà chỉ số chia cho",
                                     "Points that the index divides by"};
inline constexpr Words kKnownLosses{"Điểm chưa đạt đã biết", "Losses that are known"};
inline constexpr Words kPremise{"Tiền đề", "Premise"};
inline constexpr Words kPremiseValue{"Giá trị", "Value"};
inline constexpr Words kTherefore{"Suy ra", "Hence"};
inline constexpr Words kIndexBelow{"Chỉ số", "Index"};
inline constexpr Words kLostInAll{"Điểm chưa đạt, tất cả", "Points lost in all"};
inline constexpr Words kLostUnknown{"Điểm chưa đạt ở tiêu chí chưa rõ điểm",
                                    "Points lost where points are not known"};
inline constexpr Words kMoreThan{"trên {}", "more than {}"};
inline constexpr Words kAtLeast{"từ {}", "at least {}"};
inline constexpr Words kLessThan{"dưới {}", "below {}"};
inline constexpr Words kAtMost{"đến {}", "at most {}"};
inline constexpr Words kAndAtMost{", nhiều nhất {}", ", at most {}"};
inline constexpr Words kNothingFollows{"Không suy ra được gì: {}", "Nothing follows: {}"};
inline constexpr Words kWhyAllKnown{"điểm của đơn vị đã biết hết",
                                    "all points of the unit are known"};
inline constexpr Words kWhyBestGrade{"không có xếp loại nào cao hơn", "no grade is better"};
inline constexpr Words kWhyMaximumOpen{"tổng điểm tối đa chưa biết chắc",
                                       "the maximum of all criteria is not settled"};
inline constexpr Words kWhyNotASum{"điểm của cây tiêu chí không phải là tổng",
                                   "the points of the tree are not a sum"};
inline constexpr Words kWhyExtrasOpen{"điểm thưởng hoặc điểm trừ chưa biết",
                                      "bonus or penalty is not known"};
inline constexpr Words kWhyContradiction{"các tiền đề mâu thuẫn với nhau",
                                         "the premises contradict each other"};
inline constexpr Words kWhyConditions{"xếp loại cao hơn còn phụ thuộc điều kiện khác",
                                      "the grade above needs more than the index"};
inline constexpr Words kWhyLossesAssumed{"một số điểm chưa đạt là giả định",
                                         "some of the losses rest on assumptions"};
inline constexpr Words kMayLose{"có thể chưa đạt", "may be below the maximum"};

}  // namespace parindex::say
