// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/sources.h"

namespace parindex {

// The working days of a stated period (lịch làm việc). Nothing is known of days outside of it.
struct WorkCalendar {
  std::int64_t first = 0, last = 0;        // of the period, both included; days since 1970-01-01
  std::vector<std::int64_t> working_days;  // ascending
  SourceSpan span;
};

}  // namespace parindex
