// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

#include <fmt/core.h>

#include "base/text.h"

namespace parindex {

Progress::Progress(const char* noun)
    : noun_(noun),
      terminal_(isatty(STDERR_FILENO) != 0),
      begin_(Clock::now()),
      next_(begin_ + std::chrono::seconds(1)) {}

Progress::~Progress() {
  if (shown_) {
    fmt::print(stderr, "\r\x1b[K");
  }
}

void Progress::show(std::uint64_t count, std::uint64_t of) {
  const Clock::time_point now = Clock::now();
  if (!terminal_ || now < next_) {
    return;
  }
  shown_ = true;
  next_ = now + std::chrono::milliseconds(200);
  fmt::print(stderr, "\r\x1b[K");
  if (of > 0 && count > 0) {
    constexpr std::uint64_t kWidth = 20;
    const std::uint64_t full = std::min(kWidth, count * kWidth / of);
    for (std::uint64_t i = 0; i < kWidth; ++i) {
      fmt::print(stderr, "{}", i < full ? "█" : "░");
    }
    const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_).count();
    const std::uint64_t left =
        static_cast<std::uint64_t>(gone) * (of - std::min(count, of)) / count / 1000;
    fmt::print(stderr, " {} of {} {}, {} s left", with_thousands(count), with_thousands(of), noun_,
               left);
  } else {
    fmt::print(stderr, "{} {}", with_thousands(count), noun_);
  }
  std::fflush(stderr);
}

}  // namespace parindex
