// SPDX-License-Identifier: Apache-2.0
#include "report/gap_catalogue.h"

#include <array>
#include <cstddef>

namespace parindex {
namespace {

struct Words {
  GapPhrase phrase;
  std::string_view vietnamese, english;
};

constexpr std::array kWords = {
    Words{GapPhrase::Gaps, "Tiêu chí chưa đạt điểm tối đa", "Criteria below their maximum"},
    Words{GapPhrase::NoGaps, "Không có tiêu chí nào dưới điểm tối đa",
          "No criterion is below its maximum"},
    Words{GapPhrase::NotKnown, "chưa rõ điểm", "points not known"},
    Words{GapPhrase::NoPoints, "không có điểm", "no points"},
    Words{GapPhrase::Share, "Tỷ trọng", "Share"},
    Words{GapPhrase::ToNextStep, "Để lên mức tiếp theo", "To the next step"},
    Words{GapPhrase::ToMaximum, "Để đạt tối đa", "To the maximum"},
    Words{GapPhrase::SameStep, "cũng bước đó", "the same step"},
    Words{GapPhrase::NoSingleStep, "không có bước nào của riêng một số liệu",
          "no single-indicator step"},
    Words{GapPhrase::More, "tăng {}", "{} more"},
    Words{GapPhrase::Fewer, "giảm {}", "{} fewer"},
    Words{GapPhrase::PercentMore, "tăng {} điểm phần trăm", "{} percentage points more"},
    Words{GapPhrase::PercentLess, "giảm {} điểm phần trăm", "{} percentage points less"},
    Words{GapPhrase::DaysEarlier, "sớm hơn {} ngày", "{} days earlier"},
    Words{GapPhrase::DaysLater, "muộn hơn {} ngày", "{} days later"},
    Words{GapPhrase::GainsPoints, "{} điểm", "{} points"},
    Words{GapPhrase::GainsIndex, "chỉ số {}", "index {}"},
    Words{GapPhrase::Recurs, "Lặp lại", "Recurs"},
    Words{GapPhrase::Units, "Số đơn vị", "Units"},
    Words{GapPhrase::UnitsBelow, "Chưa đạt tối đa", "Below the maximum"},
    Words{GapPhrase::UnitsWithoutPoints, "Không có điểm", "No points"},
    Words{GapPhrase::UnitsNotKnown, "Chưa rõ điểm", "Points not known"},
    Words{GapPhrase::LetterItems, "Các mục của công văn", "Items of the letter"},
    Words{GapPhrase::LetterItem, "Mục", "Item"},
    Words{GapPhrase::Responsible, "Trách nhiệm", "Responsible"},
    Words{GapPhrase::OtherDocuments, "Văn bản khác", "Other documents"},
    Words{GapPhrase::Tasks, "Nhiệm vụ", "Tasks"},
    Words{GapPhrase::Coverage, "Đáp ứng", "Answered"},
    Words{GapPhrase::RemedyTask, "Nhiệm vụ khắc phục", "Remedy"},
    Words{GapPhrase::Deadline, "Thời hạn", "Deadline"},
    Words{GapPhrase::Lead, "Chủ trì", "Lead"},
    Words{GapPhrase::TargetOfPlan, "Chỉ tiêu kế hoạch", "Target of a plan"},
    Words{GapPhrase::LostFromTo, "Chưa đạt từ - đến", "Lost from - to"},
    Words{GapPhrase::LossesAssumed, "Trong đó theo giả định", "Of these assumed"},
    Words{GapPhrase::Divisions, "Bộ phận trong các tiêu chí chưa đạt",
          "Divisions in criteria below their maximum"},
    Words{GapPhrase::Division, "Bộ phận", "Division"},
    Words{GapPhrase::WholeFigure, "Trong tổng số", "Of"},
    Words{GapPhrase::Shortfall, "Số chưa đạt", "Short by"},
    Words{GapPhrase::ShareOfShortfall, "Tỷ trọng số chưa đạt", "Share of the shortfall"},
    Words{GapPhrase::NoDivisions, "Số liệu không chia theo bộ phận",
          "No figure is given by divisions"},
    Words{GapPhrase::PlanTargets, "Chỉ tiêu của kế hoạch", "Targets of plans"},
    Words{GapPhrase::NoPlanTargets, "Không có chỉ tiêu kế hoạch nào", "No figure has a target"},
    Words{GapPhrase::Document, "Văn bản", "Document"},
    Words{GapPhrase::Reached, "Kết quả", "Result"},
    Words{GapPhrase::TargetReached, "đạt", "reached"},
    Words{GapPhrase::TargetMissed, "chưa đạt", "not reached"},
    Words{GapPhrase::NoFigure, "chưa có số liệu", "no figure"},
    Words{GapPhrase::Distance, "Còn thiếu", "Still to go"},
    Words{GapPhrase::Inferred, "Suy ra từ xếp loại đã công bố",
          "What follows from the published grade"},
    Words{GapPhrase::PublishedGrade, "Xếp loại đã công bố", "Published grade"},
    Words{GapPhrase::GradeBegins, "{}: từ", "{}: from"},
    Words{GapPhrase::GradeBeginsAbove, "{}: trên", "{}: above"},
    Words{GapPhrase::GradingBasis, "Xếp loại theo chỉ số", "Graded on the index"},
    Words{GapPhrase::GradedRounded, "đã làm tròn", "rounded"},
    Words{GapPhrase::GradedUnrounded, "chưa làm tròn", "unrounded"},
    Words{GapPhrase::BeforeExtras, "trước điểm thưởng, điểm trừ", "before bonus and penalty"},
    Words{GapPhrase::AfterExtras, "sau điểm thưởng, điểm trừ", "after bonus and penalty"},
    Words{GapPhrase::MaximumOfTree, "Tổng điểm tối đa", "Maximum of all criteria"},
    Words{GapPhrase::KnownLosses, "Điểm chưa đạt đã biết", "Losses that are known"},
    Words{GapPhrase::Premise, "Tiền đề", "Premise"},
    Words{GapPhrase::PremiseValue, "Giá trị", "Value"},
    Words{GapPhrase::Therefore, "Suy ra", "Hence"},
    Words{GapPhrase::IndexBelow, "Chỉ số", "Index"},
    Words{GapPhrase::LostInAll, "Điểm chưa đạt, tất cả", "Points lost in all"},
    Words{GapPhrase::LostUnknown, "Điểm chưa đạt ở tiêu chí chưa rõ điểm",
          "Points lost where points are not known"},
    Words{GapPhrase::MoreThan, "trên {}", "more than {}"},
    Words{GapPhrase::AtLeast, "từ {}", "at least {}"},
    Words{GapPhrase::LessThan, "dưới {}", "below {}"},
    Words{GapPhrase::AtMost, "đến {}", "at most {}"},
    Words{GapPhrase::UpTo, ", nhiều nhất {}", ", at most {}"},
    Words{GapPhrase::NothingFollows, "Không suy ra được gì: {}", "Nothing follows: {}"},
    Words{GapPhrase::WhyAllKnown, "điểm của đơn vị đã biết hết",
          "all points of the unit are known"},
    Words{GapPhrase::WhyBestGrade, "không có xếp loại nào cao hơn", "no grade is better"},
    Words{GapPhrase::WhyMaximumOpen, "tổng điểm tối đa chưa biết chắc",
          "the maximum of all criteria is not settled"},
    Words{GapPhrase::WhyNotASum, "điểm của cây tiêu chí không phải là tổng",
          "the points of the tree are not a sum"},
    Words{GapPhrase::WhyExtrasOpen, "điểm thưởng hoặc điểm trừ chưa biết",
          "bonus or penalty is not known"},
    Words{GapPhrase::WhyContradiction, "các tiền đề mâu thuẫn với nhau",
          "the premises contradict each other"},
    Words{GapPhrase::WhyConditions, "xếp loại cao hơn còn phụ thuộc điều kiện khác",
          "the grade above needs more than the index"},
    Words{GapPhrase::WhyLossesAssumed, "một số điểm chưa đạt là giả định",
          "some of the losses rest on assumptions"},
    Words{GapPhrase::MayLose, "có thể chưa đạt", "may be below the maximum"},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (static_cast<std::size_t>(kWords[i].phrase) != i) {
      return false;
    }
  }
  return kWords.size() == static_cast<std::size_t>(GapPhrase::MayLose) + 1;
}
static_assert(in_order(), "one row for each phrase, in the order of the enum");

}  // namespace

std::string phrase(GapPhrase which, Language language) {
  const Words& words = kWords[static_cast<std::size_t>(which)];
  return std::string(language == Language::Vietnamese ? words.vietnamese : words.english);
}

std::string fill(GapPhrase which, Language language, std::string_view value) {
  std::string text = phrase(which, language);
  const std::size_t place = text.find("{}");
  return place == std::string::npos ? text : text.replace(place, 2, value);
}

}  // namespace parindex
