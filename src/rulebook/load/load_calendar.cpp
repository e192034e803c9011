// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_calendar.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/day.h"

namespace parindex {
namespace {

constexpr std::int64_t kMostDays = 7320;  // 20 years
constexpr int kSaturday = 5;              // see weekday_of

struct Days {
  std::int64_t first = 0, last = 0;
};

class CalendarLoader {
 public:
  CalendarLoader(const ConfigEntry& entry, Diagnostics& diagnostics)
      : keys_(entry.value, "`calendar`", diagnostics),
        diagnostics_(diagnostics) {
    calendar_.span = entry.key_span;
  }

  std::optional<WorkCalendar> load() {
    const std::size_t faults = diagnostics_.errors();
    keys_.text("source");
    const std::optional<Days> from = read_end("from"), to = read_end("to");
    const ConfigEntry* const holidays = keys_.find("holidays");
    const ConfigEntry* const worked = keys_.find("worked");
    keys_.finish();
    if (!from || !to) {
      return std::nullopt;
    }
    calendar_.first = from->first;
    calendar_.last = to->first;
    if (calendar_.last < calendar_.first || calendar_.last - calendar_.first > kMostDays) {
      report_error(diagnostics_, codes::kWrongType, "a calendar is of 1 day to 20 years",
                   keys_.place(), "from: 2025-01-01, to: 2025-12-31");
      return std::nullopt;
    }
    if (holidays != nullptr) {
      read_days(*holidays, off_, "a day off");
    }
    if (worked != nullptr) {
      read_days(*worked, worked_, "a worked day");
    }
    for (std::int64_t day = calendar_.first; day <= calendar_.last; ++day) {
      const bool off = weekday_of(day) >= kSaturday || off_.contains(day);
      if (!off || worked_.contains(day)) {
        calendar_.working_days.push_back(day);
      }
    }
    return diagnostics_.errors() > faults ? std::nullopt : std::optional(std::move(calendar_));
  }

 private:
  std::optional<Days> read_end(std::string_view key) {
    const ConfigEntry* const entry = keys_.required(key);
    return entry == nullptr ? std::nullopt : parse(entry->value, "one day");
  }

  // `2025-04-30` or `2025-01-25..2025-02-02`.
  std::optional<Days> parse(const ConfigNode& node, std::string_view what) {
    const std::string_view text = node.text;
    const std::size_t dots = what == "one day" ? std::string_view::npos : text.find("..");
    const std::optional<std::int64_t> first = parse_iso_day(text.substr(0, dots));
    const std::optional<std::int64_t> last =
        dots == std::string_view::npos ? first : parse_iso_day(text.substr(dots + 2));
    if (node.kind == ConfigNode::Kind::Scalar && first && last && *first <= *last) {
      return Days{*first, *last};
    }
    report_error(diagnostics_, codes::kWrongType,
                 node.kind == ConfigNode::Kind::Scalar ? fmt::format("`{}` is not {}", text, what)
                                                       : fmt::format("{} is written as text", what),
                 node.span, "a day is 2025-04-30, days in a row are 2025-01-25..2025-02-02");
    return std::nullopt;
  }

  void read_days(const ConfigEntry& list, std::set<std::int64_t>& into, std::string_view what) {
    if (list.value.kind != ConfigNode::Kind::Sequence) {
      report_error(diagnostics_, codes::kWrongType,
                   fmt::format("`{}` must be a list of days", list.key), list.value.span,
                   fmt::format("{}: [2025-04-30, 2025-05-01]", list.key));
      return;
    }
    for (const ConfigNode& item : list.value.items) {
      const std::optional<Days> days = parse(item, what);
      if (days && (days->first < calendar_.first || days->last > calendar_.last)) {
        report_error(diagnostics_, codes::kWrongType,
                     fmt::format("`{}` lies outside of the calendar", item.text), item.span,
                     "the calendar goes from `from` to `to`, both included");
        continue;
      }
      for (std::int64_t day = days ? days->first : 0; days && day <= days->last; ++day) {
        add_day(day, item, into, what);
      }
    }
  }

  void add_day(std::int64_t day, const ConfigNode& item, std::set<std::int64_t>& into,
               std::string_view what) {
    if (!into.insert(day).second) {
      report_error(diagnostics_, codes::kDuplicateId,
                   fmt::format("{} stands here for the second time", iso_text(day)), item.span,
                   "name each day once");
    } else if (&into == &worked_ && weekday_of(day) < kSaturday && !off_.contains(day)) {
      report_error(diagnostics_, codes::kWrongType,
                   fmt::format("{} cannot be {}: it is a working day anyway", iso_text(day), what),
                   item.span, "`worked` names Saturdays, Sundays and holidays that are worked");
    }
  }

  KeyReader keys_;
  Diagnostics& diagnostics_;
  WorkCalendar calendar_;
  std::set<std::int64_t> off_, worked_;
};

}  // namespace

void load_calendar(KeyReader& keys, Rulebook& rulebook, Diagnostics& diagnostics) {
  if (const ConfigEntry* const entry = keys.find("calendar")) {
    if (std::optional<WorkCalendar> calendar = CalendarLoader(*entry, diagnostics).load()) {
      rulebook.calendar = std::make_shared<const WorkCalendar>(std::move(*calendar));
    }
  }
}

}  // namespace parindex
