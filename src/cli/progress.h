// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace parindex {

// A line on standard error that says how far a long run has come: only on a terminal, only after a
// second, and gone when the run is over.
class Progress {
 public:
  // `noun`: what is counted.
  explicit Progress(const char* noun = "units");
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // `of`: how many there will be; 0: nobody knows.
  void show(std::uint64_t count, std::uint64_t of = 0);

 private:
  using Clock = std::chrono::steady_clock;

  const char* noun_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point begin_;
  Clock::time_point next_;
};

}  // namespace parindex
