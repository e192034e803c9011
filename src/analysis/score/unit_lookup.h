// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "model/data.h"

namespace parindex {

// The rows of the units that fit best what somebody wrote: an id as it stands, else an id in
// another case, else a name. Empty where none fits; several where it cannot be told.
std::vector<std::size_t> find_units(const std::vector<Unit>& units, const std::string& wanted);

// The one such row; an error at `place` otherwise.
std::optional<std::size_t> find_unit(const std::vector<Unit>& units, const std::string& wanted,
                                     SourceSpan place, Diagnostics& diagnostics);

// Says that no unit, or more than one of `ids`, is called like this.
void report_unit(const std::vector<Unit>& units, const std::string& wanted,
                 const std::vector<std::string>& ids, SourceSpan place, Diagnostics& diagnostics);

}  // namespace parindex
