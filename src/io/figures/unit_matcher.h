// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv/csv_reader.h"
#include "model/data.h"

namespace parindex {

// Where a row of a table names its unit and its group.
struct UnitPlaces {
  SourceSpan unit;
  SourceSpan group;  // unknown: the table has no column `group`
};

// Finds out who is meant by the names in tables of figures.
class UnitMatcher {
 public:
  enum class Fate : std::uint8_t { Ours, OfOtherRulebook, Faulty };

  // All must outlive the matcher; `units` may be null.
  UnitMatcher(const DataSchema& schema, const UnitsFile* units, Diagnostics& diagnostics)
      : schema_(schema),
        units_(units),
        diagnostics_(diagnostics) {}

  // The unit in the units file with that id or name; null after the fault PX3010.
  const UnitsFile::Entry* find_entry(const std::string& unit, const SourceSpan& place);

  // Sets `unit.group` by the id of a group. `entry` is the unit in the units file where the group
  // comes from there. Fault: PX3011.
  Fate find_group(const std::string& group, const UnitsFile::Entry* entry, const UnitPlaces& places,
                  Unit& unit);

 private:
  const DataSchema& schema_;
  const UnitsFile* units_;
  Diagnostics& diagnostics_;
  std::size_t compared_ = 0;  // entries of the units file, for suggestions
};

}  // namespace parindex
