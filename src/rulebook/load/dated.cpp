// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/dated.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

// Four digits, two and two: a date, or what should be one.
bool looks_like_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(),
                    [](char c, char form) { return form == 'd' ? is_digit(c) : c == form; });
}

class DateResolver {
 public:
  DateResolver(std::optional<std::int64_t> day, Diagnostics& diagnostics)
      : day_(day),
        diagnostics_(diagnostics) {}

  void resolve(ConfigNode& node) {
    if (std::any_of(node.entries.begin(), node.entries.end(),
                    [](const ConfigEntry& entry) { return looks_like_date(entry.key); })) {
      choose(node);
    }
    for (ConfigEntry& entry : node.entries) {
      resolve(entry.value);
    }
    for (ConfigNode& item : node.items) {
      resolve(item);
    }
  }

 private:
  void choose(ConfigNode& node) {
    ConfigEntry* chosen = nullptr;
    std::int64_t last = 0;
    bool readable = true;
    const ConfigEntry* first = nullptr;
    std::int64_t earliest = 0;
    for (ConfigEntry& entry : node.entries) {
      const std::optional<std::int64_t> from = read_date(entry);
      readable = readable && from.has_value();
      if (from && (first == nullptr || *from < earliest)) {
        first = &entry;
        earliest = *from;
      }
      if (from && day_ && *from <= *day_ && (chosen == nullptr || *from >= last)) {
        chosen = &entry;
        last = *from;
      }
    }
    if (readable && !day_) {
      report_error(diagnostics_, codes::kDayNotKnown,
                   "this value depends on the date, and no date is known", first->key_span,
                   "pass --as-of with a date, or write the year as `period`");
    } else if (readable && chosen == nullptr) {
      report_error(diagnostics_, codes::kBeforeFirstDate,
                   fmt::format("there is no value yet on {}", iso_text(*day_)), first->key_span,
                   fmt::format("the first one holds from {}; add an earlier one, or correct "
                               "--as-of or `period`",
                               first->key));
    }
    ConfigNode value = readable && chosen != nullptr ? std::move(chosen->value) : ConfigNode{};
    node = std::move(value);
  }

  std::optional<std::int64_t> read_date(const ConfigEntry& entry) {
    const std::optional<std::int64_t> day = parse_iso_day(entry.key);
    if (!day && looks_like_date(entry.key)) {
      report_error(diagnostics_, codes::kImpossibleDate,
                   fmt::format("there is no day `{}`", entry.key), entry.key_span,
                   "dates are written year-month-day, like 2024-12-31");
    } else if (!day) {
      report_error(diagnostics_, codes::kWrongType,
                   fmt::format("`{}` stands among dates", entry.key), entry.key_span,
                   "a value by date has nothing but dates as its keys");
    }
    return day;
  }

  std::optional<std::int64_t> day_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<std::int64_t> effective_day(const ConfigNode& rulebook,
                                          std::optional<std::int64_t> asked) {
  const ConfigEntry* period = rulebook.find("period");
  return asked || period == nullptr ? asked : parse_iso_day(period->value.text + "-12-31");
}

std::optional<ConfigNode> resolve_dates(ConfigNode rulebook, std::optional<std::int64_t> day,
                                        Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  DateResolver(day, diagnostics).resolve(rulebook);
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(rulebook));
}

}  // namespace parindex
