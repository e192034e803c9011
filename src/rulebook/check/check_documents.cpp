// SPDX-License-Identifier: Apache-2.0
#include "rulebook/check/check_documents.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"

namespace parindex {
namespace {

// Kinds of legal documents: their numbers begin again each year, which therefore is a part of the
// number (107/2021/NĐ-CP). Those of decisions and plans are told apart by their date.
constexpr std::array<std::string_view, 3> kNumberedByYear = {"/NĐ-CP", "/TT-", "/TTLT-"};

// `2588/QĐ-UBND`: a number that the date of the document goes with, not a year.
bool is_number_by_date(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) {
    ++digits;
  }
  return digits > 0 && digits + 1 < word.size() && word[digits] == '/' &&
         !is_digit(word[digits + 1]) && word.find('-', digits) != std::string_view::npos;
}

class DocumentCheck {
 public:
  DocumentCheck(const ConfigNode& rulebook, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    const ConfigEntry* const source = rulebook.find("source");
    const ConfigEntry* const date = source == nullptr ? nullptr : source->value.find("date");
    if (date != nullptr) {
      day_ = parse_day(date->value.text);
      date_ = date->value.span;
    }
  }

  void visit(const ConfigNode& node) {
    for (const ConfigEntry& entry : node.entries) {
      if (entry.key == "lateness") {
        check_due_day(entry.value.find("by"));
        check_due_day(entry.value.find("before"));
      } else if (entry.key == "source" || entry.key == "document") {
        check_number(entry.value);
        check_dates(entry.value);
      }
      visit(entry.value);
    }
    for (const ConfigNode& item : node.items) {
      visit(item);
    }
  }

 private:
  void check_due_day(const ConfigEntry* due) {
    const std::optional<std::int64_t> day =
        due == nullptr ? std::nullopt : parse_day(due->value.text);
    if (day && day_ && *day < *day_) {
      diagnostics_.warn(
          codes::kDateBeforeDocument, due->value.span,
          fmt::format("due on {}, before the document of {}", iso_text(*day), iso_text(*day_)),
          "compare both dates with the document", {{date_, "the date of the document"}});
    }
  }

  // `107/NĐ-CP`: digits, and at once the kind of the document.
  void check_number(const ConfigNode& node) {
    const std::string_view text = node.text;
    for (const std::string_view kind : kNumberedByYear) {
      for (std::size_t at = text.find(kind); at != std::string_view::npos;
           at = text.find(kind, at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && is_digit(text[begin - 1])) {
          --begin;
        }
        const bool has_year = begin > 0 && text[begin - 1] == '/';
        if (begin < at && !has_year) {
          const std::size_t end = text.find_first_of(" ,;)", at);
          const std::string number(
              text.substr(begin, end == std::string_view::npos ? end : end - begin));
          diagnostics_.warn(codes::kDocumentWithoutYear, node.span,
                            fmt::format("`{}` names no year", number),
                            fmt::format("its number begins again each year: {}/YEAR{}",
                                        text.substr(begin, at - begin), number.substr(at - begin)));
        }
      }
    }
  }

  // A number with the date that stands behind it, or beside it under `date`.
  void check_dates(const ConfigNode& node) {
    const ConfigEntry* const document = node.find("document");
    const ConfigEntry* const date = node.find("date");
    if (document != nullptr && date != nullptr && is_number_by_date(document->value.text)) {
      note(document->value.text, parse_day(date->value.text), document->value.span);
    }
    std::string_view number;
    for (std::string_view rest = node.text; !rest.empty();) {
      const std::size_t end = std::min(rest.find_first_of(" ,;()"), rest.size());
      const std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (is_number_by_date(word)) {
        number = word;
      } else if (!word.empty() && word != "ngày") {
        if (!number.empty()) {
          note(number, parse_day(word), node.span);
        }
        number = {};
      }
    }
  }

  void note(std::string_view number, std::optional<std::int64_t> day, SourceSpan place) {
    if (!day) {
      return;
    }
    const auto [first, is_new] = documents_.try_emplace(std::string(number), Dated{*day, place});
    if (!is_new && first->second.day != *day) {
      diagnostics_.warn(
          codes::kNumberOfTwoDocuments, place,
          fmt::format("`{}` is of {} here, and of {} elsewhere", number, iso_text(*day),
                      iso_text(first->second.day)),
          "two documents have that number, or one of the dates is wrong: compare them",
          {{first->second.place, "the other date"}});
    }
  }

  struct Dated {
    std::int64_t day = 0;
    SourceSpan place;
  };

  Diagnostics& diagnostics_;
  std::map<std::string, Dated> documents_;  // by number, as first met
  std::optional<std::int64_t> day_;         // of the rulebook's document
  SourceSpan date_;
};

}  // namespace

void check_documents(const ConfigNode& rulebook, Diagnostics& diagnostics) {
  DocumentCheck(rulebook, diagnostics).visit(rulebook);
}

}  // namespace parindex
