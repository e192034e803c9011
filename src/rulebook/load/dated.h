// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/config_node.h"
#include "base/diagnostics.h"

namespace parindex {

// The day for which a rulebook is read: the one asked for, else the last one of its `period` where
// that is a year; empty where neither is there.
std::optional<std::int64_t> effective_day(const ConfigNode& rulebook,
                                          std::optional<std::int64_t> asked);

// Puts the value of that day in the place of every value by date, `{2023-01-01: 2, 2025-01-01: 3}`:
// the one with the last date that is not after the day. Faults: PX2060 the day is not known, PX2061
// the day is before the first date, PX2063 a date that does not exist, PX2003 a date beside keys of
// another kind.
std::optional<ConfigNode> resolve_dates(ConfigNode rulebook, std::optional<std::int64_t> day,
                                        Diagnostics& diagnostics);

}  // namespace parindex
