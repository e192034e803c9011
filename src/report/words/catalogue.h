// SPDX-License-Identifier: Apache-2.0
//
// What several reports say to people. Nothing else in the code holds words in two languages but
// this and the catalogues beside it.
#pragma once

#include "report/words/words.h"

namespace parindex::say {

inline constexpr Words kRank{"Hạng", "Rank"};
inline constexpr Words kUnit{"Mã đơn vị", "Unit"};
inline constexpr Words kUnitName{"Đơn vị", "Name"};
inline constexpr Words kGroup{"Nhóm", "Group"};
inline constexpr Words kIndex{"Chỉ số", "Index"};
inline constexpr Words kGrade{"Xếp loại", "Grade"};
inline constexpr Words kPoints{"Điểm", "Points"};
inline constexpr Words kMaximumPoints{"Điểm tối đa", "Maximum"};
inline constexpr Words kPointsLost{"Điểm chưa đạt", "Points lost"};
inline constexpr Words kCriterion{"Tiêu chí", "Criterion"};
inline constexpr Words kTitle{"Nội dung", "Title"};
inline constexpr Words kState{"Tình trạng", "State"};
inline constexpr Words kReason{"Lý do", "Reason"};
inline constexpr Words kWhy{"Cách tính", "How"};
inline constexpr Words kFigure{"Số liệu", "Figure"};
inline constexpr Words kFigureTitle{"Nội dung", "Title"};
inline constexpr Words kFigureValue{"Giá trị", "Value"};
inline constexpr Words kPlace{"Vị trí", "Place"};
inline constexpr Words kRulebook{"Bộ tiêu chí", "Rulebook"};
inline constexpr Words kSource{"Căn cứ", "Source"};
inline constexpr Words kPeriod{"Kỳ", "Period"};
inline constexpr Words kScores{"Kết quả chấm điểm", "Scores"};
inline constexpr Words kScoreDetail{"Điểm từng tiêu chí", "Points by criterion"};
inline constexpr Words kExplanation{"Giải trình điểm", "Explanation"};
inline constexpr Words kFigures{"Số liệu đã dùng", "Figures used"};
inline constexpr Words kNotRanked{"không xếp hạng", "not ranked"};
inline constexpr Words kNoScore{"không có điểm", "no score"};
inline constexpr Words kUngraded{"không xếp loại", "ungraded"};
inline constexpr Words kNotApplicable{"không áp dụng", "not applicable"};
inline constexpr Words kFullPoints{"đạt tối đa", "full points"};
inline constexpr Words kLowerBand{"ở mức thấp hơn", "a lower band"};
inline constexpr Words kPartialShare{"đạt một phần", "a part of the maximum"};
inline constexpr Words kConditionFails{"không đạt điều kiện", "the condition fails"};
inline constexpr Words kBelowMaximum{"dưới điểm tối đa", "below the maximum"};
inline constexpr Words kPartsBelowMaximum{"tiêu chí thành phần chưa đạt",
                                          "parts below their maximum"};
inline constexpr Words kMissingAsZero{"thiếu số liệu, tính 0 điểm", "no figure, taken as 0"};
inline constexpr Words kYes{"có", "yes"};
inline constexpr Words kNo{"không", "no"};
inline constexpr Words kNext{"mức tiếp theo", "next step"};
inline constexpr Words kNoValue{"không có số liệu", "no value"};
inline constexpr Words kRankedOnUnrounded{"Xếp hạng theo chỉ số chưa làm tròn",
                                          "Ranked on the unrounded index"};
inline constexpr Words kRankedOnRounded{"Xếp hạng theo chỉ số đã làm tròn",
                                        "Ranked on the rounded index"};
inline constexpr Words kGradedOnRounded{"xếp loại theo chỉ số đã làm tròn",
                                        "graded on the rounded index"};
inline constexpr Words kGradedOnUnrounded{"xếp loại theo chỉ số chưa làm tròn",
                                          "graded on the unrounded index"};
inline constexpr Words kTiesShareRank{"bằng nhau thì cùng hạng", "equal units share a rank"};
inline constexpr Words kGroupIncomplete{
    "{}/{} đơn vị có số liệu: không xếp hạng (--partial để xếp)",
    "{}/{} units have data: not ranked (--partial ranks them)"};
inline constexpr Words kUnitsWithoutScore{"Số đơn vị không có điểm, không xếp hạng: {}",
                                          "Units without a score, not ranked: {}"};
inline constexpr Words kZerosTaken{"Số tiêu chí thiếu số liệu, tính 0 điểm: {}",
                                   "Criteria without figures, taken as 0 points: {}"};
inline constexpr Words kSeeMore{"Vì sao: {}", "Why: {}"};
inline constexpr Words kExactly{"đúng {}", "exactly {}"};
inline constexpr Words kFrom{"từ {}", "from {}"};
inline constexpr Words kFromAbove{"trên {}", "above {}"};
inline constexpr Words kBelow{"dưới {}", "under {}"};
inline constexpr Words kUpTo{"đến {}", "up to {}"};
inline constexpr Words kBonus{"Điểm thưởng", "Bonus"};
inline constexpr Words kPenalty{"Điểm trừ", "Penalty"};
inline constexpr Words kBonusEarned{"được cộng điểm thưởng", "bonus"};
inline constexpr Words kNoBonus{"không có điểm thưởng", "no bonus"};
inline constexpr Words kPenaltyTaken{"bị trừ điểm", "penalty"};
inline constexpr Words kNoPenalty{"không bị trừ điểm", "no penalty"};
inline constexpr Words kRankedBeforeBonus{", trước điểm thưởng, điểm trừ",
                                          ", before bonus and penalty"};
inline constexpr Words kGradedBeforeBonus{", trước điểm thưởng, điểm trừ",
                                          ", before bonus and penalty"};
inline constexpr Words kTiesDense{"bằng nhau thì cùng hạng, hạng sau liền kề",
                                  "equal units share a rank, the next rank follows without a gap"};
inline constexpr Words kTiesByKeys{"bằng nhau thì xét lần lượt: {}",
                                   "equal units are ordered by {}"};
inline constexpr Words kThenVote{"sau đó bỏ phiếu", "then by vote"};
inline constexpr Words kThenAuthority{"sau đó cơ quan có thẩm quyền quyết định",
                                      "then the authority decides"};
inline constexpr Words kUndecidedVote{"Hạng {}, chưa phân định, bỏ phiếu: {}",
                                      "Rank {}, undecided, by vote: {}"};
inline constexpr Words kUndecidedAuthority{
    "Hạng {}, chưa phân định, cơ quan có thẩm quyền quyết định: {}",
    "Rank {}, undecided, for the authority: {}"};
inline constexpr Words kAndMore{"và {} đơn vị khác", "and {} more"};
inline constexpr Words kGradeNotDefined{
    "Số đơn vị mà bộ tiêu chí không quy định xếp loại (thiếu điều kiện của mức đạt theo chỉ "
    "số): {}",
    "Units for which no grade is defined (conditions of the grade that the index reaches "
    "fail): {}"};
inline constexpr Words kGradeNotDefinedHere{"không có quy định", "not defined"};
inline constexpr Words kQuotaPassed{
    "Xếp loại {}: {} đơn vị, tối đa {}: vượt {}, cơ quan có thẩm quyền "
    "lựa chọn",
    "Grade {}: {} units, at most {}: {} too many, the authority chooses"};
inline constexpr Words kNotRankedByRule{"Số đơn vị có chỉ số nhưng không xếp hạng: {}",
                                        "Units with an index that are not ranked: {}"};

// Simulation:
inline constexpr Words kWhatIf{"Nếu thay đổi", "What if"};
inline constexpr Words kChanged{"Thay đổi", "Changed"};
inline constexpr Words kBefore{"trước", "before"};
inline constexpr Words kAfter{"sau", "after"};
inline constexpr Words kDifference{"Chênh lệch", "Change"};
inline constexpr Words kUnitsThatMove{"Đơn vị có thay đổi", "Units that move"};
inline constexpr Words kCriteriaThatMove{"Tiêu chí có thay đổi", "Criteria that move"};
inline constexpr Words kNothingMoves{"Không có đơn vị nào thay đổi điểm, hạng hay xếp loại.",
                                     "No unit changes its points, rank or grade."};
inline constexpr Words kApproximate{"Có phép tính gần đúng (căn, ln, exp, pow)",
                                    "Some points are approximate (root, ln, exp, pow)"};
// The date of what was never done.
inline constexpr Words kNever{"chưa nộp", "never"};
// Open numbers:.
inline constexpr Words kNotStated{"văn bản không nêu điểm cho mức này",
                                  "the document does not say what this gives"};

// Open numbers:
inline constexpr Words kSimulates{
    "Mô phỏng, không phải kết quả công bố: bộ tiêu chí còn {} số giả định, {} số chưa biết",
    "A simulation, not the published result: numbers of the rulebook that are assumed: {}, "
    "unknown: {}"};
inline constexpr Words kIndexRange{"Chỉ số từ - đến", "Index from - to"};
inline constexpr Words kRankRange{"Hạng từ - đến", "Rank from - to"};
inline constexpr Words kConclusion{"Kết luận", "Conclusion"};
inline constexpr Words kHolds{"đúng với mọi giả định", "holds under every assumption"};
inline constexpr Words kDependsOn{"phụ thuộc {}", "depends on {}"};
inline constexpr Words kRestsOnUnknown{"chưa tính được, thiếu {}", "not computed, for want of {}"};
inline constexpr Words kOpenNumbers{"Các số giả định hoặc chưa biết", "Numbers assumed or unknown"};
inline constexpr Words kNumber{"Số", "Number"};
inline constexpr Words kAssumedValue{"Giả định", "Assumed"};
inline constexpr Words kValueRange{"Khoảng", "Range"};
inline constexpr Words kWhyAssumed{"Lý do giả định", "Why"};
inline constexpr Words kGradeFromTo{"xếp loại {} đến {}", "grade {} to {}"};
inline constexpr Words kBasisOfPoints{"Cơ sở", "Basis"};
inline constexpr Words kKnown{"đã biết", "known"};
inline constexpr Words kAssumed{"giả định", "assumed"};
// The way to a target:.
inline constexpr Words kUnknown{"chưa biết", "unknown"};

// The way to a target:
inline constexpr Words kTarget{"Mục tiêu", "Target"};
inline constexpr Words kSteps{"Các bước", "Steps"};
inline constexpr Words kNextBestWays{"Các cách khác", "Next best ways"};
inline constexpr Words kIndexNow{"Chỉ số hiện tại", "Index now"};
inline constexpr Words kIndexThen{"Chỉ số khi đó", "Index then"};
inline constexpr Words kIndexAtMost{"Chỉ số cao nhất có thể", "Index at most"};
inline constexpr Words kGradeThen{"Xếp loại khi đó", "Grade then"};
inline constexpr Words kAnswer{"Trả lời", "Answer"};
inline constexpr Words kAlreadyReached{"đã đạt", "already reached"};
inline constexpr Words kCanBeReached{"đạt được", "can be reached"};
inline constexpr Words kOutOfReach{"không đạt được bằng các số liệu có thể thay đổi",
                                   "out of reach of the figures that can be moved"};
inline constexpr Words kEffort{"Công sức", "Effort"};
inline constexpr Words kDaysOfWork{"{} ngày công", "{} days of work"};
inline constexpr Words kStepCount{"{} bước", "{} steps"};
inline constexpr Words kPointsGained{"Điểm tăng", "Points gained"};
inline constexpr Words kIndexGained{"Chỉ số tăng", "Index gained"};
inline constexpr Words kNoCheaperDays{"Đã chứng minh: không có cách nào tốn ít ngày công hơn.",
                                      "Proved: no way takes fewer days of work."};
inline constexpr Words kNoCheaperSteps{"Đã chứng minh: không có cách nào ít bước hơn.",
                                       "Proved: no way takes fewer steps."};
inline constexpr Words kBlockedCriteria{
    "Xếp loại đòi hỏi ở tiêu chí {} mức điểm mà không thay đổi nào đã biết mang lại.",
    "The grade asks of {} what no known change gives."};
inline constexpr Words kConditionsOfGradeFail{
    "Một điều kiện của xếp loại không đạt dù thay đổi số liệu nào.",
    "A condition of the grade fails whatever is moved."};
inline constexpr Words kOthersStay{"Mọi đơn vị khác được giữ nguyên.",
                                   "All other units are held as they are."};
inline constexpr Words kInTime{"đúng hạn", "in time"};
inline constexpr Words kDaysLate{"chậm {} ngày", "late by days: {}"};

// Appraisal:
inline constexpr Words kFiguresAssumed{"Kết quả dựa trên số liệu giả định: {}",
                                       "The results rest on figures that are assumed: {}"};
// A rank may rest on these alone.
inline constexpr Words kFiguresOfOthers{"số liệu giả định của đơn vị khác",
                                        "assumed figures of other units"};
inline constexpr Words kBoardDecided{"hội đồng quyết định", "decided by the board"};
inline constexpr Words kByTheRule{"theo quy tắc: {}", "by the rule: {}"};
inline constexpr Words kAppraisal{"Thẩm định", "Appraisal"};
inline constexpr Words kSelfAssessment{"Tự đánh giá", "Self-assessment"};
inline constexpr Words kFirstAppraisal{"Thẩm định lần 1", "First appraisal"};
inline constexpr Words kSecondAppraisal{"Thẩm định lần 2", "Second appraisal"};
inline constexpr Words kFinalResult{"Kết quả thẩm định", "Final result"};
inline constexpr Words kAppraiser{"Cơ quan thẩm định", "Appraiser"};
inline constexpr Words kAppraisalRemarks{"Căn cứ và ý kiến", "Evidence and remarks"};
inline constexpr Words kRemark{"Ý kiến", "Remark"};
inline constexpr Words kEvidence{"Tài liệu kiểm chứng", "Evidence"};
inline constexpr Words kResult{"Kết quả", "Result"};
inline constexpr Words kConfirmed{"thống nhất", "confirmed"};
inline constexpr Words kPointsChanged{"điều chỉnh", "changed"};
inline constexpr Words kInsufficient{"chưa đủ căn cứ", "not proved"};
inline constexpr Words kNotSelfScored{"không tự chấm", "not self-scored"};
inline constexpr Words kSelfScored{"Tự chấm", "Self-score"};
inline constexpr Words kByFigures{"Theo số liệu", "By the figures"};
inline constexpr Words kNoEvidence{"thiếu tài liệu kiểm chứng", "no evidence"};
inline constexpr Words kNotClaimed{"chưa tự chấm", "not claimed"};
inline constexpr Words kNotAppraised{"chưa thẩm định", "not appraised"};
inline constexpr Words kQuestion{"Đề nghị", "Question"};
inline constexpr Words kAskFor{"bổ sung: {}", "please add: {}"};
inline constexpr Words kPointsByAppraiser{"Điểm theo cơ quan thẩm định", "Points by appraiser"};
inline constexpr Words kCriteria{"Số tiêu chí", "Criteria"};
inline constexpr Words kCriteriaScored{"Đã có điểm", "Scored"};
// Joins the two ends: "từ 80% đến dưới 95%".
inline constexpr Words kBetween{"{} đến {}", "{} to {}"};

}  // namespace parindex::say
