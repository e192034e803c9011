// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/sources.h"

namespace parindex {

enum class Severity : std::uint8_t { Error, Warning, Note };

struct Label {
  SourceSpan span;
  std::string text;  // may be empty
};

// One message: what is wrong, where, what else to look at, what to do.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string_view code;       // a row of codes.h, "PX2003"
  std::string message;         // what is wrong; names in `backticks`
  Label primary;               // where; an unknown span for faults without a place
  std::vector<Label> related;  // "first defined here"
  std::string help;            // what to do; may be empty
  std::string topic;           // faults of one code and topic are counted together: a column, a key
};

// All messages of a run. A function that can fail takes this as its last parameter, adds what it
// found and returns an empty optional. `add` is for messages with a topic; all others are one call
// of `error` or `warn`.
class Diagnostics {
 public:
  static constexpr std::size_t kMostInAll = 50;
  static constexpr std::size_t kMostPerTopic = 20;

  // Keeps the diagnostic, or only counts it where a limit is reached. An error displaces the last
  // warning where all places are taken. What was added before (same code, place and message) is
  // neither kept nor counted again: two rulebooks may read the same data file.
  void add(Diagnostic diagnostic);
  // Adds a message on one place: unknown for faults that have none. `help` says what to do.
  void error(std::string_view code, SourceSpan place, std::string message, std::string help = "",
             std::vector<Label> related = {});
  void warn(std::string_view code, SourceSpan place, std::string message, std::string help = "",
            std::vector<Label> related = {});
  // Adds everything of `other` behind what is here, in order.
  void merge(Diagnostics&& other);

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t errors() const { return errors_; }  // counted ones included
  [[nodiscard]] std::size_t warnings() const { return warnings_; }
  [[nodiscard]] const std::vector<Diagnostic>& kept() const { return kept_; }

  // "and 4,312 more PX3002 in column `gdp`": what was counted and not kept, in order of first
  // sight.
  struct More {
    std::string_view code;
    std::string topic;
    std::size_t count = 0;
  };
  [[nodiscard]] const std::vector<More>& more() const { return more_; }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::size_t kMostRemembered = 1'000'000;  // beyond, repeated faults count again

  struct Topic {
    std::size_t kept = 0;
    std::size_t more = kNone;  // index into more_
  };
  struct Seen {
    std::size_t more = kNone;  // index into more_; kNone when the diagnostic is kept
    Severity severity = Severity::Error;
  };

  Topic& topic_of(std::string_view code, const std::string& topic);
  std::size_t count_more(std::string_view code, const std::string& topic, std::size_t count);
  bool make_room(Severity severity);
  void tally(Severity severity, std::size_t count);

  std::vector<Diagnostic> kept_;
  std::vector<More> more_;
  std::map<std::pair<std::string_view, std::string>, Topic> topics_;
  std::unordered_map<std::size_t, Seen> seen_;  // by identity
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace parindex
