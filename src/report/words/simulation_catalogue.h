// SPDX-License-Identifier: Apache-2.0
//
// What the reports of simulations say to people.
#pragma once

#include "report/words/words.h"

namespace parindex::say {

inline constexpr Words kSimulation{"Mô phỏng", "Simulation"};
inline constexpr Words kIndexOverDraws{"Chỉ số và hạng qua các lần rút",
                                       "Index and rank over all draws"};
inline constexpr Words kChanceOfTarget{"Xác suất đạt mục tiêu", "Chance to reach the target"};
inline constexpr Words kGradeChances{"Xác suất xếp loại", "Chances of each grade"};
inline constexpr Words kRankChances{"Xác suất từng hạng, %", "Chances of each rank, %"};
inline constexpr Words kOrderHolds{"Thứ tự của hai đơn vị liền kề có chắc không",
                                   "How sure the order of neighbours is"};
inline constexpr Words kLosses{"Điểm chưa đạt kỳ vọng theo tiêu chí",
                               "Points to be expected lost, by criterion"};
inline constexpr Words kDraws{"Số lần", "Draws"};
inline constexpr Words kAllValuesOf{"tính đủ {} tổ hợp giá trị, xác suất chính xác",
                                    "all {} combinations of values, exact chances"};
inline constexpr Words kDrawsOfSeed{"{} lần rút ngẫu nhiên, hạt giống {}",
                                    "{} random draws, seed {}"};
inline constexpr Words kDrawsStopped{"{} lần rút ngẫu nhiên, hạt giống {}, đã dừng giữa chừng",
                                     "{} random draws, seed {}, stopped before the end"};
inline constexpr Words kMean{"Trung bình", "Mean"};
inline constexpr Words kStandardError{"Sai số chuẩn", "Std. error"};
inline constexpr Words kDeviation{"Độ lệch chuẩn", "Deviation"};
inline constexpr Words kRankLow{"Hạng 5%", "Rank 5%"};
inline constexpr Words kRankHigh{"Hạng 95%", "Rank 95%"};
inline constexpr Words kChance{"Xác suất, %", "Chance, %"};
inline constexpr Words kIndexAtLeast{"chỉ số từ {}", "index from {}"};
inline constexpr Words kGradeAtLeast{"xếp loại {} trở lên", "grade {} or better"};
inline constexpr Words kRankAtMost{"hạng {} trở lên", "rank {} or better"};
inline constexpr Words kNextUnit{"Đơn vị liền sau", "Next unit"};
inline constexpr Words kStaysAhead{"Vẫn đứng trước, %", "Stays ahead, %"};
inline constexpr Words kEqual{"Bằng nhau, %", "Equal, %"};
inline constexpr Words kSweep{"Nếu số liệu thay đổi dần", "Sweep"};
inline constexpr Words kValues{"Giá trị", "Values"};
inline constexpr Words kWhereItChanges{"Các mốc làm thay đổi kết quả",
                                       "Values at which the result changes"};
inline constexpr Words kSensitivity{"Thay đổi nào quan trọng nhất", "What matters most"};
inline constexpr Words kRuns{"Số lần tính", "Runs"};
inline constexpr Words kNeverVaries{"Chỉ số không thay đổi trong lần tính nào",
                                    "The index is the same in all runs"};
inline constexpr Words kChange{"Thay đổi", "Change"};
inline constexpr Words kIndexAtLow{"Chỉ số ở mức 5%", "Index at 5%"};
inline constexpr Words kIndexAtHigh{"Chỉ số ở mức 95%", "Index at 95%"};
inline constexpr Words kFirstOrder{"Một mình", "First order"};
inline constexpr Words kTotal{"Tổng cộng", "Total"};
inline constexpr Words kMustHold{"Cần gì để đạt", "What must hold"};
inline constexpr Words kNow{"Hiện nay", "Now"};
inline constexpr Words kHoldsNow{"đang đạt", "reached"};
inline constexpr Words kDoesNotHold{"chưa đạt", "not reached"};
inline constexpr Words kEachAlone{"Từng số liệu, khi các số liệu khác giữ nguyên",
                                  "Each figure, with all others as they are"};
inline constexpr Words kMustBe{"Phải là", "Must be"};
inline constexpr Words kBestValue{"Tốt nhất", "Best value"};
inline constexpr Words kRoom{"Còn dư", "Room"};
inline constexpr Words kOrMore{"từ {} trở lên", "{} or more"};
inline constexpr Words kFromTo{"từ {} đến {}", "{} to {}"};
inline constexpr Words kNotEnough{"Một mình không đủ, dù là giá trị nào",
                                  "Not enough alone, whatever the value"};
inline constexpr Words kNotEnoughInPart{"Một mình không đủ, trong các giá trị đã thử",
                                        "Not enough alone, as far as values were tried"};
inline constexpr Words kMayBeAnything{"Giá trị nào cũng được: {}.", "May be anything: {}."};
inline constexpr Words kOthersAsTheyAre{
    "Mỗi dòng chỉ thay đổi một số liệu của đơn vị này; đơn vị khác và số liệu khác giữ nguyên.",
    "Each line changes one figure of this unit alone; all other figures and units stay."};
inline constexpr Words kSearchedOnly{"{}: chỉ mới thử các giá trị từ {} đến {}.",
                                     "{}: only the values from {} to {} were tried."};
inline constexpr Words kWeights{"Trọng số nào làm đổi thứ hạng",
                                "Which weight would change the order"};
inline constexpr Words kOtherUnit{"Đơn vị kia", "Other unit"};
inline constexpr Words kLead{"Hơn", "Lead"};
inline constexpr Words kWeightNow{"Trọng số hiện nay", "Weight now"};
inline constexpr Words kEqualAt{"Bằng nhau khi là", "Equal at"};
inline constexpr Words kEqualNow{"đang bằng nhau", "equal as it is"};
inline constexpr Words kNoWeight{"không trọng số nào", "no single weight"};
inline constexpr Words kOneWeight{
    "Mỗi dòng chỉ thay đổi một trọng số: điểm tối đa của tiêu chí (điểm đạt được thay đổi cùng tỷ "
    "lệ), hoặc trọng số trong trung bình có trọng số; quá mốc đó hai đơn vị đổi chỗ.",
    "Each line changes one weight alone: the maximum of a criterion, its points in the same "
    "proportion, or its weight in a weighted mean. Beyond it the two units change places."};
inline constexpr Words kWeightsLeftOut{
    "Không xét được trọng số của: {} (có mức trần, làm tròn hoặc phép gộp khác xen vào).",
    "Not looked at, because a cap, a rounding or another mean comes in between: the weight of {}."};
inline constexpr Words kLostNow{"Chưa đạt hiện nay", "Lost now"};
inline constexpr Words kLostMean{"Chưa đạt kỳ vọng", "Lost, mean"};

}  // namespace parindex::say
