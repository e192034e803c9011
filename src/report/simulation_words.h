// SPDX-License-Identifier: Apache-2.0
//
// What the report of a simulation says to people.
#pragma once

#include <string>
#include <string_view>

#include "report/catalogue.h"

namespace parindex::simulation_words {

struct Words {
  std::string_view vietnamese, english;

  [[nodiscard]] std::string in(Language language) const {
    return std::string(language == Language::Vietnamese ? vietnamese : english);
  }
};

inline constexpr Words kTitle{"Mô phỏng", "Simulation"};
inline constexpr Words kIndexOverDraws{"Chỉ số và hạng qua các lần rút",
                                       "Index and rank over all draws"};
inline constexpr Words kTargetReached{"Xác suất đạt mục tiêu", "Chance to reach the target"};
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
inline constexpr Words kTarget{"Mục tiêu", "Target"};
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
inline constexpr Words kLostNow{"Chưa đạt hiện nay", "Lost now"};
inline constexpr Words kLostMean{"Chưa đạt kỳ vọng", "Lost, mean"};

}  // namespace parindex::simulation_words
