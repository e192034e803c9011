// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

#include "base/text.h"

namespace parindex {

Progress::Progress()
    : terminal_(isatty(STDERR_FILENO) != 0),
      next_(Clock::now() + std::chrono::seconds(1)) {}

Progress::~Progress() {
  if (shown_) {
    fmt::print(stderr, "\r\x1b[K");
  }
}

void Progress::show(std::uint64_t units) {
  if (!terminal_ || Clock::now() < next_) {
    return;
  }
  shown_ = true;
  next_ = Clock::now() + std::chrono::milliseconds(200);
  fmt::print(stderr, "\r\x1b[K{} units", with_thousands(units));
  std::fflush(stderr);
}

}  // namespace parindex
