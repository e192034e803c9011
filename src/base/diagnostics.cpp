// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace parindex {
namespace {

// 64 bits stand for a diagnostic: among a million, two are alike in one run of ten million.
std::size_t identity(const Diagnostic& diagnostic) {
  const SourceSpan& span = diagnostic.primary.span;
  std::size_t result = std::hash<std::string_view>()(diagnostic.message);
  for (const std::size_t part :
       {std::hash<std::string_view>()(diagnostic.code), std::size_t{span.source},
        std::size_t{span.length}, std::size_t{span.begin}}) {
    result = (result ^ part) * 0x9E3779B97F4A7C15U;
    result ^= result >> 32U;
  }
  return result;
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  const std::size_t id = identity(diagnostic);
  if (seen_.contains(id)) {
    return;
  }
  Seen seen{kNone, diagnostic.severity};
  tally(diagnostic.severity, 1);
  Topic& topic = topic_of(diagnostic.code, diagnostic.topic);
  if (topic.kept < kMostPerTopic && make_room(diagnostic.severity)) {
    ++topic.kept;
    kept_.push_back(std::move(diagnostic));
  } else {
    seen.more = count_more(diagnostic.code, diagnostic.topic, 1);
  }
  if (seen.more == kNone || seen_.size() < kMostRemembered) {
    seen_.emplace(id, seen);
  }
}

void Diagnostics::error(std::string_view code, SourceSpan place, std::string message,
                        std::string help, std::vector<Label> related) {
  add({Severity::Error,
       code,
       std::move(message),
       {place, ""},
       std::move(related),
       std::move(help),
       ""});
}

void Diagnostics::warn(std::string_view code, SourceSpan place, std::string message,
                       std::string help, std::vector<Label> related) {
  add({Severity::Warning,
       code,
       std::move(message),
       {place, ""},
       std::move(related),
       std::move(help),
       ""});
}

void Diagnostics::merge(Diagnostics&& other) {
  std::size_t counted_errors = other.errors_;
  std::size_t counted_warnings = other.warnings_;
  for (Diagnostic& diagnostic : other.kept_) {
    counted_errors -= diagnostic.severity == Severity::Error ? 1 : 0;
    counted_warnings -= diagnostic.severity == Severity::Warning ? 1 : 0;
    add(std::move(diagnostic));
  }

  // What `other` only counted, less what was seen here already.
  std::vector<std::size_t> known(other.more_.size());
  for (const auto& [id, seen] : other.seen_) {
    if (seen.more != kNone && seen_.contains(id)) {
      ++known[seen.more];
      counted_errors -= seen.severity == Severity::Error ? 1 : 0;
      counted_warnings -= seen.severity == Severity::Warning ? 1 : 0;
    }
  }
  tally(Severity::Error, counted_errors);
  tally(Severity::Warning, counted_warnings);
  std::vector<std::size_t> index_here(other.more_.size(), kNone);
  for (std::size_t i = 0; i < other.more_.size(); ++i) {
    const More& more = other.more_[i];
    if (more.count > known[i]) {
      index_here[i] = count_more(more.code, more.topic, more.count - known[i]);
    }
  }
  for (const auto& [id, seen] : other.seen_) {
    if (seen.more != kNone && seen_.size() < kMostRemembered) {
      seen_.emplace(id, Seen{index_here[seen.more], seen.severity});
    }
  }
}

Diagnostics::Topic& Diagnostics::topic_of(std::string_view code, const std::string& topic) {
  return topics_[{code, topic}];
}

// Returns the index into more_.
std::size_t Diagnostics::count_more(std::string_view code, const std::string& topic,
                                    std::size_t count) {
  std::size_t& index = topic_of(code, topic).more;
  if (index == kNone) {
    index = more_.size();
    more_.push_back({code, topic, 0});
  }
  more_[index].count += count;
  return index;
}

// False when all places are taken. An error must not go unseen behind fifty warnings, so the last
// diagnostic that is not an error gives way to one.
bool Diagnostics::make_room(Severity severity) {
  if (kept_.size() < kMostInAll) {
    return true;
  }
  const auto last = std::find_if(kept_.rbegin(), kept_.rend(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity != Severity::Error;
  });
  if (severity != Severity::Error || last == kept_.rend()) {
    return false;
  }
  --topic_of(last->code, last->topic).kept;
  seen_[identity(*last)] = {count_more(last->code, last->topic, 1), last->severity};
  kept_.erase(std::next(last).base());
  return true;
}

void Diagnostics::tally(Severity severity, std::size_t count) {
  errors_ += severity == Severity::Error ? count : 0;
  warnings_ += severity == Severity::Warning ? count : 0;
}

}  // namespace parindex
