// SPDX-License-Identifier: Apache-2.0
#include "report/catalogue.h"

#include <array>
#include <cstddef>

namespace parindex {
namespace {

struct Words {
  Phrase phrase;
  std::string_view vietnamese, english;
};

constexpr std::array kWords = {
    Words{Phrase::Rank, "Hạng", "Rank"},
    Words{Phrase::Unit, "Mã đơn vị", "Unit"},
    Words{Phrase::UnitName, "Đơn vị", "Name"},
    Words{Phrase::Group, "Nhóm", "Group"},
    Words{Phrase::Index, "Chỉ số", "Index"},
    Words{Phrase::Grade, "Xếp loại", "Grade"},
    Words{Phrase::Points, "Điểm", "Points"},
    Words{Phrase::MaximumPoints, "Điểm tối đa", "Maximum"},
    Words{Phrase::PointsLost, "Điểm chưa đạt", "Points lost"},
    Words{Phrase::Criterion, "Tiêu chí", "Criterion"},
    Words{Phrase::Title, "Nội dung", "Title"},
    Words{Phrase::State, "Tình trạng", "State"},
    Words{Phrase::Reason, "Lý do", "Reason"},
    Words{Phrase::Why, "Cách tính", "How"},
    Words{Phrase::Figure, "Số liệu", "Figure"},
    Words{Phrase::FigureTitle, "Nội dung", "Title"},
    Words{Phrase::FigureValue, "Giá trị", "Value"},
    Words{Phrase::Place, "Vị trí", "Place"},
    Words{Phrase::Rulebook, "Bộ tiêu chí", "Rulebook"},
    Words{Phrase::Source, "Căn cứ", "Source"},
    Words{Phrase::Period, "Kỳ", "Period"},
    Words{Phrase::Scores, "Kết quả chấm điểm", "Scores"},
    Words{Phrase::ScoreDetail, "Điểm từng tiêu chí", "Points by criterion"},
    Words{Phrase::Explanation, "Giải trình điểm", "Explanation"},
    Words{Phrase::Figures, "Số liệu đã dùng", "Figures used"},
    Words{Phrase::NotRanked, "không xếp hạng", "not ranked"},
    Words{Phrase::NoScore, "không có điểm", "no score"},
    Words{Phrase::Ungraded, "không xếp loại", "ungraded"},
    Words{Phrase::NotApplicable, "không áp dụng", "not applicable"},
    Words{Phrase::FullPoints, "đạt tối đa", "full points"},
    Words{Phrase::LowerBand, "ở mức thấp hơn", "a lower band"},
    Words{Phrase::PartialShare, "đạt một phần", "a part of the maximum"},
    Words{Phrase::ConditionFails, "không đạt điều kiện", "the condition fails"},
    Words{Phrase::BelowMaximum, "dưới điểm tối đa", "below the maximum"},
    Words{Phrase::PartsBelowMaximum, "tiêu chí thành phần chưa đạt", "parts below their maximum"},
    Words{Phrase::MissingAsZero, "thiếu số liệu, tính 0 điểm", "no figure, taken as 0"},
    Words{Phrase::Yes, "có", "yes"},
    Words{Phrase::No, "không", "no"},
    Words{Phrase::Next, "mức tiếp theo", "next step"},
    Words{Phrase::NoValue, "không có số liệu", "no value"},
    Words{Phrase::RankedOnUnrounded, "Xếp hạng theo chỉ số chưa làm tròn",
          "Ranked on the unrounded index"},
    Words{Phrase::RankedOnRounded, "Xếp hạng theo chỉ số đã làm tròn",
          "Ranked on the rounded index"},
    Words{Phrase::GradedOnRounded, "xếp loại theo chỉ số đã làm tròn",
          "graded on the rounded index"},
    Words{Phrase::GradedOnUnrounded, "xếp loại theo chỉ số chưa làm tròn",
          "graded on the unrounded index"},
    Words{Phrase::TiesShareRank, "bằng nhau thì cùng hạng", "equal units share a rank"},
    Words{Phrase::GroupIncomplete, "{}/{} đơn vị có số liệu: không xếp hạng (--partial để xếp)",
          "{}/{} units have data: not ranked (--partial ranks them)"},
    Words{Phrase::UnitsWithoutScore, "Số đơn vị không có điểm, không xếp hạng: {}",
          "Units without a score, not ranked: {}"},
    Words{Phrase::ZerosTaken, "Số tiêu chí thiếu số liệu, tính 0 điểm: {}",
          "Criteria without figures, taken as 0 points: {}"},
    Words{Phrase::SeeMore, "Vì sao: {}", "Why: {}"},
    Words{Phrase::Exactly, "đúng {}", "exactly {}"},
    Words{Phrase::From, "từ {}", "from {}"},
    Words{Phrase::FromAbove, "trên {}", "above {}"},
    Words{Phrase::Below, "dưới {}", "under {}"},
    Words{Phrase::UpTo, "đến {}", "up to {}"},
    Words{Phrase::Bonus, "Điểm thưởng", "Bonus"},
    Words{Phrase::Penalty, "Điểm trừ", "Penalty"},
    Words{Phrase::BonusEarned, "được cộng điểm thưởng", "bonus"},
    Words{Phrase::NoBonus, "không có điểm thưởng", "no bonus"},
    Words{Phrase::PenaltyTaken, "bị trừ điểm", "penalty"},
    Words{Phrase::NoPenalty, "không bị trừ điểm", "no penalty"},
    Words{Phrase::RankedBeforeBonus, ", trước điểm thưởng, điểm trừ", ", before bonus and penalty"},
    Words{Phrase::GradedBeforeBonus, ", trước điểm thưởng, điểm trừ", ", before bonus and penalty"},
    Words{Phrase::TiesDense, "bằng nhau thì cùng hạng, hạng sau liền kề",
          "equal units share a rank, the next rank follows without a gap"},
    Words{Phrase::TiesByKeys, "bằng nhau thì xét lần lượt: {}", "equal units are ordered by {}"},
    Words{Phrase::ThenVote, "sau đó bỏ phiếu", "then by vote"},
    Words{Phrase::ThenAuthority, "sau đó cơ quan có thẩm quyền quyết định",
          "then the authority decides"},
    Words{Phrase::UndecidedVote, "Hạng {}, chưa phân định, bỏ phiếu: {}",
          "Rank {}, undecided, by vote: {}"},
    Words{Phrase::UndecidedAuthority,
          "Hạng {}, chưa phân định, cơ quan có thẩm quyền quyết định: {}",
          "Rank {}, undecided, for the authority: {}"},
    Words{Phrase::AndMore, "và {} đơn vị khác", "and {} more"},
    Words{Phrase::GradeNotDefined,
          "Số đơn vị mà bộ tiêu chí không quy định xếp loại (thiếu điều kiện của mức đạt theo chỉ "
          "số): {}",
          "Units for which no grade is defined (conditions of the grade that the index reaches "
          "fail): {}"},
    Words{Phrase::GradeNotDefinedHere, "không có quy định", "not defined"},
    Words{Phrase::QuotaPassed,
          "Xếp loại {}: {} đơn vị, tối đa {}: vượt {}, cơ quan có thẩm quyền "
          "lựa chọn",
          "Grade {}: {} units, at most {}: {} too many, the authority chooses"},
    Words{Phrase::NotRankedByRule, "Số đơn vị có chỉ số nhưng không xếp hạng: {}",
          "Units with an index that are not ranked: {}"},
    Words{Phrase::WhatIf, "Nếu thay đổi", "What if"},
    Words{Phrase::Changed, "Thay đổi", "Changed"},
    Words{Phrase::Before, "trước", "before"},
    Words{Phrase::After, "sau", "after"},
    Words{Phrase::Difference, "Chênh lệch", "Change"},
    Words{Phrase::UnitsThatMove, "Đơn vị có thay đổi", "Units that move"},
    Words{Phrase::CriteriaThatMove, "Tiêu chí có thay đổi", "Criteria that move"},
    Words{Phrase::NothingMoves, "Không có đơn vị nào thay đổi điểm, hạng hay xếp loại.",
          "No unit changes its points, rank or grade."},
    Words{Phrase::Approximate, "Có phép tính gần đúng (căn, ln, exp, pow)",
          "Some points are approximate (root, ln, exp, pow)"},
    Words{Phrase::Never, "chưa nộp", "never"},
    Words{Phrase::NotStated, "văn bản không nêu điểm cho mức này",
          "the document does not say what this gives"},
    Words{Phrase::Simulates,
          "Mô phỏng, không phải kết quả công bố: bộ tiêu chí còn {} số giả định, {} số chưa biết",
          "A simulation, not the published result: numbers of the rulebook that are assumed: {}, "
          "unknown: {}"},
    Words{Phrase::IndexRange, "Chỉ số từ - đến", "Index from - to"},
    Words{Phrase::RankRange, "Hạng từ - đến", "Rank from - to"},
    Words{Phrase::Conclusion, "Kết luận", "Conclusion"},
    Words{Phrase::Holds, "đúng với mọi giả định", "holds under every assumption"},
    Words{Phrase::DependsOn, "phụ thuộc {}", "depends on {}"},
    Words{Phrase::RestsOnUnknown, "chưa tính được, thiếu {}", "not computed, for want of {}"},
    Words{Phrase::OpenNumbers, "Các số giả định hoặc chưa biết", "Numbers assumed or unknown"},
    Words{Phrase::Number, "Số", "Number"},
    Words{Phrase::AssumedValue, "Giả định", "Assumed"},
    Words{Phrase::ValueRange, "Khoảng", "Range"},
    Words{Phrase::WhyAssumed, "Lý do giả định", "Why"},
    Words{Phrase::GradeFromTo, "xếp loại {} đến {}", "grade {} to {}"},
    Words{Phrase::BasisOfPoints, "Cơ sở", "Basis"},
    Words{Phrase::Known, "đã biết", "known"},
    Words{Phrase::Assumed, "giả định", "assumed"},
    Words{Phrase::Unknown, "chưa biết", "unknown"},
    Words{Phrase::Target, "Mục tiêu", "Target"},
    Words{Phrase::Steps, "Các bước", "Steps"},
    Words{Phrase::NextBestWays, "Các cách khác", "Next best ways"},
    Words{Phrase::IndexNow, "Chỉ số hiện tại", "Index now"},
    Words{Phrase::IndexThen, "Chỉ số khi đó", "Index then"},
    Words{Phrase::IndexAtMost, "Chỉ số cao nhất có thể", "Index at most"},
    Words{Phrase::GradeThen, "Xếp loại khi đó", "Grade then"},
    Words{Phrase::Answer, "Trả lời", "Answer"},
    Words{Phrase::AlreadyReached, "đã đạt", "already reached"},
    Words{Phrase::CanBeReached, "đạt được", "can be reached"},
    Words{Phrase::OutOfReach, "không đạt được bằng các số liệu có thể thay đổi",
          "out of reach of the figures that can be moved"},
    Words{Phrase::Effort, "Công sức", "Effort"},
    Words{Phrase::DaysOfWork, "{} ngày công", "{} days of work"},
    Words{Phrase::StepCount, "{} bước", "{} steps"},
    Words{Phrase::PointsGained, "Điểm tăng", "Points gained"},
    Words{Phrase::IndexGained, "Chỉ số tăng", "Index gained"},
    Words{Phrase::NoCheaperDays, "Đã chứng minh: không có cách nào tốn ít ngày công hơn.",
          "Proved: no way takes fewer days of work."},
    Words{Phrase::NoCheaperSteps, "Đã chứng minh: không có cách nào ít bước hơn.",
          "Proved: no way takes fewer steps."},
    Words{Phrase::BlockedCriteria,
          "Xếp loại đòi hỏi ở tiêu chí {} mức điểm mà không thay đổi nào đã biết mang lại.",
          "The grade asks of {} what no known change gives."},
    Words{Phrase::ConditionsOfGradeFail,
          "Một điều kiện của xếp loại không đạt dù thay đổi số liệu nào.",
          "A condition of the grade fails whatever is moved."},
    Words{Phrase::OthersStay, "Mọi đơn vị khác được giữ nguyên.",
          "All other units are held as they are."},
    Words{Phrase::InTime, "đúng hạn", "in time"},
    Words{Phrase::DaysLate, "chậm {} ngày", "late by days: {}"},
    Words{Phrase::Between, "{} đến {}", "{} to {}"},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (static_cast<std::size_t>(kWords[i].phrase) != i) {
      return false;
    }
  }
  return kWords.size() == static_cast<std::size_t>(Phrase::Between) + 1;
}
static_assert(in_order(), "one row for each phrase, in the order of the enum");

}  // namespace

std::string_view phrase(Phrase phrase, Language language) {
  const Words& words = kWords[static_cast<std::size_t>(phrase)];
  return language == Language::Vietnamese ? words.vietnamese : words.english;
}

}  // namespace parindex
