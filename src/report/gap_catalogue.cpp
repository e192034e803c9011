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
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (static_cast<std::size_t>(kWords[i].phrase) != i) {
      return false;
    }
  }
  return kWords.size() == static_cast<std::size_t>(GapPhrase::TargetOfPlan) + 1;
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
